import { alignDown } from '../base/align';
import type { Permissions } from '../model/permissions';
import { ALL_PAGES, overlapIn, union, type PageRange } from './page-range';

/** Entries of a set. */
export const WAYS = 4;
const WAYS_SHIFT = 2;

/** So many entries are looked at in the time that it takes to look for a block. */
const ENTRIES_PER_PROBE = 16;

/** So many blocks are looked for in the time that it takes to sort a range among others. */
const PROBES_PER_RANGE = 8;

/**
 * Sizes a cached block can have, as powers of two of pages of 4 KiB: those that some page table has (4, 16 and 64 KiB,
 * 2, 32 and 512 MiB, 1, 16 and 512 GiB). Others are cached as the next smaller one. A *size* is an index of this table.
 */
const BLOCK_SHIFTS = [0, 2, 4, 9, 13, 17, 18, 22, 27] as const;

/** The same in pages, and what a page number is multiplied with to get that of its block. */
const BLOCK_PAGES = Float64Array.from(BLOCK_SHIFTS, (shift) => 2 ** shift);
const BLOCKS_PER_PAGE = Float64Array.from(BLOCK_SHIFTS, (shift) => 2 ** -shift);

/** Stands in place of the key of an entry that holds nothing. */
const EMPTY = 0;

/** An entry in words of 64 bits: tag and context, output minus input, page of stage 2 minus input, and the rest. */
const ENTRY_SHIFT = 2;
const ENTRY_WORDS = 1 << ENTRY_SHIFT;
const OUTPUT_DELTA = 1;
const STAGE2_DELTA = 2;

/** The same in words of 32 bits. */
const HALVES_SHIFT = ENTRY_SHIFT + 1;
const TAG = 0;
const CONTEXT = 1;
const REST = 6;

/** The rest: permissions, flags, size. */
const PERMISSIONS_MASK = 0xff;
const CLEAN = 1 << 8;
const GLOBAL = 1 << 9;
const SIZE_SHIFT = 16;

/** What one look-up needs to know whose translation it wants. */
export function contextOf(pasid: number, privileged: boolean): number {
  return (pasid + 1) * 2 + (privileged ? 1 : 0);
}

function pasidOf(context: number): number {
  return (context >>> 1) - 1;
}

/** Pages, with where they lead, to be cached as far as one block of them can hold. */
export interface CachedPages {
  /** The input page that was asked for. */
  page: number;
  /** First and last input page that move together with it, inclusive. */
  firstPage: number;
  lastPage: number;
  /** Where `page` goes. */
  outputPage: number;
  /** Page that stage 2 was asked for, for `page`; equal to `page` where there is one stage. */
  stage2Page: number;
  permissions: Permissions;
  /** Whether a write must be translated anew, so that it is recorded in the tables. */
  clean: boolean;
  /** Whether the tables say that it holds for every PASID. */
  global: boolean;
}

/**
 * The IOMMU's cache of translations: set-associative, on typed arrays, aware of page sizes.
 *
 * An entry is found by a *tag* (the id of an address space, 0..2^32-1), a *context* ({@link contextOf}: PASID and privilege)
 * and a page number (0..2^52-1). It holds a block of pages that move together. Only translations are cached, never their
 * absence. When a set is full its entries are replaced in turn, so equal runs evict equally.
 *
 * A *slot* is the index of an entry, from 0; -1 means "not cached". It is valid until the next insert or invalidation.
 */
export class Iotlb {
  /** Look-ups that found an entry, since construction. */
  hits = 0;
  /** Look-ups that found none, since construction. */
  misses = 0;
  /** Entries of other pages that gave way to a new one, since construction. */
  evictions = 0;

  private readonly setMask: number;
  /** For each entry {@link keyOf} its block: what is compared first, and apart so that a set's keys are in one place. */
  private readonly keys: Float64Array;
  /** The entries, and the same memory in words of 32 bits. */
  private readonly words: Float64Array;
  private readonly halves: Uint32Array;
  /** Per set: the way that is replaced next. */
  private readonly victims: Uint8Array;
  /** Entries of each size. */
  private readonly counts = new Uint32Array(BLOCK_SHIFTS.length);
  /** Sizes there are entries of: a bit each. */
  private present = 0;

  /** @param entries 0: nothing is cached; or a power of two, at least {@link WAYS} */
  constructor(readonly entries: number) {
    this.setMask = entries / WAYS - 1;
    this.keys = new Float64Array(entries);
    this.words = new Float64Array(entries * ENTRY_WORDS);
    this.halves = new Uint32Array(this.words.buffer);
    this.victims = new Uint8Array(entries / WAYS);
  }

  /**
   * Looks a page up, and counts a hit or a miss.
   *
   * @returns the slot, or -1
   */
  lookup(tag: number, context: number, page: number): number {
    const slot = this.peek(tag, context, page);
    if (slot === -1) {
      this.misses += 1;
    } else {
      this.hits += 1;
    }
    return slot;
  }

  /** As {@link lookup}, without counting. */
  peek(tag: number, context: number, page: number): number {
    for (let left = this.present; left !== 0; left &= left - 1) {
      const size = lowestBit(left);
      const slot = this.probe(tag, context, Math.floor(page * BLOCKS_PER_PAGE[size]!), size);
      if (slot !== -1) {
        return slot;
      }
    }
    return -1;
  }

  /** The first page of an entry's block. */
  firstPageAt(slot: number): number {
    return (this.keys[slot]! - this.pagesAt(slot)) / 2;
  }

  /** The last page of an entry's block, inclusive. */
  lastPageAt(slot: number): number {
    return (this.keys[slot]! + this.pagesAt(slot)) / 2 - 1;
  }

  /** Where a page of an entry's block goes. */
  outputPageAt(slot: number, page: number): number {
    return page + this.words[(slot << ENTRY_SHIFT) | OUTPUT_DELTA]!;
  }

  /** Which page stage 2 translates for a page of an entry's block. */
  stage2PageAt(slot: number, page: number): number {
    return page + this.words[(slot << ENTRY_SHIFT) | STAGE2_DELTA]!;
  }

  /** The permissions of an entry. */
  permissionsAt(slot: number): Permissions {
    return this.restAt(slot) & PERMISSIONS_MASK;
  }

  /** Whether a write must not use the entry. */
  isCleanAt(slot: number): boolean {
    return (this.restAt(slot) & CLEAN) !== 0;
  }

  /** Whether the tables say that an entry holds for every PASID. */
  isGlobalAt(slot: number): boolean {
    return (this.restAt(slot) & GLOBAL) !== 0;
  }

  /** Caches the largest block around a page that moves together; it replaces what was cached for the same block. */
  insert(tag: number, context: number, from: CachedPages): void {
    if (this.entries === 0) {
      return;
    }
    const { page } = from;
    const size = blockSize(from);
    const block = Math.floor(page * BLOCKS_PER_PAGE[size]!);
    let slot = this.probe(tag, context, block, size);
    if (slot === -1) {
      slot = this.slotFor(tag, block);
      this.count(size, 1);
    }
    this.keys[slot] = keyOf(block, size);
    this.words[(slot << ENTRY_SHIFT) | OUTPUT_DELTA] = from.outputPage - page;
    this.words[(slot << ENTRY_SHIFT) | STAGE2_DELTA] = from.stage2Page - page;
    const { halves } = this;
    const at = slot << HALVES_SHIFT;
    halves[at | TAG] = tag;
    halves[at | CONTEXT] = context;
    halves[at | REST] = from.permissions | (from.clean ? CLEAN : 0) | (from.global ? GLOBAL : 0) | (size << SIZE_SHIFT);
  }

  /**
   * Forgets the translations of one PASID; those marked global only if told so.
   *
   * @param tag whose translations; undefined: anybody's
   */
  invalidatePasid(tag: number | undefined, range: PageRange, pasid: number, global: boolean): void {
    for (let slot = 0; slot < this.entries; slot += 1) {
      const concerned = this.overlaps(slot, range) && (tag === undefined || this.tagAt(slot) === tag);
      if (concerned && pasidOf(this.contextAt(slot)) === pasid && (global || !this.isGlobalAt(slot))) {
        this.clear(slot);
      }
    }
  }

  /** Forgets the pages of a range, whosever they are. */
  invalidatePages(range: PageRange): void {
    for (let slot = 0; slot < this.entries; slot += 1) {
      if (this.overlaps(slot, range)) {
        this.clear(slot);
      }
    }
  }

  /** Forgets everything of a tag. */
  invalidateTag(tag: number): void {
    this.sweep(tag, [ALL_PAGES]);
  }

  /** As {@link invalidateRanges}, for one range. */
  invalidateRange(tag: number, firstPage: number, lastPage: number): void {
    this.invalidateRanges(tag, [{ firstPage, lastPage }]);
  }

  /**
   * Forgets every block that holds a page of some ranges, in any context.
   *
   * @param tag whose translations
   * @param ranges in any order
   */
  invalidateRanges(tag: number, ranges: readonly PageRange[]): void {
    if (this.present === 0) {
      return;
    }
    const perPage = BLOCKS_PER_PAGE[lowestBit(this.present)]!;
    const most = this.entries / ENTRIES_PER_PROBE + (ranges.length - 1) * PROBES_PER_RANGE;
    let probes = 0;
    for (let i = 0; i < ranges.length && probes <= most; i += 1) {
      const { firstPage, lastPage } = ranges[i]!;
      probes += 1 + (lastPage - firstPage) * perPage;
    }
    if (probes > most) {
      this.sweep(tag, union(ranges));
      return;
    }
    for (const { firstPage, lastPage } of ranges) {
      for (let left = this.present; left !== 0; left &= left - 1) {
        const size = lowestBit(left);
        const last = Math.floor(lastPage * BLOCKS_PER_PAGE[size]!);
        for (let block = Math.floor(firstPage * BLOCKS_PER_PAGE[size]!); block <= last; block += 1) {
          this.forget(tag, block, size);
        }
      }
    }
  }

  /** Forgets everything. */
  invalidateAll(): void {
    this.keys.fill(EMPTY);
    this.counts.fill(0);
    this.present = 0;
  }

  private tagAt(slot: number): number {
    return this.halves[(slot << HALVES_SHIFT) | TAG]!;
  }

  private contextAt(slot: number): number {
    return this.halves[(slot << HALVES_SHIFT) | CONTEXT]!;
  }

  private restAt(slot: number): number {
    return this.halves[(slot << HALVES_SHIFT) | REST]!;
  }

  private sizeAt(slot: number): number {
    return this.restAt(slot) >>> SIZE_SHIFT;
  }

  private pagesAt(slot: number): number {
    return BLOCK_PAGES[this.sizeAt(slot)]!;
  }

  /** Whether there is an entry, and a page of its block in a range. */
  private overlaps(slot: number, { firstPage, lastPage }: PageRange): boolean {
    return this.keys[slot] !== EMPTY && this.firstPageAt(slot) <= lastPage && this.lastPageAt(slot) >= firstPage;
  }

  private probe(tag: number, context: number, block: number, size: number): number {
    const { keys } = this;
    const key = keyOf(block, size);
    const start = this.setOf(tag, block) << WAYS_SHIFT;
    // Comparisons are counted, not branched on: nobody could predict the way. Nearly always one key at most is equal.
    const sum = +(keys[start | 1] === key) + 2 * +(keys[start | 2] === key) + 3 * +(keys[start | 3] === key);
    const slot = start | (sum & (WAYS - 1));
    if (keys[slot] === key && this.tagAt(slot) === tag && this.contextAt(slot) === context) {
      return slot;
    }
    return sum === 0 ? -1 : this.probeEach(tag, context, key, start);
  }

  /** As {@link probe}, for the block's key in its set: the same block of others may have the same key. */
  private probeEach(tag: number, context: number, key: number, start: number): number {
    for (let slot = start; slot < start + WAYS; slot += 1) {
      if (this.keys[slot] === key && this.tagAt(slot) === tag && this.contextAt(slot) === context) {
        return slot;
      }
    }
    return -1;
  }

  /** Forgets one block in every context: they share a set. */
  private forget(tag: number, block: number, size: number): void {
    const key = keyOf(block, size);
    const start = this.setOf(tag, block) << WAYS_SHIFT;
    for (let slot = start; slot < start + WAYS; slot += 1) {
      if (this.keys[slot] === key && this.tagAt(slot) === tag) {
        this.clear(slot);
      }
    }
  }

  /**
   * The set of a block: the low bits of its number, so that neighbours use different sets, mixed with its middle bits, so
   * that blocks of one alignment do too, and with the tag, so that equal blocks of different address spaces do.
   */
  private setOf(tag: number, block: number): number {
    return (block ^ ((block >>> 0) >>> 9) ^ (Math.imul(tag, 0x9e3779b1) >>> 16)) & this.setMask;
  }

  /** An empty slot of the set, or the one whose turn it is to be replaced. */
  private slotFor(tag: number, block: number): number {
    const set = this.setOf(tag, block);
    const start = set * WAYS;
    for (let slot = start; slot < start + WAYS; slot += 1) {
      if (this.keys[slot] === EMPTY) {
        return slot;
      }
    }
    const way = this.victims[set]!;
    this.victims[set] = (way + 1) % WAYS;
    this.evictions += 1;
    this.clear(start + way);
    return start + way;
  }

  private sweep(tag: number, ranges: readonly PageRange[]): void {
    for (let slot = 0; slot < this.entries; slot += 1) {
      if (this.keys[slot] !== EMPTY && this.tagAt(slot) === tag) {
        const block = { firstPage: this.firstPageAt(slot), lastPage: this.lastPageAt(slot) };
        if (overlapIn(block, ranges) !== undefined) {
          this.clear(slot);
        }
      }
    }
  }

  private clear(slot: number): void {
    this.keys[slot] = EMPTY;
    this.count(this.sizeAt(slot), -1);
  }

  private count(size: number, change: 1 | -1): void {
    const count = this.counts[size]! + change;
    this.counts[size] = count;
    this.present = count === 0 ? this.present & ~(1 << size) : this.present | (1 << size);
  }
}

/** What tells a block from all others of any size, below 2^53: its number is above the lowest bit set, which is its size. */
function keyOf(block: number, size: number): number {
  return (2 * block + 1) * BLOCK_PAGES[size]!;
}

/** The index of the lowest bit that is set; one is. */
function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** The largest block around the page that moves together, on both sides aligned to its size as in page tables. */
function blockSize({ page, firstPage, lastPage, outputPage, stage2Page }: CachedPages): number {
  // Both sides are aligned alike as far as they do not differ; their low 32 bits are enough for any block.
  const differing = (outputPage - page) | (stage2Page - page);
  let fitting = 0;
  for (let size = 1; size < BLOCK_SHIFTS.length; size += 1) {
    const pages = BLOCK_PAGES[size]!;
    const base = alignDown(page, pages);
    if ((differing & (pages - 1)) !== 0 || base < firstPage || base + pages - 1 > lastPage) {
      break;
    }
    fitting = size;
  }
  return fitting;
}
