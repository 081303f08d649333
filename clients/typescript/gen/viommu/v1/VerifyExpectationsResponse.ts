// Original file: proto/viommu/v1/rule_service.proto


/**
 * Response of VerifyExpectations.
 */
export interface VerifyExpectationsResponse {
  /**
   * Rules with an expectation.
   */
  'verifiedCount'?: (number);
}

/**
 * Response of VerifyExpectations.
 */
export interface VerifyExpectationsResponse__Output {
  /**
   * Rules with an expectation.
   */
  'verifiedCount': (number);
}
