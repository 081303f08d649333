// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of GetEndpoint.
 */
export interface GetEndpointRequest {
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
 * Request of GetEndpoint.
 */
export interface GetEndpointRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The endpoint.
   */
  'endpointId': (number);
}
