// Original file: proto/viommu/v1/invalidation.proto

import type { InvalidateDomain as _viommu_v1_InvalidateDomain, InvalidateDomain__Output as _viommu_v1_InvalidateDomain__Output } from '../../viommu/v1/InvalidateDomain';
import type { InvalidateDeviceTlb as _viommu_v1_InvalidateDeviceTlb, InvalidateDeviceTlb__Output as _viommu_v1_InvalidateDeviceTlb__Output } from '../../viommu/v1/InvalidateDeviceTlb';
import type { InvalidateEverything as _viommu_v1_InvalidateEverything, InvalidateEverything__Output as _viommu_v1_InvalidateEverything__Output } from '../../viommu/v1/InvalidateEverything';

/**
 * One entry of an invalidation batch. Errors: INVALIDATION_REQUIRED when no arm is set.
 */
export interface InvalidationEntry {
  /**
   * A domain.
   */
  'domain'?: (_viommu_v1_InvalidateDomain | null);
  /**
   * One endpoint's device TLB.
   */
  'deviceTlb'?: (_viommu_v1_InvalidateDeviceTlb | null);
  /**
   * All there is.
   */
  'everything'?: (_viommu_v1_InvalidateEverything | null);
  /**
   * What to invalidate.
   */
  'target'?: "domain"|"deviceTlb"|"everything";
}

/**
 * One entry of an invalidation batch. Errors: INVALIDATION_REQUIRED when no arm is set.
 */
export interface InvalidationEntry__Output {
  /**
   * A domain.
   */
  'domain'?: (_viommu_v1_InvalidateDomain__Output | null);
  /**
   * One endpoint's device TLB.
   */
  'deviceTlb'?: (_viommu_v1_InvalidateDeviceTlb__Output | null);
  /**
   * All there is.
   */
  'everything'?: (_viommu_v1_InvalidateEverything__Output | null);
  /**
   * What to invalidate.
   */
  'target'?: "domain"|"deviceTlb"|"everything";
}
