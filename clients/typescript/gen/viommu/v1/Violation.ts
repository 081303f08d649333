// Original file: proto/viommu/v1/report.proto

import type { Culprit as _viommu_v1_Culprit, Culprit__Output as _viommu_v1_Culprit__Output } from '../../viommu/v1/Culprit';

/**
 * Somebody broke a rule of the specification or of this contract.
 */
export interface Violation {
  /**
   * The rule, as listed in docs/rules.md.
   */
  'rule'?: (string);
  /**
   * The endpoint concerned.
   */
  'endpointId'?: (number);
  /**
   * What happened, for people.
   */
  'detail'?: (string);
  /**
   * The PASID concerned.
   */
  'pasid'?: (number);
  /**
   * The page-request group index concerned.
   */
  'prgi'?: (number);
  /**
   * The invalidation tag concerned.
   */
  'itag'?: (number);
  /**
   * Who.
   */
  'culprit'?: (_viommu_v1_Culprit);
  /**
   * Whether it was asked for (`allow_violation`).
   */
  'onPurpose'?: (boolean);
  '_pasid'?: "pasid";
  '_prgi'?: "prgi";
  '_itag'?: "itag";
}

/**
 * Somebody broke a rule of the specification or of this contract.
 */
export interface Violation__Output {
  /**
   * The rule, as listed in docs/rules.md.
   */
  'rule': (string);
  /**
   * The endpoint concerned.
   */
  'endpointId': (number);
  /**
   * What happened, for people.
   */
  'detail': (string);
  /**
   * The PASID concerned.
   */
  'pasid'?: (number);
  /**
   * The page-request group index concerned.
   */
  'prgi'?: (number);
  /**
   * The invalidation tag concerned.
   */
  'itag'?: (number);
  /**
   * Who.
   */
  'culprit': (_viommu_v1_Culprit__Output);
  /**
   * Whether it was asked for (`allow_violation`).
   */
  'onPurpose': (boolean);
  '_pasid'?: "pasid";
  '_prgi'?: "prgi";
  '_itag'?: "itag";
}
