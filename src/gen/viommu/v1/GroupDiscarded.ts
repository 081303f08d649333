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
   * The group.
   */
  'groupCookie'?: (bigint | number | string);
  /**
   * The sequence of the report that announced the group.
   */
  'groupSequence'?: (bigint | number | string);
  /**
   * Its domain.
   */
  'domainId'?: (number);
  /**
   * Its endpoint.
   */
  'endpointId'?: (number);
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
   * The group.
   */
  'groupCookie': (bigint);
  /**
   * The sequence of the report that announced the group.
   */
  'groupSequence': (bigint);
  /**
   * Its domain.
   */
  'domainId': (number);
  /**
   * Its endpoint.
   */
  'endpointId': (number);
}
