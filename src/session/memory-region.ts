import { PAGE_SIZE, U64_MAX, hex } from '../base/u64';
import { IommuError } from '../model/errors';

/** Where a region's bytes are. */
export type Backing =
  | { readonly kind: 'ANONYMOUS' }
  | {
      readonly kind: 'SHARED_FILE';
      /** Relative to the server's memory directory. */
      readonly path: string;
      /** Where in the file the region begins; a multiple of 4096. */
      readonly offset: bigint;
    };

/** A piece of guest RAM. */
export interface MemoryRegion {
  /** Unique in its vIOMMU; in a request 0 lets the server choose. */
  readonly regionId: number;
  /** Guest-physical address; a multiple of 4096. */
  readonly guestAddress: bigint;
  /** Bytes; a positive multiple of 4096. */
  readonly length: bigint;
  readonly readOnly: boolean;
  readonly backing: Backing;
}

/** Files are addressed with Numbers below this. */
const MAX_FILE_END = BigInt(Number.MAX_SAFE_INTEGER);

const PAGE = BigInt(PAGE_SIZE);

/** The last address of a region. */
export function lastAddressOfRegion(region: MemoryRegion): bigint {
  return region.guestAddress + region.length - 1n;
}

function checkAligned(value: bigint, field: string): void {
  if (value % PAGE !== 0n) {
    const text = `${field} ${hex(value)} is not a multiple of ${PAGE_SIZE}`;
    throw new IommuError('ADDRESS_MISALIGNED', text, { field });
  }
}

/**
 * Refuses a region that can exist nowhere.
 *
 * @throws IommuError ADDRESS_MISALIGNED, LENGTH_OUT_OF_RANGE, ADDRESS_OVERFLOW
 */
export function checkRegion(region: MemoryRegion): void {
  const { guestAddress, length, backing } = region;
  checkAligned(guestAddress, 'region.guest_address');
  if (length <= 0n || length % PAGE !== 0n) {
    const text = `region.length_bytes ${length} is not a positive multiple of ${PAGE_SIZE}`;
    throw new IommuError('LENGTH_OUT_OF_RANGE', text, { field: 'region.length_bytes' });
  }
  if (lastAddressOfRegion(region) > U64_MAX) {
    const text = `a region of ${length} bytes at ${hex(guestAddress)} passes 2^64-1`;
    throw new IommuError('ADDRESS_OVERFLOW', text, { field: 'region.length_bytes' });
  }
  if (backing.kind === 'SHARED_FILE') {
    checkAligned(backing.offset, 'region.shared_file.offset_bytes');
    if (backing.offset + length > MAX_FILE_END) {
      const text = 'region.shared_file.offset_bytes plus region.length_bytes passes 2^53-1';
      throw new IommuError('LENGTH_OUT_OF_RANGE', text, { field: 'region.length_bytes' });
    }
  }
}
