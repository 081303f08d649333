// Original file: proto/viommu/v1/fault_service.proto

import type { ClosedGroup as _viommu_v1_ClosedGroup, ClosedGroup__Output as _viommu_v1_ClosedGroup__Output } from '../../viommu/v1/ClosedGroup';
import type { ItemResult as _viommu_v1_ItemResult, ItemResult__Output as _viommu_v1_ItemResult__Output } from '../../viommu/v1/ItemResult';

/**
 * Response of InjectPageRequests.
 */
export interface InjectPageRequestsResponse {
  /**
   * Page requests the vIOMMU accepted.
   */
  'acceptedCount'?: (number);
  /**
   * What became of each group that was closed.
   */
  'closedGroups'?: (_viommu_v1_ClosedGroup)[];
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
 * Response of InjectPageRequests.
 */
export interface InjectPageRequestsResponse__Output {
  /**
   * Page requests the vIOMMU accepted.
   */
  'acceptedCount': (number);
  /**
   * What became of each group that was closed.
   */
  'closedGroups': (_viommu_v1_ClosedGroup__Output)[];
  /**
   * The items that were refused.
   */
  'failures': (_viommu_v1_ItemResult__Output)[];
  /**
   * Items after a stop.
   */
  'notExecutedCount': (number);
}
