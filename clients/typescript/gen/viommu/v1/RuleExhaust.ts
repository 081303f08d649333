// Original file: proto/viommu/v1/rule.proto

import type { ExhaustionStage as _viommu_v1_ExhaustionStage, ExhaustionStage__Output as _viommu_v1_ExhaustionStage__Output } from '../../viommu/v1/ExhaustionStage';

/**
 * Lets a pool run out for it.
 */
export interface RuleExhaust {
  /**
   * Which. Errors: STAGE_REQUIRED.
   */
  'stage'?: (_viommu_v1_ExhaustionStage);
}

/**
 * Lets a pool run out for it.
 */
export interface RuleExhaust__Output {
  /**
   * Which. Errors: STAGE_REQUIRED.
   */
  'stage': (_viommu_v1_ExhaustionStage__Output);
}
