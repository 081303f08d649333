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
   * The last sequence that was received or explained, apart from groups that waited for credits: those are pending,
   * and the next controller of their domain gets them first.
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
   * The last sequence that was received or explained, apart from groups that waited for credits: those are pending,
   * and the next controller of their domain gets them first.
   */
  'sequence': (bigint);
}
