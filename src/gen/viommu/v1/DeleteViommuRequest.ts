// Original file: proto/viommu/v1/viommu_service.proto


/**
 * Request of DeleteViommu.
 */
export interface DeleteViommuRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
}

/**
 * Request of DeleteViommu.
 */
export interface DeleteViommuRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
}
