/** Bits of an x86-64 paging-structure entry (Intel SDM volume 3, 4.5; VT-d 9.7). All but XD lie in the lower half. */

/** P: the entry is present. */
export const PRESENT = 1 << 0;
/** R/W: writes are allowed. */
export const WRITABLE = 1 << 1;
/** U/S: user accesses are allowed. */
export const USER = 1 << 2;
/** A: the entry was used. */
export const ACCESSED = 1 << 5;
/** D: the page was written; in an entry that maps a page. */
export const DIRTY = 1 << 6;
/** PS: the entry maps a page, above the last level. */
export const PAGE_SIZE = 1 << 7;
/** G: the translation is the same in all address spaces; in an entry that maps a page. */
export const GLOBAL = 1 << 8;
/** EA: the entry was used by a device; with EAFE. */
export const EXTENDED_ACCESSED = 1 << 10;
/** XD in the upper half: no instruction fetches. */
export const EXECUTE_DISABLE_HIGH = 0x8000_0000;
/** Bits 51..32 of an address in the upper half. */
export const ADDRESS_HIGH = 0x000f_ffff;
