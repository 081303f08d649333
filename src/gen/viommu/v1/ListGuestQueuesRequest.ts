// Original file: proto/viommu/v1/guest_queue_service.proto


/**
 * Request of ListGuestQueues.
 */
export interface ListGuestQueuesRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
}

/**
 * Request of ListGuestQueues.
 */
export interface ListGuestQueuesRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
}
