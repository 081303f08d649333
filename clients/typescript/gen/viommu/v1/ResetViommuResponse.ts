// Original file: proto/viommu/v1/viommu_service.proto

import type { Viommu as _viommu_v1_Viommu, Viommu__Output as _viommu_v1_Viommu__Output } from '../../viommu/v1/Viommu';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from '../../viommu/v1/FlushCounts';

/**
 * Response of ResetViommu.
 */
export interface ResetViommuResponse {
  /**
   * As it is now.
   */
  'viommu'?: (_viommu_v1_Viommu | null);
  /**
   * What was pending and ended with it.
   */
  'flushed'?: (_viommu_v1_FlushCounts | null);
}

/**
 * Response of ResetViommu.
 */
export interface ResetViommuResponse__Output {
  /**
   * As it is now.
   */
  'viommu': (_viommu_v1_Viommu__Output | null);
  /**
   * What was pending and ended with it.
   */
  'flushed': (_viommu_v1_FlushCounts__Output | null);
}
