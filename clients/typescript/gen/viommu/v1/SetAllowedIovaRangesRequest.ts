// Original file: proto/viommu/v1/domain_service.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';

/**
 * Request of SetAllowedIovaRanges.
 */
export interface SetAllowedIovaRangesRequest {
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
   * The IOVAs, whole pages of the granule, in any order. Empty: no restriction.
   */
  'ranges'?: (_viommu_v1_IovaRange)[];
}

/**
 * Request of SetAllowedIovaRanges.
 */
export interface SetAllowedIovaRangesRequest__Output {
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
   * The IOVAs, whole pages of the granule, in any order. Empty: no restriction.
   */
  'ranges': (_viommu_v1_IovaRange__Output)[];
}
