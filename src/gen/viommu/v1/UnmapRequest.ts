// Original file: proto/viommu/v1/domain_service.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Request of Unmap.
 */
export interface UnmapRequest {
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
   * The ranges to clear, in order. At most 4096.
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
   * The ranges to clear as records, instead of `ranges`: a header as in `MapRequest.records` with kind 2, then records of
   * 16 bytes: first IOVA (8), last IOVA, inclusive (8).
   */
  'records'?: (Buffer | Uint8Array | string);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Request of Unmap.
 */
export interface UnmapRequest__Output {
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
   * The ranges to clear, in order. At most 4096.
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
   * The ranges to clear as records, instead of `ranges`: a header as in `MapRequest.records` with kind 2, then records of
   * 16 bytes: first IOVA (8), last IOVA, inclusive (8).
   */
  'records': (Buffer);
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
