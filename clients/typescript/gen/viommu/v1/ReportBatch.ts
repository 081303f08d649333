// Original file: proto/viommu/v1/fault_service.proto

import type { Report as _viommu_v1_Report, Report__Output as _viommu_v1_Report__Output } from '../../viommu/v1/Report';
import type { SkippedReports as _viommu_v1_SkippedReports, SkippedReports__Output as _viommu_v1_SkippedReports__Output } from '../../viommu/v1/SkippedReports';

/**
 * Some reports, in order.
 */
export interface ReportBatch {
  /**
   * At most 64 reports or about 64 KiB.
   */
  'reports'?: (_viommu_v1_Report)[];
  /**
   * Reports this stream does not get, all before the first of `reports`.
   */
  'skipped'?: (_viommu_v1_SkippedReports)[];
}

/**
 * Some reports, in order.
 */
export interface ReportBatch__Output {
  /**
   * At most 64 reports or about 64 KiB.
   */
  'reports': (_viommu_v1_Report__Output)[];
  /**
   * Reports this stream does not get, all before the first of `reports`.
   */
  'skipped': (_viommu_v1_SkippedReports__Output)[];
}
