// Original file: proto/viommu/v1/domain.proto


/**
 * An endpoint, or one PASID of it, that uses a domain.
 */
export interface Attachment {
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * The PASID; unset: the endpoint's accesses without PASID.
   */
  'pasid'?: (number);
  /**
   * The domain.
   */
  'domainId'?: (number);
  /**
   * The value given at attach, echoed in every report.
   */
  'deviceCookie'?: (bigint | number | string);
  /**
   * From a counter of the vIOMMU; new with every attach or replace.
   */
  'attachmentGeneration'?: (number);
  '_pasid'?: "pasid";
}

/**
 * An endpoint, or one PASID of it, that uses a domain.
 */
export interface Attachment__Output {
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * The PASID; unset: the endpoint's accesses without PASID.
   */
  'pasid'?: (number);
  /**
   * The domain.
   */
  'domainId': (number);
  /**
   * The value given at attach, echoed in every report.
   */
  'deviceCookie': (bigint);
  /**
   * From a counter of the vIOMMU; new with every attach or replace.
   */
  'attachmentGeneration': (number);
  '_pasid'?: "pasid";
}
