// Original file: proto/viommu/v1/guest_queue.proto


/**
 * What hardware would write to guest memory.
 */
export interface GuestMemoryWrite {
  /**
   * Guest-physical address of the first byte.
   */
  'address'?: (bigint | number | string);
  /**
   * The bytes, in order of their addresses.
   */
  'data'?: (Buffer | Uint8Array | string);
  /**
   * Whether the server wrote them to registered memory, because the queue's `write_memory` is on.
   */
  'performed'?: (boolean);
}

/**
 * What hardware would write to guest memory.
 */
export interface GuestMemoryWrite__Output {
  /**
   * Guest-physical address of the first byte.
   */
  'address': (bigint);
  /**
   * The bytes, in order of their addresses.
   */
  'data': (Buffer);
  /**
   * Whether the server wrote them to registered memory, because the queue's `write_memory` is on.
   */
  'performed': (boolean);
}
