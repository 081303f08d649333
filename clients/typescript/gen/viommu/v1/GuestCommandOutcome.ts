// Original file: proto/viommu/v1/guest_queue.proto

/**
 * What became of a command.
 */
export const GuestCommandOutcome = {
  /**
   * Never sent.
   */
  GUEST_COMMAND_OUTCOME_UNSPECIFIED: 'GUEST_COMMAND_OUTCOME_UNSPECIFIED',
  /**
   * It was executed, and what it waited for has happened.
   */
  GUEST_COMMAND_OUTCOME_COMPLETED: 'GUEST_COMMAND_OUTCOME_COMPLETED',
  /**
   * An endpoint did not complete its invalidation in time.
   */
  GUEST_COMMAND_OUTCOME_TIMED_OUT: 'GUEST_COMMAND_OUTCOME_TIMED_OUT',
  /**
   * An endpoint is gone.
   */
  GUEST_COMMAND_OUTCOME_ENDPOINT_GONE: 'GUEST_COMMAND_OUTCOME_ENDPOINT_GONE',
  /**
   * It was consumed, and then given up because of another command's error, as the architecture does.
   */
  GUEST_COMMAND_OUTCOME_ABORTED: 'GUEST_COMMAND_OUTCOME_ABORTED',
  /**
   * It is illegal.
   */
  GUEST_COMMAND_OUTCOME_ILLEGAL: 'GUEST_COMMAND_OUTCOME_ILLEGAL',
  /**
   * The queue stopped before it; it is to be submitted again when the error is cleared.
   */
  GUEST_COMMAND_OUTCOME_NOT_CONSUMED: 'GUEST_COMMAND_OUTCOME_NOT_CONSUMED',
  /**
   * It is legal and means nothing here, for instance a response that nobody waits for.
   */
  GUEST_COMMAND_OUTCOME_IGNORED: 'GUEST_COMMAND_OUTCOME_IGNORED',
} as const;

/**
 * What became of a command.
 */
export type GuestCommandOutcome =
  /**
   * Never sent.
   */
  | 'GUEST_COMMAND_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * It was executed, and what it waited for has happened.
   */
  | 'GUEST_COMMAND_OUTCOME_COMPLETED'
  | 1
  /**
   * An endpoint did not complete its invalidation in time.
   */
  | 'GUEST_COMMAND_OUTCOME_TIMED_OUT'
  | 2
  /**
   * An endpoint is gone.
   */
  | 'GUEST_COMMAND_OUTCOME_ENDPOINT_GONE'
  | 3
  /**
   * It was consumed, and then given up because of another command's error, as the architecture does.
   */
  | 'GUEST_COMMAND_OUTCOME_ABORTED'
  | 4
  /**
   * It is illegal.
   */
  | 'GUEST_COMMAND_OUTCOME_ILLEGAL'
  | 5
  /**
   * The queue stopped before it; it is to be submitted again when the error is cleared.
   */
  | 'GUEST_COMMAND_OUTCOME_NOT_CONSUMED'
  | 6
  /**
   * It is legal and means nothing here, for instance a response that nobody waits for.
   */
  | 'GUEST_COMMAND_OUTCOME_IGNORED'
  | 7

/**
 * What became of a command.
 */
export type GuestCommandOutcome__Output = typeof GuestCommandOutcome[keyof typeof GuestCommandOutcome]
