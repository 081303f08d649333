/**
 * Where peers write RISC-V records otherwise than the specification. All off unless asked for. That QEMU checks neither
 * reserved bits nor WSI is no matter of the bytes: its queue simply does not look at what a decoded record reports.
 */

/** What each quirk does. */
export const RISCV_QUIRKS = {
  QEMU_PV_ALWAYS: 'fault records are written with PV = 1, whatever was given',
} as const;

/** A deviation from the specification. */
export type RiscvQuirk = keyof typeof RISCV_QUIRKS;
