// Original file: proto/viommu/v1/page_request.proto

import type { PageResponseOutcome as _viommu_v1_PageResponseOutcome, PageResponseOutcome__Output as _viommu_v1_PageResponseOutcome__Output } from '../../viommu/v1/PageResponseOutcome';
import type { PageResponseCode as _viommu_v1_PageResponseCode, PageResponseCode__Output as _viommu_v1_PageResponseCode__Output } from '../../viommu/v1/PageResponseCode';
import type { ResponseEffect as _viommu_v1_ResponseEffect, ResponseEffect__Output as _viommu_v1_ResponseEffect__Output } from '../../viommu/v1/ResponseEffect';

/**
 * The outcome of one response of a batch; sent for every outcome but SENT, and for SENT when the effect is PRI_OFF,
 * STALE or UNEXPECTED.
 */
export interface PageResponseResult {
  /**
   * Position of the response in the request, from 0.
   */
  'index'?: (number);
  /**
   * What became of it.
   */
  'outcome'?: (_viommu_v1_PageResponseOutcome);
  /**
   * The rule that ended the group, for AUTO_ANSWERED and DISCARDED.
   */
  'rule'?: (string);
  /**
   * The code the group was answered with, for ALREADY_ANSWERED and AUTO_ANSWERED.
   */
  'code'?: (_viommu_v1_PageResponseCode);
  /**
   * What it did at the endpoint, for SENT and IGNORED_PRI_OFF.
   */
  'effect'?: (_viommu_v1_ResponseEffect);
}

/**
 * The outcome of one response of a batch; sent for every outcome but SENT, and for SENT when the effect is PRI_OFF,
 * STALE or UNEXPECTED.
 */
export interface PageResponseResult__Output {
  /**
   * Position of the response in the request, from 0.
   */
  'index': (number);
  /**
   * What became of it.
   */
  'outcome': (_viommu_v1_PageResponseOutcome__Output);
  /**
   * The rule that ended the group, for AUTO_ANSWERED and DISCARDED.
   */
  'rule': (string);
  /**
   * The code the group was answered with, for ALREADY_ANSWERED and AUTO_ANSWERED.
   */
  'code': (_viommu_v1_PageResponseCode__Output);
  /**
   * What it did at the endpoint, for SENT and IGNORED_PRI_OFF.
   */
  'effect': (_viommu_v1_ResponseEffect__Output);
}
