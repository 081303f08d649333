// Original file: proto/viommu/v1/rule_service.proto

import type { Rule as _viommu_v1_Rule, Rule__Output as _viommu_v1_Rule__Output } from '../../viommu/v1/Rule';

/**
 * Response of AddRules.
 */
export interface AddRulesResponse {
  /**
   * As they were added.
   */
  'rules'?: (_viommu_v1_Rule)[];
}

/**
 * Response of AddRules.
 */
export interface AddRulesResponse__Output {
  /**
   * As they were added.
   */
  'rules': (_viommu_v1_Rule__Output)[];
}
