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
   * Up to here this stream has delivered or explained every sequence; a resume point. Where there is no report log: 0.
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
   * Up to here this stream has delivered or explained every sequence; a resume point. Where there is no report log: 0.
   */
  'sequence': (bigint);
}
