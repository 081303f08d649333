// Original file: proto/viommu/v1/viommu_service.proto


/**
 * One limit of the server.
 */
export interface LimitInfo {
  /**
   * Its name, as in `ViommuLimits` or in refusals (metadata `limit`).
   */
  'name'?: (string);
  /**
   * In force unless a vIOMMU chooses otherwise.
   */
  'defaultValue'?: (bigint | number | string);
  /**
   * The most a vIOMMU may choose; equal to the default where it may not.
   */
  'maximum'?: (bigint | number | string);
  /**
   * What is counted.
   */
  'description'?: (string);
}

/**
 * One limit of the server.
 */
export interface LimitInfo__Output {
  /**
   * Its name, as in `ViommuLimits` or in refusals (metadata `limit`).
   */
  'name': (string);
  /**
   * In force unless a vIOMMU chooses otherwise.
   */
  'defaultValue': (bigint);
  /**
   * The most a vIOMMU may choose; equal to the default where it may not.
   */
  'maximum': (bigint);
  /**
   * What is counted.
   */
  'description': (string);
}
