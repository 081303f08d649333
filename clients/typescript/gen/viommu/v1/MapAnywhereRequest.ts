// Original file: proto/viommu/v1/domain_service.proto

import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * Request of MapAnywhere.
 */
export interface MapAnywhereRequest {
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
   * How much to map, in bytes, a multiple of the granule.
   */
  'lengthBytes'?: (bigint | number | string);
  /**
   * Where the first page goes, in bytes, a multiple of the granule; the rest follows.
   */
  'outputAddress'?: (bigint | number | string);
  /**
   * What the mapping allows.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
}

/**
 * Request of MapAnywhere.
 */
export interface MapAnywhereRequest__Output {
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
   * How much to map, in bytes, a multiple of the granule.
   */
  'lengthBytes': (bigint);
  /**
   * Where the first page goes, in bytes, a multiple of the granule; the rest follows.
   */
  'outputAddress': (bigint);
  /**
   * What the mapping allows.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
}
