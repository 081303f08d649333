/**
 * Exact conversions between a 64-bit address (`bigint`) and a page number (`number`, 52 bits) with a byte offset.
 *
 * An address never becomes a Number, because a Number is exact only up to 2^53. A page number (the address without its
 * low twelve bits) has 52 bits and always is exact. Every conversion goes through one shared eight-byte buffer, which
 * costs a few nanoseconds where shifting a BigInt costs tens.
 *
 * Nothing here checks its input: a value outside the documented range is a programming error of the caller, and what
 * comes back for it is the value modulo 2^64 (or, for halves, modulo 2^32).
 */

/** Bits of an address that lie inside a page: pages have 4096 bytes. */
export const PAGE_SHIFT = 12;

/** Size of a page in bytes. */
export const PAGE_SIZE = 4096;

/** The highest address, 2^64 - 1 (inclusive). */
export const U64_MAX = 0xffff_ffff_ffff_ffffn;

/** The highest page number, 2^52 - 1 (inclusive). */
export const MAX_PAGE = 2 ** 52 - 1;

/** Pages whose addresses share their upper 32 bits. */
const PAGES_PER_HIGH_WORD = 2 ** 20;

const words = new Uint32Array(2);
const whole = new BigUint64Array(words.buffer);

whole[0] = 1n;
/** Where the byte order of this machine puts the low half. */
const LOW = words[0] === 1 ? 0 : 1;
const HIGH = 1 - LOW;

/**
 * The number of the page that holds an address.
 *
 * @param address any byte address, 0..2^64-1
 * @returns the page number, 0..2^52-1, exact
 */
export function pageOf(address: bigint): number {
  whole[0] = address;
  return words[HIGH]! * PAGES_PER_HIGH_WORD + (words[LOW]! >>> PAGE_SHIFT);
}

/**
 * The position of an address inside its page.
 *
 * @param address any byte address, 0..2^64-1
 * @returns the offset in bytes, 0..4095
 */
export function offsetOf(address: bigint): number {
  whole[0] = address;
  return words[LOW]! & (PAGE_SIZE - 1);
}

/**
 * The address of a byte given by its page and its position in it; the inverse of {@link pageOf} and {@link offsetOf}.
 *
 * @param page page number, an integer in 0..2^52-1
 * @param offset bytes from the start of the page, 0..4095
 * @returns the byte address, 0..2^64-1
 */
export function addressOf(page: number, offset = 0): bigint {
  const high = Math.floor(page / PAGES_PER_HIGH_WORD);
  words[HIGH] = high;
  words[LOW] = ((page - high * PAGES_PER_HIGH_WORD) << PAGE_SHIFT) | offset;
  return whole[0]!;
}

/**
 * The address of the last byte of a page, which is what an inclusive address range ends with.
 *
 * @param page page number, an integer in 0..2^52-1
 * @returns the byte address, 4095..2^64-1
 */
export function lastAddressOf(page: number): bigint {
  return addressOf(page, PAGE_SIZE - 1);
}

/**
 * Whether a value is an unsigned 64-bit integer.
 *
 * @param value any bigint
 * @returns true for 0..2^64-1, both included
 */
export function isU64(value: bigint): boolean {
  return value >= 0n && value <= U64_MAX;
}

/**
 * One 64-bit value from its two halves.
 *
 * @param high bits 63..32, 0..2^32-1
 * @param low bits 31..0, 0..2^32-1
 * @returns high * 2^32 + low
 */
export function join(high: number, low: number): bigint {
  words[HIGH] = high;
  words[LOW] = low;
  return whole[0]!;
}

/**
 * Bits 63..32 of a 64-bit value.
 *
 * @param value 0..2^64-1
 * @returns 0..2^32-1
 */
export function highWord(value: bigint): number {
  whole[0] = value;
  return words[HIGH]!;
}

/**
 * Bits 31..0 of a 64-bit value.
 *
 * @param value 0..2^64-1
 * @returns 0..2^32-1
 */
export function lowWord(value: bigint): number {
  whole[0] = value;
  return words[LOW]!;
}

/**
 * A value as messages print it: lower-case hexadecimal with `0x` and no padding.
 *
 * @param value any non-negative bigint
 * @returns for instance `0xfee00000`
 */
export function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}
