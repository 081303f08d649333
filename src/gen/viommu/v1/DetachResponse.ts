// Original file: proto/viommu/v1/domain_service.proto

import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from '../../viommu/v1/OperationResult';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from '../../viommu/v1/FlushCounts';

/**
 * Response of Detach.
 */
export interface DetachResponse {
  /**
   * How the operation ended.
   */
  'operation'?: (_viommu_v1_OperationResult | null);
  /**
   * What was pending and ended with it.
   */
  'flushed'?: (_viommu_v1_FlushCounts | null);
}

/**
 * Response of Detach.
 */
export interface DetachResponse__Output {
  /**
   * How the operation ended.
   */
  'operation': (_viommu_v1_OperationResult__Output | null);
  /**
   * What was pending and ended with it.
   */
  'flushed': (_viommu_v1_FlushCounts__Output | null);
}
