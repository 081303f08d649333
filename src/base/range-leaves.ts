import { NOTHING } from './range-branches';

/** Ranges a leaf can hold. */
export const LEAF_SIZE = 32;

/** Bits of a position that count the range inside its leaf. */
const LEAF_SHIFT = 5;
const INDEX_MASK = LEAF_SIZE - 1;

/**
 * A leaf in words of 64 bits: the first pages, which are searched, and then for each range a record of two words, which
 * is then in one place: last page with attributes, and value.
 */
const LEAF_WORDS = 3 * LEAF_SIZE;
const RECORD_WORDS = 2;

/**
 * A last page has 52 bits: 32 in the first half of its word and 20 in the second, where the attributes are above them. With
 * at most 10 bits of these the word is never a NaN, so that it stays as it is when it is copied as a number.
 */
const HIGH_MASK = 0xf_ffff;
const ATTRIBUTES_SHIFT = 20;
const TWO_32 = 2 ** 32;

/** Leaves of a full chunk, and how to find the chunk of a leaf. */
const CHUNK_LEAVES = 256;
const CHUNK_SHIFT = 8;
const CHUNK_MASK = CHUNK_LEAVES - 1;

/** A range that was read: an object to be used again. */
export interface RangeView {
  /** First page. */
  first: number;
  /** Last page, inclusive. */
  last: number;
  value: number;
  attributes: number;
}

/**
 * The leaves of a range tree: for each range its first page, last page, value and attributes.
 *
 * A *position* is `leaf * LEAF_SIZE + index`. Leaves are blocks of memory in chunks, so that a tree grows without copying
 * what it has (only the first chunk starts at one leaf and grows by half); freed leaves are used again. Leaves are linked in
 * order in both directions; -1 ends the links.
 */
export class RangeLeaves {
  /** How many ranges each leaf holds. */
  counts = new Uint8Array(1);
  /** The leaf behind each leaf, and for a free leaf the next free one. */
  nexts = new Int32Array(1);
  /** The leaf before each leaf. */
  previous = new Int32Array(1);

  /** The chunks, and the same memory in words of 32 bits. */
  private readonly words: Float64Array<ArrayBuffer>[] = [new Float64Array(LEAF_WORDS)];
  private readonly halves: Uint32Array<ArrayBuffer>[] = [new Uint32Array(this.words[0]!.buffer)];
  private room = 1;
  private untouched = 0;
  private freeLeaf = -1;

  /** First page of the range at a position. */
  firstAt(position: number): number {
    return this.words[chunkOf(position)]![wordOf(position)]!;
  }

  /** Last page of the range at a position, inclusive. */
  lastAt(position: number): number {
    const halves = this.halves[chunkOf(position)]!;
    const at = 2 * recordOf(position);
    return (halves[at + 1]! & HIGH_MASK) * TWO_32 + halves[at]!;
  }

  /** Value of the range at a position. */
  valueAt(position: number): number {
    return this.words[chunkOf(position)]![recordOf(position) + 1]!;
  }

  /** Attributes of the range at a position. */
  attributesAt(position: number): number {
    return this.halves[chunkOf(position)]![2 * recordOf(position) + 1]! >>> ATTRIBUTES_SHIFT;
  }

  /** Reads the range at a position. */
  read(position: number, into: RangeView): void {
    const chunk = chunkOf(position);
    const words = this.words[chunk]!;
    const halves = this.halves[chunk]!;
    const start = ((position >>> LEAF_SHIFT) & CHUNK_MASK) * LEAF_WORDS;
    const index = position & INDEX_MASK;
    const record = start + LEAF_SIZE + RECORD_WORDS * index;
    const high = halves[2 * record + 1]!;
    into.first = words[start + index]!;
    into.last = (high & HIGH_MASK) * TWO_32 + halves[2 * record]!;
    into.value = words[record + 1]!;
    into.attributes = high >>> ATTRIBUTES_SHIFT;
  }

  /** Stores the attributes of the range at a position. */
  setAttributes(position: number, attributes: number): void {
    const halves = this.halves[chunkOf(position)]!;
    const at = 2 * recordOf(position) + 1;
    halves[at] = (halves[at]! & HIGH_MASK) | (attributes << ATTRIBUTES_SHIFT);
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
    const words = this.words[leaf >>> CHUNK_SHIFT]!;
    const start = (leaf & CHUNK_MASK) * LEAF_WORDS;
    // Comparisons are counted, not branched on: nobody could predict them. Three at a time do not wait for each other.
    let at = start;
    at += (+(words[at + 8]! <= page) + +(words[at + 16]! <= page) + +(words[at + 24]! <= page)) << 3;
    at += (+(words[at + 2]! <= page) + +(words[at + 4]! <= page) + +(words[at + 6]! <= page)) << 1;
    at += +(words[at + 1]! <= page);
    at -= +(words[at]! > page);
    return (leaf << LEAF_SHIFT) + (at - start);
  }

  /** The range at a floor position of a leaf, which may be the last one of the leaf before; -1: there is none. */
  atOrBefore(leaf: number, floor: number): number {
    if (floor >= leaf << LEAF_SHIFT) {
      return floor;
    }
    const before = this.previous[leaf]!;
    return before === -1 ? -1 : this.end(before) - 1;
  }

  /** The range behind a position of a leaf, which may be the first one of the leaf behind; -1: there is none. */
  behind(leaf: number, position: number): number {
    if (position + 1 < this.end(leaf)) {
      return position + 1;
    }
    const after = this.nexts[leaf]!;
    return after === -1 ? -1 : after << LEAF_SHIFT;
  }

  /** The leaf of a position. */
  leafOf(position: number): number {
    return position >>> LEAF_SHIFT;
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
    this.counts[leaf] = LEAF_SIZE;
    this.shorten(leaf, 0);
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
    const words = this.words[leaf >>> CHUNK_SHIFT]!;
    const halves = this.halves[leaf >>> CHUNK_SHIFT]!;
    const count = this.counts[leaf]!;
    const index = position & INDEX_MASK;
    const start = (leaf & CHUNK_MASK) * LEAF_WORDS;
    this.moveUp(leaf, index, index + 1, count - index);
    const record = start + LEAF_SIZE + RECORD_WORDS * index;
    words[start + index] = first;
    halves[2 * record] = last;
    halves[2 * record + 1] = Math.floor(last / TWO_32) | (attributes << ATTRIBUTES_SHIFT);
    words[record + 1] = value;
    this.counts[leaf] = count + 1;
  }

  /** Takes ranges of a leaf out, from a position on; the ranges behind them move down. */
  removeAt(leaf: number, position: number, count: number): void {
    const index = position & INDEX_MASK;
    const rest = this.counts[leaf]! - count;
    this.copyDown(leaf, index + count, leaf, index, rest - index);
    this.shorten(leaf, rest);
  }

  /**
   * Moves ranges between two neighbours, so that the left one has as many as asked for.
   *
   * @param left the leaf before
   * @param right the leaf behind
   * @param leftCount how many ranges the left one shall have; the right one must be able to hold the rest
   */
  share(left: number, right: number, leftCount: number): void {
    const leftHas = this.counts[left]!;
    const rightHas = this.counts[right]!;
    const moved = leftCount - leftHas;
    if (moved > 0) {
      this.copyDown(right, 0, left, leftHas, moved);
      this.copyDown(right, moved, right, 0, rightHas - moved);
      this.counts[left] = leftCount;
      this.shorten(right, rightHas - moved);
    } else {
      this.moveUp(right, 0, -moved, rightHas);
      this.copyDown(left, leftCount, right, 0, -moved);
      this.counts[right] = rightHas - moved;
      this.shorten(left, leftCount);
    }
  }

  /** How many bytes the slabs take. */
  bytes(): number {
    const perLeaf = this.counts.byteLength + this.nexts.byteLength + this.previous.byteLength;
    return this.room * LEAF_WORDS * Float64Array.BYTES_PER_ELEMENT + perLeaf;
  }

  /** Makes a leaf forget its ranges from an index on. */
  private shorten(leaf: number, count: number): void {
    const words = this.words[leaf >>> CHUNK_SHIFT]!;
    const start = (leaf & CHUNK_MASK) * LEAF_WORDS;
    const end = start + this.counts[leaf]!;
    for (let i = start + count; i < end; i += 1) {
      words[i] = NOTHING;
    }
    this.counts[leaf] = count;
  }

  /** Copies ranges to other places, in order: in the same leaf only to lower ones. */
  private copyDown(from: number, fromIndex: number, to: number, toIndex: number, count: number): void {
    const source = this.words[from >>> CHUNK_SHIFT]!;
    const target = this.words[to >>> CHUNK_SHIFT]!;
    const sourceStart = (from & CHUNK_MASK) * LEAF_WORDS;
    const targetStart = (to & CHUNK_MASK) * LEAF_WORDS;
    for (let i = 0; i < count; i += 1) {
      target[targetStart + toIndex + i] = source[sourceStart + fromIndex + i]!;
    }
    const sourceRecords = sourceStart + LEAF_SIZE + RECORD_WORDS * fromIndex;
    const targetRecords = targetStart + LEAF_SIZE + RECORD_WORDS * toIndex;
    for (let i = 0; i < RECORD_WORDS * count; i += 1) {
      target[targetRecords + i] = source[sourceRecords + i]!;
    }
  }

  /** Copies ranges to higher places of the same leaf, in reverse order. */
  private moveUp(leaf: number, fromIndex: number, toIndex: number, count: number): void {
    const words = this.words[leaf >>> CHUNK_SHIFT]!;
    const start = (leaf & CHUNK_MASK) * LEAF_WORDS;
    for (let i = count - 1; i >= 0; i -= 1) {
      words[start + toIndex + i] = words[start + fromIndex + i]!;
    }
    const records = start + LEAF_SIZE;
    for (let i = RECORD_WORDS * count - 1; i >= 0; i -= 1) {
      words[records + RECORD_WORDS * toIndex + i] = words[records + RECORD_WORDS * fromIndex + i]!;
    }
  }

  /** Makes the first chunk larger by half until it is full, then adds full chunks. */
  private grow(): void {
    if (this.room < CHUNK_LEAVES) {
      this.room = Math.min(CHUNK_LEAVES, this.room + (this.room >>> 1) + 1);
      const words = new Float64Array(this.room * LEAF_WORDS);
      words.set(this.words[0]!);
      this.words[0] = words;
      this.halves[0] = new Uint32Array(words.buffer);
    } else {
      this.room += CHUNK_LEAVES;
      const words = new Float64Array(CHUNK_LEAVES * LEAF_WORDS);
      this.words.push(words);
      this.halves.push(new Uint32Array(words.buffer));
    }
    if (this.room > this.counts.length) {
      const leaves = this.counts.length * 2;
      this.counts = enlarged(this.counts, new Uint8Array(leaves));
      this.nexts = enlarged(this.nexts, new Int32Array(leaves));
      this.previous = enlarged(this.previous, new Int32Array(leaves));
    }
  }
}

/** The larger array, after it took over the items of the smaller one. */
function enlarged<A extends Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(smaller: A, larger: A): A {
  larger.set(smaller);
  return larger;
}

/** The chunk of a position. */
function chunkOf(position: number): number {
  return position >>> (LEAF_SHIFT + CHUNK_SHIFT);
}

/** The place of a position's first page in its chunk. */
function wordOf(position: number): number {
  return ((position >>> LEAF_SHIFT) & CHUNK_MASK) * LEAF_WORDS + (position & INDEX_MASK);
}

/** The place of a position's record in its chunk. */
function recordOf(position: number): number {
  return ((position >>> LEAF_SHIFT) & CHUNK_MASK) * LEAF_WORDS + LEAF_SIZE + RECORD_WORDS * (position & INDEX_MASK);
}
