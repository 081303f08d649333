// Original file: proto/viommu/v1/domain_service.proto

import type { Mapping as _viommu_v1_Mapping, Mapping__Output as _viommu_v1_Mapping__Output } from '../../viommu/v1/Mapping';

/**
 * Response of MapAnywhere.
 */
export interface MapAnywhereResponse {
  /**
   * As it was made.
   */
  'mapping'?: (_viommu_v1_Mapping | null);
}

/**
 * Response of MapAnywhere.
 */
export interface MapAnywhereResponse__Output {
  /**
   * As it was made.
   */
  'mapping': (_viommu_v1_Mapping__Output | null);
}
