/**
 * Ranges whose size is coded in the address field (PCIe ATS 10.2.2.1 and everything that copies it): with the size bit
 * S = 1 the lowest zero bit at or above bit 12 gives the range; that bit and all below it are not part of the address.
 * The field as it is encoded is `addr_raw`; the range it means is `addr` and `range_bytes`.
 */
import { hex } from '../base/u64';
import { integerOf, printed, wide, type Field } from './field';
import type { Given } from './layout';

const PAGE_BYTES = 0x1000n;
const SPACE_BYTES = 1n << 64n;
const PAGE_FIELD = (1n << 52n) - 1n;

/** A range: a number, all of the address space, or a coding that means none. */
type Extent = bigint | 'all' | 'unspecified';

/** What the range needs of its record. */
interface Coded {
  readonly addr_raw: bigint;
  readonly s: number;
}

/** The address field: bits 63..12 of a 64-bit value. */
export const addressField = (msb: number, lsb: number): Field<'addr_raw', bigint> => wide('addr_raw', msb, lsb, 12);

/** Size in bytes; undefined when every bit of the field is one, which no specification gives a meaning. */
function sizeOf(raw: bigint): bigint | undefined {
  const zeros = ~(raw >> 12n) & PAGE_FIELD;
  return zeros === 0n ? undefined : (zeros & -zeros) * 2n * PAGE_BYTES;
}

function extentOf(raw: bigint, pick: (size: bigint) => bigint): Extent {
  const size = sizeOf(raw);
  if (size === undefined) return 'unspecified';
  return size === SPACE_BYTES ? 'all' : pick(size);
}

function complete(given: Given): Given | string {
  const { addr_raw, addr, range_bytes, s } = given;
  if (addr_raw !== undefined || (addr === undefined && range_bytes === undefined)) return given;
  if (integerOf(s ?? 0) !== 1n) return { ...given, addr_raw: addr ?? 0 };
  const size = range_bytes === 'all' ? SPACE_BYTES : integerOf(range_bytes);
  const base = size === SPACE_BYTES && (addr === undefined || addr === 'all') ? 0n : integerOf(addr ?? 0);
  const isPower = size !== undefined && size >= 2n * PAGE_BYTES && size <= SPACE_BYTES && (size & (size - 1n)) === 0n;
  if (!isPower) {
    return `range_bytes = ${printed(range_bytes)}: with s = 1 give a power of two from ${hex(2n * PAGE_BYTES)}, or all`;
  }
  if (base === undefined || base < 0n || base % size !== 0n) {
    return `addr = ${printed(addr)} is no multiple of range_bytes = ${hex(size)}; give the first address of the range`;
  }
  return { ...given, addr_raw: base | (size / 2n - PAGE_BYTES) };
}

/**
 * The range of a record that has {@link addressField} and the flag `s`.
 *
 * @param withoutS what the record means with S = 0: one page, or an address inside a range of unknown size
 */
export function sizedRange(withoutS: 'PAGE' | 'UNKNOWN_SIZE') {
  const size = withoutS === 'PAGE' ? PAGE_BYTES : undefined;
  return {
    derived: {
      addr: ({ addr_raw, s }: Coded): Extent =>
        s === 1 ? extentOf(addr_raw, (bytes) => addr_raw & ~(bytes - 1n)) : addr_raw,
      range_bytes: ({ addr_raw, s }: Coded): Extent | undefined =>
        s === 1 ? extentOf(addr_raw, (bytes) => bytes) : size,
    },
    complete,
  };
}
