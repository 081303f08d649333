// Original file: proto/viommu/v1/invalidation_service.proto

import type { InvalidationEntryResult as _viommu_v1_InvalidationEntryResult, InvalidationEntryResult__Output as _viommu_v1_InvalidationEntryResult__Output } from '../../viommu/v1/InvalidationEntryResult';
import type { ItemResult as _viommu_v1_ItemResult, ItemResult__Output as _viommu_v1_ItemResult__Output } from '../../viommu/v1/ItemResult';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from '../../viommu/v1/OperationResult';

/**
 * Response of Invalidate.
 */
export interface InvalidateResponse {
  /**
   * Entries that were accepted and ended COMPLETED.
   */
  'completedCount'?: (number);
  /**
   * Entries that were accepted and ended otherwise.
   */
  'results'?: (_viommu_v1_InvalidationEntryResult)[];
  /**
   * The entries that were refused.
   */
  'failures'?: (_viommu_v1_ItemResult)[];
  /**
   * Entries after a stop.
   */
  'notExecutedCount'?: (number);
  /**
   * How the operation ended; absent when every entry was refused.
   */
  'operation'?: (_viommu_v1_OperationResult | null);
}

/**
 * Response of Invalidate.
 */
export interface InvalidateResponse__Output {
  /**
   * Entries that were accepted and ended COMPLETED.
   */
  'completedCount': (number);
  /**
   * Entries that were accepted and ended otherwise.
   */
  'results': (_viommu_v1_InvalidationEntryResult__Output)[];
  /**
   * The entries that were refused.
   */
  'failures': (_viommu_v1_ItemResult__Output)[];
  /**
   * Entries after a stop.
   */
  'notExecutedCount': (number);
  /**
   * How the operation ended; absent when every entry was refused.
   */
  'operation': (_viommu_v1_OperationResult__Output | null);
}
