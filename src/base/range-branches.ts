/** Children a branch can have. */
export const BRANCH_SIZE = 64;
const BRANCH_SHIFT = 6;
const INDEX_MASK = BRANCH_SIZE - 1;

/** Branches there is room for before the first growth. */
const FIRST_BRANCHES = 1;

/** Stands where a node has no child or range: behind every page, so that a search needs no count. */
export const NOTHING = Infinity;

/**
 * The inner nodes of a range tree: for each child a key (the lowest page that may lie below it) and its number.
 *
 * The child's number is a leaf on the lowest level and a branch above. The key of a branch's first child equals the key
 * of the branch in its parent, and is 0 along the left edge of the tree. Freed branches are used again.
 */
export class RangeBranches {
  /** How many children each branch has. */
  counts = new Uint8Array(FIRST_BRANCHES);
  /** Keys: those of a branch begin at `branch * BRANCH_SIZE`. */
  keys = new Float64Array(FIRST_BRANCHES * BRANCH_SIZE);
  /** Children, in the same places. The first place of a free branch holds the next free one. */
  children = new Int32Array(FIRST_BRANCHES * BRANCH_SIZE);

  private untouched = 0;
  private freeBranch = -1;

  /**
   * Which child of a branch a page belongs to.
   *
   * @returns the child's place in the slabs
   */
  placeFor(branch: number, page: number): number {
    const { keys } = this;
    // Comparisons are counted, not branched on: nobody could predict them. Three at a time do not wait for each other.
    let at = branch << BRANCH_SHIFT;
    at |= (+(keys[at | 16]! <= page) + +(keys[at | 32]! <= page) + +(keys[at | 48]! <= page)) << 4;
    at |= (+(keys[at | 4]! <= page) + +(keys[at | 8]! <= page) + +(keys[at | 12]! <= page)) << 2;
    at |= +(keys[at | 1]! <= page) + +(keys[at | 2]! <= page) + +(keys[at | 3]! <= page);
    return at;
  }

  /**
   * The key of the child behind a place: from there on, pages do not belong to the child at the place.
   *
   * @returns of the last child of a branch its own key, because where it ends is known above only
   */
  keyBehind(place: number): number {
    const index = place & INDEX_MASK;
    return this.keys[index + 1 < this.counts[place >>> BRANCH_SHIFT]! ? place + 1 : place]!;
  }

  /** Which child of its branch is at a place: from 0. */
  indexOf(place: number): number {
    return place & INDEX_MASK;
  }

  /** A branch without children. */
  allocate(): number {
    let branch = this.freeBranch;
    if (branch === -1) {
      if (this.untouched === this.counts.length) {
        this.grow();
      }
      branch = this.untouched++;
    } else {
      this.freeBranch = this.children[branch * BRANCH_SIZE]!;
    }
    this.counts[branch] = BRANCH_SIZE;
    this.shorten(branch, 0);
    return branch;
  }

  /** Gives a branch back. */
  free(branch: number): void {
    this.children[branch * BRANCH_SIZE] = this.freeBranch;
    this.freeBranch = branch;
  }

  /** Puts a child at an index of a branch that is not full; the children from there on move up by one. */
  insertAt(branch: number, index: number, key: number, child: number): void {
    const at = branch * BRANCH_SIZE + index;
    const end = branch * BRANCH_SIZE + this.counts[branch]!;
    this.keys.copyWithin(at + 1, at, end);
    this.children.copyWithin(at + 1, at, end);
    this.keys[at] = key;
    this.children[at] = child;
    this.counts[branch]! += 1;
  }

  /** Takes a child out. When it was the first one, the child that follows takes over its key. */
  removeAt(branch: number, index: number): void {
    const start = branch * BRANCH_SIZE;
    const end = start + this.counts[branch]!;
    const lowest = this.keys[start]!;
    this.keys.copyWithin(start + index, start + index + 1, end);
    this.children.copyWithin(start + index, start + index + 1, end);
    this.keys[start] = lowest;
    this.shorten(branch, this.counts[branch]! - 1);
  }

  /** Moves the children of a branch from an index on to the empty start of another branch. */
  moveTail(from: number, index: number, to: number): void {
    const count = this.counts[from]! - index;
    this.move(from * BRANCH_SIZE + index, to * BRANCH_SIZE, count);
    this.counts[to] = count;
    this.shorten(from, index);
  }

  /**
   * Moves children between two neighbours, so that the left one has as many as asked for.
   *
   * @param left the branch before
   * @param right the branch behind
   * @param leftCount how many children the left one shall have; the right one must be able to hold the rest
   */
  share(left: number, right: number, leftCount: number): void {
    const moved = leftCount - this.counts[left]!;
    const leftEnd = left * BRANCH_SIZE + this.counts[left]!;
    const rightStart = right * BRANCH_SIZE;
    const rightCount = this.counts[right]!;
    if (moved > 0) {
      this.move(rightStart, leftEnd, moved);
      this.move(rightStart + moved, rightStart, rightCount - moved);
      this.counts[left] = leftCount;
      this.shorten(right, rightCount - moved);
    } else {
      this.move(rightStart, rightStart - moved, rightCount);
      this.move(leftEnd + moved, rightStart, -moved);
      this.counts[right] = rightCount - moved;
      this.shorten(left, leftCount);
    }
  }

  /** How many bytes the slabs take. */
  bytes(): number {
    return this.counts.byteLength + this.keys.byteLength + this.children.byteLength;
  }

  /** Makes a branch forget its children from an index on. */
  private shorten(branch: number, count: number): void {
    const start = branch * BRANCH_SIZE;
    const end = start + this.counts[branch]!;
    for (let i = start + count; i < end; i += 1) {
      this.keys[i] = NOTHING;
    }
    this.counts[branch] = count;
  }

  private move(from: number, to: number, count: number): void {
    this.keys.copyWithin(to, from, from + count);
    this.children.copyWithin(to, from, from + count);
  }

  private grow(): void {
    const branches = this.counts.length * 2;
    const counts = new Uint8Array(branches);
    counts.set(this.counts);
    const keys = new Float64Array(branches * BRANCH_SIZE);
    keys.set(this.keys);
    const children = new Int32Array(branches * BRANCH_SIZE);
    children.set(this.children);
    this.counts = counts;
    this.keys = keys;
    this.children = children;
  }
}
