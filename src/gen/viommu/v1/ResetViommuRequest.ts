// Original file: proto/viommu/v1/viommu_service.proto


/**
 * Request of ResetViommu.
 */
export interface ResetViommuRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The incarnation to begin; only with a VIRTUAL clock. Unset: the server counts.
   */
  'incarnation'?: (number);
  '_incarnation'?: "incarnation";
}

/**
 * Request of ResetViommu.
 */
export interface ResetViommuRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The incarnation to begin; only with a VIRTUAL clock. Unset: the server counts.
   */
  'incarnation'?: (number);
  '_incarnation'?: "incarnation";
}
