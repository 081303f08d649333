// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of SetLink.
 */
export interface SetLinkRequest {
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
   * Whether the link is to be down.
   */
  'down'?: (boolean);
  /**
   * When the link comes up, the function goes on as if nothing had happened.
   */
  'keepState'?: (boolean);
}

/**
 * Request of SetLink.
 */
export interface SetLinkRequest__Output {
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
   * Whether the link is to be down.
   */
  'down': (boolean);
  /**
   * When the link comes up, the function goes on as if nothing had happened.
   */
  'keepState': (boolean);
}
