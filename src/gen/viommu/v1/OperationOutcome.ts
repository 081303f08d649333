// Original file: proto/viommu/v1/operation.proto

/**
 * How an operation, or one endpoint's part in it, ended. More values may be added; treat an unknown one as TIMED_OUT.
 */
export const OperationOutcome = {
  /**
   * Never sent.
   */
  OPERATION_OUTCOME_UNSPECIFIED: 'OPERATION_OUTCOME_UNSPECIFIED',
  /**
   * Everything the operation waited for was completed by the endpoints.
   */
  OPERATION_OUTCOME_COMPLETED: 'OPERATION_OUTCOME_COMPLETED',
  /**
   * At least one endpoint did not complete in time. It may still use the old translations.
   */
  OPERATION_OUTCOME_TIMED_OUT: 'OPERATION_OUTCOME_TIMED_OUT',
  /**
   * At least one endpoint is gone (removed, reset or disconnected); none timed out.
   */
  OPERATION_OUTCOME_ENDPOINT_GONE: 'OPERATION_OUTCOME_ENDPOINT_GONE',
} as const;

/**
 * How an operation, or one endpoint's part in it, ended. More values may be added; treat an unknown one as TIMED_OUT.
 */
export type OperationOutcome =
  /**
   * Never sent.
   */
  | 'OPERATION_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * Everything the operation waited for was completed by the endpoints.
   */
  | 'OPERATION_OUTCOME_COMPLETED'
  | 1
  /**
   * At least one endpoint did not complete in time. It may still use the old translations.
   */
  | 'OPERATION_OUTCOME_TIMED_OUT'
  | 2
  /**
   * At least one endpoint is gone (removed, reset or disconnected); none timed out.
   */
  | 'OPERATION_OUTCOME_ENDPOINT_GONE'
  | 3

/**
 * How an operation, or one endpoint's part in it, ended. More values may be added; treat an unknown one as TIMED_OUT.
 */
export type OperationOutcome__Output = typeof OperationOutcome[keyof typeof OperationOutcome]
