// Original file: proto/viommu/v1/fault_service.proto

import type { ResponseEffect as _viommu_v1_ResponseEffect, ResponseEffect__Output as _viommu_v1_ResponseEffect__Output } from '../../viommu/v1/ResponseEffect';

/**
 * Response of SendPageResponse.
 */
export interface SendPageResponseResponse {
  /**
   * What it did at the endpoint.
   */
  'effect'?: (_viommu_v1_ResponseEffect);
  /**
   * The group it ended; unset: none.
   */
  'groupCookie'?: (bigint | number | string);
  '_groupCookie'?: "groupCookie";
}

/**
 * Response of SendPageResponse.
 */
export interface SendPageResponseResponse__Output {
  /**
   * What it did at the endpoint.
   */
  'effect': (_viommu_v1_ResponseEffect__Output);
  /**
   * The group it ended; unset: none.
   */
  'groupCookie'?: (bigint);
  '_groupCookie'?: "groupCookie";
}
