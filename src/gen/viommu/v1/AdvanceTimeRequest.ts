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
   * External endpoints whose models must have caught up first. At most 4096.
   */
  'afterBarrierEndpointIds'?: (number)[];
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
   * External endpoints whose models must have caught up first. At most 4096.
   */
  'afterBarrierEndpointIds': (number)[];
  /**
   * How far.
   */
  'target'?: "advanceNs"|"untilNs";
}
