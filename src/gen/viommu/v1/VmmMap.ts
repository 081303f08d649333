// Original file: proto/viommu/v1/channel_service.proto

import type { MapItem as _viommu_v1_MapItem, MapItem__Output as _viommu_v1_MapItem__Output } from '../../viommu/v1/MapItem';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Twin of `DomainService.Map`.
 */
export interface VmmMap {
  /**
   * The domain.
   */
  'domainId'?: (number);
  /**
   * The mappings to make. At most 4096.
   */
  'items'?: (_viommu_v1_MapItem)[];
  /**
   * What to do after an item failed.
   */
  'onError'?: (_viommu_v1_OnError);
  /**
   * Bounds the wait for device TLBs where permissions are lowered.
   */
  'invalidationTimeoutNs'?: (bigint | number | string);
  /**
   * The mappings as records, instead of `items`: see `MapRequest.records`.
   */
  'records'?: (Buffer | Uint8Array | string);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Twin of `DomainService.Map`.
 */
export interface VmmMap__Output {
  /**
   * The domain.
   */
  'domainId': (number);
  /**
   * The mappings to make. At most 4096.
   */
  'items': (_viommu_v1_MapItem__Output)[];
  /**
   * What to do after an item failed.
   */
  'onError': (_viommu_v1_OnError__Output);
  /**
   * Bounds the wait for device TLBs where permissions are lowered.
   */
  'invalidationTimeoutNs'?: (bigint);
  /**
   * The mappings as records, instead of `items`: see `MapRequest.records`.
   */
  'records': (Buffer);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
