// Original file: proto/viommu/v1/rule.proto


/**
 * How often a rule is expected to act.
 */
export interface RuleExpectation {
  /**
   * At least. Unset: 1.
   */
  'minHits'?: (bigint | number | string);
  /**
   * At most. Unset: no limit. Errors: RANGE_INVALID below `min_hits`.
   */
  'maxHits'?: (bigint | number | string);
  '_minHits'?: "minHits";
  '_maxHits'?: "maxHits";
}

/**
 * How often a rule is expected to act.
 */
export interface RuleExpectation__Output {
  /**
   * At least. Unset: 1.
   */
  'minHits'?: (bigint);
  /**
   * At most. Unset: no limit. Errors: RANGE_INVALID below `min_hits`.
   */
  'maxHits'?: (bigint);
  '_minHits'?: "minHits";
  '_maxHits'?: "maxHits";
}
