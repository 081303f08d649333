// Original file: proto/viommu/v1/endpoint_service.proto

import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from '../../viommu/v1/FlushCounts';

/**
 * Response of DeleteEndpoint.
 */
export interface DeleteEndpointResponse {
  /**
   * What was pending and ended with it.
   */
  'flushed'?: (_viommu_v1_FlushCounts | null);
}

/**
 * Response of DeleteEndpoint.
 */
export interface DeleteEndpointResponse__Output {
  /**
   * What was pending and ended with it.
   */
  'flushed': (_viommu_v1_FlushCounts__Output | null);
}
