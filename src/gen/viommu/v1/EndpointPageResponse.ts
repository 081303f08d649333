// Original file: proto/viommu/v1/transfer.proto

import type { PageResponseCode as _viommu_v1_PageResponseCode, PageResponseCode__Output as _viommu_v1_PageResponseCode__Output } from '../../viommu/v1/PageResponseCode';
import type { ResponseEffect as _viommu_v1_ResponseEffect, ResponseEffect__Output as _viommu_v1_ResponseEffect__Output } from '../../viommu/v1/ResponseEffect';

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
   * The group's cookie; unset when the group was answered before it was queued, and when a response was sent to no
   * group (`SendPageResponse`).
   */
  'groupCookie'?: (bigint | number | string);
  /**
   * What it did at the endpoint.
   */
  'effect'?: (_viommu_v1_ResponseEffect);
  /**
   * Whether it may have been received before (`HelloResume`).
   */
  'redelivery'?: (boolean);
  /**
   * The tag, for a stalled access.
   */
  'stallTag'?: (number);
  /**
   * The queue tag of the group's last page request.
   */
  'queueTag'?: (number);
  /**
   * The length hint of the group's last page request.
   */
  'lengthHintBytes'?: (bigint | number | string);
  '_pasid'?: "pasid";
  '_groupCookie'?: "groupCookie";
  '_stallTag'?: "stallTag";
  '_queueTag'?: "queueTag";
  '_lengthHintBytes'?: "lengthHintBytes";
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
   * The group's cookie; unset when the group was answered before it was queued, and when a response was sent to no
   * group (`SendPageResponse`).
   */
  'groupCookie'?: (bigint);
  /**
   * What it did at the endpoint.
   */
  'effect': (_viommu_v1_ResponseEffect__Output);
  /**
   * Whether it may have been received before (`HelloResume`).
   */
  'redelivery': (boolean);
  /**
   * The tag, for a stalled access.
   */
  'stallTag'?: (number);
  /**
   * The queue tag of the group's last page request.
   */
  'queueTag'?: (number);
  /**
   * The length hint of the group's last page request.
   */
  'lengthHintBytes'?: (bigint);
  '_pasid'?: "pasid";
  '_groupCookie'?: "groupCookie";
  '_stallTag'?: "stallTag";
  '_queueTag'?: "queueTag";
  '_lengthHintBytes'?: "lengthHintBytes";
}
