// Original file: proto/viommu/v1/guest_memory_service.proto


/**
 * Response of ReadGuestMemory.
 */
export interface ReadGuestMemoryResponse {
  /**
   * What is there.
   */
  'data'?: (Buffer | Uint8Array | string);
}

/**
 * Response of ReadGuestMemory.
 */
export interface ReadGuestMemoryResponse__Output {
  /**
   * What is there.
   */
  'data': (Buffer);
}
