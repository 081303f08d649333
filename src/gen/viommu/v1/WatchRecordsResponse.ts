// Original file: proto/viommu/v1/guest_queue_service.proto

import type { GuestRecordsOpened as _viommu_v1_GuestRecordsOpened, GuestRecordsOpened__Output as _viommu_v1_GuestRecordsOpened__Output } from '../../viommu/v1/GuestRecordsOpened';
import type { GuestRecordBatch as _viommu_v1_GuestRecordBatch, GuestRecordBatch__Output as _viommu_v1_GuestRecordBatch__Output } from '../../viommu/v1/GuestRecordBatch';
import type { Heartbeat as _viommu_v1_Heartbeat, Heartbeat__Output as _viommu_v1_Heartbeat__Output } from '../../viommu/v1/Heartbeat';
import type { Closing as _viommu_v1_Closing, Closing__Output as _viommu_v1_Closing__Output } from '../../viommu/v1/Closing';

/**
 * Response of WatchRecords.
 */
export interface WatchRecordsResponse {
  /**
   * The first message.
   */
  'opened'?: (_viommu_v1_GuestRecordsOpened | null);
  /**
   * Records of a queue.
   */
  'batch'?: (_viommu_v1_GuestRecordBatch | null);
  /**
   * Nothing happened for a while.
   */
  'heartbeat'?: (_viommu_v1_Heartbeat | null);
  /**
   * The last message.
   */
  'closing'?: (_viommu_v1_Closing | null);
  /**
   * What happened.
   */
  'payload'?: "opened"|"batch"|"heartbeat"|"closing";
}

/**
 * Response of WatchRecords.
 */
export interface WatchRecordsResponse__Output {
  /**
   * The first message.
   */
  'opened'?: (_viommu_v1_GuestRecordsOpened__Output | null);
  /**
   * Records of a queue.
   */
  'batch'?: (_viommu_v1_GuestRecordBatch__Output | null);
  /**
   * Nothing happened for a while.
   */
  'heartbeat'?: (_viommu_v1_Heartbeat__Output | null);
  /**
   * The last message.
   */
  'closing'?: (_viommu_v1_Closing__Output | null);
  /**
   * What happened.
   */
  'payload'?: "opened"|"batch"|"heartbeat"|"closing";
}
