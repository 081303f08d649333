// Original file: proto/viommu/v1/guest_queue_service.proto

import type { GuestCommandResult as _viommu_v1_GuestCommandResult, GuestCommandResult__Output as _viommu_v1_GuestCommandResult__Output } from '../../viommu/v1/GuestCommandResult';
import type { GuestQueueEffects as _viommu_v1_GuestQueueEffects, GuestQueueEffects__Output as _viommu_v1_GuestQueueEffects__Output } from '../../viommu/v1/GuestQueueEffects';

/**
 * Response of SubmitCommands.
 */
export interface SubmitCommandsResponse {
  /**
   * How many entries of the request the queue is past. Those behind are to be submitted again once the error is cleared.
   */
  'consumedCount'?: (number);
  /**
   * Of each entry that did not end COMPLETED, and of each that has more to say, by index.
   */
  'results'?: (_viommu_v1_GuestCommandResult)[];
  /**
   * What hardware would have done besides.
   */
  'effects'?: (_viommu_v1_GuestQueueEffects | null);
  /**
   * The queue's head register.
   */
  'head'?: (bigint | number | string);
  /**
   * Whether the queue stopped at an error.
   */
  'stopped'?: (boolean);
}

/**
 * Response of SubmitCommands.
 */
export interface SubmitCommandsResponse__Output {
  /**
   * How many entries of the request the queue is past. Those behind are to be submitted again once the error is cleared.
   */
  'consumedCount': (number);
  /**
   * Of each entry that did not end COMPLETED, and of each that has more to say, by index.
   */
  'results': (_viommu_v1_GuestCommandResult__Output)[];
  /**
   * What hardware would have done besides.
   */
  'effects': (_viommu_v1_GuestQueueEffects__Output | null);
  /**
   * The queue's head register.
   */
  'head': (bigint);
  /**
   * Whether the queue stopped at an error.
   */
  'stopped': (boolean);
}
