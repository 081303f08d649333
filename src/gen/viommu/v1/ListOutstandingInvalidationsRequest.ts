// Original file: proto/viommu/v1/invalidation_service.proto


/**
 * Request of ListOutstandingInvalidations.
 */
export interface ListOutstandingInvalidationsRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Only of this endpoint; unset: of every endpoint.
   */
  'endpointId'?: (number);
  /**
   * Most to return.
   */
  'pageSize'?: (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken'?: (string);
  '_endpointId'?: "endpointId";
}

/**
 * Request of ListOutstandingInvalidations.
 */
export interface ListOutstandingInvalidationsRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Only of this endpoint; unset: of every endpoint.
   */
  'endpointId'?: (number);
  /**
   * Most to return.
   */
  'pageSize': (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken': (string);
  '_endpointId'?: "endpointId";
}
