// Original file: proto/viommu/v1/domain_service.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';
import type { ReservedIovaRange as _viommu_v1_ReservedIovaRange, ReservedIovaRange__Output as _viommu_v1_ReservedIovaRange__Output } from '../../viommu/v1/ReservedIovaRange';

/**
 * Response of GetIovaRanges.
 */
export interface GetIovaRangesResponse {
  /**
   * IOVAs that can be mapped: all within the vIOMMU's width that are not reserved. Ascending.
   */
  'usable'?: (_viommu_v1_IovaRange)[];
  /**
   * IOVAs that cannot, and who reserves them. Ascending; those of different endpoints may overlap.
   */
  'reserved'?: (_viommu_v1_ReservedIovaRange)[];
  /**
   * What `SetAllowedIovaRanges` set. Ascending; empty: `MapAnywhere` may choose from all that is usable.
   */
  'allowed'?: (_viommu_v1_IovaRange)[];
  /**
   * Width of the offset in the smallest page, in bits.
   */
  'granuleBits'?: (number);
}

/**
 * Response of GetIovaRanges.
 */
export interface GetIovaRangesResponse__Output {
  /**
   * IOVAs that can be mapped: all within the vIOMMU's width that are not reserved. Ascending.
   */
  'usable': (_viommu_v1_IovaRange__Output)[];
  /**
   * IOVAs that cannot, and who reserves them. Ascending; those of different endpoints may overlap.
   */
  'reserved': (_viommu_v1_ReservedIovaRange__Output)[];
  /**
   * What `SetAllowedIovaRanges` set. Ascending; empty: `MapAnywhere` may choose from all that is usable.
   */
  'allowed': (_viommu_v1_IovaRange__Output)[];
  /**
   * Width of the offset in the smallest page, in bits.
   */
  'granuleBits': (number);
}
