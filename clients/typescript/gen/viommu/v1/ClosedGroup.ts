// Original file: proto/viommu/v1/page_request.proto

import type { PageResponseCode as _viommu_v1_PageResponseCode, PageResponseCode__Output as _viommu_v1_PageResponseCode__Output } from '../../viommu/v1/PageResponseCode';

/**
 * What became of the groups a submission closed.
 */
export interface ClosedGroup {
  /**
   * Position of the closing page request in the request, from 0.
   */
  'index'?: (number);
  /**
   * The cookie when the group was queued; unset when it was answered automatically.
   */
  'groupCookie'?: (bigint | number | string);
  /**
   * The code of the automatic answer; unspecified when the group was queued.
   */
  'automaticCode'?: (_viommu_v1_PageResponseCode);
  /**
   * The rule of the automatic answer; empty when the group was queued.
   */
  'rule'?: (string);
  /**
   * The endpoint closed the group with this page request although `last` was not set, because it took the last credit
   * (R-PRI-21).
   */
  'closedByLastCredit'?: (boolean);
  /**
   * The group ended without an answer: its credits do not return.
   */
  'unanswered'?: (boolean);
  '_groupCookie'?: "groupCookie";
}

/**
 * What became of the groups a submission closed.
 */
export interface ClosedGroup__Output {
  /**
   * Position of the closing page request in the request, from 0.
   */
  'index': (number);
  /**
   * The cookie when the group was queued; unset when it was answered automatically.
   */
  'groupCookie'?: (bigint);
  /**
   * The code of the automatic answer; unspecified when the group was queued.
   */
  'automaticCode': (_viommu_v1_PageResponseCode__Output);
  /**
   * The rule of the automatic answer; empty when the group was queued.
   */
  'rule': (string);
  /**
   * The endpoint closed the group with this page request although `last` was not set, because it took the last credit
   * (R-PRI-21).
   */
  'closedByLastCredit': (boolean);
  /**
   * The group ended without an answer: its credits do not return.
   */
  'unanswered': (boolean);
  '_groupCookie'?: "groupCookie";
}
