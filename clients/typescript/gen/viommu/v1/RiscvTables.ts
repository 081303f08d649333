// Original file: proto/viommu/v1/domain.proto

import type { RiscvMode as _viommu_v1_RiscvMode, RiscvMode__Output as _viommu_v1_RiscvMode__Output } from '../../viommu/v1/RiscvMode';

/**
 * Tables in one of the RISC-V formats with 64-bit entries (RISC-V privileged architecture, chapters 12 and 19).
 */
export interface RiscvTables {
  /**
   * Mode.
   */
  'mode'?: (_viommu_v1_RiscvMode);
  /**
   * Address of the root table, a multiple of 4096, for the second stage of 16384.
   */
  'root'?: (bigint | number | string);
  /**
   * SADE or GADE: walks set A and D; otherwise a page that lacks them faults. Default true.
   */
  'hardwareUpdate'?: (boolean);
  /**
   * SUM: privileged reads and writes of user pages are allowed. Default false.
   */
  'supervisorUserMemory'?: (boolean);
  /**
   * Svnapot exists. Default true.
   */
  'napot'?: (boolean);
  /**
   * Svpbmt exists. Default true.
   */
  'memoryTypes'?: (boolean);
  /**
   * Svrsw60t59b exists. Default false.
   */
  'softwareBits'?: (boolean);
  '_hardwareUpdate'?: "hardwareUpdate";
  '_napot'?: "napot";
  '_memoryTypes'?: "memoryTypes";
}

/**
 * Tables in one of the RISC-V formats with 64-bit entries (RISC-V privileged architecture, chapters 12 and 19).
 */
export interface RiscvTables__Output {
  /**
   * Mode.
   */
  'mode': (_viommu_v1_RiscvMode__Output);
  /**
   * Address of the root table, a multiple of 4096, for the second stage of 16384.
   */
  'root': (bigint);
  /**
   * SADE or GADE: walks set A and D; otherwise a page that lacks them faults. Default true.
   */
  'hardwareUpdate'?: (boolean);
  /**
   * SUM: privileged reads and writes of user pages are allowed. Default false.
   */
  'supervisorUserMemory': (boolean);
  /**
   * Svnapot exists. Default true.
   */
  'napot'?: (boolean);
  /**
   * Svpbmt exists. Default true.
   */
  'memoryTypes'?: (boolean);
  /**
   * Svrsw60t59b exists. Default false.
   */
  'softwareBits': (boolean);
  '_hardwareUpdate'?: "hardwareUpdate";
  '_napot'?: "napot";
  '_memoryTypes'?: "memoryTypes";
}
