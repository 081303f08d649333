// Original file: proto/viommu/v1/guest_queue_service.proto

import type { GuestQueue as _viommu_v1_GuestQueue, GuestQueue__Output as _viommu_v1_GuestQueue__Output } from '../../viommu/v1/GuestQueue';

/**
 * Response of ListGuestQueues.
 */
export interface ListGuestQueuesResponse {
  /**
   * All of them.
   */
  'queues'?: (_viommu_v1_GuestQueue)[];
}

/**
 * Response of ListGuestQueues.
 */
export interface ListGuestQueuesResponse__Output {
  /**
   * All of them.
   */
  'queues': (_viommu_v1_GuestQueue__Output)[];
}
