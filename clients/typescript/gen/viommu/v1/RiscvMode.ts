// Original file: proto/viommu/v1/domain.proto

/**
 * The modes of RISC-V's iosatp (first stage) and iohgatp (second stage, x4) with 64-bit entries.
 */
export const RiscvMode = {
  /**
   * Refused (FIELD_REQUIRED).
   */
  RISCV_MODE_UNSPECIFIED: 'RISCV_MODE_UNSPECIFIED',
  /**
   * 39 bits.
   */
  RISCV_MODE_SV39: 'RISCV_MODE_SV39',
  /**
   * 48 bits.
   */
  RISCV_MODE_SV48: 'RISCV_MODE_SV48',
  /**
   * 57 bits.
   */
  RISCV_MODE_SV57: 'RISCV_MODE_SV57',
  /**
   * Second stage, 41 bits.
   */
  RISCV_MODE_SV39X4: 'RISCV_MODE_SV39X4',
  /**
   * Second stage, 50 bits.
   */
  RISCV_MODE_SV48X4: 'RISCV_MODE_SV48X4',
  /**
   * Second stage, 59 bits.
   */
  RISCV_MODE_SV57X4: 'RISCV_MODE_SV57X4',
} as const;

/**
 * The modes of RISC-V's iosatp (first stage) and iohgatp (second stage, x4) with 64-bit entries.
 */
export type RiscvMode =
  /**
   * Refused (FIELD_REQUIRED).
   */
  | 'RISCV_MODE_UNSPECIFIED'
  | 0
  /**
   * 39 bits.
   */
  | 'RISCV_MODE_SV39'
  | 1
  /**
   * 48 bits.
   */
  | 'RISCV_MODE_SV48'
  | 2
  /**
   * 57 bits.
   */
  | 'RISCV_MODE_SV57'
  | 3
  /**
   * Second stage, 41 bits.
   */
  | 'RISCV_MODE_SV39X4'
  | 4
  /**
   * Second stage, 50 bits.
   */
  | 'RISCV_MODE_SV48X4'
  | 5
  /**
   * Second stage, 59 bits.
   */
  | 'RISCV_MODE_SV57X4'
  | 6

/**
 * The modes of RISC-V's iosatp (first stage) and iohgatp (second stage, x4) with 64-bit entries.
 */
export type RiscvMode__Output = typeof RiscvMode[keyof typeof RiscvMode]
