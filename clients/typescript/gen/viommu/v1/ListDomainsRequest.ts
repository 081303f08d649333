// Original file: proto/viommu/v1/domain_service.proto


/**
 * Request of ListDomains.
 */
export interface ListDomainsRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Most to return.
   */
  'pageSize'?: (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken'?: (string);
}

/**
 * Request of ListDomains.
 */
export interface ListDomainsRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Most to return.
   */
  'pageSize': (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken': (string);
}
