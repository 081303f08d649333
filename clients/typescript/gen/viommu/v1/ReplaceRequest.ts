// Original file: proto/viommu/v1/domain_service.proto


/**
 * Request of Replace.
 */
export interface ReplaceRequest {
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
   * The new domain.
   */
  'domainId'?: (number);
  /**
   * The new attachment's cookie.
   */
  'deviceCookie'?: (bigint | number | string);
  /**
   * Bounds the wait for device TLBs.
   */
  'invalidationTimeoutNs'?: (bigint | number | string);
  '_pasid'?: "pasid";
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Request of Replace.
 */
export interface ReplaceRequest__Output {
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
   * The new domain.
   */
  'domainId': (number);
  /**
   * The new attachment's cookie.
   */
  'deviceCookie': (bigint);
  /**
   * Bounds the wait for device TLBs.
   */
  'invalidationTimeoutNs'?: (bigint);
  '_pasid'?: "pasid";
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
