import { alignDown } from '../base/align';
import type { DirtyPart } from '../model/domain';
import type { PageRange } from './page-range';

/** Pages of one chunk: 2 MiB, a mark each. */
const CHUNK_PAGES = 512;
const CHUNK_WORDS = CHUNK_PAGES / 32;

/** The most bits that one part of an answer holds: 32 KiB. */
export const MAX_PART_BITS = 262_144;

/** What is asked of {@link DirtyPages.read}. */
export interface DirtyQuery extends PageRange {
  /** Pages that one bit of the answer stands for, a power of two; the range is made of whole such blocks. */
  readonly pagesPerBit: number;
  /** Leaves the marks. */
  readonly keep: boolean;
}

/** A part of an answer. */
export interface DirtyAnswer {
  /** Undefined: nothing is dirty up to the end of the range. */
  readonly part: DirtyPart | undefined;
  /** Where to go on; undefined: the range is done. */
  readonly nextPage: number | undefined;
}

/**
 * Marks of pages that were written: sparse, a chunk of 2 MiB takes memory once a page of it is marked, and until none is.
 */
export class DirtyPages {
  /** Slots of chunks, by their number. */
  private readonly chunks = new Map<number, number>();
  private words = new Uint32Array(CHUNK_WORDS * 8);
  private readonly free: number[] = [];
  private slots = 0;
  /** Numbers of chunks, ascending, some of which may be gone; undefined: to be made anew. */
  private sorted: number[] | undefined;

  /** How many bytes the marks take. */
  bytes(): number {
    return this.words.byteLength;
  }

  /** Marks a page. */
  mark(page: number): void {
    const chunk = Math.floor(page / CHUNK_PAGES);
    const slot = this.chunks.get(chunk) ?? this.open(chunk);
    const bit = page % CHUNK_PAGES;
    this.words[slot * CHUNK_WORDS + (bit >>> 5)]! |= 1 << (bit & 31);
  }

  /** Forgets the marks of a range. */
  clear({ firstPage, lastPage }: PageRange): void {
    for (const chunk of this.chunksIn(firstPage, lastPage)) {
      const base = chunk * CHUNK_PAGES;
      this.clearBits(chunk, Math.max(firstPage - base, 0), Math.min(lastPage - base, CHUNK_PAGES - 1));
    }
  }

  /**
   * Tells, from the first dirty page of a range on, what is dirty, and forgets it unless told otherwise.
   *
   * @param query what to read; its `firstPage` is where the answer before said to go on
   */
  read({ firstPage, lastPage, pagesPerBit, keep }: DirtyQuery): DirtyAnswer {
    const first = this.firstDirty(firstPage, lastPage);
    if (first === undefined) {
      return { part: undefined, nextPage: undefined };
    }
    const start = firstPage + alignDown(first - firstPage, pagesPerBit);
    const end = Math.min(start + MAX_PART_BITS * pagesPerBit - 1, lastPage);
    const part = this.collect(start, end, pagesPerBit);
    if (!keep) {
      this.clear({ firstPage: start, lastPage: end });
    }
    return { part, nextPage: end < lastPage ? end + 1 : undefined };
  }

  private collect(start: number, end: number, pagesPerBit: number): DirtyPart {
    const bitmap = new Uint8Array(Math.ceil(Math.min((end - start + 1) / pagesPerBit, MAX_PART_BITS) / 8));
    let lastBit = 0;
    for (const [base, marks] of this.wordsIn(start, end)) {
      if (pagesPerBit === 1 && (base - start) % 8 === 0 && base >= start) {
        const at = (base - start) / 8;
        for (let i = 0; i < 4 && at + i < bitmap.length; i += 1) {
          bitmap[at + i]! |= marks >>> (8 * i);
        }
      } else {
        for (let bits = marks; bits !== 0; bits &= bits - 1) {
          const bit = Math.floor((base + lowestBit(bits) - start) / pagesPerBit);
          bitmap[bit >>> 3]! |= 1 << (bit & 7);
        }
      }
      lastBit = Math.floor((base + highestBit(marks) - start) / pagesPerBit);
    }
    const used = bitmap.slice(0, (lastBit >>> 3) + 1);
    return { firstPage: start, bitmap: used, dirtyCount: countBits(used) };
  }

  private firstDirty(firstPage: number, lastPage: number): number | undefined {
    for (const [base, marks] of this.wordsIn(firstPage, lastPage)) {
      return base + lowestBit(marks);
    }
    return undefined;
  }

  /** The marks of a range in words of 32 pages, ascending, without empty words: the first page of each, and its bits. */
  private *wordsIn(firstPage: number, lastPage: number): Generator<readonly [number, number]> {
    for (const chunk of this.chunksIn(firstPage, lastPage)) {
      const slot = this.chunks.get(chunk)!;
      for (let word = 0; word < CHUNK_WORDS; word += 1) {
        const base = chunk * CHUNK_PAGES + word * 32;
        const marks = this.words[slot * CHUNK_WORDS + word]! & bitsBetween(firstPage - base, lastPage - base);
        if (marks !== 0) {
          yield [base, marks];
        }
      }
    }
  }

  /** Numbers of the chunks that hold a marked page and a page of a range, ascending. */
  private *chunksIn(firstPage: number, lastPage: number): Generator<number> {
    const first = Math.floor(firstPage / CHUNK_PAGES);
    const last = Math.floor(lastPage / CHUNK_PAGES);
    if (last - first < this.chunks.size) {
      for (let chunk = first; chunk <= last; chunk += 1) {
        if (this.chunks.has(chunk)) {
          yield chunk;
        }
      }
      return;
    }
    this.sorted ??= [...this.chunks.keys()].sort((a, b) => a - b);
    const { sorted } = this;
    for (let i = indexOfFirst(sorted, first); i < sorted.length && sorted[i]! <= last; i += 1) {
      if (this.chunks.has(sorted[i]!)) {
        yield sorted[i]!;
      }
    }
  }

  private open(chunk: number): number {
    const slot = this.free.pop() ?? this.slots++;
    if ((slot + 1) * CHUNK_WORDS > this.words.length) {
      const grown = new Uint32Array(this.words.length * 2);
      grown.set(this.words);
      this.words = grown;
    }
    this.chunks.set(chunk, slot);
    this.sorted = undefined;
    return slot;
  }

  private clearBits(chunk: number, firstBit: number, lastBit: number): void {
    const start = this.chunks.get(chunk)! * CHUNK_WORDS;
    let left = 0;
    for (let word = 0; word < CHUNK_WORDS; word += 1) {
      this.words[start + word]! &= ~bitsBetween(firstBit - word * 32, lastBit - word * 32);
      left |= this.words[start + word]!;
    }
    if (left === 0) {
      this.free.push(start / CHUNK_WORDS);
      this.chunks.delete(chunk);
    }
  }
}

/** The bits of a word from one place to another, inclusive; places outside of the word are cut off. */
function bitsBetween(first: number, last: number): number {
  const from = Math.max(first, 0);
  const to = Math.min(last, 31);
  return from > to ? 0 : (0xffff_ffff >>> (31 - to)) & (0xffff_ffff << from);
}

function lowestBit(bits: number): number {
  return highestBit(bits & -bits);
}

function highestBit(bits: number): number {
  return 31 - Math.clz32(bits);
}

/** Where the first number of a list, ascending, is that is not less than another. */
function indexOfFirst(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < least) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function countBits(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) {
    for (let bits = byte; bits !== 0; bits &= bits - 1) {
      count += 1;
    }
  }
  return count;
}
