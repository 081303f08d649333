import { alignDown } from '../base/align';
import { covers, NONE, PRIVILEGED, type Permissions } from '../model/permissions';
import type { TableEntry } from './table-memory';
import type { WalkDecision } from './walk';

/** How a format divides an input address among its tables. */
export interface Geometry {
  /** By depth (0: the last level): input pages that one entry covers, a power of two. */
  readonly pagesPerEntry: readonly number[];
  /** Entries of a table other than the root, less one. */
  readonly indexMask: number;
  /** The architecture's number of the level of depth 0. */
  readonly lastLevel: number;
  /** How that number changes from one depth to the next. */
  readonly levelStep: 1 | -1;
}

/**
 * A geometry of tables that all take the same number of address bits.
 *
 * @param pageBits bits of an offset in the smallest page; 12 or more
 * @param indexBits bits of an index into a table other than the root
 * @param levels the most levels there are
 * @param lastLevel the architecture's number of the last level
 * @param levelStep 1 when upper levels have higher numbers, else -1
 */
export function geometry(
  pageBits: number,
  indexBits: number,
  levels: number,
  lastLevel: number,
  levelStep: 1 | -1,
): Geometry {
  const pagesPerEntry = Array.from({ length: levels }, (_, depth) => 2 ** (pageBits - 12 + depth * indexBits));
  return { pagesPerEntry, indexMask: 2 ** indexBits - 1, lastLevel, levelStep };
}

const NO_TABLES = geometry(12, 0, 0, 0, 1);

/** Where a walk stands. The walker moves it; the format reads the entry and fills in what it means. */
export class Cursor {
  /** The input page. */
  page = 0;
  /** What the access needs. */
  access: Permissions = NONE;
  /** Of the tables entered. */
  geometry: Geometry = NO_TABLES;

  /** Levels below the entry; 0: the last. */
  depth = 0;
  readonly entry: TableEntry = { low: 0, high: 0 };
  /** What the tables above imply for this entry; the format knows its meaning. 0 in the root. */
  inherited = 0;

  /** For TABLE: page of the next table. For LEAF: output page of the input page. */
  targetPage = 0;
  /** For TABLE, of the root only: offset of the table in that page; 0 elsewhere. */
  targetOffset = 0;
  /** For TABLE: entries of the next table, less one. */
  targetIndexMask = 0;
  /** For TABLE: `inherited` of the entries below. */
  bequeathed = 0;

  /** For LEAF: pages that have one translation, a power of two. */
  span = 1;
  /** Lower half of the entry with the bits the walk sets or clears. */
  updatedLow = 0;
  /** For LEAF and PERMISSION: what an unprivileged access may do. */
  unprivileged: Permissions = NONE;
  /** For LEAF and PERMISSION: what a privileged access may do, without PRIVILEGED. */
  privileged: Permissions = NONE;
  /** For LEAF. */
  global = false;
  /** For LEAF: whether the entry, once updated, is marked dirty. */
  dirty = false;

  /**
   * For LEAF: makes the target the output page of the input page.
   *
   * @param page any of the `span` output pages
   */
  mapTo(page: number): void {
    this.targetPage = alignDown(page, this.span) + this.page - alignDown(this.page, this.span);
  }

  /** What the privilege of the access may do, without PRIVILEGED. */
  get allowed(): Permissions {
    return (this.access & PRIVILEGED) === 0 ? this.unprivileged : this.privileged;
  }

  /** Whether the access is allowed what it needs. */
  get isPermitted(): boolean {
    return covers(this.allowed | PRIVILEGED, this.access);
  }
}

/** A page-table format with one configuration: what its roots, addresses and entries mean. It keeps no state. */
export interface TableFormat {
  /** Whether input addresses are guest-physical: the tables are those of a second stage. */
  readonly isSecondStage: boolean;

  /**
   * Chooses the root for the input page.
   *
   * @param cursor gets the geometry, as `depth` the number of levels, and the root as target, with its index mask
   * @returns TABLE, or INPUT_OUT_OF_RANGE
   */
  enter(cursor: Cursor): WalkDecision;

  /**
   * Says what an entry means for the access. It may be asked again about the same place when the entry changed.
   *
   * @param cursor `updatedLow` is the entry's own lower half and `span` the pages an entry covers, unless changed here
   * @returns never TABLE at depth 0
   */
  judge(cursor: Cursor): WalkDecision;
}
