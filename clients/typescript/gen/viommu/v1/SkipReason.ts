// Original file: proto/viommu/v1/report.proto

/**
 * Why a stream did not get a range of reports.
 */
export const SkipReason = {
  /**
   * Never sent.
   */
  SKIP_REASON_UNSPECIFIED: 'SKIP_REASON_UNSPECIFIED',
  /**
   * The stream's filter excludes them, or they are about answers that came from this stream.
   */
  SKIP_REASON_FILTERED: 'SKIP_REASON_FILTERED',
  /**
   * The log had been overwritten before the stream read them.
   */
  SKIP_REASON_OVERWRITTEN: 'SKIP_REASON_OVERWRITTEN',
  /**
   * They announced groups that had ended before the stream read them.
   */
  SKIP_REASON_ENDED: 'SKIP_REASON_ENDED',
} as const;

/**
 * Why a stream did not get a range of reports.
 */
export type SkipReason =
  /**
   * Never sent.
   */
  | 'SKIP_REASON_UNSPECIFIED'
  | 0
  /**
   * The stream's filter excludes them, or they are about answers that came from this stream.
   */
  | 'SKIP_REASON_FILTERED'
  | 1
  /**
   * The log had been overwritten before the stream read them.
   */
  | 'SKIP_REASON_OVERWRITTEN'
  | 2
  /**
   * They announced groups that had ended before the stream read them.
   */
  | 'SKIP_REASON_ENDED'
  | 3

/**
 * Why a stream did not get a range of reports.
 */
export type SkipReason__Output = typeof SkipReason[keyof typeof SkipReason]
