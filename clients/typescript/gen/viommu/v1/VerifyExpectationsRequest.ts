// Original file: proto/viommu/v1/rule_service.proto


/**
 * Request of VerifyExpectations.
 */
export interface VerifyExpectationsRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
}

/**
 * Request of VerifyExpectations.
 */
export interface VerifyExpectationsRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
}
