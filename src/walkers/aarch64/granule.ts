import type { GranuleBytes } from '../../model/guest-tables';
import { geometry, type Geometry } from '../table-format';

/** What follows from the granule (Arm ARM D8.2 and D8.3). */
export class Granule {
  /** Depth d is level 3 - d; the fifth level is level -1. */
  readonly geometry: Geometry;
  /** Pages of 4096 bytes in a page of this granule. */
  readonly pages: number;
  /** Whether this is the granule whose descriptors hold bits 51..48 of a wide address in bits 15..12. */
  readonly isLargest: boolean;
  /** Bits of an index into a table other than the root. */
  private readonly indexBits: number;

  /**
   * @param pageBits bits of an offset in the smallest page
   * @param levels the most levels an input address of 52 bits takes
   * @param leastWidthBits of an input address
   * @param deepestBlock the greatest depth with blocks
   * @param deepestWideBlock the same where descriptors hold addresses of 52 bits
   * @param contiguous by depth: entries in a row that the contiguous hint makes one
   */
  constructor(
    private readonly pageBits: number,
    levels: number,
    readonly leastWidthBits: number,
    readonly deepestBlock: number,
    readonly deepestWideBlock: number,
    readonly contiguous: readonly number[],
  ) {
    this.pages = 2 ** (pageBits - 12);
    this.isLargest = pageBits === 16;
    this.indexBits = pageBits - 3;
    this.geometry = geometry(pageBits, this.indexBits, levels, 3, -1);
  }

  /**
   * Levels an input address takes.
   *
   * @param widthBits of the input address
   */
  levels(widthBits: number): number {
    return Math.ceil((widthBits - this.pageBits) / this.indexBits);
  }

  /**
   * Entries of the root table, a power of two.
   *
   * @param widthBits of the input address
   */
  rootEntries(widthBits: number): number {
    return 2 ** (widthBits - this.pageBits - (this.levels(widthBits) - 1) * this.indexBits);
  }
}

/** The three granules. Contiguous entries: Arm ARM D8.7; the hint is RES0 where no number stands. */
export const GRANULES: Readonly<Record<GranuleBytes, Granule>> = {
  4096: new Granule(12, 5, 16, 2, 3, [16, 16, 16]),
  16_384: new Granule(14, 4, 16, 1, 2, [128, 32]),
  65_536: new Granule(16, 3, 17, 1, 2, [32, 32]),
};
