// Original file: proto/viommu/v1/fault_service.proto

import type { ResolveItem as _viommu_v1_ResolveItem, ResolveItem__Output as _viommu_v1_ResolveItem__Output } from '../../viommu/v1/ResolveItem';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Request of ResolvePageRequests.
 */
export interface ResolvePageRequestsRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * What to resolve, in order. At most 4096, with at most 4096 mappings in all.
   */
  'items'?: (_viommu_v1_ResolveItem)[];
  /**
   * What to do after an item was refused.
   */
  'onError'?: (_viommu_v1_OnError);
}

/**
 * Request of ResolvePageRequests.
 */
export interface ResolvePageRequestsRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * What to resolve, in order. At most 4096, with at most 4096 mappings in all.
   */
  'items': (_viommu_v1_ResolveItem__Output)[];
  /**
   * What to do after an item was refused.
   */
  'onError': (_viommu_v1_OnError__Output);
}
