// Original file: proto/viommu/v1/fault_service.proto


/**
 * Response of InjectExhaustion.
 */
export interface InjectExhaustionResponse {
  /**
   * How many were still to fail of what was set before.
   */
  'previousCount'?: (bigint | number | string);
}

/**
 * Response of InjectExhaustion.
 */
export interface InjectExhaustionResponse__Output {
  /**
   * How many were still to fail of what was set before.
   */
  'previousCount': (bigint);
}
