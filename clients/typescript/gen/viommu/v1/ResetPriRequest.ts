// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of ResetPri.
 */
export interface ResetPriRequest {
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
   * Does what correct software does not, and records it.
   */
  'allowViolation'?: (boolean);
}

/**
 * Request of ResetPri.
 */
export interface ResetPriRequest__Output {
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
   * Does what correct software does not, and records it.
   */
  'allowViolation': (boolean);
}
