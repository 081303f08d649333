// Original file: proto/viommu/v1/guest_queue_service.proto

import type { GuestQueueKind as _viommu_v1_GuestQueueKind, GuestQueueKind__Output as _viommu_v1_GuestQueueKind__Output } from '../../viommu/v1/GuestQueueKind';

/**
 * Request of ReadRecords.
 */
export interface ReadRecordsRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The queue.
   */
  'queue'?: (_viommu_v1_GuestQueueKind);
  /**
   * Most to return, 1 to 4096; unset: 256.
   */
  'maxCount'?: (number);
  '_maxCount'?: "maxCount";
}

/**
 * Request of ReadRecords.
 */
export interface ReadRecordsRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The queue.
   */
  'queue': (_viommu_v1_GuestQueueKind__Output);
  /**
   * Most to return, 1 to 4096; unset: 256.
   */
  'maxCount'?: (number);
  '_maxCount'?: "maxCount";
}
