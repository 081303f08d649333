// Original file: proto/viommu/v1/endpoint_service.proto

import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from '../../viommu/v1/Endpoint';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from '../../viommu/v1/OperationResult';

/**
 * Response of UpdateEndpoint.
 */
export interface UpdateEndpointResponse {
  /**
   * As it is now.
   */
  'endpoint'?: (_viommu_v1_Endpoint | null);
  /**
   * How emptying the ATC ended; absent when there was nothing to wait for.
   */
  'operation'?: (_viommu_v1_OperationResult | null);
}

/**
 * Response of UpdateEndpoint.
 */
export interface UpdateEndpointResponse__Output {
  /**
   * As it is now.
   */
  'endpoint': (_viommu_v1_Endpoint__Output | null);
  /**
   * How emptying the ATC ended; absent when there was nothing to wait for.
   */
  'operation': (_viommu_v1_OperationResult__Output | null);
}
