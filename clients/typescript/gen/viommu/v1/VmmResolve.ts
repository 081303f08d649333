// Original file: proto/viommu/v1/channel_service.proto

import type { ResolveItem as _viommu_v1_ResolveItem, ResolveItem__Output as _viommu_v1_ResolveItem__Output } from '../../viommu/v1/ResolveItem';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Twin of `FaultService.ResolvePageRequests`.
 */
export interface VmmResolve {
  /**
   * What to resolve. At most 4096 items with at most 4096 mappings in all.
   */
  'items'?: (_viommu_v1_ResolveItem)[];
  /**
   * What to do after an item was refused.
   */
  'onError'?: (_viommu_v1_OnError);
}

/**
 * Twin of `FaultService.ResolvePageRequests`.
 */
export interface VmmResolve__Output {
  /**
   * What to resolve. At most 4096 items with at most 4096 mappings in all.
   */
  'items': (_viommu_v1_ResolveItem__Output)[];
  /**
   * What to do after an item was refused.
   */
  'onError': (_viommu_v1_OnError__Output);
}
