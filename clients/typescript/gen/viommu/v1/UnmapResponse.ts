// Original file: proto/viommu/v1/domain_service.proto

import type { ItemResult as _viommu_v1_ItemResult, ItemResult__Output as _viommu_v1_ItemResult__Output } from '../../viommu/v1/ItemResult';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from '../../viommu/v1/OperationResult';

/**
 * Response of Unmap.
 */
export interface UnmapResponse {
  /**
   * Mappings that were removed.
   */
  'removedMappingCount'?: (bigint | number | string);
  /**
   * The ranges that were refused.
   */
  'failures'?: (_viommu_v1_ItemResult)[];
  /**
   * Ranges after a stop.
   */
  'notExecutedCount'?: (number);
  /**
   * How the operation ended; absent when every range was refused.
   */
  'operation'?: (_viommu_v1_OperationResult | null);
}

/**
 * Response of Unmap.
 */
export interface UnmapResponse__Output {
  /**
   * Mappings that were removed.
   */
  'removedMappingCount': (bigint);
  /**
   * The ranges that were refused.
   */
  'failures': (_viommu_v1_ItemResult__Output)[];
  /**
   * Ranges after a stop.
   */
  'notExecutedCount': (number);
  /**
   * How the operation ended; absent when every range was refused.
   */
  'operation': (_viommu_v1_OperationResult__Output | null);
}
