// Original file: proto/viommu/v1/domain_service.proto


/**
 * Request of ListAttachments.
 */
export interface ListAttachmentsRequest {
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
 * Request of ListAttachments.
 */
export interface ListAttachmentsRequest__Output {
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
