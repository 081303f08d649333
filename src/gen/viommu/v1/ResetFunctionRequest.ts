// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of ResetFunction.
 */
export interface ResetFunctionRequest {
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
}

/**
 * Request of ResetFunction.
 */
export interface ResetFunctionRequest__Output {
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
}
