// Original file: proto/viommu/v1/domain_service.proto


/**
 * Request of Detach.
 */
export interface DetachRequest {
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
   * Bounds the wait for device TLBs.
   */
  'invalidationTimeoutNs'?: (bigint | number | string);
  '_pasid'?: "pasid";
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Request of Detach.
 */
export interface DetachRequest__Output {
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
   * Bounds the wait for device TLBs.
   */
  'invalidationTimeoutNs'?: (bigint);
  '_pasid'?: "pasid";
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
