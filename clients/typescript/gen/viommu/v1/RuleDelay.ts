// Original file: proto/viommu/v1/rule.proto


/**
 * Lets it arrive later.
 */
export interface RuleDelay {
  /**
   * By how much, nanoseconds of the vIOMMU's clock. Errors: TIMEOUT_INVALID when 0.
   */
  'delayNs'?: (bigint | number | string);
}

/**
 * Lets it arrive later.
 */
export interface RuleDelay__Output {
  /**
   * By how much, nanoseconds of the vIOMMU's clock. Errors: TIMEOUT_INVALID when 0.
   */
  'delayNs': (bigint);
}
