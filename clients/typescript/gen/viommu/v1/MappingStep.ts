// Original file: proto/viommu/v1/domain_service.proto

import type { Mapping as _viommu_v1_Mapping, Mapping__Output as _viommu_v1_Mapping__Output } from '../../viommu/v1/Mapping';

/**
 * A look-up among the mappings of a PAGING domain.
 */
export interface MappingStep {
  /**
   * The domain.
   */
  'domainId'?: (number);
  /**
   * What was looked up.
   */
  'address'?: (bigint | number | string);
  /**
   * What is mapped there; absent: nothing is.
   */
  'mapping'?: (_viommu_v1_Mapping | null);
  /**
   * Whether stage 2 was asked for the address of a table's entry, not for that of the access.
   */
  'tableAccess'?: (boolean);
}

/**
 * A look-up among the mappings of a PAGING domain.
 */
export interface MappingStep__Output {
  /**
   * The domain.
   */
  'domainId': (number);
  /**
   * What was looked up.
   */
  'address': (bigint);
  /**
   * What is mapped there; absent: nothing is.
   */
  'mapping': (_viommu_v1_Mapping__Output | null);
  /**
   * Whether stage 2 was asked for the address of a table's entry, not for that of the access.
   */
  'tableAccess': (boolean);
}
