// Original file: proto/viommu/v1/guest_memory_service.proto


/**
 * Request of UnregisterGuestMemory.
 */
export interface UnregisterGuestMemoryRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The region.
   */
  'regionId'?: (number);
  /**
   * Removes mappings that refer to it first.
   */
  'force'?: (boolean);
  /**
   * Bounds the wait for device TLBs, nanoseconds of the vIOMMU's clock.
   */
  'invalidationTimeoutNs'?: (bigint | number | string);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Request of UnregisterGuestMemory.
 */
export interface UnregisterGuestMemoryRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The region.
   */
  'regionId': (number);
  /**
   * Removes mappings that refer to it first.
   */
  'force': (boolean);
  /**
   * Bounds the wait for device TLBs, nanoseconds of the vIOMMU's clock.
   */
  'invalidationTimeoutNs'?: (bigint);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
