import type { RiscvConfiguration, RiscvMode } from '../../model/guest-tables';
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
} as const satisfies Record<RiscvMode, ModeTraits>;

/**
 * Refuses a configuration that means nothing.
 *
 * @throws IommuError ADDRESS_TOO_WIDE, ADDRESS_MISALIGNED
 */
export function checkRiscv(configuration: RiscvConfiguration): void {
  checkRoot('root', configuration.root, RISCV_MODES[configuration.mode].isSecondStage ? 16_384 : 4096, 56);
}
