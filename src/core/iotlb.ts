import type { Permissions } from '../model/permissions';

/** Sets and ways of an {@link Iotlb} that is made without sizes: 1024 entries, 21 KiB. */
export const DEFAULT_SETS = 256;
/** See {@link DEFAULT_SETS}. */
export const DEFAULT_WAYS = 4;

/** Ranges of up to this many pages are invalidated page by page; for larger ones every entry is looked at. */
const PROBED_PAGES = 64;

/** Stands in the page column of an entry that holds nothing. */
const EMPTY = -1;

/**
 * The IOMMU's cache of translations: set-associative, on typed arrays, one entry per 4 KiB page.
 *
 * An entry is found by a *tag* (whose translation it is: the id of an address space, 0..2^32-1) and a page number
 * (0..2^52-1), and holds the output page and the permissions. Only translations are cached, never their absence. When
 * a set is full its entries are replaced in turn, so equal runs evict equally.
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

  private readonly ways: number;
  private readonly setMask: number;
  private readonly pages: Float64Array;
  private readonly tags: Uint32Array;
  private readonly outputs: Float64Array;
  private readonly allowed: Uint8Array;
  /** Per set: the way that is replaced next. */
  private readonly victims: Uint8Array;

  /**
   * @param sets number of sets, a power of two
   * @param ways entries per set, 1..255
   */
  constructor(sets: number = DEFAULT_SETS, ways: number = DEFAULT_WAYS) {
    const entries = sets * ways;
    this.ways = ways;
    this.setMask = sets - 1;
    this.pages = new Float64Array(entries).fill(EMPTY);
    this.tags = new Uint32Array(entries);
    this.outputs = new Float64Array(entries);
    this.allowed = new Uint8Array(entries);
    this.victims = new Uint8Array(sets);
  }

  /**
   * Looks a page up, and counts a hit or a miss.
   *
   * @returns the slot, or -1
   */
  lookup(tag: number, page: number): number {
    const slot = this.probe(tag, page);
    if (slot === -1) {
      this.misses += 1;
    } else {
      this.hits += 1;
    }
    return slot;
  }

  /** The output page of an entry. */
  outputPageAt(slot: number): number {
    return this.outputs[slot]!;
  }

  /** The permissions of an entry. */
  permissionsAt(slot: number): Permissions {
    return this.allowed[slot]!;
  }

  /**
   * Caches a translation; it replaces what was cached for the same tag and page.
   *
   * @param tag whose translation it is
   * @param page the input page
   * @param outputPage where it leads
   * @param permissions what is allowed
   */
  insert(tag: number, page: number, outputPage: number, permissions: Permissions): void {
    let slot = this.probe(tag, page);
    if (slot === -1) {
      slot = this.slotFor(tag, page);
    }
    this.pages[slot] = page;
    this.tags[slot] = tag;
    this.outputs[slot] = outputPage;
    this.allowed[slot] = permissions;
  }

  /** Forgets everything of a tag. */
  invalidateTag(tag: number): void {
    this.sweep(tag, 0, Infinity);
  }

  /**
   * Forgets the pages of a range.
   *
   * @param tag whose translations
   * @param firstPage first page
   * @param lastPage last page, inclusive
   */
  invalidateRange(tag: number, firstPage: number, lastPage: number): void {
    if (lastPage - firstPage >= PROBED_PAGES) {
      this.sweep(tag, firstPage, lastPage);
      return;
    }
    for (let page = firstPage; page <= lastPage; page += 1) {
      const slot = this.probe(tag, page);
      if (slot !== -1) {
        this.pages[slot] = EMPTY;
      }
    }
  }

  /** Forgets everything. */
  invalidateAll(): void {
    this.pages.fill(EMPTY);
  }

  private probe(tag: number, page: number): number {
    const { pages, tags } = this;
    const start = this.setOf(tag, page) * this.ways;
    const end = start + this.ways;
    for (let slot = start; slot < end; slot += 1) {
      if (pages[slot] === page && tags[slot] === tag) {
        return slot;
      }
    }
    return -1;
  }

  /**
   * The set of a page: its low bits, so that neighbours use different sets, mixed with its middle bits, so that pages
   * of one alignment do too, and with the tag, so that equal pages of different address spaces do.
   */
  private setOf(tag: number, page: number): number {
    return (page ^ ((page >>> 0) >>> 9) ^ (Math.imul(tag, 0x9e3779b1) >>> 16)) & this.setMask;
  }

  /** An empty slot of the set, or the one whose turn it is to be replaced. */
  private slotFor(tag: number, page: number): number {
    const set = this.setOf(tag, page);
    const start = set * this.ways;
    for (let slot = start; slot < start + this.ways; slot += 1) {
      if (this.pages[slot] === EMPTY) {
        return slot;
      }
    }
    const way = this.victims[set]!;
    this.victims[set] = (way + 1) % this.ways;
    this.evictions += 1;
    return start + way;
  }

  private sweep(tag: number, firstPage: number, lastPage: number): void {
    const { pages, tags } = this;
    for (let slot = 0; slot < pages.length; slot += 1) {
      const page = pages[slot]!;
      if (tags[slot] === tag && page >= firstPage && page <= lastPage) {
        pages[slot] = EMPTY;
      }
    }
  }
}
