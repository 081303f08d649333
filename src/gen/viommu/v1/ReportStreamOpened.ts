// Original file: proto/viommu/v1/report.proto

import type { ResumeOutcome as _viommu_v1_ResumeOutcome, ResumeOutcome__Output as _viommu_v1_ResumeOutcome__Output } from '../../viommu/v1/ResumeOutcome';

/**
 * What an opened report stream holds.
 */
export interface ReportStreamOpened {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Its incarnation.
   */
  'epoch'?: (number);
  /**
   * The sequence of the first report this stream will deliver or explain.
   */
  'nextSequence'?: (bigint | number | string);
  /**
   * The oldest report kept.
   */
  'oldestSequence'?: (bigint | number | string);
  /**
   * How the request to resume was met.
   */
  'resumeOutcome'?: (_viommu_v1_ResumeOutcome);
  /**
   * The domains this stream controls now.
   */
  'controlledDomainIds'?: (number)[];
  /**
   * Unanswered groups the stream may hold; 0 when it controls nothing.
   */
  'credits'?: (number);
}

/**
 * What an opened report stream holds.
 */
export interface ReportStreamOpened__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Its incarnation.
   */
  'epoch': (number);
  /**
   * The sequence of the first report this stream will deliver or explain.
   */
  'nextSequence': (bigint);
  /**
   * The oldest report kept.
   */
  'oldestSequence': (bigint);
  /**
   * How the request to resume was met.
   */
  'resumeOutcome': (_viommu_v1_ResumeOutcome__Output);
  /**
   * The domains this stream controls now.
   */
  'controlledDomainIds': (number)[];
  /**
   * Unanswered groups the stream may hold; 0 when it controls nothing.
   */
  'credits': (number);
}
