// Original file: proto/viommu/v1/endpoint_service.proto

import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from '../../viommu/v1/Endpoint';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from '../../viommu/v1/FlushCounts';

/**
 * Response of SetLink.
 */
export interface SetLinkResponse {
  /**
   * As it is now.
   */
  'endpoint'?: (_viommu_v1_Endpoint | null);
  /**
   * What was pending and ended with the reset.
   */
  'flushed'?: (_viommu_v1_FlushCounts | null);
}

/**
 * Response of SetLink.
 */
export interface SetLinkResponse__Output {
  /**
   * As it is now.
   */
  'endpoint': (_viommu_v1_Endpoint__Output | null);
  /**
   * What was pending and ended with the reset.
   */
  'flushed': (_viommu_v1_FlushCounts__Output | null);
}
