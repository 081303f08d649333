// Original file: proto/viommu/v1/fault_service.proto


/**
 * Request of AcknowledgeOverflow.
 */
export interface AcknowledgeOverflowRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The domain whose queue it is.
   */
  'domainId'?: (number);
}

/**
 * Request of AcknowledgeOverflow.
 */
export interface AcknowledgeOverflowRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The domain whose queue it is.
   */
  'domainId': (number);
}
