// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Response of CompleteInvalidation.
 */
export interface CompleteInvalidationResponse {
  /**
   * Tags that were outstanding.
   */
  'completedCount'?: (number);
  /**
   * Tags that were not: late, or never used.
   */
  'unexpectedCount'?: (number);
}

/**
 * Response of CompleteInvalidation.
 */
export interface CompleteInvalidationResponse__Output {
  /**
   * Tags that were outstanding.
   */
  'completedCount': (number);
  /**
   * Tags that were not: late, or never used.
   */
  'unexpectedCount': (number);
}
