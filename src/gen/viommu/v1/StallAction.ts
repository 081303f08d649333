// Original file: proto/viommu/v1/page_request.proto

/**
 * What to do with a stalled access.
 */
export const StallAction = {
  /**
   * In a response: as `code` says, SUCCESS retries, the others abort.
   */
  STALL_ACTION_UNSPECIFIED: 'STALL_ACTION_UNSPECIFIED',
  /**
   * Translates it again.
   */
  STALL_ACTION_RETRY: 'STALL_ACTION_RETRY',
  /**
   * Aborts it: the device sees an error.
   */
  STALL_ACTION_ABORT: 'STALL_ACTION_ABORT',
  /**
   * Ends it without an error and without effect: reads get zeros, writes are ignored.
   */
  STALL_ACTION_TERMINATE: 'STALL_ACTION_TERMINATE',
} as const;

/**
 * What to do with a stalled access.
 */
export type StallAction =
  /**
   * In a response: as `code` says, SUCCESS retries, the others abort.
   */
  | 'STALL_ACTION_UNSPECIFIED'
  | 0
  /**
   * Translates it again.
   */
  | 'STALL_ACTION_RETRY'
  | 1
  /**
   * Aborts it: the device sees an error.
   */
  | 'STALL_ACTION_ABORT'
  | 2
  /**
   * Ends it without an error and without effect: reads get zeros, writes are ignored.
   */
  | 'STALL_ACTION_TERMINATE'
  | 3

/**
 * What to do with a stalled access.
 */
export type StallAction__Output = typeof StallAction[keyof typeof StallAction]
