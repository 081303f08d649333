// Original file: proto/viommu/v1/domain_service.proto

import type { FaultReason as _viommu_v1_FaultReason, FaultReason__Output as _viommu_v1_FaultReason__Output } from '../../viommu/v1/FaultReason';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';
import type { NestedFault as _viommu_v1_NestedFault, NestedFault__Output as _viommu_v1_NestedFault__Output } from '../../viommu/v1/NestedFault';

/**
 * The access would fault.
 */
export interface TranslationFault {
  /**
   * Why.
   */
  'reason'?: (_viommu_v1_FaultReason);
  /**
   * The domain, when one was resolved.
   */
  'domainId'?: (number);
  /**
   * What the mapping allows, for PERMISSION.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
  /**
   * Where in a NESTED domain it would fault.
   */
  'nested'?: (_viommu_v1_NestedFault | null);
  '_domainId'?: "domainId";
}

/**
 * The access would fault.
 */
export interface TranslationFault__Output {
  /**
   * Why.
   */
  'reason': (_viommu_v1_FaultReason__Output);
  /**
   * The domain, when one was resolved.
   */
  'domainId'?: (number);
  /**
   * What the mapping allows, for PERMISSION.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
  /**
   * Where in a NESTED domain it would fault.
   */
  'nested': (_viommu_v1_NestedFault__Output | null);
  '_domainId'?: "domainId";
}
