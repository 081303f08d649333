// Original file: proto/viommu/v1/domain.proto

import type { Aarch64Region as _viommu_v1_Aarch64Region, Aarch64Region__Output as _viommu_v1_Aarch64Region__Output } from '../../viommu/v1/Aarch64Region';

/**
 * Tables in the VMSAv8-64 stage 1 format of a regime with two privileges (Arm ARM D8; SMMUv3 CD).
 */
export interface Aarch64Tables {
  /**
   * TTBR0, for input addresses whose bit 55 is 0; absent: translation there is off (EPD0).
   */
  'lower'?: (_viommu_v1_Aarch64Region | null);
  /**
   * TTBR1, for input addresses whose bit 55 is 1; absent: off (EPD1). Errors: FIELD_REQUIRED without either.
   */
  'upper'?: (_viommu_v1_Aarch64Region | null);
  /**
   * IPS: bits of an address in a table, 32 to 48, or to 52 with `wide_addresses`. Default 48, or the vIOMMU's
   * `output_width_bits` where that is less.
   */
  'outputWidthBits'?: (number);
  /**
   * Descriptors hold addresses of 52 bits (FEAT_LPA with 64 KiB granule, else FEAT_LPA2 with DS). Default false.
   */
  'wideAddresses'?: (boolean);
  /**
   * HA: walks set the access flag. Default true.
   */
  'hardwareAccessFlag'?: (boolean);
  /**
   * HD: writes clear AP[2] where DBM is set. Default true.
   */
  'hardwareDirtyState'?: (boolean);
  /**
   * AFFD, with `hardware_access_flag` off: a clear access flag is no fault. Default false.
   */
  'accessFlagFaultsDisabled'?: (boolean);
  /**
   * WXN: what can be written cannot be executed. Default false.
   */
  'writeExecuteNever'?: (boolean);
  /**
   * PAN: no privileged reads and writes of what unprivileged accesses can reach. Default false.
   */
  'privilegedAccessNever'?: (boolean);
  /**
   * The contiguous hint is not used. Default false.
   */
  'contiguousHintIgnored'?: (boolean);
  '_outputWidthBits'?: "outputWidthBits";
  '_hardwareAccessFlag'?: "hardwareAccessFlag";
  '_hardwareDirtyState'?: "hardwareDirtyState";
}

/**
 * Tables in the VMSAv8-64 stage 1 format of a regime with two privileges (Arm ARM D8; SMMUv3 CD).
 */
export interface Aarch64Tables__Output {
  /**
   * TTBR0, for input addresses whose bit 55 is 0; absent: translation there is off (EPD0).
   */
  'lower': (_viommu_v1_Aarch64Region__Output | null);
  /**
   * TTBR1, for input addresses whose bit 55 is 1; absent: off (EPD1). Errors: FIELD_REQUIRED without either.
   */
  'upper': (_viommu_v1_Aarch64Region__Output | null);
  /**
   * IPS: bits of an address in a table, 32 to 48, or to 52 with `wide_addresses`. Default 48, or the vIOMMU's
   * `output_width_bits` where that is less.
   */
  'outputWidthBits'?: (number);
  /**
   * Descriptors hold addresses of 52 bits (FEAT_LPA with 64 KiB granule, else FEAT_LPA2 with DS). Default false.
   */
  'wideAddresses': (boolean);
  /**
   * HA: walks set the access flag. Default true.
   */
  'hardwareAccessFlag'?: (boolean);
  /**
   * HD: writes clear AP[2] where DBM is set. Default true.
   */
  'hardwareDirtyState'?: (boolean);
  /**
   * AFFD, with `hardware_access_flag` off: a clear access flag is no fault. Default false.
   */
  'accessFlagFaultsDisabled': (boolean);
  /**
   * WXN: what can be written cannot be executed. Default false.
   */
  'writeExecuteNever': (boolean);
  /**
   * PAN: no privileged reads and writes of what unprivileged accesses can reach. Default false.
   */
  'privilegedAccessNever': (boolean);
  /**
   * The contiguous hint is not used. Default false.
   */
  'contiguousHintIgnored': (boolean);
  '_outputWidthBits'?: "outputWidthBits";
  '_hardwareAccessFlag'?: "hardwareAccessFlag";
  '_hardwareDirtyState'?: "hardwareDirtyState";
}
