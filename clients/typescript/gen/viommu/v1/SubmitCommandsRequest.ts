// Original file: proto/viommu/v1/guest_queue_service.proto

import type { GuestQueueKind as _viommu_v1_GuestQueueKind, GuestQueueKind__Output as _viommu_v1_GuestQueueKind__Output } from '../../viommu/v1/GuestQueueKind';
import type { GuestBuffer as _viommu_v1_GuestBuffer, GuestBuffer__Output as _viommu_v1_GuestBuffer__Output } from '../../viommu/v1/GuestBuffer';

/**
 * Request of SubmitCommands.
 */
export interface SubmitCommandsRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The queue; unset: COMMAND.
   */
  'queue'?: (_viommu_v1_GuestQueueKind);
  /**
   * Whole entries, one after the other.
   */
  'entries'?: (Buffer | Uint8Array | string);
  /**
   * For VIRTIO instead. At most 4096.
   */
  'buffers'?: (_viommu_v1_GuestBuffer)[];
}

/**
 * Request of SubmitCommands.
 */
export interface SubmitCommandsRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The queue; unset: COMMAND.
   */
  'queue': (_viommu_v1_GuestQueueKind__Output);
  /**
   * Whole entries, one after the other.
   */
  'entries': (Buffer);
  /**
   * For VIRTIO instead. At most 4096.
   */
  'buffers': (_viommu_v1_GuestBuffer__Output)[];
}
