// Original file: proto/viommu/v1/transfer.proto


/**
 * Which answer made an access fail, and whose.
 */
export interface FailedResponse {
  /**
   * The group; unset when it was answered before it was queued.
   */
  'groupCookie'?: (bigint | number | string);
  /**
   * Page-request group index.
   */
  'prgi'?: (number);
  /**
   * The 4-bit code that reached the endpoint.
   */
  'rawCode'?: (number);
  /**
   * The rule, when the vIOMMU answered by itself; empty: a client did.
   */
  'rule'?: (string);
  /**
   * The tag, for a stalled access.
   */
  'stallTag'?: (number);
  '_groupCookie'?: "groupCookie";
  '_stallTag'?: "stallTag";
}

/**
 * Which answer made an access fail, and whose.
 */
export interface FailedResponse__Output {
  /**
   * The group; unset when it was answered before it was queued.
   */
  'groupCookie'?: (bigint);
  /**
   * Page-request group index.
   */
  'prgi': (number);
  /**
   * The 4-bit code that reached the endpoint.
   */
  'rawCode': (number);
  /**
   * The rule, when the vIOMMU answered by itself; empty: a client did.
   */
  'rule': (string);
  /**
   * The tag, for a stalled access.
   */
  'stallTag'?: (number);
  '_groupCookie'?: "groupCookie";
  '_stallTag'?: "stallTag";
}
