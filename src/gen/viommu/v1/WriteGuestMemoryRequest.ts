// Original file: proto/viommu/v1/guest_memory_service.proto


/**
 * Request of WriteGuestMemory.
 */
export interface WriteGuestMemoryRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The guest-physical address of the first byte.
   */
  'guestAddress'?: (bigint | number | string);
  /**
   * What to write, 1 to 262144 bytes.
   */
  'data'?: (Buffer | Uint8Array | string);
}

/**
 * Request of WriteGuestMemory.
 */
export interface WriteGuestMemoryRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The guest-physical address of the first byte.
   */
  'guestAddress': (bigint);
  /**
   * What to write, 1 to 262144 bytes.
   */
  'data': (Buffer);
}
