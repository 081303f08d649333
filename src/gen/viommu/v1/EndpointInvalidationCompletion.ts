// Original file: proto/viommu/v1/channel_service.proto


/**
 * Invalidate completions of an external endpoint.
 * 
 * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (32), ITAG_OUT_OF_RANGE, CAPABILITY_OUT_OF_RANGE, REQUESTER_ID_OUT_OF_RANGE.
 */
export interface EndpointInvalidationCompletion {
  /**
   * The tags, each 0 to 31. At most 32.
   */
  'itags'?: (number)[];
  /**
   * CC: how many such messages come for each of these tags, one for each traffic class that was used; 0 means 8
   * (R-INV-02). Unset: 1. At most 7. A tag is completed when they all have come; what the first one says counts, and
   * another number in a later one is recorded as a violation (R-INV-06). Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'completionCount'?: (number);
  /**
   * The requester id in the message, 16 bits, where it is not the endpoint's own: every tag is then unexpected (R-INV-04).
   * Errors: REQUESTER_ID_OUT_OF_RANGE.
   */
  'requesterId'?: (number);
  '_completionCount'?: "completionCount";
  '_requesterId'?: "requesterId";
}

/**
 * Invalidate completions of an external endpoint.
 * 
 * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (32), ITAG_OUT_OF_RANGE, CAPABILITY_OUT_OF_RANGE, REQUESTER_ID_OUT_OF_RANGE.
 */
export interface EndpointInvalidationCompletion__Output {
  /**
   * The tags, each 0 to 31. At most 32.
   */
  'itags': (number)[];
  /**
   * CC: how many such messages come for each of these tags, one for each traffic class that was used; 0 means 8
   * (R-INV-02). Unset: 1. At most 7. A tag is completed when they all have come; what the first one says counts, and
   * another number in a later one is recorded as a violation (R-INV-06). Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'completionCount'?: (number);
  /**
   * The requester id in the message, 16 bits, where it is not the endpoint's own: every tag is then unexpected (R-INV-04).
   * Errors: REQUESTER_ID_OUT_OF_RANGE.
   */
  'requesterId'?: (number);
  '_completionCount'?: "completionCount";
  '_requesterId'?: "requesterId";
}
