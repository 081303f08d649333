// Original file: proto/viommu/v1/endpoint_service.proto

import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from '../../viommu/v1/Endpoint';

/**
 * Response of GetEndpoint.
 */
export interface GetEndpointResponse {
  /**
   * As it is.
   */
  'endpoint'?: (_viommu_v1_Endpoint | null);
}

/**
 * Response of GetEndpoint.
 */
export interface GetEndpointResponse__Output {
  /**
   * As it is.
   */
  'endpoint': (_viommu_v1_Endpoint__Output | null);
}
