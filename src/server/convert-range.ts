/** Ranges of addresses, which on the wire are bytes, and ranges of pages, which is what the model has. */
import { addressOf, hex, lastAddressOf, offsetOf, PAGE_SIZE, pageOf } from '../base/u64';
import type { IovaRange, IovaRange__Output } from '../gen/viommu/v1/IovaRange';
import { IommuError } from '../model/errors';
import type { PageRange } from '../model/domain';
import * as check from './check';

/** The most ranges that a vIOMMU, or an endpoint, may reserve. */
export const MAX_RESERVED_RANGES = 64;

/**
 * The pages of a range that must be given and be made of whole ones, of 4096 bytes at least.
 *
 * @param range the decoded field
 * @param field its path, `range` unless given
 * @throws IommuError FIELD_REQUIRED, RANGE_INVALID, ADDRESS_MISALIGNED
 */
export function fromRange(range: IovaRange__Output | null, field = 'range'): PageRange {
  const { first, last } = check.required(range, field);
  if (last < first) {
    throw new IommuError(
      'RANGE_INVALID',
      `${field}.last ${hex(last)} is below ${field}.first ${hex(first)}; ranges are inclusive`,
      { field: `${field}.last` },
    );
  }
  const firstPage = fromAddress(first, `${field}.first`);
  if (offsetOf(last) !== PAGE_SIZE - 1) {
    throw misaligned(last, `${field}.last`, `one less than a multiple of ${String(PAGE_SIZE)}; ranges are inclusive`);
  }
  return { firstPage, lastPage: pageOf(last) };
}

/**
 * The page that begins at an address.
 *
 * @param address the decoded field
 * @param field its path
 * @throws IommuError ADDRESS_MISALIGNED
 */
export function fromAddress(address: bigint, field: string): number {
  if (offsetOf(address) === 0) return pageOf(address);
  throw misaligned(address, field, `a multiple of ${String(PAGE_SIZE)}`);
}

/**
 * The pages of a list of ranges.
 *
 * @param ranges the decoded field
 * @param field its path
 * @param limit the most entries
 * @throws IommuError TOO_MANY_ITEMS, RANGE_INVALID, ADDRESS_MISALIGNED
 */
export function fromRanges(ranges: readonly IovaRange__Output[], field: string, limit?: number): PageRange[] {
  return check.listAtMost(ranges, field, limit).map((range, index) => fromRange(range, `${field}[${String(index)}]`));
}

/** A range of pages for the wire. */
export function toPageRange(firstPage: number, lastPage: number): IovaRange {
  return { first: addressOf(firstPage), last: lastAddressOf(lastPage) };
}

/** Ranges of pages for the wire. */
export function toPageRanges(ranges: readonly PageRange[]): IovaRange[] {
  return ranges.map(({ firstPage, lastPage }) => toPageRange(firstPage, lastPage));
}

function misaligned(value: bigint, field: string, wanted: string): IommuError {
  return new IommuError('ADDRESS_MISALIGNED', `${field} ${hex(value)} is not ${wanted}`, { field });
}
