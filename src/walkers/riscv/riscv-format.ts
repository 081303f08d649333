import type { RiscvConfiguration } from '../../model/guest-tables';
import { alignDown } from '../../base/align';
import { pageOf } from '../../base/u64';
import { EXECUTE, NONE, READ, WRITE, type Permissions } from '../../model/permissions';
import { isCanonical, pagesIn } from '../checks';
import { geometry, type Cursor, type TableFormat } from '../table-format';
import type { WalkDecision } from '../walk';
import { checkRiscv, RISCV_MODES } from './configuration';
import {
  ACCESSED,
  DIRTY,
  EXECUTABLE,
  GLOBAL,
  MEMORY_TYPE_HIGH,
  NAPOT_HIGH,
  PPN_HIGH,
  READABLE,
  RESERVED_HIGH,
  SOFTWARE_HIGH,
  USER,
  VALID,
  WRITABLE,
} from './pte';

/** `inherited` of what lies below a global entry. */
const IS_GLOBAL = 1;

/** Pages whose PPNs share the bits in the upper half of an entry. */
const PAGES_PER_HIGH_WORD = 2 ** 22;

/** Pages of a NAPOT region of 64 KiB, and the low PPN bits that say so. */
const NAPOT_PAGES = 16;
const NAPOT_ENCODING = 0b1000;

const GEOMETRY = geometry(12, 9, 5, 0, 1);

/** Sv39, Sv48, Sv57 and their second-stage variants (privileged architecture, "Sv32" algorithm). Depth d is level d. */
export class RiscvFormat implements TableFormat {
  private readonly levels: number;
  private readonly halfOfInputs: number;
  private readonly rootPage: number;
  private readonly rootIndexMask: number;
  private readonly reservedHigh: number;
  readonly isSecondStage: boolean;

  /**
   * @param configuration the root and what the device context says of it
   * @throws IommuError ADDRESS_TOO_WIDE, ADDRESS_MISALIGNED
   */
  constructor(private readonly configuration: RiscvConfiguration) {
    checkRiscv(configuration);
    const { root, mode, napot, memoryTypes, softwareBits } = configuration;
    const { levels, widthBits, isSecondStage } = RISCV_MODES[mode];
    this.levels = levels;
    this.halfOfInputs = pagesIn(widthBits - 1);
    this.isSecondStage = isSecondStage;
    this.rootPage = pageOf(root);
    this.rootIndexMask = this.isSecondStage ? 2047 : 511;
    this.reservedHigh =
      RESERVED_HIGH |
      (softwareBits ? 0 : SOFTWARE_HIGH) |
      (memoryTypes ? 0 : MEMORY_TYPE_HIGH) |
      (napot ? 0 : NAPOT_HIGH);
  }

  enter(cursor: Cursor): WalkDecision {
    const { page } = cursor;
    if (this.isSecondStage ? page >= 2 * this.halfOfInputs : !isCanonical(page, this.halfOfInputs)) {
      return 'INPUT_OUT_OF_RANGE';
    }
    cursor.geometry = GEOMETRY;
    cursor.depth = this.levels;
    cursor.targetPage = this.rootPage;
    cursor.targetIndexMask = this.rootIndexMask;
    return 'TABLE';
  }

  judge(cursor: Cursor): WalkDecision {
    const { low, high } = cursor.entry;
    if ((low & VALID) === 0) {
      return 'NOT_PRESENT';
    }
    const isWriteOnly = (low & (READABLE | WRITABLE)) === WRITABLE;
    if (isWriteOnly || (high & this.reservedHigh) !== 0) {
      return 'RESERVED';
    }
    const page = (high & PPN_HIGH) * PAGES_PER_HIGH_WORD + (low >>> 10);
    return (low & (READABLE | EXECUTABLE)) === 0 ? judgeTable(cursor, page) : this.judgeLeaf(cursor, page);
  }

  private judgeLeaf(cursor: Cursor, page: number): WalkDecision {
    const { low, high } = cursor.entry;
    if ((high & MEMORY_TYPE_HIGH) === MEMORY_TYPE_HIGH) {
      return 'RESERVED';
    }
    if ((high & NAPOT_HIGH) !== 0) {
      if (cursor.depth > 0 || (page & (NAPOT_PAGES - 1)) !== NAPOT_ENCODING) {
        return 'RESERVED';
      }
      cursor.span = NAPOT_PAGES;
    }
    if (cursor.depth > 0 && alignDown(page, cursor.span) !== page) {
      return 'MISALIGNED';
    }
    this.allow(cursor);
    if (!cursor.isPermitted) {
      return 'PERMISSION';
    }
    cursor.mapTo(page);
    // The G bit of a second-stage entry is ignored.
    cursor.global = !this.isSecondStage && ((low & GLOBAL) !== 0 || cursor.inherited === IS_GLOBAL);
    return this.mark(cursor);
  }

  /** A and D: set them, or fault for want of them. */
  private mark(cursor: Cursor): WalkDecision {
    const { low } = cursor.entry;
    const wanted = ACCESSED | ((cursor.access & WRITE) === 0 ? 0 : DIRTY);
    cursor.updatedLow = (low | wanted) >>> 0;
    cursor.dirty = (cursor.updatedLow & DIRTY) !== 0;
    if (cursor.updatedLow !== low && !this.configuration.hardwareUpdate) {
      return (low & ACCESSED) === 0 ? 'ACCESS_FLAG' : 'DIRTY';
    }
    return 'LEAF';
  }

  private allow(cursor: Cursor): void {
    const { low } = cursor.entry;
    const allowed: Permissions =
      ((low & READABLE) === 0 ? 0 : READ) |
      ((low & WRITABLE) === 0 ? 0 : WRITE) |
      ((low & EXECUTABLE) === 0 ? 0 : EXECUTE);
    const isUser = (low & USER) !== 0;
    cursor.unprivileged = isUser ? allowed : NONE;
    if (this.isSecondStage) {
      // All accesses count as those of user mode.
      cursor.privileged = cursor.unprivileged;
    } else if (isUser) {
      cursor.privileged = this.configuration.supervisorUserMemory ? allowed & ~EXECUTE : NONE;
    } else {
      cursor.privileged = allowed;
    }
  }
}

/** A pointer to the next table: there must be one, and the bits that only a page's entry has are reserved. */
function judgeTable(cursor: Cursor, page: number): WalkDecision {
  const { low, high } = cursor.entry;
  const isReserved = (low & (USER | ACCESSED | DIRTY)) !== 0 || (high & (MEMORY_TYPE_HIGH | NAPOT_HIGH)) !== 0;
  if (cursor.depth === 0 || isReserved) {
    return 'RESERVED';
  }
  cursor.targetPage = page;
  cursor.bequeathed = cursor.inherited | ((low & GLOBAL) === 0 ? 0 : IS_GLOBAL);
  return 'TABLE';
}
