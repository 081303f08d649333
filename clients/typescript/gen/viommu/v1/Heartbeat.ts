// Original file: proto/viommu/v1/report.proto


/**
 * Sent while nothing else is, so that a dead peer is noticed.
 */
export interface Heartbeat {
  /**
   * The vIOMMU's clock, in nanoseconds.
   */
  'timeNs'?: (bigint | number | string);
  /**
   * The last sequence this stream has delivered or explained.
   */
  'sequence'?: (bigint | number | string);
}

/**
 * Sent while nothing else is, so that a dead peer is noticed.
 */
export interface Heartbeat__Output {
  /**
   * The vIOMMU's clock, in nanoseconds.
   */
  'timeNs': (bigint);
  /**
   * The last sequence this stream has delivered or explained.
   */
  'sequence': (bigint);
}
