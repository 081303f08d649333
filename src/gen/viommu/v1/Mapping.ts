// Original file: proto/viommu/v1/domain.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * A mapping that exists.
 */
export interface Mapping {
  /**
   * The IOVAs.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * Where `range.first` goes.
   */
  'outputAddress'?: (bigint | number | string);
  /**
   * What it allows.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
}

/**
 * A mapping that exists.
 */
export interface Mapping__Output {
  /**
   * The IOVAs.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * Where `range.first` goes.
   */
  'outputAddress': (bigint);
  /**
   * What it allows.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
}
