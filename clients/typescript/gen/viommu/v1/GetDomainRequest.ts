// Original file: proto/viommu/v1/domain_service.proto


/**
 * Request of GetDomain.
 */
export interface GetDomainRequest {
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
 * Request of GetDomain.
 */
export interface GetDomainRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The domain.
   */
  'domainId': (number);
}
