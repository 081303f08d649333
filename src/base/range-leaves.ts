/** Ranges a leaf can hold. */
export const LEAF_SIZE = 32;

/** Bits of a position that count the range inside its leaf. */
const LEAF_SHIFT = 5;

/** Leaves of a full chunk, and the bits of a position inside a chunk. */
const CHUNK_LEAVES = 16;
const CHUNK_SHIFT = 9;
const CHUNK_MASK = CHUNK_LEAVES * LEAF_SIZE - 1;

/** Bytes of one range in the slabs. */
const RANGE_BYTES = 8 + 8 + 8 + 4;

type Slab = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** The larger array, after it took over the items of the smaller one. */
function enlarged<A extends Slab>(smaller: A, larger: A): A {
  larger.set(smaller);
  return larger;
}

/**
 * The leaves of a range tree: slabs of typed arrays that hold, per range, first page, last page, value and attributes.
 *
 * A *position* is `leaf * LEAF_SIZE + index`. Slabs come in chunks of 16 leaves, so that a tree grows without copying
 * what it has (only the first chunk starts at one leaf and doubles); freed leaves are used again. Leaves are linked in
 * order in both directions; -1 ends the links.
 */
export class RangeLeaves {
  /** How many ranges each leaf holds. */
  counts = new Uint8Array(1);
  /** The leaf behind each leaf, and for a free leaf the next free one. */
  nexts = new Int32Array(1);
  /** The leaf before each leaf. */
  previous = new Int32Array(1);

  private readonly firsts: Float64Array<ArrayBuffer>[] = [new Float64Array(LEAF_SIZE)];
  private readonly lasts: Float64Array<ArrayBuffer>[] = [new Float64Array(LEAF_SIZE)];
  private readonly values: Float64Array<ArrayBuffer>[] = [new Float64Array(LEAF_SIZE)];
  private readonly attributes: Uint32Array<ArrayBuffer>[] = [new Uint32Array(LEAF_SIZE)];
  private room = 1;
  private untouched = 0;
  private freeLeaf = -1;

  /** First page of the range at a position. */
  firstAt(position: number): number {
    return this.firsts[position >>> CHUNK_SHIFT]![position & CHUNK_MASK]!;
  }

  /** Last page of the range at a position, inclusive. */
  lastAt(position: number): number {
    return this.lasts[position >>> CHUNK_SHIFT]![position & CHUNK_MASK]!;
  }

  /** Value of the range at a position. */
  valueAt(position: number): number {
    return this.values[position >>> CHUNK_SHIFT]![position & CHUNK_MASK]!;
  }

  /** Attributes of the range at a position. */
  attributesAt(position: number): number {
    return this.attributes[position >>> CHUNK_SHIFT]![position & CHUNK_MASK]!;
  }

  /** Stores the attributes of the range at a position. */
  setAttributes(position: number, attributes: number): void {
    this.attributes[position >>> CHUNK_SHIFT]![position & CHUNK_MASK] = attributes;
  }

  /** The position behind the last range of a leaf. */
  end(leaf: number): number {
    return (leaf << LEAF_SHIFT) + this.counts[leaf]!;
  }

  /**
   * Where a page belongs in a leaf.
   *
   * @returns the position of the last range that starts at or before the page; one before the leaf's first position
   *   when there is none
   */
  floor(leaf: number, page: number): number {
    const start = leaf << LEAF_SHIFT;
    const firsts = this.firsts[start >>> CHUNK_SHIFT]!;
    const base = start & CHUNK_MASK;
    let low = base;
    let high = base + this.counts[leaf]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (firsts[middle]! <= page) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return start + (low - base) - 1;
  }

  /** An empty leaf without neighbours. */
  allocate(): number {
    let leaf = this.freeLeaf;
    if (leaf === -1) {
      if (this.untouched === this.room) {
        this.grow();
      }
      leaf = this.untouched++;
    } else {
      this.freeLeaf = this.nexts[leaf]!;
    }
    this.counts[leaf] = 0;
    this.nexts[leaf] = -1;
    this.previous[leaf] = -1;
    return leaf;
  }

  /** An empty leaf linked right behind another one. */
  allocateBehind(leaf: number): number {
    const added = this.allocate();
    const after = this.nexts[leaf]!;
    this.nexts[leaf] = added;
    this.previous[added] = leaf;
    this.nexts[added] = after;
    if (after !== -1) {
      this.previous[after] = added;
    }
    return added;
  }

  /** Takes a leaf out of the links and gives it back. */
  free(leaf: number): void {
    const before = this.previous[leaf]!;
    const after = this.nexts[leaf]!;
    if (before !== -1) {
      this.nexts[before] = after;
    }
    if (after !== -1) {
      this.previous[after] = before;
    }
    this.counts[leaf] = 0;
    this.nexts[leaf] = this.freeLeaf;
    this.freeLeaf = leaf;
  }

  /** Puts a range at a position of a leaf that is not full; the ranges from there on move up by one. */
  insertAt(leaf: number, position: number, first: number, last: number, value: number, attributes: number): void {
    this.move(position, position + 1, this.end(leaf) - position);
    const chunk = position >>> CHUNK_SHIFT;
    const at = position & CHUNK_MASK;
    this.firsts[chunk]![at] = first;
    this.lasts[chunk]![at] = last;
    this.values[chunk]![at] = value;
    this.attributes[chunk]![at] = attributes;
    this.counts[leaf]! += 1;
  }

  /** Takes ranges of a leaf out, from a position on; the ranges behind them move down. */
  removeAt(leaf: number, position: number, count: number): void {
    this.move(position + count, position, this.end(leaf) - position - count);
    this.counts[leaf]! -= count;
  }

  /**
   * Moves ranges between two neighbours, so that the left one has as many as asked for.
   *
   * @param left the leaf before
   * @param right the leaf behind
   * @param leftCount how many ranges the left one shall have; the right one must be able to hold the rest
   */
  share(left: number, right: number, leftCount: number): void {
    const moved = leftCount - this.counts[left]!;
    const leftEnd = this.end(left);
    const rightStart = right << LEAF_SHIFT;
    const rightCount = this.counts[right]!;
    if (moved > 0) {
      this.move(rightStart, leftEnd, moved);
      this.move(rightStart + moved, rightStart, rightCount - moved);
    } else {
      this.move(rightStart, rightStart - moved, rightCount);
      this.move(leftEnd + moved, rightStart, -moved);
    }
    this.counts[left] = leftCount;
    this.counts[right] = rightCount - moved;
  }

  /** How many bytes the slabs take. */
  bytes(): number {
    const perLeaf = this.counts.byteLength + this.nexts.byteLength + this.previous.byteLength;
    return this.room * LEAF_SIZE * RANGE_BYTES + perLeaf;
  }

  /** Copies ranges to other positions, in the same leaf (the places may overlap) or in another one. */
  private move(from: number, to: number, count: number): void {
    const source = from >>> CHUNK_SHIFT;
    const target = to >>> CHUNK_SHIFT;
    const firstsFrom = this.firsts[source]!;
    const firstsTo = this.firsts[target]!;
    const lastsFrom = this.lasts[source]!;
    const lastsTo = this.lasts[target]!;
    const valuesFrom = this.values[source]!;
    const valuesTo = this.values[target]!;
    const attributesFrom = this.attributes[source]!;
    const attributesTo = this.attributes[target]!;
    const step = to > from ? -1 : 1;
    let i = (from & CHUNK_MASK) + (to > from ? count - 1 : 0);
    let j = (to & CHUNK_MASK) + (to > from ? count - 1 : 0);
    for (let n = count; n > 0; n -= 1) {
      firstsTo[j] = firstsFrom[i]!;
      lastsTo[j] = lastsFrom[i]!;
      valuesTo[j] = valuesFrom[i]!;
      attributesTo[j] = attributesFrom[i]!;
      i += step;
      j += step;
    }
  }

  /** Doubles the first chunk until it is full, then adds full chunks. */
  private grow(): void {
    if (this.room < CHUNK_LEAVES) {
      const ranges = this.room * 2 * LEAF_SIZE;
      this.firsts[0] = enlarged(this.firsts[0]!, new Float64Array(ranges));
      this.lasts[0] = enlarged(this.lasts[0]!, new Float64Array(ranges));
      this.values[0] = enlarged(this.values[0]!, new Float64Array(ranges));
      this.attributes[0] = enlarged(this.attributes[0]!, new Uint32Array(ranges));
      this.room *= 2;
    } else {
      const ranges = CHUNK_LEAVES * LEAF_SIZE;
      this.firsts.push(new Float64Array(ranges));
      this.lasts.push(new Float64Array(ranges));
      this.values.push(new Float64Array(ranges));
      this.attributes.push(new Uint32Array(ranges));
      this.room += CHUNK_LEAVES;
    }
    if (this.room > this.counts.length) {
      const leaves = this.counts.length * 2;
      this.counts = enlarged(this.counts, new Uint8Array(leaves));
      this.nexts = enlarged(this.nexts, new Int32Array(leaves));
      this.previous = enlarged(this.previous, new Int32Array(leaves));
    }
  }
}
