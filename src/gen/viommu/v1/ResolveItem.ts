// Original file: proto/viommu/v1/fault_service.proto

import type { MapItem as _viommu_v1_MapItem, MapItem__Output as _viommu_v1_MapItem__Output } from '../../viommu/v1/MapItem';

/**
 * Mappings to make and the group they resolve.
 */
export interface ResolveItem {
  /**
   * The group, which is answered Success. Its domain gets the mappings.
   */
  'groupCookie'?: (bigint | number | string);
  /**
   * The mappings.
   */
  'mappings'?: (_viommu_v1_MapItem)[];
}

/**
 * Mappings to make and the group they resolve.
 */
export interface ResolveItem__Output {
  /**
   * The group, which is answered Success. Its domain gets the mappings.
   */
  'groupCookie': (bigint);
  /**
   * The mappings.
   */
  'mappings': (_viommu_v1_MapItem__Output)[];
}
