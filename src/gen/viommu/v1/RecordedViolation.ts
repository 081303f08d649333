// Original file: proto/viommu/v1/fault_service.proto

import type { Violation as _viommu_v1_Violation, Violation__Output as _viommu_v1_Violation__Output } from '../../viommu/v1/Violation';

/**
 * A recorded violation.
 */
export interface RecordedViolation {
  /**
   * The sequence of its report.
   */
  'sequence'?: (bigint | number | string);
  /**
   * When, nanoseconds of the vIOMMU's clock.
   */
  'timeNs'?: (bigint | number | string);
  /**
   * What.
   */
  'violation'?: (_viommu_v1_Violation | null);
}

/**
 * A recorded violation.
 */
export interface RecordedViolation__Output {
  /**
   * The sequence of its report.
   */
  'sequence': (bigint);
  /**
   * When, nanoseconds of the vIOMMU's clock.
   */
  'timeNs': (bigint);
  /**
   * What.
   */
  'violation': (_viommu_v1_Violation__Output | null);
}
