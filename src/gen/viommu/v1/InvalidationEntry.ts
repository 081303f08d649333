// Original file: proto/viommu/v1/invalidation.proto

import type { InvalidateDomain as _viommu_v1_InvalidateDomain, InvalidateDomain__Output as _viommu_v1_InvalidateDomain__Output } from '../../viommu/v1/InvalidateDomain';
import type { InvalidateDeviceTlb as _viommu_v1_InvalidateDeviceTlb, InvalidateDeviceTlb__Output as _viommu_v1_InvalidateDeviceTlb__Output } from '../../viommu/v1/InvalidateDeviceTlb';
import type { InvalidateEverything as _viommu_v1_InvalidateEverything, InvalidateEverything__Output as _viommu_v1_InvalidateEverything__Output } from '../../viommu/v1/InvalidateEverything';
import type { InvalidateIotlb as _viommu_v1_InvalidateIotlb, InvalidateIotlb__Output as _viommu_v1_InvalidateIotlb__Output } from '../../viommu/v1/InvalidateIotlb';
import type { InvalidateContext as _viommu_v1_InvalidateContext, InvalidateContext__Output as _viommu_v1_InvalidateContext__Output } from '../../viommu/v1/InvalidateContext';
import type { InvalidatePasidEntry as _viommu_v1_InvalidatePasidEntry, InvalidatePasidEntry__Output as _viommu_v1_InvalidatePasidEntry__Output } from '../../viommu/v1/InvalidatePasidEntry';
import type { InvalidationFence as _viommu_v1_InvalidationFence, InvalidationFence__Output as _viommu_v1_InvalidationFence__Output } from '../../viommu/v1/InvalidationFence';

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
   * The IOTLB alone.
   */
  'iotlb'?: (_viommu_v1_InvalidateIotlb | null);
  /**
   * An endpoint's entry in the device directory.
   */
  'context'?: (_viommu_v1_InvalidateContext | null);
  /**
   * An endpoint's entry for one PASID.
   */
  'pasidEntry'?: (_viommu_v1_InvalidatePasidEntry | null);
  /**
   * All before it.
   */
  'fence'?: (_viommu_v1_InvalidationFence | null);
  /**
   * What to invalidate.
   */
  'target'?: "domain"|"deviceTlb"|"everything"|"iotlb"|"context"|"pasidEntry"|"fence";
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
   * The IOTLB alone.
   */
  'iotlb'?: (_viommu_v1_InvalidateIotlb__Output | null);
  /**
   * An endpoint's entry in the device directory.
   */
  'context'?: (_viommu_v1_InvalidateContext__Output | null);
  /**
   * An endpoint's entry for one PASID.
   */
  'pasidEntry'?: (_viommu_v1_InvalidatePasidEntry__Output | null);
  /**
   * All before it.
   */
  'fence'?: (_viommu_v1_InvalidationFence__Output | null);
  /**
   * What to invalidate.
   */
  'target'?: "domain"|"deviceTlb"|"everything"|"iotlb"|"context"|"pasidEntry"|"fence";
}
