/** How numbers, ranges, requester ids and durations are written on the command line. All are exact to 2^64-1. */
import { PAGE_SIZE, U64_MAX } from '../base/u64';
import { UsageError } from './usage-error';

/** An inclusive range of addresses. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

const NUMBER = /^(?:\d+|0[xX][0-9a-fA-F]+)$/;

/** Binary multiples of lengths. */
const SIZES: Readonly<Record<string, bigint>> = { K: 1n << 10n, M: 1n << 20n, G: 1n << 30n, T: 1n << 40n };

/** Nanoseconds of each unit of time. */
const TIMES: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** The highest nanosecond count of a duration that JavaScript timers take, 2^31-1 ms. */
const MAX_TIMER_MS = 2 ** 31 - 1;

function bounded(value: bigint, text: string): bigint {
  if (value > U64_MAX) throw new UsageError(`${text} is more than 2^64-1`);
  return value;
}

/**
 * Reads a 64-bit number.
 *
 * @param text decimal, or hexadecimal after `0x`
 * @throws UsageError for anything else
 */
export function parseU64(text: string): bigint {
  if (!NUMBER.test(text)) throw new UsageError(`"${text}" is no number; write it in decimal or as 0x…`);
  return bounded(BigInt(text), text);
}

/**
 * Reads a number of at most 32 bits.
 *
 * @param text decimal, or hexadecimal after `0x`
 * @throws UsageError for anything else
 */
export function parseU32(text: string): number {
  const value = parseU64(text);
  if (value > 0xffff_ffffn) throw new UsageError(`${text} is more than 2^32-1`);
  return Number(value);
}

/**
 * Reads a length in bytes.
 *
 * @param text a number, or a decimal one with K, M, G or T behind it (powers of 1024)
 * @throws UsageError for anything else
 */
export function parseLength(text: string): bigint {
  const [, digits, unit] = /^(\d+)([KMGT])$/i.exec(text) ?? [];
  const multiple = unit === undefined ? undefined : SIZES[unit.toUpperCase()];
  if (digits !== undefined && multiple !== undefined) return bounded(BigInt(digits) * multiple, text);
  if (!NUMBER.test(text)) throw new UsageError(`"${text}" is no length; write a number, or one with K, M, G or T`);
  return parseU64(text);
}

/**
 * Reads the size of the smallest page.
 *
 * @param text a length that is a power of two
 * @returns the width of an offset in it, in bits
 * @throws UsageError for anything else
 */
export function parseGranule(text: string): number {
  const digits = parseLength(text).toString(2);
  if (!/^10*$/.test(digits)) throw new UsageError(`${text} is no power of two; write 4K, 16K or 64K, for instance`);
  return digits.length - 1;
}

/**
 * The range of `length` bytes from `first`.
 *
 * @throws UsageError when it is empty or passes 2^64-1
 */
export function rangeOf(first: bigint, length: bigint): AddressRange {
  const last = first + length - 1n;
  if (length === 0n) throw new UsageError('a range has at least one byte; give a positive length');
  if (last > U64_MAX) throw new UsageError(`${length} bytes from 0x${first.toString(16)} pass 2^64-1; give fewer`);
  return { first, last };
}

/** The page at an address. */
export function pageAt(first: bigint): AddressRange {
  return rangeOf(first, BigInt(PAGE_SIZE));
}

/**
 * Reads a range of addresses.
 *
 * @param text `first-last` (itself included), `first+length`, or `all`
 * @throws UsageError for anything else
 */
export function parseRange(text: string): AddressRange {
  if (text === 'all') return { first: 0n, last: U64_MAX };
  const [, left = '', sign, right = ''] = /^([^-+]+)([-+])([^-+]+)$/.exec(text) ?? [];
  if (sign === undefined) throw new UsageError(`"${text}" is no range; write FIRST-LAST, FIRST+LENGTH or all`);
  const first = parseU64(left);
  if (sign === '+') return rangeOf(first, parseLength(right));
  return orderedRange(first, parseU64(right));
}

/**
 * A range from its first address to its last, itself included.
 *
 * @throws UsageError when it ends before it begins
 */
export function orderedRange(first: bigint, last: bigint): AddressRange {
  if (last >= first) return { first, last };
  throw new UsageError(
    `0x${first.toString(16)}-0x${last.toString(16)} ends before it begins; the last address is the higher one`,
  );
}

/**
 * Reads a requester id.
 *
 * @param text `bb:dd.f` as lspci writes it, or a number of at most 16 bits
 * @throws UsageError for anything else
 */
export function parseRequesterId(text: string): number {
  const [, bus, device, fn] = /^([0-9a-f]{1,2}):([01]?[0-9a-f])\.([0-7])$/i.exec(text) ?? [];
  if (bus !== undefined && device !== undefined && fn !== undefined) {
    return (parseInt(bus, 16) << 8) | (parseInt(device, 16) << 3) | parseInt(fn, 16);
  }
  if (!NUMBER.test(text)) throw new UsageError(`"${text}" is no requester id; write bb:dd.f, or a number`);
  const value = parseU32(text);
  if (value > 0xffff) throw new UsageError(`requester id ${text} is more than 16 bits`);
  return value;
}

/**
 * Reads a duration.
 *
 * @param text a whole number with ns, us, ms, s, m or h behind it; `0` needs no unit
 * @returns nanoseconds
 * @throws UsageError for anything else
 */
export function parseDuration(text: string): bigint {
  if (text === '0') return 0n;
  const [, digits, unit] = /^(\d+)(ns|us|ms|s|m|h)$/.exec(text) ?? [];
  const multiple = unit === undefined ? undefined : TIMES[unit];
  if (digits === undefined || multiple === undefined) {
    throw new UsageError(`"${text}" is no duration; write a whole number with ns, us, ms, s, m or h, as in 500ms`);
  }
  return bounded(BigInt(digits) * multiple, text);
}

/**
 * Reads a duration of the wall clock.
 *
 * @param text as for {@link parseDuration}; whole milliseconds, at most 2^31-1 of them
 * @returns milliseconds
 * @throws UsageError for anything else
 */
export function parseMilliseconds(text: string): number {
  const nanoseconds = parseDuration(text);
  const milliseconds = Number(nanoseconds / 1_000_000n);
  if (nanoseconds % 1_000_000n !== 0n) throw new UsageError(`${text} is not a whole number of milliseconds`);
  if (milliseconds > MAX_TIMER_MS) throw new UsageError(`${text} is more than 2^31-1 milliseconds`);
  return milliseconds;
}
