// Original file: proto/viommu/v1/viommu.proto

import type { Profile as _viommu_v1_Profile, Profile__Output as _viommu_v1_Profile__Output } from '../../viommu/v1/Profile';
import type { ClockKind as _viommu_v1_ClockKind, ClockKind__Output as _viommu_v1_ClockKind__Output } from '../../viommu/v1/ClockKind';
import type { ViommuPolicy as _viommu_v1_ViommuPolicy, ViommuPolicy__Output as _viommu_v1_ViommuPolicy__Output } from '../../viommu/v1/ViommuPolicy';
import type { ViommuLimits as _viommu_v1_ViommuLimits, ViommuLimits__Output as _viommu_v1_ViommuLimits__Output } from '../../viommu/v1/ViommuLimits';
import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';

/**
 * Everything that is decided when a vIOMMU is created.
 */
export interface ViommuConfig {
  /**
   * Default GENERIC.
   */
  'profile'?: (_viommu_v1_Profile);
  /**
   * Default REAL.
   */
  'clock'?: (_viommu_v1_ClockKind);
  /**
   * The incarnation to use, 1 to 2^24-1, so that runs with a VIRTUAL clock repeat exactly. Unset: the server counts.
   * Errors: INCARNATION_NOT_ALLOWED with a REAL clock.
   */
  'incarnation'?: (number);
  /**
   * The part that `UpdateViommu` can change.
   */
  'policy'?: (_viommu_v1_ViommuPolicy | null);
  /**
   * Bounds.
   */
  'limits'?: (_viommu_v1_ViommuLimits | null);
  /**
   * Accesses of an endpoint without attachment pass untranslated instead of being blocked. Default false.
   */
  'bypassUnattached'?: (boolean);
  /**
   * Width of the addresses that PAGING domains translate, in bits, from 12 to what the profile has (docs/profiles.md),
   * which is the default: accesses above are faults, mappings above are refused. The width of addresses that guest tables
   * translate is a matter of their format.
   */
  'iovaWidthBits'?: (number);
  /**
   * Width of an output address in bits, from 12 to what the profile has, which is the default: mappings above are refused.
   */
  'outputWidthBits'?: (number);
  /**
   * Deletes the vIOMMU after this many milliseconds of the server's wall clock without a call or an open stream.
   * 0, the default: never.
   */
  'deleteAfterIdleMs'?: (bigint | number | string);
  /**
   * Takes the memory of the page-request pools when the vIOMMU is created, so that no page request ever waits for
   * memory: about 110 bytes for each of `max_pending_groups` and 13 for each of `max_open_page_requests`. Default false:
   * the pools grow as far as they are used, and keep what they have grown to. Errors: LIMIT_EXCEEDED
   * (max_preallocated_bytes: the pools taken at once by all vIOMMUs of the server have a limit of 1 GiB).
   */
  'preallocatePools'?: (boolean);
  /**
   * Width of the offset in the smallest page, in bits, 12 to 30: mappings and unmapped ranges are whole such pages, at
   * both ends of the translation. Default 12. Endpoints still ask for pages of 4096 bytes, as PCIe has it.
   * Errors: WIDTH_OUT_OF_RANGE.
   */
  'granuleBits'?: (number);
  /**
   * IOVAs that no PAGING domain can map, such as an interrupt window. Whole pages of the granule, at most 64 ranges that
   * do not overlap. Errors: RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, TOO_MANY_ITEMS.
   */
  'reservedIovaRanges'?: (_viommu_v1_IovaRange)[];
  /**
   * What the probabilities of rules are drawn from. Default 0.
   */
  'seed'?: (bigint | number | string);
  '_incarnation'?: "incarnation";
  '_iovaWidthBits'?: "iovaWidthBits";
  '_outputWidthBits'?: "outputWidthBits";
  '_granuleBits'?: "granuleBits";
}

/**
 * Everything that is decided when a vIOMMU is created.
 */
export interface ViommuConfig__Output {
  /**
   * Default GENERIC.
   */
  'profile': (_viommu_v1_Profile__Output);
  /**
   * Default REAL.
   */
  'clock': (_viommu_v1_ClockKind__Output);
  /**
   * The incarnation to use, 1 to 2^24-1, so that runs with a VIRTUAL clock repeat exactly. Unset: the server counts.
   * Errors: INCARNATION_NOT_ALLOWED with a REAL clock.
   */
  'incarnation'?: (number);
  /**
   * The part that `UpdateViommu` can change.
   */
  'policy': (_viommu_v1_ViommuPolicy__Output | null);
  /**
   * Bounds.
   */
  'limits': (_viommu_v1_ViommuLimits__Output | null);
  /**
   * Accesses of an endpoint without attachment pass untranslated instead of being blocked. Default false.
   */
  'bypassUnattached': (boolean);
  /**
   * Width of the addresses that PAGING domains translate, in bits, from 12 to what the profile has (docs/profiles.md),
   * which is the default: accesses above are faults, mappings above are refused. The width of addresses that guest tables
   * translate is a matter of their format.
   */
  'iovaWidthBits'?: (number);
  /**
   * Width of an output address in bits, from 12 to what the profile has, which is the default: mappings above are refused.
   */
  'outputWidthBits'?: (number);
  /**
   * Deletes the vIOMMU after this many milliseconds of the server's wall clock without a call or an open stream.
   * 0, the default: never.
   */
  'deleteAfterIdleMs': (bigint);
  /**
   * Takes the memory of the page-request pools when the vIOMMU is created, so that no page request ever waits for
   * memory: about 110 bytes for each of `max_pending_groups` and 13 for each of `max_open_page_requests`. Default false:
   * the pools grow as far as they are used, and keep what they have grown to. Errors: LIMIT_EXCEEDED
   * (max_preallocated_bytes: the pools taken at once by all vIOMMUs of the server have a limit of 1 GiB).
   */
  'preallocatePools': (boolean);
  /**
   * Width of the offset in the smallest page, in bits, 12 to 30: mappings and unmapped ranges are whole such pages, at
   * both ends of the translation. Default 12. Endpoints still ask for pages of 4096 bytes, as PCIe has it.
   * Errors: WIDTH_OUT_OF_RANGE.
   */
  'granuleBits'?: (number);
  /**
   * IOVAs that no PAGING domain can map, such as an interrupt window. Whole pages of the granule, at most 64 ranges that
   * do not overlap. Errors: RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, TOO_MANY_ITEMS.
   */
  'reservedIovaRanges': (_viommu_v1_IovaRange__Output)[];
  /**
   * What the probabilities of rules are drawn from. Default 0.
   */
  'seed': (bigint);
  '_incarnation'?: "incarnation";
  '_iovaWidthBits'?: "iovaWidthBits";
  '_outputWidthBits'?: "outputWidthBits";
  '_granuleBits'?: "granuleBits";
}
