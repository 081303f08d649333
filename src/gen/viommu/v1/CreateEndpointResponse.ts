// Original file: proto/viommu/v1/endpoint_service.proto

import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from '../../viommu/v1/Endpoint';

/**
 * Response of CreateEndpoint.
 */
export interface CreateEndpointResponse {
  /**
   * As it was created.
   */
  'endpoint'?: (_viommu_v1_Endpoint | null);
}

/**
 * Response of CreateEndpoint.
 */
export interface CreateEndpointResponse__Output {
  /**
   * As it was created.
   */
  'endpoint': (_viommu_v1_Endpoint__Output | null);
}
