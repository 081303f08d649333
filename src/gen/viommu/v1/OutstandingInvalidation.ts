// Original file: proto/viommu/v1/invalidation.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';

/**
 * A device-TLB invalidation that has not ended.
 */
export interface OutstandingInvalidation {
  /**
   * The operation that waits for it.
   */
  'operationId'?: (bigint | number | string);
  /**
   * The endpoint it was, or will be, sent to.
   */
  'endpointId'?: (number);
  /**
   * The tag under which it was sent, 0 to 31; unset: it waits for a free tag.
   */
  'itag'?: (number);
  /**
   * The PASID; unset: all.
   */
  'pasid'?: (number);
  /**
   * The IOVAs, whole pages.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * When it was sent, nanoseconds of the vIOMMU's clock; unset while it waits.
   */
  'sentTimeNs'?: (bigint | number | string);
  /**
   * Completions that have come, modulo 8.
   */
  'completionsReceived'?: (number);
  /**
   * Completions that must come, as the first one said, 1 to 8; 0: none has come.
   */
  'completionsExpected'?: (number);
  '_itag'?: "itag";
  '_pasid'?: "pasid";
  '_sentTimeNs'?: "sentTimeNs";
}

/**
 * A device-TLB invalidation that has not ended.
 */
export interface OutstandingInvalidation__Output {
  /**
   * The operation that waits for it.
   */
  'operationId': (bigint);
  /**
   * The endpoint it was, or will be, sent to.
   */
  'endpointId': (number);
  /**
   * The tag under which it was sent, 0 to 31; unset: it waits for a free tag.
   */
  'itag'?: (number);
  /**
   * The PASID; unset: all.
   */
  'pasid'?: (number);
  /**
   * The IOVAs, whole pages.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * When it was sent, nanoseconds of the vIOMMU's clock; unset while it waits.
   */
  'sentTimeNs'?: (bigint);
  /**
   * Completions that have come, modulo 8.
   */
  'completionsReceived': (number);
  /**
   * Completions that must come, as the first one said, 1 to 8; 0: none has come.
   */
  'completionsExpected': (number);
  '_itag'?: "itag";
  '_pasid'?: "pasid";
  '_sentTimeNs'?: "sentTimeNs";
}
