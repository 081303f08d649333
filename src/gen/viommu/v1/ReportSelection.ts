// Original file: proto/viommu/v1/report.proto

import type { DomainSubscription as _viommu_v1_DomainSubscription, DomainSubscription__Output as _viommu_v1_DomainSubscription__Output } from '../../viommu/v1/DomainSubscription';
import type { ResumePoint as _viommu_v1_ResumePoint, ResumePoint__Output as _viommu_v1_ResumePoint__Output } from '../../viommu/v1/ResumePoint';

/**
 * Which reports a stream wants and where it begins.
 */
export interface ReportSelection {
  /**
   * Domains and roles. Empty: every domain in the stream's default role.
   */
  'domains'?: (_viommu_v1_DomainSubscription)[];
  /**
   * Leaves out everything but page-request groups of the domains selected.
   */
  'excludeEvents'?: (boolean);
  /**
   * Goes on after this point. Unset: begins with what is reported from now on. Pending groups of controlled domains
   * are delivered in either case.
   */
  'resume'?: (_viommu_v1_ResumePoint | null);
}

/**
 * Which reports a stream wants and where it begins.
 */
export interface ReportSelection__Output {
  /**
   * Domains and roles. Empty: every domain in the stream's default role.
   */
  'domains': (_viommu_v1_DomainSubscription__Output)[];
  /**
   * Leaves out everything but page-request groups of the domains selected.
   */
  'excludeEvents': (boolean);
  /**
   * Goes on after this point. Unset: begins with what is reported from now on. Pending groups of controlled domains
   * are delivered in either case.
   */
  'resume': (_viommu_v1_ResumePoint__Output | null);
}
