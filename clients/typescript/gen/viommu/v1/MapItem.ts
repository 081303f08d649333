// Original file: proto/viommu/v1/domain.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';
import type { IfMapped as _viommu_v1_IfMapped, IfMapped__Output as _viommu_v1_IfMapped__Output } from '../../viommu/v1/IfMapped';

/**
 * One mapping to make. Errors: FIELD_REQUIRED (`range`), RANGE_INVALID, ADDRESS_MISALIGNED, ADDRESS_TOO_WIDE (beyond the
 * vIOMMU's widths), PERMISSIONS_INVALID (neither read nor write), IOVA_RESERVED (metadata `first`, `last`, and
 * `endpoint_id` where the range is an endpoint's), ALREADY_MAPPED, INVALIDATION_PENDING (metadata `operation_id` and
 * `endpoint_ids`: an unmap of this range has not ended), LIMIT_EXCEEDED (max_mappings).
 */
export interface MapItem {
  /**
   * The IOVAs, whole pages of the granule (`ViommuConfig.granule_bits`).
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * Where `range.first` goes, in bytes; the rest follows. A multiple of the granule.
   */
  'outputAddress'?: (bigint | number | string);
  /**
   * What the mapping allows. `execute` and `privileged` may be set on any mapping.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
  /**
   * What to do when part of the range is mapped.
   */
  'ifMapped'?: (_viommu_v1_IfMapped);
}

/**
 * One mapping to make. Errors: FIELD_REQUIRED (`range`), RANGE_INVALID, ADDRESS_MISALIGNED, ADDRESS_TOO_WIDE (beyond the
 * vIOMMU's widths), PERMISSIONS_INVALID (neither read nor write), IOVA_RESERVED (metadata `first`, `last`, and
 * `endpoint_id` where the range is an endpoint's), ALREADY_MAPPED, INVALIDATION_PENDING (metadata `operation_id` and
 * `endpoint_ids`: an unmap of this range has not ended), LIMIT_EXCEEDED (max_mappings).
 */
export interface MapItem__Output {
  /**
   * The IOVAs, whole pages of the granule (`ViommuConfig.granule_bits`).
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * Where `range.first` goes, in bytes; the rest follows. A multiple of the granule.
   */
  'outputAddress': (bigint);
  /**
   * What the mapping allows. `execute` and `privileged` may be set on any mapping.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
  /**
   * What to do when part of the range is mapped.
   */
  'ifMapped': (_viommu_v1_IfMapped__Output);
}
