import type { Aarch64Region } from '../../model/guest-tables';
import { alignDown } from '../../base/align';
import { offsetOf, pageOf } from '../../base/u64';
import { pagesIn } from '../checks';
import type { Cursor } from '../table-format';
import { GRANULES, type Granule } from './granule';

/** Pages below bit 56 of an address, and all of them. */
const PAGES_WITHOUT_TOP_BYTE = 2 ** 44;
const ALL_PAGES = 2 ** 52;

/** One half of the input address space, ready to be walked. */
export class Region {
  readonly granule: Granule;
  readonly hierarchicalPermissions: boolean;
  /** The greatest depth with blocks. */
  readonly deepestBlock: number;
  /** Pages of input address. */
  readonly pages: number;
  private readonly rootPage: number;
  private readonly rootOffset: number;
  private readonly rootIndexMask: number;
  private readonly levels: number;
  private readonly comparedPages: number;
  private readonly firstPage: number;

  /**
   * @param region a checked configuration
   * @param isUpper whether its input addresses have bit 55 set
   * @param wideAddresses as in the configuration
   */
  constructor(region: Aarch64Region, isUpper: boolean, wideAddresses: boolean) {
    this.granule = GRANULES[region.granule];
    this.hierarchicalPermissions = region.hierarchicalPermissions;
    this.deepestBlock = wideAddresses ? this.granule.deepestWideBlock : this.granule.deepestBlock;
    this.pages = pagesIn(region.widthBits);
    this.rootPage = pageOf(region.root);
    this.rootOffset = offsetOf(region.root);
    this.rootIndexMask = this.granule.rootEntries(region.widthBits) - 1;
    this.levels = this.granule.levels(region.widthBits);
    this.comparedPages = region.topByteIgnored ? PAGES_WITHOUT_TOP_BYTE : ALL_PAGES;
    this.firstPage = isUpper ? this.comparedPages - this.pages : 0;
  }

  /**
   * Points the walk at the root.
   *
   * @returns whether the input page is one of this region
   */
  enter(cursor: Cursor): boolean {
    const page = cursor.page - alignDown(cursor.page, this.comparedPages);
    if (page < this.firstPage || page >= this.firstPage + this.pages) {
      return false;
    }
    cursor.geometry = this.granule.geometry;
    cursor.depth = this.levels;
    cursor.targetPage = this.rootPage;
    cursor.targetOffset = this.rootOffset;
    cursor.targetIndexMask = this.rootIndexMask;
    return true;
  }
}
