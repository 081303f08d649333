// Original file: proto/viommu/v1/rule.proto

import type { FaultReason as _viommu_v1_FaultReason, FaultReason__Output as _viommu_v1_FaultReason__Output } from '../../viommu/v1/FaultReason';

/**
 * Makes it fault.
 */
export interface RuleFault {
  /**
   * Why. Errors: REASON_REQUIRED, REASON_INVALID (INVALIDATION_TIMEOUT).
   */
  'reason'?: (_viommu_v1_FaultReason);
}

/**
 * Makes it fault.
 */
export interface RuleFault__Output {
  /**
   * Why. Errors: REASON_REQUIRED, REASON_INVALID (INVALIDATION_TIMEOUT).
   */
  'reason': (_viommu_v1_FaultReason__Output);
}
