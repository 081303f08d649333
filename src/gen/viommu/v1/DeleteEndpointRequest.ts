// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of DeleteEndpoint.
 */
export interface DeleteEndpointRequest {
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
   * Detaches it first.
   */
  'force'?: (boolean);
}

/**
 * Request of DeleteEndpoint.
 */
export interface DeleteEndpointRequest__Output {
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
   * Detaches it first.
   */
  'force': (boolean);
}
