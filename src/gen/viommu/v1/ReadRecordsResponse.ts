// Original file: proto/viommu/v1/guest_queue_service.proto

import type { GuestRecord as _viommu_v1_GuestRecord, GuestRecord__Output as _viommu_v1_GuestRecord__Output } from '../../viommu/v1/GuestRecord';
import type { GuestQueueEffects as _viommu_v1_GuestQueueEffects, GuestQueueEffects__Output as _viommu_v1_GuestQueueEffects__Output } from '../../viommu/v1/GuestQueueEffects';
import type { GuestQueue as _viommu_v1_GuestQueue, GuestQueue__Output as _viommu_v1_GuestQueue__Output } from '../../viommu/v1/GuestQueue';

/**
 * Response of ReadRecords.
 */
export interface ReadRecordsResponse {
  /**
   * In order.
   */
  'records'?: (_viommu_v1_GuestRecord)[];
  /**
   * What hardware would have done besides.
   */
  'effects'?: (_viommu_v1_GuestQueueEffects | null);
  /**
   * The queue as it is now.
   */
  'queue'?: (_viommu_v1_GuestQueue | null);
}

/**
 * Response of ReadRecords.
 */
export interface ReadRecordsResponse__Output {
  /**
   * In order.
   */
  'records': (_viommu_v1_GuestRecord__Output)[];
  /**
   * What hardware would have done besides.
   */
  'effects': (_viommu_v1_GuestQueueEffects__Output | null);
  /**
   * The queue as it is now.
   */
  'queue': (_viommu_v1_GuestQueue__Output | null);
}
