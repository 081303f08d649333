// Original file: proto/viommu/v1/viommu_service.proto

import type { TimeFired as _viommu_v1_TimeFired, TimeFired__Output as _viommu_v1_TimeFired__Output } from '../../viommu/v1/TimeFired';

/**
 * Response of AdvanceTime.
 */
export interface AdvanceTimeResponse {
  /**
   * The time now, in nanoseconds.
   */
  'timeNs'?: (bigint | number | string);
  /**
   * What fell due on the way.
   */
  'fired'?: (_viommu_v1_TimeFired | null);
}

/**
 * Response of AdvanceTime.
 */
export interface AdvanceTimeResponse__Output {
  /**
   * The time now, in nanoseconds.
   */
  'timeNs': (bigint);
  /**
   * What fell due on the way.
   */
  'fired': (_viommu_v1_TimeFired__Output | null);
}
