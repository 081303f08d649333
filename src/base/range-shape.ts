import { BRANCH_SIZE, RangeBranches } from './range-branches';
import { LEAF_SIZE, RangeLeaves } from './range-leaves';

/** A leaf with fewer ranges, or a branch with fewer children, is joined with a neighbour or gets some of its items. */
const LEAF_MINIMUM = 12;
const BRANCH_MINIMUM = 24;

/** A full leaf gives ranges to a neighbour that has at most this many, instead of being split. */
const SHARE_LIMIT = LEAF_SIZE - 6;

/** No tree is higher: 24^8 leaves do not fit in memory. */
const MAX_HEIGHT = 8;

/**
 * The shape of a range tree: which leaf a page belongs to, and how leaves and branches split, share and join.
 *
 * Nodes are at least three eighths full, except along the left and the right edge: appending behind the last range, or
 * before the first, starts a new node with one item instead of halving the old one, so that pages mapped in order, up
 * or down, fill their leaves. (A node without a neighbour under the same parent may also stay smaller; those occur at
 * the edges only.)
 */
export class RangeShape {
  /** The ranges. */
  readonly leaves = new RangeLeaves();

  private readonly branches = new RangeBranches();
  private root = this.leaves.allocate();
  /** Levels of branches above the leaves. */
  private height = 0;
  /**
   * The leaf that was found last, and pages that belong to it, from the first to before the second: look-ups tend to stay
   * near each other. Void while the second is -1.
   */
  private recent = this.root;
  private recentLow = 0;
  private recentHigh = Infinity;
  /** From the root down: the branches passed by the last {@link descend}, and the index of the child taken. */
  private readonly path = new Int32Array(MAX_HEIGHT);
  private readonly taken = new Int32Array(MAX_HEIGHT);

  /** The leaf that a range starting at a page is in, or belongs to. */
  leafFor(page: number): number {
    return page >= this.recentLow && page < this.recentHigh ? this.recent : this.search(page);
  }

  /** The leaf with the lowest ranges. */
  firstLeaf(): number {
    const { branches } = this;
    let node = this.root;
    for (let level = this.height; level > 0; level -= 1) {
      node = branches.children[node * BRANCH_SIZE]!;
    }
    return node;
  }

  /**
   * Changes the shape so that the leaf for a page is not full any more; the leaf for that page must be full.
   *
   * @returns the leaf that the page belongs to now
   */
  makeRoom(page: number): number {
    const { leaves } = this;
    this.recentHigh = -1;
    const leaf = this.descend(page);
    const start = leaf * LEAF_SIZE;
    if (leaves.nexts[leaf] === -1 && page > leaves.firstAt(start + LEAF_SIZE - 1)) {
      return this.splitLeaf(leaf, LEAF_SIZE, page);
    }
    if (leaves.previous[leaf] === -1 && page < leaves.firstAt(start)) {
      this.splitLeaf(leaf, 0, leaves.firstAt(start));
      return leaf;
    }
    if (!this.shareFull(leaf)) {
      this.splitLeaf(leaf, LEAF_SIZE / 2, leaves.firstAt(start + LEAF_SIZE / 2));
    }
    return this.leafFor(page);
  }

  /**
   * Restores the shape after ranges were removed from a leaf.
   *
   * @param leaf the leaf
   * @param page first page of one of the ranges that were removed
   */
  afterRemoval(leaf: number, page: number): void {
    const { leaves, branches } = this;
    const count = leaves.counts[leaf]!;
    if (count >= LEAF_MINIMUM || this.height === 0) {
      return;
    }
    this.recentHigh = -1;
    this.descend(page);
    const depth = this.height - 1;
    const parent = this.path[depth]!;
    if (count === 0) {
      leaves.free(leaf);
      this.dropChild(depth, this.taken[depth]!);
      return;
    }
    const rightIndex = this.pairIndex(depth);
    if (rightIndex === -1) {
      return;
    }
    const left = branches.children[parent * BRANCH_SIZE + rightIndex - 1]!;
    const right = branches.children[parent * BRANCH_SIZE + rightIndex]!;
    const total = leaves.counts[left]! + leaves.counts[right]!;
    if (total <= LEAF_SIZE) {
      leaves.share(left, right, total);
      leaves.free(right);
      this.dropChild(depth, rightIndex);
    } else {
      this.shareLeaves(parent, rightIndex, total >>> 1);
    }
  }

  /** How many bytes the slabs take. */
  bytes(): number {
    return this.leaves.bytes() + this.branches.bytes() + this.path.byteLength + this.taken.byteLength;
  }

  /** Goes down to the leaf of a page. */
  private search(page: number): number {
    const { branches } = this;
    const { keys, children } = branches;
    let node = this.root;
    let place = -1;
    for (let level = this.height; level > 0; level -= 1) {
      place = branches.placeFor(node, page);
      node = children[place]!;
    }
    this.recent = node;
    this.recentLow = place === -1 ? 0 : keys[place]!;
    this.recentHigh = this.leaves.nexts[node] === -1 ? Infinity : branches.keyBehind(place);
    return node;
  }

  /** Like {@link leafFor}, and leaves the way there in `path` and `taken`. */
  private descend(page: number): number {
    const { branches } = this;
    let node = this.root;
    for (let depth = 0; depth < this.height; depth += 1) {
      const place = branches.placeFor(node, page);
      this.path[depth] = node;
      this.taken[depth] = branches.indexOf(place);
      node = branches.children[place]!;
    }
    return node;
  }

  /** Moves the ranges of a leaf from an index on to a new leaf behind it, which is returned. */
  private splitLeaf(leaf: number, index: number, key: number): number {
    const added = this.leaves.allocateBehind(leaf);
    this.leaves.share(leaf, added, index);
    this.addChild(this.height - 1, key, added);
    return added;
  }

  /** Moves ranges of a full leaf to a neighbour under the same parent; false when neither has much room. */
  private shareFull(leaf: number): boolean {
    if (this.height === 0) {
      return false;
    }
    const { leaves, branches } = this;
    const depth = this.height - 1;
    const parent = this.path[depth]!;
    const index = this.taken[depth]!;
    for (const rightIndex of [index, index + 1]) {
      if (rightIndex === 0 || rightIndex === branches.counts[parent]) {
        continue;
      }
      const other = branches.children[parent * BRANCH_SIZE + (rightIndex === index ? index - 1 : index + 1)]!;
      if (leaves.counts[other]! <= SHARE_LIMIT) {
        this.shareLeaves(parent, rightIndex, (leaves.counts[leaf]! + leaves.counts[other]!) >>> 1);
        return true;
      }
    }
    return false;
  }

  /** Distributes the ranges of two leaves that are neighbours under a parent. */
  private shareLeaves(parent: number, rightIndex: number, leftCount: number): void {
    const { leaves, branches } = this;
    const at = parent * BRANCH_SIZE + rightIndex;
    const right = branches.children[at]!;
    leaves.share(branches.children[at - 1]!, right, leftCount);
    branches.keys[at] = leaves.firstAt(right * LEAF_SIZE);
  }

  /** The index of the right one of two neighbours, of which one is the child taken at a depth; -1 for an only child. */
  private pairIndex(depth: number): number {
    const index = this.taken[depth]!;
    if (index + 1 < this.branches.counts[this.path[depth]!]!) {
      return index + 1;
    }
    return index === 0 ? -1 : index;
  }

  /** Adds a child behind the one taken at a depth, and splits the branch when it is full. */
  private addChild(depth: number, key: number, child: number): void {
    const { branches } = this;
    if (depth < 0) {
      const root = branches.allocate();
      branches.insertAt(root, 0, 0, this.root);
      branches.insertAt(root, 1, key, child);
      this.root = root;
      this.height += 1;
      return;
    }
    const branch = this.path[depth]!;
    const index = this.taken[depth]! + 1;
    if (branches.counts[branch]! < BRANCH_SIZE) {
      branches.insertAt(branch, index, key, child);
      return;
    }
    const kept = this.keptInSplit(depth, index);
    const added = branches.allocate();
    if (index < kept) {
      branches.moveTail(branch, kept - 1, added);
      branches.insertAt(branch, index, key, child);
    } else {
      branches.moveTail(branch, kept, added);
      branches.insertAt(added, index - kept, key, child);
    }
    this.addChild(depth - 1, branches.keys[added * BRANCH_SIZE]!, added);
  }

  /** How many children, with a new one at an index, a full branch keeps when it is split: nearly all, or one, at an edge. */
  private keptInSplit(depth: number, index: number): number {
    let leftEdge = index === 1;
    let rightEdge = index === BRANCH_SIZE;
    for (let d = 0; d < depth; d += 1) {
      leftEdge &&= this.taken[d] === 0;
      rightEdge &&= this.taken[d] === this.branches.counts[this.path[d]!]! - 1;
    }
    if (leftEdge) {
      return 1;
    }
    return rightEdge ? BRANCH_SIZE : BRANCH_SIZE / 2;
  }

  /** Takes a child, whose node has been freed, out of the branch passed at a depth, and restores the shape above. */
  private dropChild(depth: number, index: number): void {
    const { branches } = this;
    const branch = this.path[depth]!;
    branches.removeAt(branch, index);
    if (index === 0 && branches.counts[branch] !== 0) {
      this.passKeyDown(branch, depth);
    }
    if (depth === 0) {
      this.lowerRoot();
      return;
    }
    const count = branches.counts[branch]!;
    if (count >= BRANCH_MINIMUM) {
      return;
    }
    if (count === 0) {
      branches.free(branch);
      this.dropChild(depth - 1, this.taken[depth - 1]!);
      return;
    }
    const rightIndex = this.pairIndex(depth - 1);
    if (rightIndex === -1) {
      return;
    }
    const at = this.path[depth - 1]! * BRANCH_SIZE + rightIndex;
    const left = branches.children[at - 1]!;
    const right = branches.children[at]!;
    const total = branches.counts[left]! + branches.counts[right]!;
    if (total <= BRANCH_SIZE) {
      branches.share(left, right, total);
      branches.free(right);
      this.dropChild(depth - 1, rightIndex);
    } else {
      branches.share(left, right, total >>> 1);
      branches.keys[at] = branches.keys[right * BRANCH_SIZE]!;
    }
  }

  /** Gives the key of a branch's first child, which has just become the first, to the branches along its left edge. */
  private passKeyDown(branch: number, depth: number): void {
    const { children, keys } = this.branches;
    let node = branch;
    for (let below = depth + 1; below < this.height; below += 1) {
      const child = children[node * BRANCH_SIZE]!;
      keys[child * BRANCH_SIZE] = keys[node * BRANCH_SIZE]!;
      node = child;
    }
  }

  /** Makes an only child of the root the root. */
  private lowerRoot(): void {
    const { branches } = this;
    while (this.height > 0 && branches.counts[this.root] === 1) {
      const child = branches.children[this.root * BRANCH_SIZE]!;
      branches.free(this.root);
      this.root = child;
      this.height -= 1;
    }
  }
}
