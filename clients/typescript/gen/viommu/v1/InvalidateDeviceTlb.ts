// Original file: proto/viommu/v1/invalidation.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';

/**
 * Invalidates the device TLB of one endpoint, whether or not it is known to hold anything.
 */
export interface InvalidateDeviceTlb {
  /**
   * The endpoint. Errors: ENDPOINT_NOT_FOUND, ATS_NOT_SUPPORTED.
   */
  'endpointId'?: (number);
  /**
   * Only translations of this PASID; unset: of every PASID and of none (PCIe 10.3).
   */
  'pasid'?: (number);
  /**
   * The IOVAs; unset: all. Pages touched in part count whole.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  '_pasid'?: "pasid";
}

/**
 * Invalidates the device TLB of one endpoint, whether or not it is known to hold anything.
 */
export interface InvalidateDeviceTlb__Output {
  /**
   * The endpoint. Errors: ENDPOINT_NOT_FOUND, ATS_NOT_SUPPORTED.
   */
  'endpointId': (number);
  /**
   * Only translations of this PASID; unset: of every PASID and of none (PCIe 10.3).
   */
  'pasid'?: (number);
  /**
   * The IOVAs; unset: all. Pages touched in part count whole.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  '_pasid'?: "pasid";
}
