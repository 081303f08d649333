// Original file: proto/viommu/v1/fault_service.proto

import type { PendingGroup as _viommu_v1_PendingGroup, PendingGroup__Output as _viommu_v1_PendingGroup__Output } from '../../viommu/v1/PendingGroup';

/**
 * Response of ListPageRequestGroups.
 */
export interface ListPageRequestGroupsResponse {
  /**
   * A page of them.
   */
  'groups'?: (_viommu_v1_PendingGroup)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken'?: (string);
}

/**
 * Response of ListPageRequestGroups.
 */
export interface ListPageRequestGroupsResponse__Output {
  /**
   * A page of them.
   */
  'groups': (_viommu_v1_PendingGroup__Output)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken': (string);
}
