// Original file: proto/viommu/v1/guest_queue.proto

import type { GuestScopeKind as _viommu_v1_GuestScopeKind, GuestScopeKind__Output as _viommu_v1_GuestScopeKind__Output } from '../../viommu/v1/GuestScopeKind';

/**
 * The scope of a command that invalidates what was cached of the guest's structures.
 */
export interface GuestScope {
  /**
   * Of what.
   */
  'kind'?: (_viommu_v1_GuestScopeKind);
  /**
   * The first virtual id, for DEVICES and PASID; unset: every device.
   */
  'firstVirtualId'?: (bigint | number | string);
  /**
   * The last one, inclusive.
   */
  'lastVirtualId'?: (bigint | number | string);
  /**
   * The PASID; unset: every one, and none.
   */
  'pasid'?: (number);
  /**
   * The domain tag (VT-d DID, SMMUv3 VMID, RISC-V GSCID, AMD-Vi DomainID); unset: any.
   */
  'domainTag'?: (number);
  /**
   * Whether only the last level of structures is meant.
   */
  'leafOnly'?: (boolean);
  '_firstVirtualId'?: "firstVirtualId";
  '_lastVirtualId'?: "lastVirtualId";
  '_pasid'?: "pasid";
  '_domainTag'?: "domainTag";
}

/**
 * The scope of a command that invalidates what was cached of the guest's structures.
 */
export interface GuestScope__Output {
  /**
   * Of what.
   */
  'kind': (_viommu_v1_GuestScopeKind__Output);
  /**
   * The first virtual id, for DEVICES and PASID; unset: every device.
   */
  'firstVirtualId'?: (bigint);
  /**
   * The last one, inclusive.
   */
  'lastVirtualId'?: (bigint);
  /**
   * The PASID; unset: every one, and none.
   */
  'pasid'?: (number);
  /**
   * The domain tag (VT-d DID, SMMUv3 VMID, RISC-V GSCID, AMD-Vi DomainID); unset: any.
   */
  'domainTag'?: (number);
  /**
   * Whether only the last level of structures is meant.
   */
  'leafOnly': (boolean);
  '_firstVirtualId'?: "firstVirtualId";
  '_lastVirtualId'?: "lastVirtualId";
  '_pasid'?: "pasid";
  '_domainTag'?: "domainTag";
}
