// Original file: proto/viommu/v1/transfer.proto

import type { DmaStatus as _viommu_v1_DmaStatus, DmaStatus__Output as _viommu_v1_DmaStatus__Output } from '../../viommu/v1/DmaStatus';
import type { FaultReason as _viommu_v1_FaultReason, FaultReason__Output as _viommu_v1_FaultReason__Output } from '../../viommu/v1/FaultReason';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';
import type { FailedResponse as _viommu_v1_FailedResponse, FailedResponse__Output as _viommu_v1_FailedResponse__Output } from '../../viommu/v1/FailedResponse';

/**
 * How a DMA ended.
 */
export interface DmaResult {
  /**
   * The status.
   */
  'status'?: (_viommu_v1_DmaStatus);
  /**
   * Bytes transferred before the DMA ended, from its start without a gap; what a terminated access covered counts.
   */
  'transferredBytes'?: (bigint | number | string);
  /**
   * The bytes read, `transferred_bytes` long; empty unless it was a read.
   */
  'data'?: (Buffer | Uint8Array | string);
  /**
   * Why, for FAULTED.
   */
  'faultReason'?: (_viommu_v1_FaultReason);
  /**
   * Where it failed: the first address that was not transferred; for TERMINATED that of the first access that was
   * terminated. Unset when COMPLETED.
   */
  'failedIova'?: (bigint | number | string);
  /**
   * Page-request groups the DMA waited for, stalls included.
   */
  'pageRequestGroupCount'?: (number);
  /**
   * What the access at `failed_iova` wanted; absent when COMPLETED.
   */
  'failedAccess'?: (_viommu_v1_Permissions | null);
  /**
   * The answer that made it fail, for INVALID_REQUEST, PRI_OFF, ABORTED and TERMINATED; absent when no answer did.
   */
  'failedResponse'?: (_viommu_v1_FailedResponse | null);
  /**
   * Fruitless answers of Success to the access at `failed_iova`.
   */
  'retryCount'?: (number);
  '_failedIova'?: "failedIova";
}

/**
 * How a DMA ended.
 */
export interface DmaResult__Output {
  /**
   * The status.
   */
  'status': (_viommu_v1_DmaStatus__Output);
  /**
   * Bytes transferred before the DMA ended, from its start without a gap; what a terminated access covered counts.
   */
  'transferredBytes': (bigint);
  /**
   * The bytes read, `transferred_bytes` long; empty unless it was a read.
   */
  'data': (Buffer);
  /**
   * Why, for FAULTED.
   */
  'faultReason': (_viommu_v1_FaultReason__Output);
  /**
   * Where it failed: the first address that was not transferred; for TERMINATED that of the first access that was
   * terminated. Unset when COMPLETED.
   */
  'failedIova'?: (bigint);
  /**
   * Page-request groups the DMA waited for, stalls included.
   */
  'pageRequestGroupCount': (number);
  /**
   * What the access at `failed_iova` wanted; absent when COMPLETED.
   */
  'failedAccess': (_viommu_v1_Permissions__Output | null);
  /**
   * The answer that made it fail, for INVALID_REQUEST, PRI_OFF, ABORTED and TERMINATED; absent when no answer did.
   */
  'failedResponse': (_viommu_v1_FailedResponse__Output | null);
  /**
   * Fruitless answers of Success to the access at `failed_iova`.
   */
  'retryCount': (number);
  '_failedIova'?: "failedIova";
}
