// Original file: proto/viommu/v1/rule.proto


/**
 * Makes a completion wrong.
 */
export interface RuleCompleteWrongly {
  /**
   * Added to the tag, modulo 32.
   */
  'itagOffset'?: (number);
  /**
   * In place of the completion's own count, 0 to 7 (0 means 8). Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'completionCount'?: (number);
  /**
   * In place of the requester id, 16 bits. Errors: REQUESTER_ID_OUT_OF_RANGE.
   */
  'requesterId'?: (number);
  '_completionCount'?: "completionCount";
  '_requesterId'?: "requesterId";
}

/**
 * Makes a completion wrong.
 */
export interface RuleCompleteWrongly__Output {
  /**
   * Added to the tag, modulo 32.
   */
  'itagOffset': (number);
  /**
   * In place of the completion's own count, 0 to 7 (0 means 8). Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'completionCount'?: (number);
  /**
   * In place of the requester id, 16 bits. Errors: REQUESTER_ID_OUT_OF_RANGE.
   */
  'requesterId'?: (number);
  '_completionCount'?: "completionCount";
  '_requesterId'?: "requesterId";
}
