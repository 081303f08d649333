// Original file: proto/viommu/v1/report.proto

import type { RuleEvent as _viommu_v1_RuleEvent, RuleEvent__Output as _viommu_v1_RuleEvent__Output } from '../../viommu/v1/RuleEvent';

/**
 * A rule did something.
 */
export interface RuleHit {
  /**
   * The rule.
   */
  'ruleId'?: (number);
  /**
   * What it met.
   */
  'event'?: (_viommu_v1_RuleEvent);
  /**
   * Whose.
   */
  'endpointId'?: (number);
  /**
   * The PASID; unset: none.
   */
  'pasid'?: (number);
  /**
   * The address, or the first of a range; unset where there is none.
   */
  'iova'?: (bigint | number | string);
  /**
   * How often it has done something, this time included.
   */
  'hits'?: (bigint | number | string);
  '_pasid'?: "pasid";
  '_iova'?: "iova";
}

/**
 * A rule did something.
 */
export interface RuleHit__Output {
  /**
   * The rule.
   */
  'ruleId': (number);
  /**
   * What it met.
   */
  'event': (_viommu_v1_RuleEvent__Output);
  /**
   * Whose.
   */
  'endpointId': (number);
  /**
   * The PASID; unset: none.
   */
  'pasid'?: (number);
  /**
   * The address, or the first of a range; unset where there is none.
   */
  'iova'?: (bigint);
  /**
   * How often it has done something, this time included.
   */
  'hits': (bigint);
  '_pasid'?: "pasid";
  '_iova'?: "iova";
}
