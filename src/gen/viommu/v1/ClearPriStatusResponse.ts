// Original file: proto/viommu/v1/endpoint_service.proto

import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from '../../viommu/v1/Endpoint';

/**
 * Response of ClearPriStatus.
 */
export interface ClearPriStatusResponse {
  /**
   * As it is now.
   */
  'endpoint'?: (_viommu_v1_Endpoint | null);
}

/**
 * Response of ClearPriStatus.
 */
export interface ClearPriStatusResponse__Output {
  /**
   * As it is now.
   */
  'endpoint': (_viommu_v1_Endpoint__Output | null);
}
