// Original file: proto/viommu/v1/report.proto

import type { ClosingReason as _viommu_v1_ClosingReason, ClosingReason__Output as _viommu_v1_ClosingReason__Output } from '../../viommu/v1/ClosingReason';
import type { ResumePoint as _viommu_v1_ResumePoint, ResumePoint__Output as _viommu_v1_ResumePoint__Output } from '../../viommu/v1/ResumePoint';

/**
 * The last message of a stream that ends cleanly.
 */
export interface Closing {
  /**
   * Why.
   */
  'reason'?: (_viommu_v1_ClosingReason);
  /**
   * Where to go on; absent where there is no report log to go on with.
   */
  'resume'?: (_viommu_v1_ResumePoint | null);
}

/**
 * The last message of a stream that ends cleanly.
 */
export interface Closing__Output {
  /**
   * Why.
   */
  'reason': (_viommu_v1_ClosingReason__Output);
  /**
   * Where to go on; absent where there is no report log to go on with.
   */
  'resume': (_viommu_v1_ResumePoint__Output | null);
}
