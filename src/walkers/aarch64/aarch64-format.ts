import type { Aarch64Configuration } from '../../model/guest-tables';
import { alignDown } from '../../base/align';
import { EXECUTE, READ, WRITE, type Permissions } from '../../model/permissions';
import { pagesIn } from '../checks';
import type { Cursor, TableFormat } from '../table-format';
import type { WalkDecision } from '../walk';
import { checkAarch64 } from './configuration';
import {
  ACCESS_FLAG,
  AP_READ_ONLY,
  AP_TABLE_PRIVILEGED_HIGH,
  AP_TABLE_READ_ONLY_HIGH,
  AP_UNPRIVILEGED,
  CONTIGUOUS_HIGH,
  DIRTY_MODIFIER_HIGH,
  NOT_GLOBAL,
  PXN_HIGH,
  PXN_TABLE_HIGH,
  TABLE_OR_PAGE,
  UXN_HIGH,
  UXN_TABLE_HIGH,
  VALID,
} from './descriptor';
import { Region } from './region';

/** What a descriptor takes away, from its page or from everything below it. */
const PRIVILEGED_ONLY = 1;
const READ_ONLY = 2;
const UXN = 4;
const PXN = 8;

/** Pages that share bits 55 and above of their addresses. */
const PAGES_BELOW_BIT_55 = 2 ** 43;
/** Pages that share the upper 32 bits of their addresses. */
const PAGES_PER_HIGH_WORD = 2 ** 20;
/** Pages that share bits 48 and above, and bits 50 and above, of their addresses. */
const PAGES_BELOW_BIT_48 = 2 ** 36;
const PAGES_BELOW_BIT_50 = 2 ** 38;

/** VMSAv8-64 stage 1 (Arm ARM D8.2 to D8.5) for a regime with two privileges. Depth d is level 3 - d. */
export class Aarch64Format implements TableFormat {
  readonly isSecondStage = false;
  private readonly lower: Region | undefined;
  private readonly upper: Region | undefined;
  private readonly outputPages: number;
  private readonly managesDirtyState: boolean;

  /**
   * @param configuration the roots and the switches of the translation regime
   * @throws IommuError FIELD_REQUIRED, WIDTH_OUT_OF_RANGE, ADDRESS_TOO_WIDE, ADDRESS_MISALIGNED
   */
  constructor(private readonly configuration: Aarch64Configuration) {
    checkAarch64(configuration);
    const { lower, upper, wideAddresses, hardwareAccessFlag, hardwareDirtyState } = configuration;
    this.lower = lower && new Region(lower, false, wideAddresses);
    this.upper = upper && new Region(upper, true, wideAddresses);
    this.outputPages = pagesIn(configuration.outputWidthBits);
    this.managesDirtyState = hardwareAccessFlag && hardwareDirtyState;
  }

  enter(cursor: Cursor): WalkDecision {
    return this.regionOf(cursor.page)?.enter(cursor) === true ? 'TABLE' : 'INPUT_OUT_OF_RANGE';
  }

  judge(cursor: Cursor): WalkDecision {
    const { low } = cursor.entry;
    if ((low & VALID) === 0) {
      return 'NOT_PRESENT';
    }
    const region = this.regionOf(cursor.page)!;
    if ((low & TABLE_OR_PAGE) !== 0) {
      return cursor.depth > 0 ? this.judgeTable(cursor, region) : this.judgeLeaf(cursor, region);
    }
    // A block where there are none is an invalid descriptor (D8.3).
    const isBlock = cursor.depth > 0 && cursor.depth <= region.deepestBlock;
    return isBlock ? this.judgeLeaf(cursor, region) : 'NOT_PRESENT';
  }

  private regionOf(page: number): Region | undefined {
    return ((page / PAGES_BELOW_BIT_55) & 1) === 0 ? this.lower : this.upper;
  }

  private judgeTable(cursor: Cursor, region: Region): WalkDecision {
    const { high } = cursor.entry;
    cursor.targetPage = alignDown(this.pageIn(cursor, region), region.granule.pages);
    if (cursor.targetPage >= this.outputPages) {
      return 'ADDRESS_SIZE';
    }
    cursor.bequeathed = cursor.inherited;
    if (region.hierarchicalPermissions) {
      cursor.bequeathed |=
        ((high & AP_TABLE_PRIVILEGED_HIGH) === 0 ? 0 : PRIVILEGED_ONLY) |
        ((high & AP_TABLE_READ_ONLY_HIGH) === 0 ? 0 : READ_ONLY) |
        ((high & UXN_TABLE_HIGH) === 0 ? 0 : UXN) |
        ((high & PXN_TABLE_HIGH) === 0 ? 0 : PXN);
    }
    return 'TABLE';
  }

  private judgeLeaf(cursor: Cursor, region: Region): WalkDecision {
    const { low, high } = cursor.entry;
    const row = region.granule.contiguous[cursor.depth];
    if (this.configuration.contiguousHint && row !== undefined && (high & CONTIGUOUS_HIGH) !== 0) {
      // A row wider than the input addresses is misprogrammed; the hint is then ignored (D8.7 leaves the choice).
      cursor.span *= cursor.span * row > region.pages ? 1 : row;
    }
    cursor.mapTo(this.pageIn(cursor, region));
    if (cursor.targetPage >= this.outputPages) {
      return 'ADDRESS_SIZE';
    }
    // Of a block larger than all output addresses, only the beginning has a translation.
    cursor.span = Math.min(cursor.span, this.outputPages);
    if ((low & ACCESS_FLAG) === 0) {
      if (this.configuration.hardwareAccessFlag) {
        cursor.updatedLow = (low | ACCESS_FLAG) >>> 0;
      } else if (this.configuration.accessFlagFaults) {
        return 'ACCESS_FLAG';
      }
    }
    const isManaged = this.managesDirtyState && (high & DIRTY_MODIFIER_HIGH) !== 0;
    this.allow(
      cursor,
      cursor.inherited |
        ((low & AP_UNPRIVILEGED) === 0 ? PRIVILEGED_ONLY : 0) |
        ((low & AP_READ_ONLY) === 0 || isManaged ? 0 : READ_ONLY) |
        ((high & UXN_HIGH) === 0 ? 0 : UXN) |
        ((high & PXN_HIGH) === 0 ? 0 : PXN),
    );
    if (!cursor.isPermitted) {
      return 'PERMISSION';
    }
    if (isManaged && (cursor.access & WRITE) !== 0) {
      cursor.updatedLow = (cursor.updatedLow & ~AP_READ_ONLY) >>> 0;
    }
    cursor.global = (low & NOT_GLOBAL) === 0;
    cursor.dirty = !isManaged || (cursor.updatedLow & AP_READ_ONLY) === 0;
    return 'LEAF';
  }

  /** The page of the address a descriptor holds, with bits below the granule that are something else (D8.3). */
  private pageIn(cursor: Cursor, region: Region): number {
    const { low, high } = cursor.entry;
    const narrow = (high & 0xffff) * PAGES_PER_HIGH_WORD + (low >>> 12);
    if (!this.configuration.wideAddresses) {
      return narrow;
    }
    return region.granule.isLargest
      ? narrow + ((low >>> 12) & 0xf) * PAGES_BELOW_BIT_48
      : narrow + ((high >>> 16) & 3) * PAGES_BELOW_BIT_48 + ((low >>> 8) & 3) * PAGES_BELOW_BIT_50;
  }

  /** What is left to each privilege (D8.4). */
  private allow(cursor: Cursor, restrictions: number): void {
    const { writeExecuteNever, privilegedAccessNever } = this.configuration;
    const isShared = (restrictions & PRIVILEGED_ONLY) === 0;
    const data: Permissions = (restrictions & READ_ONLY) === 0 ? READ | WRITE : READ;
    const unprivilegedData = isShared ? data : 0;
    const privilegedData = isShared && privilegedAccessNever ? 0 : data;
    // What unprivileged accesses can write is never fetched with privilege.
    const isPxn = (restrictions & PXN) !== 0 || (unprivilegedData & WRITE) !== 0;
    cursor.unprivileged = unprivilegedData | fetches((restrictions & UXN) !== 0, unprivilegedData, writeExecuteNever);
    cursor.privileged = privilegedData | fetches(isPxn, privilegedData, writeExecuteNever);
  }
}

function fetches(executeNever: boolean, data: Permissions, writeExecuteNever: boolean): Permissions {
  return executeNever || (writeExecuteNever && (data & WRITE) !== 0) ? 0 : EXECUTE;
}
