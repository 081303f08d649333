// Original file: proto/viommu/v1/report.proto

import type { EndCause as _viommu_v1_EndCause, EndCause__Output as _viommu_v1_EndCause__Output } from '../../viommu/v1/EndCause';

/**
 * Page requests whose group had not been closed were dropped.
 */
export interface PartialsDropped {
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
   * How many page requests.
   */
  'pageRequestCount'?: (bigint | number | string);
  /**
   * In how many unclosed groups.
   */
  'groupCount'?: (bigint | number | string);
}

/**
 * Page requests whose group had not been closed were dropped.
 */
export interface PartialsDropped__Output {
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
   * How many page requests.
   */
  'pageRequestCount': (bigint);
  /**
   * In how many unclosed groups.
   */
  'groupCount': (bigint);
}
