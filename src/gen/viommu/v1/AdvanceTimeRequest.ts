// Original file: proto/viommu/v1/viommu_service.proto


/**
 * Request of AdvanceTime.
 */
export interface AdvanceTimeRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * By this many nanoseconds.
   */
  'advanceNs'?: (bigint | number | string);
  /**
   * To this time, in nanoseconds; not before the present time.
   */
  'untilNs'?: (bigint | number | string);
  /**
   * How far.
   */
  'target'?: "advanceNs"|"untilNs";
}

/**
 * Request of AdvanceTime.
 */
export interface AdvanceTimeRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * By this many nanoseconds.
   */
  'advanceNs'?: (bigint);
  /**
   * To this time, in nanoseconds; not before the present time.
   */
  'untilNs'?: (bigint);
  /**
   * How far.
   */
  'target'?: "advanceNs"|"untilNs";
}
