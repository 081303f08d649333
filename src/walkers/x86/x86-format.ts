import type { X86Configuration } from '../../model/guest-tables';
import { highWord, pageOf } from '../../base/u64';
import { EXECUTE, NONE, READ, WRITE, type Permissions } from '../../model/permissions';
import { isCanonical, pagesIn } from '../checks';
import { geometry, type Cursor, type TableFormat } from '../table-format';
import type { WalkDecision } from '../walk';
import { checkX86 } from './configuration';
import {
  ACCESSED,
  ADDRESS_HIGH,
  DIRTY,
  EXECUTE_DISABLE_HIGH,
  EXTENDED_ACCESSED,
  GLOBAL,
  PAGE_SIZE,
  PRESENT,
  USER,
  WRITABLE,
} from './entry';

/** What an entry takes away from everything below it. */
const NO_USER = 1;
const NO_WRITE = 2;
const NO_EXECUTE = 4;

/** By depth: bits of a large page's address below its size. Bit 12 is PAT there. */
const LARGE_PAGE_RESERVED = [0, 0x001f_e000, 0x3fff_e000];

/** Pages whose addresses share their upper 32 bits. */
const PAGES_PER_HIGH_WORD = 2 ** 20;

const GEOMETRY = geometry(12, 9, 5, 1, 1);

/** VT-d first-stage translation with 4 or 5 levels (VT-d 3.6). Depth d is level d + 1. */
export class X86Format implements TableFormat {
  readonly isSecondStage = false;
  private readonly rootPage: number;
  private readonly halfOfInputs: number;
  private readonly reservedHigh: number;
  private readonly deepestLargePage: number;
  private readonly accessedBits: number;

  /**
   * @param configuration the root and the switches of the PASID table entry
   * @throws IommuError WIDTH_OUT_OF_RANGE, ADDRESS_TOO_WIDE, ADDRESS_MISALIGNED
   */
  constructor(private readonly configuration: X86Configuration) {
    checkX86(configuration);
    const { root, levels, outputWidthBits, executeDisable, gigabytePages, extendedAccessed } = configuration;
    const reserved = 2n ** 52n - 2n ** BigInt(outputWidthBits);
    this.rootPage = pageOf(root);
    this.halfOfInputs = pagesIn(12 + 9 * levels - 1);
    this.reservedHigh = highWord(reserved) | (executeDisable ? 0 : EXECUTE_DISABLE_HIGH);
    this.deepestLargePage = gigabytePages ? 2 : 1;
    this.accessedBits = ACCESSED | (extendedAccessed ? EXTENDED_ACCESSED : 0);
  }

  enter(cursor: Cursor): WalkDecision {
    if (!isCanonical(cursor.page, this.halfOfInputs)) {
      return 'INPUT_OUT_OF_RANGE';
    }
    cursor.geometry = GEOMETRY;
    cursor.depth = this.configuration.levels;
    cursor.targetPage = this.rootPage;
    cursor.targetIndexMask = GEOMETRY.indexMask;
    return 'TABLE';
  }

  judge(cursor: Cursor): WalkDecision {
    const { low, high } = cursor.entry;
    if ((low & PRESENT) === 0) {
      return 'NOT_PRESENT';
    }
    if ((high & this.reservedHigh) !== 0) {
      return 'RESERVED';
    }
    const restrictions =
      cursor.inherited |
      ((low & USER) === 0 ? NO_USER : 0) |
      ((low & WRITABLE) === 0 ? NO_WRITE : 0) |
      ((high & EXECUTE_DISABLE_HIGH) === 0 ? 0 : NO_EXECUTE);
    const page = (high & ADDRESS_HIGH) * PAGES_PER_HIGH_WORD + (low >>> 12);
    cursor.updatedLow = (low | this.accessedBits) >>> 0;
    if (cursor.depth > 0 && (low & PAGE_SIZE) === 0) {
      cursor.targetPage = page;
      cursor.bequeathed = restrictions;
      return 'TABLE';
    }
    if (cursor.depth > this.deepestLargePage || (low & LARGE_PAGE_RESERVED[cursor.depth]!) !== 0) {
      return 'RESERVED';
    }
    return this.judgePage(cursor, page, restrictions);
  }

  private judgePage(cursor: Cursor, page: number, restrictions: number): WalkDecision {
    const { low } = cursor.entry;
    cursor.unprivileged = unprivilegedOf(restrictions);
    cursor.privileged = this.privilegedOf(restrictions);
    if (!cursor.isPermitted) {
      return 'PERMISSION';
    }
    if ((cursor.access & WRITE) !== 0) {
      cursor.updatedLow = (cursor.updatedLow | DIRTY) >>> 0;
    }
    cursor.mapTo(page);
    cursor.global = (low & GLOBAL) !== 0;
    cursor.dirty = (cursor.updatedLow & DIRTY) !== 0;
    return 'LEAF';
  }

  /** VT-d 3.6.2, requests with supervisor privilege: every page can be read. */
  private privilegedOf(restrictions: number): Permissions {
    const { writeProtect, supervisorExecuteProtection } = this.configuration;
    const fetchesUserPage = supervisorExecuteProtection && (restrictions & NO_USER) === 0;
    return (
      READ |
      (writeProtect && (restrictions & NO_WRITE) !== 0 ? 0 : WRITE) |
      (fetchesUserPage || (restrictions & NO_EXECUTE) !== 0 ? 0 : EXECUTE)
    );
  }
}

/** VT-d 3.6.2, requests with user privilege. */
function unprivilegedOf(restrictions: number): Permissions {
  return (restrictions & NO_USER) !== 0
    ? NONE
    : READ | ((restrictions & NO_WRITE) === 0 ? WRITE : 0) | ((restrictions & NO_EXECUTE) === 0 ? EXECUTE : 0);
}
