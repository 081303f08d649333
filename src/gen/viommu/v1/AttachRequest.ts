// Original file: proto/viommu/v1/domain_service.proto


/**
 * Request of Attach.
 */
export interface AttachRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
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
   * An opaque value, echoed in every report of this attachment.
   */
  'deviceCookie'?: (bigint | number | string);
  '_pasid'?: "pasid";
}

/**
 * Request of Attach.
 */
export interface AttachRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
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
   * An opaque value, echoed in every report of this attachment.
   */
  'deviceCookie': (bigint);
  '_pasid'?: "pasid";
}
