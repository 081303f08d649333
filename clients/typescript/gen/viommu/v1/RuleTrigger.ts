// Original file: proto/viommu/v1/rule.proto


/**
 * Which of the matches a rule acts on.
 */
export interface RuleTrigger {
  /**
   * Matches that are let pass first.
   */
  'skip'?: (bigint | number | string);
  /**
   * How often it acts at most; 0: no limit.
   */
  'count'?: (bigint | number | string);
  /**
   * It acts on every how many-th of the matches that are left; 0: 1.
   */
  'every'?: (bigint | number | string);
  /**
   * With this probability, in millionths, drawn from the vIOMMU's seed, 0 to 1000000. Unset: always.
   * Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'probabilityMillionths'?: (number);
  '_probabilityMillionths'?: "probabilityMillionths";
}

/**
 * Which of the matches a rule acts on.
 */
export interface RuleTrigger__Output {
  /**
   * Matches that are let pass first.
   */
  'skip': (bigint);
  /**
   * How often it acts at most; 0: no limit.
   */
  'count': (bigint);
  /**
   * It acts on every how many-th of the matches that are left; 0: 1.
   */
  'every': (bigint);
  /**
   * With this probability, in millionths, drawn from the vIOMMU's seed, 0 to 1000000. Unset: always.
   * Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'probabilityMillionths'?: (number);
  '_probabilityMillionths'?: "probabilityMillionths";
}
