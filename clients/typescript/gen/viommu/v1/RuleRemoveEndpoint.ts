// Original file: proto/viommu/v1/rule.proto


/**
 * Removes the endpoint; what was met is lost with it.
 */
export interface RuleRemoveEndpoint {
  /**
   * Nobody notices: its link goes down instead.
   */
  'unnoticed'?: (boolean);
}

/**
 * Removes the endpoint; what was met is lost with it.
 */
export interface RuleRemoveEndpoint__Output {
  /**
   * Nobody notices: its link goes down instead.
   */
  'unnoticed': (boolean);
}
