import { checkRoot } from '../checks';

/** What follows from the mode. */
interface ModeTraits {
  readonly levels: number;
  /** Bits of input address. */
  readonly widthBits: number;
  /** Second stage: the root has four pages, addresses are guest-physical, every page must be a user page. */
  readonly isSecondStage: boolean;
}

/** The modes of iosatp and iohgatp with 64-bit entries. */
export const RISCV_MODES = {
  SV39: { levels: 3, widthBits: 39, isSecondStage: false },
  SV48: { levels: 4, widthBits: 48, isSecondStage: false },
  SV57: { levels: 5, widthBits: 57, isSecondStage: false },
  SV39X4: { levels: 3, widthBits: 41, isSecondStage: true },
  SV48X4: { levels: 4, widthBits: 50, isSecondStage: true },
  SV57X4: { levels: 5, widthBits: 59, isSecondStage: true },
} as const satisfies Record<string, ModeTraits>;

/** A mode by name. */
export type RiscvMode = keyof typeof RISCV_MODES;

/** Tables in one of the RISC-V formats with 64-bit entries. */
export interface RiscvConfiguration {
  readonly format: 'RISCV';
  readonly mode: RiscvMode;
  /** Address of the root table; a multiple of 4096, for the second stage of 16384; at most 56 bits. */
  readonly root: bigint;
  /** SADE or GADE: a walk sets A and D; otherwise a page that lacks them faults. */
  readonly hardwareUpdate: boolean;
  /** SUM: privileged reads and writes of user pages are allowed. Without effect in the second stage. */
  readonly supervisorUserMemory: boolean;
  /** Svnapot: N makes sixteen entries one page of 64 KiB; otherwise it is reserved. */
  readonly napot: boolean;
  /** Svpbmt: a page's entry can name a memory type; otherwise the field is reserved. */
  readonly memoryTypes: boolean;
  /** Svrsw60t59b: bits 60 and 59 belong to software; otherwise they are reserved. */
  readonly softwareBits: boolean;
}

/**
 * Refuses a configuration that means nothing.
 *
 * @throws IommuError ADDRESS_TOO_WIDE, ADDRESS_MISALIGNED
 */
export function checkRiscv(configuration: RiscvConfiguration): void {
  checkRoot('root', configuration.root, RISCV_MODES[configuration.mode].isSecondStage ? 16_384 : 4096, 56);
}
