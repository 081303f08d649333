// Original file: proto/viommu/v1/viommu_service.proto

import type { Viommu as _viommu_v1_Viommu, Viommu__Output as _viommu_v1_Viommu__Output } from '../../viommu/v1/Viommu';

/**
 * Response of CreateViommu.
 */
export interface CreateViommuResponse {
  /**
   * As it was created.
   */
  'viommu'?: (_viommu_v1_Viommu | null);
}

/**
 * Response of CreateViommu.
 */
export interface CreateViommuResponse__Output {
  /**
   * As it was created.
   */
  'viommu': (_viommu_v1_Viommu__Output | null);
}
