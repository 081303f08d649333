// Original file: proto/viommu/v1/viommu_service.proto

import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from '../../viommu/v1/FlushCounts';

/**
 * Response of DeleteViommu.
 */
export interface DeleteViommuResponse {
  /**
   * What was pending and ended with it.
   */
  'flushed'?: (_viommu_v1_FlushCounts | null);
}

/**
 * Response of DeleteViommu.
 */
export interface DeleteViommuResponse__Output {
  /**
   * What was pending and ended with it.
   */
  'flushed': (_viommu_v1_FlushCounts__Output | null);
}
