// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of SurpriseRemove.
 */
export interface SurpriseRemoveRequest {
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
 * Request of SurpriseRemove.
 */
export interface SurpriseRemoveRequest__Output {
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
