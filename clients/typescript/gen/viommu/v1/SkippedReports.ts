// Original file: proto/viommu/v1/report.proto

import type { SkipReason as _viommu_v1_SkipReason, SkipReason__Output as _viommu_v1_SkipReason__Output } from '../../viommu/v1/SkipReason';

/**
 * A range of the report log that this stream does not get.
 */
export interface SkippedReports {
  /**
   * First sequence.
   */
  'first'?: (bigint | number | string);
  /**
   * Last sequence, itself included.
   */
  'last'?: (bigint | number | string);
  /**
   * Why.
   */
  'reason'?: (_viommu_v1_SkipReason);
}

/**
 * A range of the report log that this stream does not get.
 */
export interface SkippedReports__Output {
  /**
   * First sequence.
   */
  'first': (bigint);
  /**
   * Last sequence, itself included.
   */
  'last': (bigint);
  /**
   * Why.
   */
  'reason': (_viommu_v1_SkipReason__Output);
}
