// Original file: proto/viommu/v1/invalidation.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';
import type { EncodedRange as _viommu_v1_EncodedRange, EncodedRange__Output as _viommu_v1_EncodedRange__Output } from '../../viommu/v1/EncodedRange';

/**
 * A device-TLB invalidation as the endpoint receives it (PCIe 10.3.1).
 */
export interface InvalidationRequest {
  /**
   * The tag to complete, 0 to 31.
   */
  'itag'?: (number);
  /**
   * The PASID; unset: translations of every PASID and of none.
   */
  'pasid'?: (number);
  /**
   * The IOVAs, whole pages.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * Translations of every PASID, whatever `pasid` says.
   */
  'global'?: (boolean);
  /**
   * The smallest range of a size that PCIe can code which holds `range`: what a device would see. It may hold more, which a
   * device must accept (R-INV-12).
   */
  'encodedRange'?: (_viommu_v1_EncodedRange | null);
  '_pasid'?: "pasid";
}

/**
 * A device-TLB invalidation as the endpoint receives it (PCIe 10.3.1).
 */
export interface InvalidationRequest__Output {
  /**
   * The tag to complete, 0 to 31.
   */
  'itag': (number);
  /**
   * The PASID; unset: translations of every PASID and of none.
   */
  'pasid'?: (number);
  /**
   * The IOVAs, whole pages.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * Translations of every PASID, whatever `pasid` says.
   */
  'global': (boolean);
  /**
   * The smallest range of a size that PCIe can code which holds `range`: what a device would see. It may hold more, which a
   * device must accept (R-INV-12).
   */
  'encodedRange': (_viommu_v1_EncodedRange__Output | null);
  '_pasid'?: "pasid";
}
