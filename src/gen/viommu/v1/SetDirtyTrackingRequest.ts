// Original file: proto/viommu/v1/domain_service.proto


/**
 * Request of SetDirtyTracking.
 */
export interface SetDirtyTrackingRequest {
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
   * Whether to record.
   */
  'enabled'?: (boolean);
}

/**
 * Request of SetDirtyTracking.
 */
export interface SetDirtyTrackingRequest__Output {
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
   * Whether to record.
   */
  'enabled': (boolean);
}
