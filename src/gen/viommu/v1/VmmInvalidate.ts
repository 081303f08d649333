// Original file: proto/viommu/v1/channel_service.proto

import type { InvalidationEntry as _viommu_v1_InvalidationEntry, InvalidationEntry__Output as _viommu_v1_InvalidationEntry__Output } from '../../viommu/v1/InvalidationEntry';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Twin of `InvalidationService.Invalidate`.
 */
export interface VmmInvalidate {
  /**
   * The entries. At most 4096.
   */
  'entries'?: (_viommu_v1_InvalidationEntry)[];
  /**
   * What to do after an entry was refused.
   */
  'onError'?: (_viommu_v1_OnError);
  /**
   * Bounds the wait for device TLBs.
   */
  'invalidationTimeoutNs'?: (bigint | number | string);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Twin of `InvalidationService.Invalidate`.
 */
export interface VmmInvalidate__Output {
  /**
   * The entries. At most 4096.
   */
  'entries': (_viommu_v1_InvalidationEntry__Output)[];
  /**
   * What to do after an entry was refused.
   */
  'onError': (_viommu_v1_OnError__Output);
  /**
   * Bounds the wait for device TLBs.
   */
  'invalidationTimeoutNs'?: (bigint);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
