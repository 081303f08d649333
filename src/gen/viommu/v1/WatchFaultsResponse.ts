// Original file: proto/viommu/v1/fault_service.proto

import type { ReportStreamOpened as _viommu_v1_ReportStreamOpened, ReportStreamOpened__Output as _viommu_v1_ReportStreamOpened__Output } from '../../viommu/v1/ReportStreamOpened';
import type { ReportBatch as _viommu_v1_ReportBatch, ReportBatch__Output as _viommu_v1_ReportBatch__Output } from '../../viommu/v1/ReportBatch';
import type { SkippedReports as _viommu_v1_SkippedReports, SkippedReports__Output as _viommu_v1_SkippedReports__Output } from '../../viommu/v1/SkippedReports';
import type { Heartbeat as _viommu_v1_Heartbeat, Heartbeat__Output as _viommu_v1_Heartbeat__Output } from '../../viommu/v1/Heartbeat';
import type { Closing as _viommu_v1_Closing, Closing__Output as _viommu_v1_Closing__Output } from '../../viommu/v1/Closing';

/**
 * Response of WatchFaults.
 */
export interface WatchFaultsResponse {
  /**
   * The first message.
   */
  'opened'?: (_viommu_v1_ReportStreamOpened | null);
  /**
   * Reports.
   */
  'reports'?: (_viommu_v1_ReportBatch | null);
  /**
   * Reports this stream does not get, while there are none that it gets.
   */
  'skipped'?: (_viommu_v1_SkippedReports | null);
  /**
   * Nothing happened for a while.
   */
  'heartbeat'?: (_viommu_v1_Heartbeat | null);
  /**
   * The last message.
   */
  'closing'?: (_viommu_v1_Closing | null);
  /**
   * What comes.
   */
  'payload'?: "opened"|"reports"|"skipped"|"heartbeat"|"closing";
}

/**
 * Response of WatchFaults.
 */
export interface WatchFaultsResponse__Output {
  /**
   * The first message.
   */
  'opened'?: (_viommu_v1_ReportStreamOpened__Output | null);
  /**
   * Reports.
   */
  'reports'?: (_viommu_v1_ReportBatch__Output | null);
  /**
   * Reports this stream does not get, while there are none that it gets.
   */
  'skipped'?: (_viommu_v1_SkippedReports__Output | null);
  /**
   * Nothing happened for a while.
   */
  'heartbeat'?: (_viommu_v1_Heartbeat__Output | null);
  /**
   * The last message.
   */
  'closing'?: (_viommu_v1_Closing__Output | null);
  /**
   * What comes.
   */
  'payload'?: "opened"|"reports"|"skipped"|"heartbeat"|"closing";
}
