// Original file: proto/viommu/v1/domain_service.proto

import type { MapItem as _viommu_v1_MapItem, MapItem__Output as _viommu_v1_MapItem__Output } from '../../viommu/v1/MapItem';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Request of Map.
 */
export interface MapRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The domain.
   */
  'domainId'?: (number);
  /**
   * The mappings to make, in order. At most 4096.
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
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Request of Map.
 */
export interface MapRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The domain.
   */
  'domainId': (number);
  /**
   * The mappings to make, in order. At most 4096.
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
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
