// Original file: proto/viommu/v1/domain_service.proto


/**
 * Request of GetIovaRanges.
 */
export interface GetIovaRangesRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The domain.
   */
  'domainId'?: (number);
}

/**
 * Request of GetIovaRanges.
 */
export interface GetIovaRangesRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The domain.
   */
  'domainId': (number);
}
