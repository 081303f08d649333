// Original file: proto/viommu/v1/channel_service.proto


/**
 * Invalidate completions of an external endpoint.
 */
export interface EndpointInvalidationCompletion {
  /**
   * The tags, each 0 to 31. At most 32.
   */
  'itags'?: (number)[];
}

/**
 * Invalidate completions of an external endpoint.
 */
export interface EndpointInvalidationCompletion__Output {
  /**
   * The tags, each 0 to 31. At most 32.
   */
  'itags': (number)[];
}
