// Original file: proto/viommu/v1/report.proto


/**
 * A place in a report log from which a stream can go on.
 */
export interface ResumePoint {
  /**
   * The incarnation the sequence belongs to.
   */
  'epoch'?: (number);
  /**
   * Everything up to here was received or explained. A group that waits for credits holds it back, so that nobody who
   * goes on from here misses it; reports behind that group which were received already come again, with the same
   * sequence.
   */
  'sequence'?: (bigint | number | string);
}

/**
 * A place in a report log from which a stream can go on.
 */
export interface ResumePoint__Output {
  /**
   * The incarnation the sequence belongs to.
   */
  'epoch': (number);
  /**
   * Everything up to here was received or explained. A group that waits for credits holds it back, so that nobody who
   * goes on from here misses it; reports behind that group which were received already come again, with the same
   * sequence.
   */
  'sequence': (bigint);
}
