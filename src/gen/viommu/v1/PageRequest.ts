// Original file: proto/viommu/v1/page_request.proto

import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * One page of a delivered group.
 */
export interface PageRequest {
  /**
   * The page's address, a multiple of 4096.
   */
  'iova'?: (bigint | number | string);
  /**
   * What the endpoint wants to do there.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
}

/**
 * One page of a delivered group.
 */
export interface PageRequest__Output {
  /**
   * The page's address, a multiple of 4096.
   */
  'iova': (bigint);
  /**
   * What the endpoint wants to do there.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
}
