// Original file: proto/viommu/v1/report.proto

import type { EndCause as _viommu_v1_EndCause, EndCause__Output as _viommu_v1_EndCause__Output } from '../../viommu/v1/EndCause';

/**
 * A PASID Stop Marker arrived: no page request of this PASID came after it. It is never answered (R-PRI-40).
 */
export interface StopMarker {
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * The PASID; unset: none (R-PRI-41).
   */
  'pasid'?: (number);
  /**
   * Page-request group index it carried.
   */
  'prgi'?: (number);
  /**
   * The domain, when one was resolved.
   */
  'domainId'?: (number);
  /**
   * The cookie of the attachment, when there is one.
   */
  'deviceCookie'?: (bigint | number | string);
  /**
   * The attachment's generation, when there is one.
   */
  'attachmentGeneration'?: (number);
  /**
   * Whether it came through `InjectPageRequests`.
   */
  'injected'?: (boolean);
  /**
   * Why it was dropped: real software would not see it. Unspecified: it was not.
   */
  'droppedCause'?: (_viommu_v1_EndCause);
  /**
   * The rule it was dropped by; empty when it was not.
   */
  'rule'?: (string);
  /**
   * The endpoint's guest-visible id.
   */
  'virtualId'?: (bigint | number | string);
  '_pasid'?: "pasid";
  '_domainId'?: "domainId";
  '_deviceCookie'?: "deviceCookie";
  '_attachmentGeneration'?: "attachmentGeneration";
}

/**
 * A PASID Stop Marker arrived: no page request of this PASID came after it. It is never answered (R-PRI-40).
 */
export interface StopMarker__Output {
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * The PASID; unset: none (R-PRI-41).
   */
  'pasid'?: (number);
  /**
   * Page-request group index it carried.
   */
  'prgi': (number);
  /**
   * The domain, when one was resolved.
   */
  'domainId'?: (number);
  /**
   * The cookie of the attachment, when there is one.
   */
  'deviceCookie'?: (bigint);
  /**
   * The attachment's generation, when there is one.
   */
  'attachmentGeneration'?: (number);
  /**
   * Whether it came through `InjectPageRequests`.
   */
  'injected': (boolean);
  /**
   * Why it was dropped: real software would not see it. Unspecified: it was not.
   */
  'droppedCause': (_viommu_v1_EndCause__Output);
  /**
   * The rule it was dropped by; empty when it was not.
   */
  'rule': (string);
  /**
   * The endpoint's guest-visible id.
   */
  'virtualId': (bigint);
  '_pasid'?: "pasid";
  '_domainId'?: "domainId";
  '_deviceCookie'?: "deviceCookie";
  '_attachmentGeneration'?: "attachmentGeneration";
}
