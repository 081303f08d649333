// Original file: proto/viommu/v1/guest_queue_service.proto

import type { GuestQueueKind as _viommu_v1_GuestQueueKind, GuestQueueKind__Output as _viommu_v1_GuestQueueKind__Output } from '../../viommu/v1/GuestQueueKind';

/**
 * Request of WatchRecords.
 */
export interface WatchRecordsRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The queues; none: every record queue of the profile but those of iommufd.
   */
  'queues'?: (_viommu_v1_GuestQueueKind)[];
  /**
   * Milliseconds of the server's wall clock between heartbeats while nothing happens, 100 to 3600000. Unset: 10000.
   */
  'heartbeatIntervalMs'?: (number);
  '_heartbeatIntervalMs'?: "heartbeatIntervalMs";
}

/**
 * Request of WatchRecords.
 */
export interface WatchRecordsRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The queues; none: every record queue of the profile but those of iommufd.
   */
  'queues': (_viommu_v1_GuestQueueKind__Output)[];
  /**
   * Milliseconds of the server's wall clock between heartbeats while nothing happens, 100 to 3600000. Unset: 10000.
   */
  'heartbeatIntervalMs'?: (number);
  '_heartbeatIntervalMs'?: "heartbeatIntervalMs";
}
