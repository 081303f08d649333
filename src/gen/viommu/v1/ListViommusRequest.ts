// Original file: proto/viommu/v1/viommu_service.proto


/**
 * Request of ListViommus.
 */
export interface ListViommusRequest {
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
 * Request of ListViommus.
 */
export interface ListViommusRequest__Output {
  /**
   * Most to return.
   */
  'pageSize': (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken': (string);
}
