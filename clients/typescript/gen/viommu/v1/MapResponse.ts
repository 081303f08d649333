// Original file: proto/viommu/v1/domain_service.proto

import type { ItemResult as _viommu_v1_ItemResult, ItemResult__Output as _viommu_v1_ItemResult__Output } from '../../viommu/v1/ItemResult';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from '../../viommu/v1/OperationResult';

/**
 * Response of Map.
 */
export interface MapResponse {
  /**
   * Items that were executed.
   */
  'mappedCount'?: (number);
  /**
   * The items that were refused.
   */
  'failures'?: (_viommu_v1_ItemResult)[];
  /**
   * Items after a stop.
   */
  'notExecutedCount'?: (number);
  /**
   * How lowering permissions ended; absent when there was nothing to wait for.
   */
  'operation'?: (_viommu_v1_OperationResult | null);
}

/**
 * Response of Map.
 */
export interface MapResponse__Output {
  /**
   * Items that were executed.
   */
  'mappedCount': (number);
  /**
   * The items that were refused.
   */
  'failures': (_viommu_v1_ItemResult__Output)[];
  /**
   * Items after a stop.
   */
  'notExecutedCount': (number);
  /**
   * How lowering permissions ended; absent when there was nothing to wait for.
   */
  'operation': (_viommu_v1_OperationResult__Output | null);
}
