// Original file: proto/viommu/v1/rule.proto


/**
 * Answers a page request, or replaces the code of a response.
 */
export interface RuleAnswer {
  /**
   * The 4-bit code. Errors: RAW_CODE_OUT_OF_RANGE.
   */
  'rawCode'?: (number);
}

/**
 * Answers a page request, or replaces the code of a response.
 */
export interface RuleAnswer__Output {
  /**
   * The 4-bit code. Errors: RAW_CODE_OUT_OF_RANGE.
   */
  'rawCode': (number);
}
