/** Where things lie: the guest's RAM, and the IOVAs of the two address spaces the device writes through. */

/** Bytes in a page. */
export const PAGE = 4096;

/** Pages in a chunk of the file: one group of page requests, and at most 256 KiB of DMA. */
export const CHUNK_PAGES = 64;

/** Bytes in a chunk. */
export const CHUNK_BYTES = CHUNK_PAGES * PAGE;

export const VIOMMU_ID = 'demo';
export const ENDPOINT_ID = 1;

/** An address space of the guest: one PASID of the endpoint, attached to one domain. */
export interface Space {
  readonly pasid: number;
  readonly domainId: number;
  /** What the VMM gives at attach, and every report must bring back. */
  readonly deviceCookie: bigint;
}

const FIRST: Space = { pasid: 17, domainId: 1, deviceCookie: 0xd0_0000_0000_0011n };
const SECOND: Space = { pasid: 34, domainId: 2, deviceCookie: 0xd0_0000_0000_0022n };

/** The spaces: chunks of the file go to them in turn. */
export const SPACES: readonly Space[] = [FIRST, SECOND];

/** Where the file begins, in both spaces: only the PASID tells the same IOVA of the two apart. */
export const FILE_IOVA = 0x7f00_0000_0000n;

/** A status ring of the device, in the first space; the range above it is the guard, which the guest never backs. */
export const RING = { space: FIRST, iova: 0x10_0000n, pages: 4 } as const;

/** Nothing is ever mapped here. */
export const GUARD = { first: RING.iova + BigInt(RING.pages * PAGE), pages: 16 } as const;

/** Guest-physical address of the guest's RAM. */
export const RAM_ADDRESS = 0x1_0000_0000n;

/** Pages of RAM beyond those of the file: the ring twice, and room for the allocator to choose. */
const SPARE_PAGES = 256;

/** Pages that hold `bytes`. */
export const pagesOf = (bytes: number): number => Math.ceil(bytes / PAGE);

/** The number of the page an address lies in. */
export const pageNumber = (address: bigint): number => Number(address / BigInt(PAGE));

/** The address at which a page begins. */
export const pageAddress = (page: number): bigint => BigInt(page) * BigInt(PAGE);

/** Pages of guest RAM for a file. */
export const ramPagesFor = (fileBytes: number): number => pagesOf(fileBytes) + SPARE_PAGES;

/** Whether an address lies in the guard. */
export const isGuarded = (iova: bigint): boolean =>
  iova >= GUARD.first && iova < GUARD.first + BigInt(GUARD.pages * PAGE);

/** A piece of the file and where the device writes it. */
export interface Chunk {
  readonly offset: number;
  readonly bytes: number;
  readonly space: Space;
  readonly iova: bigint;
}

/** The chunks of a file, in its order: even ones go to the first space, odd ones to the second. */
export function* chunksOf(fileBytes: number): Generator<Chunk> {
  for (let offset = 0, index = 0; offset < fileBytes; offset += CHUNK_BYTES, index++) {
    const stripe = Math.floor(index / 2);
    yield {
      offset,
      bytes: Math.min(CHUNK_BYTES, fileBytes - offset),
      space: index % 2 === 0 ? FIRST : SECOND,
      iova: FILE_IOVA + BigInt(stripe) * BigInt(CHUNK_BYTES),
    };
  }
}
