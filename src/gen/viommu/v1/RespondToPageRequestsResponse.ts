// Original file: proto/viommu/v1/fault_service.proto

import type { PageResponseResult as _viommu_v1_PageResponseResult, PageResponseResult__Output as _viommu_v1_PageResponseResult__Output } from '../../viommu/v1/PageResponseResult';
import type { ItemResult as _viommu_v1_ItemResult, ItemResult__Output as _viommu_v1_ItemResult__Output } from '../../viommu/v1/ItemResult';

/**
 * Response of RespondToPageRequests.
 */
export interface RespondToPageRequestsResponse {
  /**
   * Responses with outcome SENT.
   */
  'sentCount'?: (number);
  /**
   * Every other outcome.
   */
  'results'?: (_viommu_v1_PageResponseResult)[];
  /**
   * The items that were malformed.
   */
  'failures'?: (_viommu_v1_ItemResult)[];
  /**
   * Items after a stop.
   */
  'notExecutedCount'?: (number);
}

/**
 * Response of RespondToPageRequests.
 */
export interface RespondToPageRequestsResponse__Output {
  /**
   * Responses with outcome SENT.
   */
  'sentCount': (number);
  /**
   * Every other outcome.
   */
  'results': (_viommu_v1_PageResponseResult__Output)[];
  /**
   * The items that were malformed.
   */
  'failures': (_viommu_v1_ItemResult__Output)[];
  /**
   * Items after a stop.
   */
  'notExecutedCount': (number);
}
