// Original file: proto/viommu/v1/endpoint.proto


/**
 * The stall model of SMMUv3: an access that misses is held and reported as a group of its own, and goes on, is aborted
 * or is terminated as the answer says (R-SMMU-01). No credits, no page-request interface.
 */
export interface StallCapability {
  /**
   * How often the same access may stall again after a retry, before its DMA ends as RETRY_LIMIT, at most
   * 1000000. Default 8. Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'retryLimit'?: (number);
  /**
   * Lets a PCIE endpoint stall, which can deadlock real hardware (R-SMMU-03). Without it: STALL_NOT_ALLOWED.
   */
  'allowPcie'?: (boolean);
  '_retryLimit'?: "retryLimit";
}

/**
 * The stall model of SMMUv3: an access that misses is held and reported as a group of its own, and goes on, is aborted
 * or is terminated as the answer says (R-SMMU-01). No credits, no page-request interface.
 */
export interface StallCapability__Output {
  /**
   * How often the same access may stall again after a retry, before its DMA ends as RETRY_LIMIT, at most
   * 1000000. Default 8. Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'retryLimit'?: (number);
  /**
   * Lets a PCIE endpoint stall, which can deadlock real hardware (R-SMMU-03). Without it: STALL_NOT_ALLOWED.
   */
  'allowPcie': (boolean);
  '_retryLimit'?: "retryLimit";
}
