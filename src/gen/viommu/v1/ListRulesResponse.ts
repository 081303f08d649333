// Original file: proto/viommu/v1/rule_service.proto

import type { Rule as _viommu_v1_Rule, Rule__Output as _viommu_v1_Rule__Output } from '../../viommu/v1/Rule';

/**
 * Response of ListRules.
 */
export interface ListRulesResponse {
  /**
   * A page of them.
   */
  'rules'?: (_viommu_v1_Rule)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken'?: (string);
}

/**
 * Response of ListRules.
 */
export interface ListRulesResponse__Output {
  /**
   * A page of them.
   */
  'rules': (_viommu_v1_Rule__Output)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken': (string);
}
