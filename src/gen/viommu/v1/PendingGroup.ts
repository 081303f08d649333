// Original file: proto/viommu/v1/fault_service.proto

import type { PageRequestGroup as _viommu_v1_PageRequestGroup, PageRequestGroup__Output as _viommu_v1_PageRequestGroup__Output } from '../../viommu/v1/PageRequestGroup';

/**
 * A group that waits for an answer.
 */
export interface PendingGroup {
  /**
   * The group.
   */
  'group'?: (_viommu_v1_PageRequestGroup | null);
  /**
   * The sequence of the report that announced it.
   */
  'sequence'?: (bigint | number | string);
  /**
   * When it was queued, nanoseconds of the vIOMMU's clock.
   */
  'timeNs'?: (bigint | number | string);
  /**
   * Whether a controller has been given it.
   */
  'delivered'?: (boolean);
}

/**
 * A group that waits for an answer.
 */
export interface PendingGroup__Output {
  /**
   * The group.
   */
  'group': (_viommu_v1_PageRequestGroup__Output | null);
  /**
   * The sequence of the report that announced it.
   */
  'sequence': (bigint);
  /**
   * When it was queued, nanoseconds of the vIOMMU's clock.
   */
  'timeNs': (bigint);
  /**
   * Whether a controller has been given it.
   */
  'delivered': (boolean);
}
