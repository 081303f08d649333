/** Entries a pool nothing was stored in yet has room for. */
const FIRST_ENTRIES = 16;

/** Its number, its flags and the link to the next. */
const BYTES_PER_PAGE = 13;

/**
 * The pages of groups, unclosed and pending: typed-array slabs of entries, chained per group. An *entry* is an index from 0; -1 ends
 * a chain. Thirteen bytes per page.
 */
export class PagePool {
  private readonly capacity: number;
  private pages: Float64Array<ArrayBuffer>;
  private flags: Uint8Array<ArrayBuffer>;
  private chain: Int32Array<ArrayBuffer>;
  private freeEntry = -1;
  private untouched = 0;
  private used = 0;

  /**
   * @param capacity the largest number of pages held at once, at least 0
   * @param preallocate whether to take the memory for all of them now
   */
  constructor(capacity: number, preallocate = false) {
    this.capacity = capacity;
    const room = Math.max(preallocate ? capacity : 0, FIRST_ENTRIES);
    this.pages = new Float64Array(room);
    this.flags = new Uint8Array(room);
    this.chain = new Int32Array(room);
  }

  /** How many pages are held now. */
  get size(): number {
    return this.used;
  }

  /** Whether one more page fits. */
  get hasRoom(): boolean {
    return this.used < this.capacity;
  }

  /**
   * Stores a page behind the others of its group; {@link hasRoom} must have said that it fits.
   *
   * @param tail the entry of the group's last page; -1: it has none yet
   * @param page its number, an integer in 0..2^52-1
   * @param flags what was asked for it, 0..255: permissions in the low four bits, the rest as the owner likes
   * @returns its entry
   */
  append(tail: number, page: number, flags: number): number {
    const entry = this.allocate();
    this.pages[entry] = page;
    this.flags[entry] = flags;
    this.chain[entry] = -1;
    if (tail !== -1) {
      this.chain[tail] = entry;
    }
    this.used += 1;
    return entry;
  }

  /** Drops the chain of a group. */
  free(firstEntry: number): void {
    let entry = firstEntry;
    while (entry !== -1) {
      const after = this.chain[entry]!;
      this.chain[entry] = this.freeEntry;
      this.freeEntry = entry;
      this.used -= 1;
      entry = after;
    }
  }

  /** The entry of the group's next page; -1 after the last one. */
  next(entry: number): number {
    return this.chain[entry]!;
  }

  /** The page number of an entry. */
  page(entry: number): number {
    return this.pages[entry]!;
  }

  /** What was asked for that page. */
  flagsAt(entry: number): number {
    return this.flags[entry]!;
  }

  /** How many bytes the slabs take. */
  bytes(): number {
    return this.pages.byteLength + this.flags.byteLength + this.chain.byteLength;
  }

  private allocate(): number {
    const entry = this.freeEntry;
    if (entry !== -1) {
      this.freeEntry = this.chain[entry]!;
      return entry;
    }
    if (this.untouched === this.pages.length) {
      this.grow();
    }
    return this.untouched++;
  }

  private grow(): void {
    const room = Math.min(this.pages.length * 2, Math.max(this.capacity, FIRST_ENTRIES));
    const pages = new Float64Array(room);
    pages.set(this.pages);
    const flags = new Uint8Array(room);
    flags.set(this.flags);
    const chain = new Int32Array(room);
    chain.set(this.chain);
    this.pages = pages;
    this.flags = flags;
    this.chain = chain;
  }
}

/** The bytes that a pool takes for a number of pages. */
export function pageBytes(pages: number): number {
  return Math.max(pages, FIRST_ENTRIES) * BYTES_PER_PAGE;
}
