// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of UpdateEndpoint.
 */
export interface UpdateEndpointRequest {
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
   * ATS Enable.
   */
  'atsEnabled'?: (boolean);
  /**
   * Bounds the wait for the endpoint's ATC, nanoseconds of the vIOMMU's clock; unset: the hardware limit alone.
   */
  'invalidationTimeoutNs'?: (bigint | number | string);
  '_atsEnabled'?: "atsEnabled";
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Request of UpdateEndpoint.
 */
export interface UpdateEndpointRequest__Output {
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
   * ATS Enable.
   */
  'atsEnabled'?: (boolean);
  /**
   * Bounds the wait for the endpoint's ATC, nanoseconds of the vIOMMU's clock; unset: the hardware limit alone.
   */
  'invalidationTimeoutNs'?: (bigint);
  '_atsEnabled'?: "atsEnabled";
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
