// Original file: proto/viommu/v1/invalidation.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';

/**
 * Forgets what the IOTLB holds. Device TLBs keep what they were given: tell them afterwards, not before, or a translation
 * request in between is answered out of the IOTLB and fills them again (R-INV-16).
 */
export interface InvalidateIotlb {
  /**
   * Only of this domain; unset: of every domain. Errors: DOMAIN_NOT_FOUND.
   */
  'domainId'?: (number);
  /**
   * Only what was cached for this PASID; unset: for any and for none. Errors: PASID_OUT_OF_RANGE.
   */
  'pasid'?: (number);
  /**
   * The IOVAs; unset: all. Pages touched in part count whole.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * Only last levels of tables have changed. Nothing else is cached, so this makes no difference.
   */
  'leafOnly'?: (boolean);
  /**
   * With `pasid`: also translations that the guest's tables mark global. Errors: FIELD_NOT_APPLICABLE without `pasid`.
   */
  'global'?: (boolean);
  '_domainId'?: "domainId";
  '_pasid'?: "pasid";
}

/**
 * Forgets what the IOTLB holds. Device TLBs keep what they were given: tell them afterwards, not before, or a translation
 * request in between is answered out of the IOTLB and fills them again (R-INV-16).
 */
export interface InvalidateIotlb__Output {
  /**
   * Only of this domain; unset: of every domain. Errors: DOMAIN_NOT_FOUND.
   */
  'domainId'?: (number);
  /**
   * Only what was cached for this PASID; unset: for any and for none. Errors: PASID_OUT_OF_RANGE.
   */
  'pasid'?: (number);
  /**
   * The IOVAs; unset: all. Pages touched in part count whole.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * Only last levels of tables have changed. Nothing else is cached, so this makes no difference.
   */
  'leafOnly': (boolean);
  /**
   * With `pasid`: also translations that the guest's tables mark global. Errors: FIELD_NOT_APPLICABLE without `pasid`.
   */
  'global': (boolean);
  '_domainId'?: "domainId";
  '_pasid'?: "pasid";
}
