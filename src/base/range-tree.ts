import { RangeShape } from './range-shape';
import { LEAF_SIZE, type RangeView } from './range-leaves';

/** What {@link RangeTree.removeWithin} took away. */
export interface RemovedRanges {
  /** How many ranges. */
  readonly count: number;
  /** How many pages they covered together: at most 2^52, exact. */
  readonly pages: number;
}

/**
 * An ordered set of inclusive page ranges that do not overlap, each with a value and attributes: a B+tree whose nodes
 * lie in typed-array slabs. No object exists per range; a range takes 24 bytes plus what the leaves leave free.
 *
 * Pages and values are integers in 0..2^52-1, attributes in 0..1023, and `first <= last` always: a violation is a
 * programming error. Ranges stay as they were inserted and are never joined.
 *
 * A *handle* (an integer from 0; -1 means "no range") names a range until the next `insert`, `remove`, `removeWithin`
 * or `clear`; after that it is meaningless. `setAttributes` keeps handles valid.
 */
export class RangeTree {
  private shape = new RangeShape();
  private count = 0;
  /** A range that nothing overlaps, and where it belongs: whoever asks for overlaps tends to insert next. -1: none. */
  private freeFirst = -1;
  private freeLast = -1;
  private freeLeaf = -1;
  private freeFloor = -1;

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
    const known = first === this.freeFirst && last === this.freeLast;
    if (!known && this.firstOverlap(first, last) !== -1) {
      return false;
    }
    const { leaves } = this.shape;
    let leaf = this.freeLeaf;
    let floor = this.freeFloor;
    this.freeFirst = -1;
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
    const handle = this.atOrBefore(page);
    return handle !== -1 && this.shape.leaves.lastAt(handle) >= page ? handle : -1;
  }

  /**
   * Reads the range that holds a page: faster than to find it and to ask for its parts.
   *
   * @param into filled in when there is one; otherwise it may hold anything
   * @returns whether there is one
   */
  read(page: number, into: RangeView): boolean {
    const handle = this.atOrBefore(page);
    if (handle === -1) {
      return false;
    }
    this.shape.leaves.read(handle, into);
    return into.last >= page;
  }

  /**
   * The lowest range that has a page in common with an inclusive range.
   *
   * @returns its handle, or -1
   */
  firstOverlap(first: number, last: number): number {
    const { leaves } = this.shape;
    const leaf = this.shape.leafFor(first);
    const floor = leaves.floor(leaf, first);
    const before = leaves.atOrBefore(leaf, floor);
    if (before !== -1 && leaves.lastAt(before) >= first) {
      return before;
    }
    const after = leaves.behind(leaf, floor);
    if (after !== -1 && leaves.firstAt(after) <= last) {
      return after;
    }
    this.freeFirst = first;
    this.freeLast = last;
    this.freeLeaf = leaf;
    this.freeFloor = floor;
    return -1;
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
    return floor >= leaf * LEAF_SIZE && leaves.firstAt(floor) === page ? floor : leaves.behind(leaf, floor);
  }

  /** The range behind a range; -1 after the last one. */
  next(handle: number): number {
    const { leaves } = this.shape;
    return leaves.behind(leaves.leafOf(handle), handle);
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

  /** Removes a range. */
  removeAt(handle: number): void {
    this.removeRun(this.shape.leaves.leafOf(handle), handle, 1);
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
    while (count < max) {
      const start = this.lowerBound(first);
      if (start === -1) {
        break;
      }
      const leaf = leaves.leafOf(start);
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
    this.freeFirst = -1;
  }

  /** How many bytes the slabs take. */
  bytes(): number {
    return this.shape.bytes();
  }

  /** The last range that starts at a page or before it. */
  private atOrBefore(page: number): number {
    const { leaves } = this.shape;
    const leaf = this.shape.leafFor(page);
    return leaves.atOrBefore(leaf, leaves.floor(leaf, page));
  }

  private removeRun(leaf: number, position: number, count: number): void {
    const first = this.shape.leaves.firstAt(position);
    this.shape.leaves.removeAt(leaf, position, count);
    this.count -= count;
    this.freeFirst = -1;
    this.shape.afterRemoval(leaf, first);
  }
}
