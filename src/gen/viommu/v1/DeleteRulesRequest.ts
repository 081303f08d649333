// Original file: proto/viommu/v1/rule_service.proto


/**
 * Request of DeleteRules.
 */
export interface DeleteRulesRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The rules; none: all. At most 4096.
   */
  'ruleIds'?: (number)[];
}

/**
 * Request of DeleteRules.
 */
export interface DeleteRulesRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The rules; none: all. At most 4096.
   */
  'ruleIds': (number)[];
}
