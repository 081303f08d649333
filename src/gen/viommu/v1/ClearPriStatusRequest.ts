// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of ClearPriStatus.
 */
export interface ClearPriStatusRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * Clears Response Failure.
   */
  'responseFailure'?: (boolean);
  /**
   * Clears Unexpected Page Request Group Index.
   */
  'unexpectedPrgi'?: (boolean);
}

/**
 * Request of ClearPriStatus.
 */
export interface ClearPriStatusRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * Clears Response Failure.
   */
  'responseFailure': (boolean);
  /**
   * Clears Unexpected Page Request Group Index.
   */
  'unexpectedPrgi': (boolean);
}
