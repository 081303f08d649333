// Original file: proto/viommu/v1/viommu_service.proto


/**
 * Request of GetViommu.
 */
export interface GetViommuRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
}

/**
 * Request of GetViommu.
 */
export interface GetViommuRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
}
