// Original file: proto/viommu/v1/page_request.proto

import type { PageRequest as _viommu_v1_PageRequest, PageRequest__Output as _viommu_v1_PageRequest__Output } from '../../viommu/v1/PageRequest';
import type { FaultReason as _viommu_v1_FaultReason, FaultReason__Output as _viommu_v1_FaultReason__Output } from '../../viommu/v1/FaultReason';

/**
 * A complete group of page requests that waits for exactly one response.
 */
export interface PageRequestGroup {
  /**
   * Identifies the group in the response; single use, never recycled: incarnation in the upper 24 bits, a counter
   * from 1 in the lower 40.
   */
  'groupCookie'?: (bigint | number | string);
  /**
   * The domain whose queue holds the group.
   */
  'domainId'?: (number);
  /**
   * The endpoint that asks.
   */
  'endpointId'?: (number);
  /**
   * The value the VMM gave for this (endpoint, PASID) at attach.
   */
  'deviceCookie'?: (bigint | number | string);
  /**
   * The PASID of the request; unset: none.
   */
  'pasid'?: (number);
  /**
   * Page-request group index, 0 to 511.
   */
  'prgi'?: (number);
  /**
   * The pages in the order of arrival; the last one closed the group.
   */
  'pages'?: (_viommu_v1_PageRequest)[];
  /**
   * The endpoint's requester id (bus, device, function), 16 bits.
   */
  'requesterId'?: (number);
  /**
   * The endpoint's guest-visible id.
   */
  'virtualId'?: (bigint | number | string);
  /**
   * Changes with every attach or replace of (endpoint, PASID).
   */
  'attachmentGeneration'?: (number);
  /**
   * Which of the device's queues asks.
   */
  'queueTag'?: (number);
  /**
   * How many bytes the device is going to touch; a hint.
   */
  'lengthHintBytes'?: (bigint | number | string);
  /**
   * Whether the group came through `InjectPageRequests`.
   */
  'injected'?: (boolean);
  /**
   * Whether an earlier reader was given this group and did not answer it.
   */
  'redelivery'?: (boolean);
  /**
   * Set for a stalled access instead of page requests: the tag under which the access is held. `prgi` is then 0 and
   * `pages` holds the one page of the access.
   */
  'stallTag'?: (number);
  /**
   * Why the access stalled.
   */
  'stallReason'?: (_viommu_v1_FaultReason);
  '_pasid'?: "pasid";
  '_queueTag'?: "queueTag";
  '_lengthHintBytes'?: "lengthHintBytes";
  '_stallTag'?: "stallTag";
}

/**
 * A complete group of page requests that waits for exactly one response.
 */
export interface PageRequestGroup__Output {
  /**
   * Identifies the group in the response; single use, never recycled: incarnation in the upper 24 bits, a counter
   * from 1 in the lower 40.
   */
  'groupCookie': (bigint);
  /**
   * The domain whose queue holds the group.
   */
  'domainId': (number);
  /**
   * The endpoint that asks.
   */
  'endpointId': (number);
  /**
   * The value the VMM gave for this (endpoint, PASID) at attach.
   */
  'deviceCookie': (bigint);
  /**
   * The PASID of the request; unset: none.
   */
  'pasid'?: (number);
  /**
   * Page-request group index, 0 to 511.
   */
  'prgi': (number);
  /**
   * The pages in the order of arrival; the last one closed the group.
   */
  'pages': (_viommu_v1_PageRequest__Output)[];
  /**
   * The endpoint's requester id (bus, device, function), 16 bits.
   */
  'requesterId': (number);
  /**
   * The endpoint's guest-visible id.
   */
  'virtualId': (bigint);
  /**
   * Changes with every attach or replace of (endpoint, PASID).
   */
  'attachmentGeneration': (number);
  /**
   * Which of the device's queues asks.
   */
  'queueTag'?: (number);
  /**
   * How many bytes the device is going to touch; a hint.
   */
  'lengthHintBytes'?: (bigint);
  /**
   * Whether the group came through `InjectPageRequests`.
   */
  'injected': (boolean);
  /**
   * Whether an earlier reader was given this group and did not answer it.
   */
  'redelivery': (boolean);
  /**
   * Set for a stalled access instead of page requests: the tag under which the access is held. `prgi` is then 0 and
   * `pages` holds the one page of the access.
   */
  'stallTag'?: (number);
  /**
   * Why the access stalled.
   */
  'stallReason': (_viommu_v1_FaultReason__Output);
  '_pasid'?: "pasid";
  '_queueTag'?: "queueTag";
  '_lengthHintBytes'?: "lengthHintBytes";
  '_stallTag'?: "stallTag";
}
