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
  /**
   * The mappings to make as records, instead of `items`: much faster to send and to read. All integers little-endian.
   * A header of 8 bytes: version (1), kind (1: to map), two zeros, the number of records as 4 bytes; then records of 32
   * bytes: first IOVA (8), last IOVA, inclusive (8), output address (8), permissions (1: read 1, write 2, execute 4,
   * privileged 8), `if_mapped` (1: as the enum's number), six zeros. A bad header or length refuses the batch
   * (RECORDS_INVALID), a bad record fails like any other item.
   */
  'records'?: (Buffer | Uint8Array | string);
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
  /**
   * The mappings to make as records, instead of `items`: much faster to send and to read. All integers little-endian.
   * A header of 8 bytes: version (1), kind (1: to map), two zeros, the number of records as 4 bytes; then records of 32
   * bytes: first IOVA (8), last IOVA, inclusive (8), output address (8), permissions (1: read 1, write 2, execute 4,
   * privileged 8), `if_mapped` (1: as the enum's number), six zeros. A bad header or length refuses the batch
   * (RECORDS_INVALID), a bad record fails like any other item.
   */
  'records': (Buffer);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
