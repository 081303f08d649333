// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of ListEndpoints.
 */
export interface ListEndpointsRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Most to return.
   */
  'pageSize'?: (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken'?: (string);
}

/**
 * Request of ListEndpoints.
 */
export interface ListEndpointsRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Most to return.
   */
  'pageSize': (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken': (string);
}
