// Original file: proto/viommu/v1/domain_service.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * A translation that a cache holds.
 */
export interface CachedTranslation {
  /**
   * The IOVAs.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * Where `range.first` goes.
   */
  'outputAddress'?: (bigint | number | string);
  /**
   * What is allowed.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
  /**
   * The domain it comes from.
   */
  'domainId'?: (number);
}

/**
 * A translation that a cache holds.
 */
export interface CachedTranslation__Output {
  /**
   * The IOVAs.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * Where `range.first` goes.
   */
  'outputAddress': (bigint);
  /**
   * What is allowed.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
  /**
   * The domain it comes from.
   */
  'domainId': (number);
}
