import { alignDown } from '../base/align';
import type { PageRange } from '../model/domain';
import type { Permissions } from '../model/permissions';

/** Entries of a set. */
export const WAYS = 4;

/** Blocks probed one by one for a range to invalidate; for longer ranges every entry is looked at. */
const PROBED_BLOCKS = 64;

/** Stands in the page column of an entry that holds nothing. */
const EMPTY = -1;

/**
 * Sizes a cached block can have, as powers of two of pages of 4 KiB: those that some page table has (4, 16 and 64 KiB,
 * 2, 32 and 512 MiB, 1, 16 and 512 GiB). Others are cached as the next smaller one.
 */
const BLOCK_SHIFTS = [0, 2, 4, 9, 13, 17, 18, 22, 27] as const;

const CLEAN = 1;
const GLOBAL = 2;

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
  private readonly pages: Float64Array;
  private readonly tags: Uint32Array;
  private readonly contexts: Uint32Array;
  private readonly shifts: Uint8Array;
  private readonly outputs: Float64Array;
  private readonly stage2Pages: Float64Array;
  private readonly allowed: Uint8Array;
  /** CLEAN and GLOBAL. */
  private readonly flags: Uint8Array;
  /** Per set: the way that is replaced next. */
  private readonly victims: Uint8Array;
  /** Entries of each size, by shift. */
  private readonly counts = new Uint32Array(28);
  /** Sizes there are entries of. */
  private present: number[] = [];

  /** @param entries 0: nothing is cached; or a power of two, at least {@link WAYS} */
  constructor(readonly entries: number) {
    this.setMask = entries / WAYS - 1;
    this.pages = new Float64Array(entries).fill(EMPTY);
    this.tags = new Uint32Array(entries);
    this.contexts = new Uint32Array(entries);
    this.shifts = new Uint8Array(entries);
    this.outputs = new Float64Array(entries);
    this.stage2Pages = new Float64Array(entries);
    this.allowed = new Uint8Array(entries);
    this.flags = new Uint8Array(entries);
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
    for (const shift of this.present) {
      const slot = this.probe(tag, context, shift === 0 ? page : alignDown(page, 2 ** shift), shift);
      if (slot !== -1) {
        return slot;
      }
    }
    return -1;
  }

  /** The first page of an entry's block. */
  firstPageAt(slot: number): number {
    return this.pages[slot]!;
  }

  /** The last page of an entry's block, inclusive. */
  lastPageAt(slot: number): number {
    return this.pages[slot]! + 2 ** this.shifts[slot]! - 1;
  }

  /** Where a page of an entry's block goes. */
  outputPageAt(slot: number, page: number): number {
    return this.outputs[slot]! + (page - this.pages[slot]!);
  }

  /** Which page stage 2 translates for a page of an entry's block. */
  stage2PageAt(slot: number, page: number): number {
    return this.stage2Pages[slot]! + (page - this.pages[slot]!);
  }

  /** The permissions of an entry. */
  permissionsAt(slot: number): Permissions {
    return this.allowed[slot]!;
  }

  /** Whether a write must not use the entry. */
  isCleanAt(slot: number): boolean {
    return (this.flags[slot]! & CLEAN) !== 0;
  }

  /** Whether the tables say that an entry holds for every PASID. */
  isGlobalAt(slot: number): boolean {
    return (this.flags[slot]! & GLOBAL) !== 0;
  }

  /** Caches the largest block around a page that moves together; it replaces what was cached for the same block. */
  insert(tag: number, context: number, from: CachedPages): void {
    if (this.entries === 0) {
      return;
    }
    const shift = blockShift(from);
    const base = alignDown(from.page, 2 ** shift);
    let slot = this.probe(tag, context, base, shift);
    if (slot === -1) {
      slot = this.slotFor(tag, base, shift);
      this.count(shift, 1);
    }
    this.pages[slot] = base;
    this.tags[slot] = tag;
    this.contexts[slot] = context;
    this.shifts[slot] = shift;
    this.outputs[slot] = from.outputPage - (from.page - base);
    this.stage2Pages[slot] = from.stage2Page - (from.page - base);
    this.allowed[slot] = from.permissions;
    this.flags[slot] = (from.clean ? CLEAN : 0) | (from.global ? GLOBAL : 0);
  }

  /**
   * Forgets the translations of one PASID; those marked global only if told so.
   *
   * @param tag whose translations; undefined: anybody's
   */
  invalidatePasid(tag: number | undefined, { firstPage, lastPage }: PageRange, pasid: number, global: boolean): void {
    for (let slot = 0; slot < this.entries; slot += 1) {
      const page = this.pages[slot]!;
      const concerned = page !== EMPTY && (tag === undefined || this.tags[slot] === tag);
      const its = pasidOf(this.contexts[slot]!) === pasid && (global || !this.isGlobalAt(slot));
      if (concerned && its && page <= lastPage && this.lastPageAt(slot) >= firstPage) {
        this.clear(slot);
      }
    }
  }

  /** Forgets the pages of a range, whosever they are. */
  invalidatePages({ firstPage, lastPage }: PageRange): void {
    for (let slot = 0; slot < this.entries; slot += 1) {
      const page = this.pages[slot]!;
      if (page !== EMPTY && page <= lastPage && this.lastPageAt(slot) >= firstPage) {
        this.clear(slot);
      }
    }
  }

  /** Forgets everything of a tag. */
  invalidateTag(tag: number): void {
    this.sweep(tag, 0, Infinity);
  }

  /**
   * Forgets every block that holds a page of a range, in any context.
   *
   * @param tag whose translations
   * @param firstPage first page
   * @param lastPage last page, inclusive
   */
  invalidateRange(tag: number, firstPage: number, lastPage: number): void {
    const shortest = this.present[0];
    if (shortest === undefined) {
      return;
    }
    if (lastPage - firstPage >= PROBED_BLOCKS * 2 ** shortest) {
      this.sweep(tag, firstPage, lastPage);
      return;
    }
    for (const shift of [...this.present]) {
      const size = 2 ** shift;
      for (let base = alignDown(firstPage, size); base <= lastPage; base += size) {
        this.forget(tag, base, shift);
      }
    }
  }

  /** Forgets everything. */
  invalidateAll(): void {
    this.pages.fill(EMPTY);
    this.counts.fill(0);
    this.present = [];
  }

  private probe(tag: number, context: number, base: number, shift: number): number {
    const { pages, tags, contexts, shifts } = this;
    const start = this.setOf(tag, base, shift) * WAYS;
    const end = start + WAYS;
    for (let slot = start; slot < end; slot += 1) {
      if (pages[slot] === base && tags[slot] === tag && contexts[slot] === context && shifts[slot] === shift) {
        return slot;
      }
    }
    return -1;
  }

  /** Forgets one block in every context: they share a set. */
  private forget(tag: number, base: number, shift: number): void {
    const start = this.setOf(tag, base, shift) * WAYS;
    for (let slot = start; slot < start + WAYS; slot += 1) {
      if (this.pages[slot] === base && this.tags[slot] === tag && this.shifts[slot] === shift) {
        this.clear(slot);
      }
    }
  }

  /**
   * The set of a block: the low bits of its number, so that neighbours use different sets, mixed with its middle bits, so
   * that blocks of one alignment do too, and with the tag, so that equal blocks of different address spaces do.
   */
  private setOf(tag: number, base: number, shift: number): number {
    const block = shift === 0 ? base : base / 2 ** shift;
    return (block ^ ((block >>> 0) >>> 9) ^ (Math.imul(tag, 0x9e3779b1) >>> 16)) & this.setMask;
  }

  /** An empty slot of the set, or the one whose turn it is to be replaced. */
  private slotFor(tag: number, base: number, shift: number): number {
    const set = this.setOf(tag, base, shift);
    const start = set * WAYS;
    for (let slot = start; slot < start + WAYS; slot += 1) {
      if (this.pages[slot] === EMPTY) {
        return slot;
      }
    }
    const way = this.victims[set]!;
    this.victims[set] = (way + 1) % WAYS;
    this.evictions += 1;
    this.clear(start + way);
    return start + way;
  }

  private sweep(tag: number, firstPage: number, lastPage: number): void {
    const { pages, tags } = this;
    for (let slot = 0; slot < this.entries; slot += 1) {
      const page = pages[slot]!;
      if (page !== EMPTY && tags[slot] === tag && page <= lastPage && this.lastPageAt(slot) >= firstPage) {
        this.clear(slot);
      }
    }
  }

  private clear(slot: number): void {
    this.pages[slot] = EMPTY;
    this.count(this.shifts[slot]!, -1);
  }

  private count(shift: number, change: 1 | -1): void {
    const count = this.counts[shift]! + change;
    this.counts[shift] = count;
    if (count === 0 || (count === 1 && change === 1)) {
      this.present = BLOCK_SHIFTS.filter((each) => this.counts[each]! > 0);
    }
  }
}

/** The largest block around the page that moves together, on both sides aligned to its size as in page tables. */
function blockShift({ page, firstPage, lastPage, outputPage, stage2Page }: CachedPages): number {
  let fitting = 0;
  for (const shift of BLOCK_SHIFTS) {
    const size = 2 ** shift;
    const base = alignDown(page, size);
    const inside = base >= firstPage && base + size - 1 <= lastPage;
    if (!inside || (outputPage - (page - base)) % size !== 0 || (stage2Page - (page - base)) % size !== 0) {
      break;
    }
    fitting = shift;
  }
  return fitting;
}
