// Original file: proto/viommu/v1/report.proto

/**
 * How a request to resume was met.
 */
export const ResumeOutcome = {
  /**
   * There was none.
   */
  RESUME_OUTCOME_UNSPECIFIED: 'RESUME_OUTCOME_UNSPECIFIED',
  /**
   * The stream goes on where it asked to.
   */
  RESUME_OUTCOME_RESUMED: 'RESUME_OUTCOME_RESUMED',
  /**
   * The reports asked for are no longer kept; the stream begins at `oldest_sequence` and says what it skipped.
   */
  RESUME_OUTCOME_TOO_OLD: 'RESUME_OUTCOME_TOO_OLD',
  /**
   * The vIOMMU was reset or created anew; the stream begins with the first report of this epoch still kept.
   */
  RESUME_OUTCOME_OTHER_EPOCH: 'RESUME_OUTCOME_OTHER_EPOCH',
} as const;

/**
 * How a request to resume was met.
 */
export type ResumeOutcome =
  /**
   * There was none.
   */
  | 'RESUME_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * The stream goes on where it asked to.
   */
  | 'RESUME_OUTCOME_RESUMED'
  | 1
  /**
   * The reports asked for are no longer kept; the stream begins at `oldest_sequence` and says what it skipped.
   */
  | 'RESUME_OUTCOME_TOO_OLD'
  | 2
  /**
   * The vIOMMU was reset or created anew; the stream begins with the first report of this epoch still kept.
   */
  | 'RESUME_OUTCOME_OTHER_EPOCH'
  | 3

/**
 * How a request to resume was met.
 */
export type ResumeOutcome__Output = typeof ResumeOutcome[keyof typeof ResumeOutcome]
