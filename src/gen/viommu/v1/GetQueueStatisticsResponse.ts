// Original file: proto/viommu/v1/fault_service.proto

import type { QueueStatistics as _viommu_v1_QueueStatistics, QueueStatistics__Output as _viommu_v1_QueueStatistics__Output } from '../../viommu/v1/QueueStatistics';

/**
 * Response of GetQueueStatistics.
 */
export interface GetQueueStatisticsResponse {
  /**
   * The counters.
   */
  'statistics'?: (_viommu_v1_QueueStatistics | null);
  /**
   * Reports made; only without a scope.
   */
  'reportCount'?: (bigint | number | string);
  /**
   * Reports no longer kept for resuming; only without a scope.
   */
  'overwrittenReportCount'?: (bigint | number | string);
}

/**
 * Response of GetQueueStatistics.
 */
export interface GetQueueStatisticsResponse__Output {
  /**
   * The counters.
   */
  'statistics': (_viommu_v1_QueueStatistics__Output | null);
  /**
   * Reports made; only without a scope.
   */
  'reportCount': (bigint);
  /**
   * Reports no longer kept for resuming; only without a scope.
   */
  'overwrittenReportCount': (bigint);
}
