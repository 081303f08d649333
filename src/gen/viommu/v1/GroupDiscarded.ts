// Original file: proto/viommu/v1/report.proto

import type { EndCause as _viommu_v1_EndCause, EndCause__Output as _viommu_v1_EndCause__Output } from '../../viommu/v1/EndCause';

/**
 * A group ended without any answer.
 */
export interface GroupDiscarded {
  /**
   * Why.
   */
  'cause'?: (_viommu_v1_EndCause);
  /**
   * The rule, as listed in docs/rules.md.
   */
  'rule'?: (string);
  /**
   * The group, when it had been queued.
   */
  'groupCookie'?: (bigint | number | string);
  /**
   * The sequence of the report that announced the group, when it had been queued.
   */
  'groupSequence'?: (bigint | number | string);
  /**
   * Its domain, when one was resolved.
   */
  'domainId'?: (number);
  /**
   * Its endpoint.
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
   * The queue tag of the group's last page request.
   */
  'queueTag'?: (number);
  /**
   * The tag, for a stalled access.
   */
  'stallTag'?: (number);
  '_groupCookie'?: "groupCookie";
  '_groupSequence'?: "groupSequence";
  '_domainId'?: "domainId";
  '_pasid'?: "pasid";
  '_deviceCookie'?: "deviceCookie";
  '_attachmentGeneration'?: "attachmentGeneration";
  '_queueTag'?: "queueTag";
  '_stallTag'?: "stallTag";
}

/**
 * A group ended without any answer.
 */
export interface GroupDiscarded__Output {
  /**
   * Why.
   */
  'cause': (_viommu_v1_EndCause__Output);
  /**
   * The rule, as listed in docs/rules.md.
   */
  'rule': (string);
  /**
   * The group, when it had been queued.
   */
  'groupCookie'?: (bigint);
  /**
   * The sequence of the report that announced the group, when it had been queued.
   */
  'groupSequence'?: (bigint);
  /**
   * Its domain, when one was resolved.
   */
  'domainId'?: (number);
  /**
   * Its endpoint.
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
   * The queue tag of the group's last page request.
   */
  'queueTag'?: (number);
  /**
   * The tag, for a stalled access.
   */
  'stallTag'?: (number);
  '_groupCookie'?: "groupCookie";
  '_groupSequence'?: "groupSequence";
  '_domainId'?: "domainId";
  '_pasid'?: "pasid";
  '_deviceCookie'?: "deviceCookie";
  '_attachmentGeneration'?: "attachmentGeneration";
  '_queueTag'?: "queueTag";
  '_stallTag'?: "stallTag";
}
