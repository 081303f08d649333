// Original file: proto/viommu/v1/report.proto

import type { EndCause as _viommu_v1_EndCause, EndCause__Output as _viommu_v1_EndCause__Output } from '../../viommu/v1/EndCause';
import type { PageResponseCode as _viommu_v1_PageResponseCode, PageResponseCode__Output as _viommu_v1_PageResponseCode__Output } from '../../viommu/v1/PageResponseCode';
import type { ResponseEffect as _viommu_v1_ResponseEffect, ResponseEffect__Output as _viommu_v1_ResponseEffect__Output } from '../../viommu/v1/ResponseEffect';

/**
 * The vIOMMU answered a group by itself.
 */
export interface AutomaticAnswer {
  /**
   * Why.
   */
  'cause'?: (_viommu_v1_EndCause);
  /**
   * The rule, as listed in docs/rules.md.
   */
  'rule'?: (string);
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * The PASID of the request; unset: none.
   */
  'pasid'?: (number);
  /**
   * Page-request group index.
   */
  'prgi'?: (number);
  /**
   * The code.
   */
  'code'?: (_viommu_v1_PageResponseCode);
  /**
   * The domain, when one was resolved.
   */
  'domainId'?: (number);
  /**
   * The group, when it had been queued.
   */
  'groupCookie'?: (bigint | number | string);
  /**
   * The sequence of the report that announced the group, when it had been queued.
   */
  'groupSequence'?: (bigint | number | string);
  /**
   * The cookie of the attachment, when there is one.
   */
  'deviceCookie'?: (bigint | number | string);
  /**
   * Whether the group came through `InjectPageRequests`.
   */
  'injected'?: (boolean);
  /**
   * The endpoint's guest-visible id.
   */
  'virtualId'?: (bigint | number | string);
  /**
   * The attachment's generation, when there is one.
   */
  'attachmentGeneration'?: (number);
  /**
   * What it did at the endpoint.
   */
  'effect'?: (_viommu_v1_ResponseEffect);
  /**
   * Whether the response carried the PASID.
   */
  'carriedPasid'?: (boolean);
  /**
   * Whether nothing had to be queued because the request was not the last of its group
   * (`PageRequestQuirks.answer_every_page`); such answers count in no group counter.
   */
  'forUnclosedGroup'?: (boolean);
  /**
   * The tag, for a stalled access.
   */
  'stallTag'?: (number);
  /**
   * The queue tag of the group's last page request.
   */
  'queueTag'?: (number);
  '_pasid'?: "pasid";
  '_domainId'?: "domainId";
  '_groupCookie'?: "groupCookie";
  '_groupSequence'?: "groupSequence";
  '_deviceCookie'?: "deviceCookie";
  '_attachmentGeneration'?: "attachmentGeneration";
  '_stallTag'?: "stallTag";
  '_queueTag'?: "queueTag";
}

/**
 * The vIOMMU answered a group by itself.
 */
export interface AutomaticAnswer__Output {
  /**
   * Why.
   */
  'cause': (_viommu_v1_EndCause__Output);
  /**
   * The rule, as listed in docs/rules.md.
   */
  'rule': (string);
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * The PASID of the request; unset: none.
   */
  'pasid'?: (number);
  /**
   * Page-request group index.
   */
  'prgi': (number);
  /**
   * The code.
   */
  'code': (_viommu_v1_PageResponseCode__Output);
  /**
   * The domain, when one was resolved.
   */
  'domainId'?: (number);
  /**
   * The group, when it had been queued.
   */
  'groupCookie'?: (bigint);
  /**
   * The sequence of the report that announced the group, when it had been queued.
   */
  'groupSequence'?: (bigint);
  /**
   * The cookie of the attachment, when there is one.
   */
  'deviceCookie'?: (bigint);
  /**
   * Whether the group came through `InjectPageRequests`.
   */
  'injected': (boolean);
  /**
   * The endpoint's guest-visible id.
   */
  'virtualId': (bigint);
  /**
   * The attachment's generation, when there is one.
   */
  'attachmentGeneration'?: (number);
  /**
   * What it did at the endpoint.
   */
  'effect': (_viommu_v1_ResponseEffect__Output);
  /**
   * Whether the response carried the PASID.
   */
  'carriedPasid': (boolean);
  /**
   * Whether nothing had to be queued because the request was not the last of its group
   * (`PageRequestQuirks.answer_every_page`); such answers count in no group counter.
   */
  'forUnclosedGroup': (boolean);
  /**
   * The tag, for a stalled access.
   */
  'stallTag'?: (number);
  /**
   * The queue tag of the group's last page request.
   */
  'queueTag'?: (number);
  '_pasid'?: "pasid";
  '_domainId'?: "domainId";
  '_groupCookie'?: "groupCookie";
  '_groupSequence'?: "groupSequence";
  '_deviceCookie'?: "deviceCookie";
  '_attachmentGeneration'?: "attachmentGeneration";
  '_stallTag'?: "stallTag";
  '_queueTag'?: "queueTag";
}
