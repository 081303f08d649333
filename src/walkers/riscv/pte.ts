/**
 * Bits of an Sv39, Sv48 or Sv57 page-table entry (RISC-V privileged architecture, "Sv39"). Names that end in HIGH are
 * bits of the upper half, bit 32 being bit 0 there.
 */

/** V: the entry is valid. */
export const VALID = 1 << 0;
/** R: the page can be read. */
export const READABLE = 1 << 1;
/** W: the page can be written. */
export const WRITABLE = 1 << 2;
/** X: instructions can be fetched. */
export const EXECUTABLE = 1 << 3;
/** U: the page belongs to user mode. */
export const USER = 1 << 4;
/** G: the translation is the same in all address spaces. */
export const GLOBAL = 1 << 5;
/** A: the page was used. */
export const ACCESSED = 1 << 6;
/** D: the page was written. */
export const DIRTY = 1 << 7;

/** PPN bits 43..22, entry bits 53..32. */
export const PPN_HIGH = 0x003f_ffff;
/** Entry bits 58..54, reserved. */
export const RESERVED_HIGH = 0x07c0_0000;
/** Entry bits 60..59, reserved without Svrsw60t59b. */
export const SOFTWARE_HIGH = 0x1800_0000;
/** PBMT, entry bits 62..61, reserved without Svpbmt. */
export const MEMORY_TYPE_HIGH = 0x6000_0000;
/** N, entry bit 63, reserved without Svnapot. */
export const NAPOT_HIGH = 0x8000_0000;
