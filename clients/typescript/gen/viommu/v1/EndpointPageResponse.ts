// Original file: proto/viommu/v1/transfer.proto

import type { PageResponseCode as _viommu_v1_PageResponseCode, PageResponseCode__Output as _viommu_v1_PageResponseCode__Output } from '../../viommu/v1/PageResponseCode';

/**
 * A PRG response as the endpoint receives it.
 */
export interface EndpointPageResponse {
  /**
   * Page-request group index.
   */
  'prgi'?: (number);
  /**
   * The PASID; set only if PRG Response PASID Required says so and the request had one.
   */
  'pasid'?: (number);
  /**
   * The code; reserved raw codes read as RESPONSE_FAILURE.
   */
  'code'?: (_viommu_v1_PageResponseCode);
  /**
   * The 4-bit code of the message.
   */
  'rawCode'?: (number);
  /**
   * Whether the group came through `InjectPageRequests`; the response then changes no PRI state.
   */
  'injected'?: (boolean);
  /**
   * The group's cookie; unset when the group was answered before it was queued.
   */
  'groupCookie'?: (bigint | number | string);
  '_pasid'?: "pasid";
  '_groupCookie'?: "groupCookie";
}

/**
 * A PRG response as the endpoint receives it.
 */
export interface EndpointPageResponse__Output {
  /**
   * Page-request group index.
   */
  'prgi': (number);
  /**
   * The PASID; set only if PRG Response PASID Required says so and the request had one.
   */
  'pasid'?: (number);
  /**
   * The code; reserved raw codes read as RESPONSE_FAILURE.
   */
  'code': (_viommu_v1_PageResponseCode__Output);
  /**
   * The 4-bit code of the message.
   */
  'rawCode': (number);
  /**
   * Whether the group came through `InjectPageRequests`; the response then changes no PRI state.
   */
  'injected': (boolean);
  /**
   * The group's cookie; unset when the group was answered before it was queued.
   */
  'groupCookie'?: (bigint);
  '_pasid'?: "pasid";
  '_groupCookie'?: "groupCookie";
}
