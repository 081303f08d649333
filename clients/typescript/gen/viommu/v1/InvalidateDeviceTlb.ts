// Original file: proto/viommu/v1/invalidation.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';
import type { EncodedRange as _viommu_v1_EncodedRange, EncodedRange__Output as _viommu_v1_EncodedRange__Output } from '../../viommu/v1/EncodedRange';

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
   * The IOVAs; unset: all. Pages touched in part count whole. Errors: FIELD_NOT_APPLICABLE beside `encoded_range`.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * With `pasid`: translations of every PASID, where the device supports that; else ignored (R-INV-14).
   * Errors: FIELD_NOT_APPLICABLE without `pasid`.
   */
  'global'?: (boolean);
  /**
   * The IOVAs as a guest's command has them.
   */
  'encodedRange'?: (_viommu_v1_EncodedRange | null);
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
   * The IOVAs; unset: all. Pages touched in part count whole. Errors: FIELD_NOT_APPLICABLE beside `encoded_range`.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * With `pasid`: translations of every PASID, where the device supports that; else ignored (R-INV-14).
   * Errors: FIELD_NOT_APPLICABLE without `pasid`.
   */
  'global': (boolean);
  /**
   * The IOVAs as a guest's command has them.
   */
  'encodedRange': (_viommu_v1_EncodedRange__Output | null);
  '_pasid'?: "pasid";
}
