// Original file: proto/viommu/v1/fault_service.proto


/**
 * Request of ListViolations.
 */
export interface ListViolationsRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Only of this endpoint; unset: of every one, deleted ones included.
   */
  'endpointId'?: (number);
  /**
   * Most to return.
   */
  'pageSize'?: (number);
  /**
   * From the response before; empty: from the oldest kept.
   */
  'pageToken'?: (string);
  '_endpointId'?: "endpointId";
}

/**
 * Request of ListViolations.
 */
export interface ListViolationsRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Only of this endpoint; unset: of every one, deleted ones included.
   */
  'endpointId'?: (number);
  /**
   * Most to return.
   */
  'pageSize': (number);
  /**
   * From the response before; empty: from the oldest kept.
   */
  'pageToken': (string);
  '_endpointId'?: "endpointId";
}
