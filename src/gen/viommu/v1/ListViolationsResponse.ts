// Original file: proto/viommu/v1/fault_service.proto

import type { RecordedViolation as _viommu_v1_RecordedViolation, RecordedViolation__Output as _viommu_v1_RecordedViolation__Output } from '../../viommu/v1/RecordedViolation';

/**
 * Response of ListViolations.
 */
export interface ListViolationsResponse {
  /**
   * A page of them.
   */
  'violations'?: (_viommu_v1_RecordedViolation)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken'?: (string);
  /**
   * How many there were since create or reset, kept or not.
   */
  'totalCount'?: (bigint | number | string);
}

/**
 * Response of ListViolations.
 */
export interface ListViolationsResponse__Output {
  /**
   * A page of them.
   */
  'violations': (_viommu_v1_RecordedViolation__Output)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken': (string);
  /**
   * How many there were since create or reset, kept or not.
   */
  'totalCount': (bigint);
}
