/**
 * Ranges of pages whose size is coded in the address, as PCIe ATS has it (10.2.3.2): with the size bit the lowest bit of
 * the page number that is 0 gives the size, and that bit and all below it are no part of the address.
 */
import { MAX_PAGE } from './u64';

/** A coded range. */
export interface CodedRange {
  /** The page number as it is coded, 0..2^52-1. */
  readonly page: number;
  readonly sizeBit: boolean;
}

/** Pages, inclusive. */
interface Pages {
  readonly firstPage: number;
  readonly lastPage: number;
}

/**
 * The pages that a coded range means. A page number whose bits are all 1, to which nothing gives a meaning, and one whose
 * highest bit alone is 0, mean all pages (R-INV-11).
 */
export function decodeRange({ page, sizeBit }: CodedRange): Pages {
  if (!sizeBit) {
    return { firstPage: page, lastPage: page };
  }
  let size = 2;
  while (size <= MAX_PAGE && Math.floor(page / (size / 2)) % 2 === 1) {
    size *= 2;
  }
  if (size > MAX_PAGE) {
    return { firstPage: 0, lastPage: MAX_PAGE };
  }
  const firstPage = Math.floor(page / size) * size;
  return { firstPage, lastPage: firstPage + size - 1 };
}

/** The smallest range that can be coded and holds these pages. */
export function encodeRange({ firstPage, lastPage }: Pages): CodedRange {
  let size = 1;
  while (Math.floor(firstPage / size) !== Math.floor(lastPage / size)) {
    size *= 2;
  }
  if (size === 1) {
    return { page: firstPage, sizeBit: false };
  }
  return { page: Math.floor(firstPage / size) * size + size / 2 - 1, sizeBit: true };
}
