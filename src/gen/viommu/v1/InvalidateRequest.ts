// Original file: proto/viommu/v1/invalidation_service.proto

import type { InvalidationEntry as _viommu_v1_InvalidationEntry, InvalidationEntry__Output as _viommu_v1_InvalidationEntry__Output } from '../../viommu/v1/InvalidationEntry';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Request of Invalidate.
 */
export interface InvalidateRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The entries, in order. At most 4096.
   */
  'entries'?: (_viommu_v1_InvalidationEntry)[];
  /**
   * What to do after an entry was refused.
   */
  'onError'?: (_viommu_v1_OnError);
  /**
   * Bounds the wait for device TLBs, nanoseconds of the vIOMMU's clock, from the beginning of the operation.
   */
  'invalidationTimeoutNs'?: (bigint | number | string);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Request of Invalidate.
 */
export interface InvalidateRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The entries, in order. At most 4096.
   */
  'entries': (_viommu_v1_InvalidationEntry__Output)[];
  /**
   * What to do after an entry was refused.
   */
  'onError': (_viommu_v1_OnError__Output);
  /**
   * Bounds the wait for device TLBs, nanoseconds of the vIOMMU's clock, from the beginning of the operation.
   */
  'invalidationTimeoutNs'?: (bigint);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
