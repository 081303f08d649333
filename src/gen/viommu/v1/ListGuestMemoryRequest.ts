// Original file: proto/viommu/v1/guest_memory_service.proto


/**
 * Request of ListGuestMemory.
 */
export interface ListGuestMemoryRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Most to return.
   */
  'pageSize'?: (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken'?: (string);
}

/**
 * Request of ListGuestMemory.
 */
export interface ListGuestMemoryRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Most to return.
   */
  'pageSize': (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken': (string);
}
