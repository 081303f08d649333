// Original file: proto/viommu/v1/domain.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';

/**
 * IOVAs that cannot be mapped.
 */
export interface ReservedIovaRange {
  /**
   * The IOVAs.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * The endpoint that reserves them; unset: the vIOMMU.
   */
  'endpointId'?: (number);
  '_endpointId'?: "endpointId";
}

/**
 * IOVAs that cannot be mapped.
 */
export interface ReservedIovaRange__Output {
  /**
   * The IOVAs.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * The endpoint that reserves them; unset: the vIOMMU.
   */
  'endpointId'?: (number);
  '_endpointId'?: "endpointId";
}
