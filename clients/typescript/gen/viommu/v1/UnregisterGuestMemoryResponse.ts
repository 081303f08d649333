// Original file: proto/viommu/v1/guest_memory_service.proto

import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from '../../viommu/v1/OperationResult';

/**
 * Response of UnregisterGuestMemory.
 */
export interface UnregisterGuestMemoryResponse {
  /**
   * How removing the mappings ended; absent when there were none.
   */
  'operation'?: (_viommu_v1_OperationResult | null);
}

/**
 * Response of UnregisterGuestMemory.
 */
export interface UnregisterGuestMemoryResponse__Output {
  /**
   * How removing the mappings ended; absent when there were none.
   */
  'operation': (_viommu_v1_OperationResult__Output | null);
}
