// Original file: proto/viommu/v1/viommu_service.proto


/**
 * Response of AdvanceTime.
 */
export interface AdvanceTimeResponse {
  /**
   * The time now, in nanoseconds.
   */
  'timeNs'?: (bigint | number | string);
}

/**
 * Response of AdvanceTime.
 */
export interface AdvanceTimeResponse__Output {
  /**
   * The time now, in nanoseconds.
   */
  'timeNs': (bigint);
}
