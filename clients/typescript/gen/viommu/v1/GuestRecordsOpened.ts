// Original file: proto/viommu/v1/guest_queue_service.proto

import type { GuestQueue as _viommu_v1_GuestQueue, GuestQueue__Output as _viommu_v1_GuestQueue__Output } from '../../viommu/v1/GuestQueue';

/**
 * What WatchRecords begins with.
 */
export interface GuestRecordsOpened {
  /**
   * The queues it takes, as they are.
   */
  'queues'?: (_viommu_v1_GuestQueue)[];
}

/**
 * What WatchRecords begins with.
 */
export interface GuestRecordsOpened__Output {
  /**
   * The queues it takes, as they are.
   */
  'queues': (_viommu_v1_GuestQueue__Output)[];
}
