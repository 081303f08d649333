/**
 * Bits of a VMSAv8-64 stage 1 descriptor (Arm ARM D8.3). Names that end in HIGH are bits of the upper half, bit 32 being
 * bit 0 there.
 */

/** The descriptor is valid. */
export const VALID = 1 << 0;
/** A table, or a page on the last level; otherwise a block. */
export const TABLE_OR_PAGE = 1 << 1;
/** AP[1]: unprivileged accesses are allowed. */
export const AP_UNPRIVILEGED = 1 << 6;
/** AP[2]: writes are not allowed. */
export const AP_READ_ONLY = 1 << 7;
/** AF: the entry was used. */
export const ACCESS_FLAG = 1 << 10;
/** nG: the translation belongs to one address space. */
export const NOT_GLOBAL = 1 << 11;

/** DBM: a write clears AP[2], where hardware manages dirty state. */
export const DIRTY_MODIFIER_HIGH = 1 << (51 - 32);
/** Contiguous: one of a row of entries that make one larger page. */
export const CONTIGUOUS_HIGH = 1 << (52 - 32);
/** PXN: no privileged instruction fetches. */
export const PXN_HIGH = 1 << (53 - 32);
/** UXN: no unprivileged instruction fetches. */
export const UXN_HIGH = 1 << (54 - 32);

/** PXNTable: PXN for everything below. */
export const PXN_TABLE_HIGH = 1 << (59 - 32);
/** UXNTable: UXN for everything below. */
export const UXN_TABLE_HIGH = 1 << (60 - 32);
/** APTable[0]: no unprivileged access below. */
export const AP_TABLE_PRIVILEGED_HIGH = 1 << (61 - 32);
/** APTable[1]: no writes below. */
export const AP_TABLE_READ_ONLY_HIGH = 1 << (62 - 32);
