// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Messages a slow reader of WatchEndpoint did not get.
 */
export interface SkippedMessages {
  /**
   * How many.
   */
  'count'?: (bigint | number | string);
}

/**
 * Messages a slow reader of WatchEndpoint did not get.
 */
export interface SkippedMessages__Output {
  /**
   * How many.
   */
  'count': (bigint);
}
