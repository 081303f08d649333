import { RangeShape } from './range-shape';
import { LEAF_SIZE } from './range-leaves';

/** What {@link RangeTree.removeWithin} took away. */
export interface RemovedRanges {
  /** How many ranges. */
  readonly count: number;
  /** How many pages they covered together: at most 2^52, exact. */
  readonly pages: number;
}

/**
 * An ordered set of inclusive page ranges that do not overlap, each with a value and attributes: a B+tree whose nodes
 * lie in typed-array slabs. No object exists per range; a range takes 28 bytes plus what the leaves leave free.
 *
 * Pages and values are integers in 0..2^52-1, attributes in 0..2^32-1, and `first <= last` always: a violation is a
 * programming error. Ranges stay as they were inserted and are never joined.
 *
 * A *handle* (an integer from 0; -1 means "no range") names a range until the next `insert`, `remove`, `removeWithin`
 * or `clear`; after that it is meaningless. `setAttributes` keeps handles valid.
 */
export class RangeTree {
  private shape = new RangeShape();
  private count = 0;

  /** How many ranges there are. */
  get size(): number {
    return this.count;
  }

  /**
   * Adds a range.
   *
   * @returns false, and nothing changed, when it overlaps a range that is there
   */
  insert(first: number, last: number, value: number, attributes: number): boolean {
    const { leaves } = this.shape;
    let leaf = this.shape.leafFor(first);
    let floor = leaves.floor(leaf, first);
    if (this.overlapNear(leaf, floor, first, last) !== -1) {
      return false;
    }
    if (leaves.counts[leaf] === LEAF_SIZE) {
      leaf = this.shape.makeRoom(first);
      floor = leaves.floor(leaf, first);
    }
    leaves.insertAt(leaf, floor + 1, first, last, value, attributes);
    this.count += 1;
    return true;
  }

  /**
   * The range that holds a page.
   *
   * @returns its handle, or -1
   */
  find(page: number): number {
    const { leaves } = this.shape;
    const leaf = this.shape.leafFor(page);
    const handle = this.atOrBefore(leaf, leaves.floor(leaf, page));
    return handle !== -1 && leaves.lastAt(handle) >= page ? handle : -1;
  }

  /**
   * The lowest range that has a page in common with an inclusive range.
   *
   * @returns its handle, or -1
   */
  firstOverlap(first: number, last: number): number {
    const leaf = this.shape.leafFor(first);
    return this.overlapNear(leaf, this.shape.leaves.floor(leaf, first), first, last);
  }

  /**
   * The lowest range that starts at a page or behind it.
   *
   * @returns its handle, or -1
   */
  lowerBound(page: number): number {
    const { leaves } = this.shape;
    const leaf = this.shape.leafFor(page);
    const floor = leaves.floor(leaf, page);
    return floor >= leaf * LEAF_SIZE && leaves.firstAt(floor) === page ? floor : this.behind(leaf, floor);
  }

  /** The range behind a range; -1 after the last one. */
  next(handle: number): number {
    return this.behind(Math.floor(handle / LEAF_SIZE), handle);
  }

  /** First page of a range. */
  firstAt(handle: number): number {
    return this.shape.leaves.firstAt(handle);
  }

  /** Last page of a range, inclusive. */
  lastAt(handle: number): number {
    return this.shape.leaves.lastAt(handle);
  }

  /** Value of a range. */
  valueAt(handle: number): number {
    return this.shape.leaves.valueAt(handle);
  }

  /** Attributes of a range. */
  attributesAt(handle: number): number {
    return this.shape.leaves.attributesAt(handle);
  }

  /** Replaces the attributes of a range. */
  setAttributes(handle: number, attributes: number): void {
    this.shape.leaves.setAttributes(handle, attributes);
  }

  /**
   * Removes the range that starts at a page.
   *
   * @returns false, and nothing changed, when none starts there
   */
  remove(first: number): boolean {
    const { leaves } = this.shape;
    const leaf = this.shape.leafFor(first);
    const floor = leaves.floor(leaf, first);
    if (floor < leaf * LEAF_SIZE || leaves.firstAt(floor) !== first) {
      return false;
    }
    this.removeRun(leaf, floor, 1);
    return true;
  }

  /**
   * Removes ranges that lie wholly inside an inclusive range, lowest first. Those cut by one of its ends stay.
   *
   * @param first first page
   * @param last last page, inclusive
   * @param max the largest number of ranges to remove
   */
  removeWithin(first: number, last: number, max: number): RemovedRanges {
    const { leaves } = this.shape;
    let count = 0;
    let pages = 0;
    for (let start = this.lowerBound(first); start !== -1 && count < max; start = this.lowerBound(first)) {
      const leaf = Math.floor(start / LEAF_SIZE);
      const end = Math.min(leaves.end(leaf), start + max - count);
      let handle = start;
      while (handle < end && leaves.lastAt(handle) <= last) {
        pages += leaves.lastAt(handle) - leaves.firstAt(handle) + 1;
        handle += 1;
      }
      if (handle === start) {
        break;
      }
      count += handle - start;
      this.removeRun(leaf, start, handle - start);
    }
    return { count, pages };
  }

  /** Removes all ranges and gives the memory back. */
  clear(): void {
    this.shape = new RangeShape();
    this.count = 0;
  }

  /** How many bytes the slabs take. */
  bytes(): number {
    return this.shape.bytes();
  }

  /** Of the ranges around a place in a leaf, the lowest that overlaps; see `RangeLeaves.floor` for `floor`. */
  private overlapNear(leaf: number, floor: number, first: number, last: number): number {
    const { leaves } = this.shape;
    const before = this.atOrBefore(leaf, floor);
    if (before !== -1 && leaves.lastAt(before) >= first) {
      return before;
    }
    const after = this.behind(leaf, floor);
    return after !== -1 && leaves.firstAt(after) <= last ? after : -1;
  }

  /** The range at a floor position, which may be the last one of the leaf before. */
  private atOrBefore(leaf: number, floor: number): number {
    if (floor >= leaf * LEAF_SIZE) {
      return floor;
    }
    const { leaves } = this.shape;
    const before = leaves.previous[leaf]!;
    return before === -1 ? -1 : leaves.end(before) - 1;
  }

  /** The range behind a position of a leaf, which may be the first one of the leaf behind. */
  private behind(leaf: number, position: number): number {
    const { leaves } = this.shape;
    if (position + 1 < leaves.end(leaf)) {
      return position + 1;
    }
    const after = leaves.nexts[leaf]!;
    return after === -1 ? -1 : after * LEAF_SIZE;
  }

  private removeRun(leaf: number, position: number, count: number): void {
    const first = this.shape.leaves.firstAt(position);
    this.shape.leaves.removeAt(leaf, position, count);
    this.count -= count;
    this.shape.afterRemoval(leaf, first);
  }
}
