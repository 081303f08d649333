// Original file: proto/viommu/v1/domain_service.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * The access would succeed.
 */
export interface TranslationFound {
  /**
   * Where the address goes.
   */
  'outputAddress'?: (bigint | number | string);
  /**
   * The IOVAs around it that go the same way: the mapping, the page of the guest's tables, or the whole space for an
   * identity domain or bypass.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * What the mapping, or both stages together, allow. For NESTED domains this holds for accesses of the same privilege.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
  /**
   * The domain; unset for bypass.
   */
  'domainId'?: (number);
  '_domainId'?: "domainId";
}

/**
 * The access would succeed.
 */
export interface TranslationFound__Output {
  /**
   * Where the address goes.
   */
  'outputAddress': (bigint);
  /**
   * The IOVAs around it that go the same way: the mapping, the page of the guest's tables, or the whole space for an
   * identity domain or bypass.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * What the mapping, or both stages together, allow. For NESTED domains this holds for accesses of the same privilege.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
  /**
   * The domain; unset for bypass.
   */
  'domainId'?: (number);
  '_domainId'?: "domainId";
}
