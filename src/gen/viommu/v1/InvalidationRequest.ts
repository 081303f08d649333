// Original file: proto/viommu/v1/invalidation.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';

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
  '_pasid'?: "pasid";
}
