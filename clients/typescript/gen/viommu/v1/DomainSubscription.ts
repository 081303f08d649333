// Original file: proto/viommu/v1/report.proto

import type { Role as _viommu_v1_Role, Role__Output as _viommu_v1_Role__Output } from '../../viommu/v1/Role';

/**
 * One domain a stream wants groups of.
 */
export interface DomainSubscription {
  /**
   * The domain; unset: every domain not named otherwise, those created later included. Errors: DOMAIN_NOT_FOUND.
   */
  'domainId'?: (number);
  /**
   * What to do with its groups.
   */
  'role'?: (_viommu_v1_Role);
  /**
   * Takes control from the stream that has it; that one ends with TAKEN_OVER. Without it: CONTROLLER_EXISTS. Errors:
   * FIELD_NOT_APPLICABLE for an OBSERVER, who takes nothing.
   */
  'takeOver'?: (boolean);
  '_domainId'?: "domainId";
}

/**
 * One domain a stream wants groups of.
 */
export interface DomainSubscription__Output {
  /**
   * The domain; unset: every domain not named otherwise, those created later included. Errors: DOMAIN_NOT_FOUND.
   */
  'domainId'?: (number);
  /**
   * What to do with its groups.
   */
  'role': (_viommu_v1_Role__Output);
  /**
   * Takes control from the stream that has it; that one ends with TAKEN_OVER. Without it: CONTROLLER_EXISTS. Errors:
   * FIELD_NOT_APPLICABLE for an OBSERVER, who takes nothing.
   */
  'takeOver': (boolean);
  '_domainId'?: "domainId";
}
