// Original file: proto/viommu/v1/invalidation_service.proto

import type { OutstandingInvalidation as _viommu_v1_OutstandingInvalidation, OutstandingInvalidation__Output as _viommu_v1_OutstandingInvalidation__Output } from '../../viommu/v1/OutstandingInvalidation';

/**
 * Response of ListOutstandingInvalidations.
 */
export interface ListOutstandingInvalidationsResponse {
  /**
   * A page of them.
   */
  'invalidations'?: (_viommu_v1_OutstandingInvalidation)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken'?: (string);
}

/**
 * Response of ListOutstandingInvalidations.
 */
export interface ListOutstandingInvalidationsResponse__Output {
  /**
   * A page of them.
   */
  'invalidations': (_viommu_v1_OutstandingInvalidation__Output)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken': (string);
}
