// Original file: proto/viommu/v1/viommu_service.proto

import type { Viommu as _viommu_v1_Viommu, Viommu__Output as _viommu_v1_Viommu__Output } from '../../viommu/v1/Viommu';

/**
 * Response of ListViommus.
 */
export interface ListViommusResponse {
  /**
   * A page of them.
   */
  'viommus'?: (_viommu_v1_Viommu)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken'?: (string);
}

/**
 * Response of ListViommus.
 */
export interface ListViommusResponse__Output {
  /**
   * A page of them.
   */
  'viommus': (_viommu_v1_Viommu__Output)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken': (string);
}
