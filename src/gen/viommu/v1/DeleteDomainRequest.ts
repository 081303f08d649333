// Original file: proto/viommu/v1/domain_service.proto


/**
 * Request of DeleteDomain.
 */
export interface DeleteDomainRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The domain.
   */
  'domainId'?: (number);
  /**
   * Detaches what is attached first.
   */
  'force'?: (boolean);
  /**
   * Bounds the wait for device TLBs.
   */
  'invalidationTimeoutNs'?: (bigint | number | string);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Request of DeleteDomain.
 */
export interface DeleteDomainRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The domain.
   */
  'domainId': (number);
  /**
   * Detaches what is attached first.
   */
  'force': (boolean);
  /**
   * Bounds the wait for device TLBs.
   */
  'invalidationTimeoutNs'?: (bigint);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
