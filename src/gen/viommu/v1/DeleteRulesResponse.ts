// Original file: proto/viommu/v1/rule_service.proto


/**
 * Response of DeleteRules.
 */
export interface DeleteRulesResponse {
  /**
   * How many there were.
   */
  'deletedCount'?: (number);
}

/**
 * Response of DeleteRules.
 */
export interface DeleteRulesResponse__Output {
  /**
   * How many there were.
   */
  'deletedCount': (number);
}
