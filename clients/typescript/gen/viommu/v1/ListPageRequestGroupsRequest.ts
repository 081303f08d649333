// Original file: proto/viommu/v1/fault_service.proto


/**
 * Request of ListPageRequestGroups.
 */
export interface ListPageRequestGroupsRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Only of this domain; unset: of every domain.
   */
  'domainId'?: (number);
  /**
   * Most to return.
   */
  'pageSize'?: (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken'?: (string);
  '_domainId'?: "domainId";
}

/**
 * Request of ListPageRequestGroups.
 */
export interface ListPageRequestGroupsRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Only of this domain; unset: of every domain.
   */
  'domainId'?: (number);
  /**
   * Most to return.
   */
  'pageSize': (number);
  /**
   * From the response before; empty: from the start.
   */
  'pageToken': (string);
  '_domainId'?: "domainId";
}
