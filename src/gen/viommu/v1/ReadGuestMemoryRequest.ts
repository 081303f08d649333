// Original file: proto/viommu/v1/guest_memory_service.proto


/**
 * Request of ReadGuestMemory.
 */
export interface ReadGuestMemoryRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The guest-physical address of the first byte.
   */
  'guestAddress'?: (bigint | number | string);
  /**
   * How many, 1 to 262144.
   */
  'lengthBytes'?: (number);
}

/**
 * Request of ReadGuestMemory.
 */
export interface ReadGuestMemoryRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The guest-physical address of the first byte.
   */
  'guestAddress': (bigint);
  /**
   * How many, 1 to 262144.
   */
  'lengthBytes': (number);
}
