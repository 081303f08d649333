// Original file: proto/viommu/v1/fault_service.proto

import type { PageResponseResult as _viommu_v1_PageResponseResult, PageResponseResult__Output as _viommu_v1_PageResponseResult__Output } from '../../viommu/v1/PageResponseResult';
import type { ItemResult as _viommu_v1_ItemResult, ItemResult__Output as _viommu_v1_ItemResult__Output } from '../../viommu/v1/ItemResult';

/**
 * Response of ResolvePageRequests.
 */
export interface ResolvePageRequestsResponse {
  /**
   * Items whose mappings stand and whose response was SENT.
   */
  'sentCount'?: (number);
  /**
   * Every other outcome; the mappings of an item stand with HELD_FOR_ENDPOINT and IGNORED_PRI_OFF only.
   */
  'results'?: (_viommu_v1_PageResponseResult)[];
  /**
   * The items that were refused.
   */
  'failures'?: (_viommu_v1_ItemResult)[];
  /**
   * Items after a stop.
   */
  'notExecutedCount'?: (number);
}

/**
 * Response of ResolvePageRequests.
 */
export interface ResolvePageRequestsResponse__Output {
  /**
   * Items whose mappings stand and whose response was SENT.
   */
  'sentCount': (number);
  /**
   * Every other outcome; the mappings of an item stand with HELD_FOR_ENDPOINT and IGNORED_PRI_OFF only.
   */
  'results': (_viommu_v1_PageResponseResult__Output)[];
  /**
   * The items that were refused.
   */
  'failures': (_viommu_v1_ItemResult__Output)[];
  /**
   * Items after a stop.
   */
  'notExecutedCount': (number);
}
