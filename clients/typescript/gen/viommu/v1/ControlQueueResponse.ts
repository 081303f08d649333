// Original file: proto/viommu/v1/guest_queue_service.proto

import type { GuestQueue as _viommu_v1_GuestQueue, GuestQueue__Output as _viommu_v1_GuestQueue__Output } from '../../viommu/v1/GuestQueue';
import type { GuestQueueEffects as _viommu_v1_GuestQueueEffects, GuestQueueEffects__Output as _viommu_v1_GuestQueueEffects__Output } from '../../viommu/v1/GuestQueueEffects';
import type { GuestCommandResult as _viommu_v1_GuestCommandResult, GuestCommandResult__Output as _viommu_v1_GuestCommandResult__Output } from '../../viommu/v1/GuestCommandResult';

/**
 * Response of ControlQueue.
 */
export interface ControlQueueResponse {
  /**
   * As it is now.
   */
  'queue'?: (_viommu_v1_GuestQueue | null);
  /**
   * What hardware would have done.
   */
  'effects'?: (_viommu_v1_GuestQueueEffects | null);
  /**
   * How many entries of the ring were consumed.
   */
  'consumedCount'?: (number);
  /**
   * Of each entry that did not end COMPLETED, and of each that has more to say.
   */
  'results'?: (_viommu_v1_GuestCommandResult)[];
}

/**
 * Response of ControlQueue.
 */
export interface ControlQueueResponse__Output {
  /**
   * As it is now.
   */
  'queue': (_viommu_v1_GuestQueue__Output | null);
  /**
   * What hardware would have done.
   */
  'effects': (_viommu_v1_GuestQueueEffects__Output | null);
  /**
   * How many entries of the ring were consumed.
   */
  'consumedCount': (number);
  /**
   * Of each entry that did not end COMPLETED, and of each that has more to say.
   */
  'results': (_viommu_v1_GuestCommandResult__Output)[];
}
