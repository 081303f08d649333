// Original file: proto/viommu/v1/invalidation.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';

/**
 * Invalidates one domain's IOTLB entries in a range, then the device TLBs of every endpoint holding translations of it.
 */
export interface InvalidateDomain {
  /**
   * The domain. Errors: DOMAIN_NOT_FOUND.
   */
  'domainId'?: (number);
  /**
   * The IOVAs; unset: all. Pages touched in part count whole.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * Only what was cached, or granted, for this PASID; unset: for any and for none. Errors: PASID_OUT_OF_RANGE.
   */
  'pasid'?: (number);
  /**
   * As in `InvalidateIotlb`.
   */
  'leafOnly'?: (boolean);
  /**
   * As in `InvalidateIotlb`; device TLBs are told likewise.
   */
  'global'?: (boolean);
  '_pasid'?: "pasid";
}

/**
 * Invalidates one domain's IOTLB entries in a range, then the device TLBs of every endpoint holding translations of it.
 */
export interface InvalidateDomain__Output {
  /**
   * The domain. Errors: DOMAIN_NOT_FOUND.
   */
  'domainId': (number);
  /**
   * The IOVAs; unset: all. Pages touched in part count whole.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * Only what was cached, or granted, for this PASID; unset: for any and for none. Errors: PASID_OUT_OF_RANGE.
   */
  'pasid'?: (number);
  /**
   * As in `InvalidateIotlb`.
   */
  'leafOnly': (boolean);
  /**
   * As in `InvalidateIotlb`; device TLBs are told likewise.
   */
  'global': (boolean);
  '_pasid'?: "pasid";
}
