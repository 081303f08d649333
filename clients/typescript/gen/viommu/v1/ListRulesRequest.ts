// Original file: proto/viommu/v1/rule_service.proto


/**
 * Request of ListRules.
 */
export interface ListRulesRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Most to return.
   */
  'pageSize'?: (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken'?: (string);
}

/**
 * Request of ListRules.
 */
export interface ListRulesRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Most to return.
   */
  'pageSize': (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken': (string);
}
