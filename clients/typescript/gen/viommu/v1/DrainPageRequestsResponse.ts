// Original file: proto/viommu/v1/fault_service.proto

import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from '../../viommu/v1/FlushCounts';

/**
 * Response of DrainPageRequests.
 */
export interface DrainPageRequestsResponse {
  /**
   * What ended.
   */
  'flushed'?: (_viommu_v1_FlushCounts | null);
}

/**
 * Response of DrainPageRequests.
 */
export interface DrainPageRequestsResponse__Output {
  /**
   * What ended.
   */
  'flushed': (_viommu_v1_FlushCounts__Output | null);
}
