// Original file: proto/viommu/v1/channel_service.proto

import type { ClosingReason as _viommu_v1_ClosingReason, ClosingReason__Output as _viommu_v1_ClosingReason__Output } from '../../viommu/v1/ClosingReason';

/**
 * Another stream took the endpoint, or it was deleted or removed. Nothing more can be said for it on this stream.
 */
export interface EndpointLost {
  /**
   * Why: TAKEN_OVER or ENDPOINT_DELETED.
   */
  'reason'?: (_viommu_v1_ClosingReason);
}

/**
 * Another stream took the endpoint, or it was deleted or removed. Nothing more can be said for it on this stream.
 */
export interface EndpointLost__Output {
  /**
   * Why: TAKEN_OVER or ENDPOINT_DELETED.
   */
  'reason': (_viommu_v1_ClosingReason__Output);
}
