// Original file: proto/viommu/v1/rule_service.proto

import type { Rule as _viommu_v1_Rule, Rule__Output as _viommu_v1_Rule__Output } from '../../viommu/v1/Rule';

/**
 * Request of AddRules.
 */
export interface AddRulesRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The rules. At most 4096.
   */
  'rules'?: (_viommu_v1_Rule)[];
}

/**
 * Request of AddRules.
 */
export interface AddRulesRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The rules. At most 4096.
   */
  'rules': (_viommu_v1_Rule__Output)[];
}
