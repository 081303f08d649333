// Original file: proto/viommu/v1/viommu.proto

import type { AutomaticAction as _viommu_v1_AutomaticAction, AutomaticAction__Output as _viommu_v1_AutomaticAction__Output } from '../../viommu/v1/AutomaticAction';

/**
 * How the vIOMMU ends a group by itself, for each reason it can have. The reasons are examined in the order of the
 * check numbers; the first that applies decides. Unset fields keep the profile's default (docs/profiles.md has the
 * table); whether the answer carries the PASID is the profile's decision in any case.
 */
export interface AutomaticAnswers {
  /**
   * Check 7: the request's endpoint or PASID is attached to no domain.
   */
  'noDomain'?: (_viommu_v1_AutomaticAction);
  /**
   * Check 8: the domain was created without `page_requests`, or is an identity or blocked domain.
   */
  'noPageRequests'?: (_viommu_v1_AutomaticAction);
  /**
   * Check 12: the domain's queue or a pool of the vIOMMU is full.
   */
  'overflow'?: (_viommu_v1_AutomaticAction);
  /**
   * Check 1: translation is OFF.
   */
  'translationOff'?: (_viommu_v1_AutomaticAction);
  /**
   * Check 2: translation is BYPASS.
   */
  'translationBypass'?: (_viommu_v1_AutomaticAction);
  /**
   * Check 3: the virtual id is wider than `virtual_id_width_bits`.
   */
  'unknownRequester'?: (_viommu_v1_AutomaticAction);
  /**
   * Check 4: the endpoint's context is INVALID, MISCONFIGURED or ACCESS_FAULT.
   */
  'contextUnusable'?: (_viommu_v1_AutomaticAction);
  /**
   * Check 5: the endpoint's context does not allow page requests.
   */
  'pageRequestsNotAllowed'?: (_viommu_v1_AutomaticAction);
  /**
   * Check 9: the page-request queue is off.
   */
  'queueOff'?: (_viommu_v1_AutomaticAction);
  /**
   * Check 10: the page-request queue is faulted.
   */
  'queueFault'?: (_viommu_v1_AutomaticAction);
  /**
   * Check 11: `InjectExhaustion` made storing a page request or a group fail.
   */
  'allocationFailure'?: (_viommu_v1_AutomaticAction);
  /**
   * Check 11: `InjectExhaustion` made the handler refuse the group.
   */
  'handlerRefusal'?: (_viommu_v1_AutomaticAction);
  /**
   * Overflow answers carry the PASID of the request whatever the endpoint's context says (SMMUv3: IDR0.PPS).
   * Default false. SMMUV3 only; the others ignore it.
   */
  'pasidAlways'?: (boolean);
  '_pasidAlways'?: "pasidAlways";
}

/**
 * How the vIOMMU ends a group by itself, for each reason it can have. The reasons are examined in the order of the
 * check numbers; the first that applies decides. Unset fields keep the profile's default (docs/profiles.md has the
 * table); whether the answer carries the PASID is the profile's decision in any case.
 */
export interface AutomaticAnswers__Output {
  /**
   * Check 7: the request's endpoint or PASID is attached to no domain.
   */
  'noDomain': (_viommu_v1_AutomaticAction__Output);
  /**
   * Check 8: the domain was created without `page_requests`, or is an identity or blocked domain.
   */
  'noPageRequests': (_viommu_v1_AutomaticAction__Output);
  /**
   * Check 12: the domain's queue or a pool of the vIOMMU is full.
   */
  'overflow': (_viommu_v1_AutomaticAction__Output);
  /**
   * Check 1: translation is OFF.
   */
  'translationOff': (_viommu_v1_AutomaticAction__Output);
  /**
   * Check 2: translation is BYPASS.
   */
  'translationBypass': (_viommu_v1_AutomaticAction__Output);
  /**
   * Check 3: the virtual id is wider than `virtual_id_width_bits`.
   */
  'unknownRequester': (_viommu_v1_AutomaticAction__Output);
  /**
   * Check 4: the endpoint's context is INVALID, MISCONFIGURED or ACCESS_FAULT.
   */
  'contextUnusable': (_viommu_v1_AutomaticAction__Output);
  /**
   * Check 5: the endpoint's context does not allow page requests.
   */
  'pageRequestsNotAllowed': (_viommu_v1_AutomaticAction__Output);
  /**
   * Check 9: the page-request queue is off.
   */
  'queueOff': (_viommu_v1_AutomaticAction__Output);
  /**
   * Check 10: the page-request queue is faulted.
   */
  'queueFault': (_viommu_v1_AutomaticAction__Output);
  /**
   * Check 11: `InjectExhaustion` made storing a page request or a group fail.
   */
  'allocationFailure': (_viommu_v1_AutomaticAction__Output);
  /**
   * Check 11: `InjectExhaustion` made the handler refuse the group.
   */
  'handlerRefusal': (_viommu_v1_AutomaticAction__Output);
  /**
   * Overflow answers carry the PASID of the request whatever the endpoint's context says (SMMUv3: IDR0.PPS).
   * Default false. SMMUV3 only; the others ignore it.
   */
  'pasidAlways'?: (boolean);
  '_pasidAlways'?: "pasidAlways";
}
