// Original file: proto/viommu/v1/channel_service.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Twin of `DomainService.Unmap`.
 */
export interface VmmUnmap {
  /**
   * The domain.
   */
  'domainId'?: (number);
  /**
   * The ranges to clear. At most 4096.
   */
  'ranges'?: (_viommu_v1_IovaRange)[];
  /**
   * What to do after a range failed.
   */
  'onError'?: (_viommu_v1_OnError);
  /**
   * Bounds the wait for device TLBs.
   */
  'invalidationTimeoutNs'?: (bigint | number | string);
  /**
   * The ranges as records, instead of `ranges`: see `UnmapRequest.records`.
   */
  'records'?: (Buffer | Uint8Array | string);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Twin of `DomainService.Unmap`.
 */
export interface VmmUnmap__Output {
  /**
   * The domain.
   */
  'domainId': (number);
  /**
   * The ranges to clear. At most 4096.
   */
  'ranges': (_viommu_v1_IovaRange__Output)[];
  /**
   * What to do after a range failed.
   */
  'onError': (_viommu_v1_OnError__Output);
  /**
   * Bounds the wait for device TLBs.
   */
  'invalidationTimeoutNs'?: (bigint);
  /**
   * The ranges as records, instead of `ranges`: see `UnmapRequest.records`.
   */
  'records': (Buffer);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
