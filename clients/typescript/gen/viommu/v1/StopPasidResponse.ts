// Original file: proto/viommu/v1/endpoint_service.proto

import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from '../../viommu/v1/Endpoint';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from '../../viommu/v1/OperationResult';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from '../../viommu/v1/FlushCounts';

/**
 * Response of StopPasid.
 */
export interface StopPasidResponse {
  /**
   * As it is now.
   */
  'endpoint'?: (_viommu_v1_Endpoint | null);
  /**
   * How the operation ended; absent when the PASID was stopped before.
   */
  'operation'?: (_viommu_v1_OperationResult | null);
  /**
   * What ended at once. What WAIT_FOR_RESPONSES ended later is told by `AutomaticAnswer`.
   */
  'flushed'?: (_viommu_v1_FlushCounts | null);
}

/**
 * Response of StopPasid.
 */
export interface StopPasidResponse__Output {
  /**
   * As it is now.
   */
  'endpoint': (_viommu_v1_Endpoint__Output | null);
  /**
   * How the operation ended; absent when the PASID was stopped before.
   */
  'operation': (_viommu_v1_OperationResult__Output | null);
  /**
   * What ended at once. What WAIT_FOR_RESPONSES ended later is told by `AutomaticAnswer`.
   */
  'flushed': (_viommu_v1_FlushCounts__Output | null);
}
