/** Entries a pool nothing was stored in yet has room for. */
const FIRST_ENTRIES = 16;

/** The pages of one group, in the order the device asked for them. Read during a call and not kept. */
export interface GroupPages {
  /** How many pages there are: the valid length of the two arrays. */
  readonly count: number;
  /** Page numbers, integers in 0..2^52-1. */
  readonly pages: ArrayLike<number>;
  /** What was asked for each page, 0..255: permissions in the low four bits, the rest as the owner likes. */
  readonly flags: ArrayLike<number>;
}

/**
 * The pages of pending groups: typed-array slabs of entries, chained per group. An *entry* is an index from 0; -1 ends
 * a chain. Thirteen bytes per page.
 */
export class PagePool {
  private readonly capacity: number;
  private pages = new Float64Array(FIRST_ENTRIES);
  private flags = new Uint8Array(FIRST_ENTRIES);
  private chain = new Int32Array(FIRST_ENTRIES);
  private freeEntry = -1;
  private untouched = 0;
  private used = 0;

  /**
   * @param capacity the largest number of pages held at once, at least 0
   */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** How many pages are held now. */
  get size(): number {
    return this.used;
  }

  /** Whether that many more pages fit. */
  hasRoom(count: number): boolean {
    return this.used + count <= this.capacity;
  }

  /**
   * Stores the pages of a group; {@link hasRoom} must have said that they fit.
   *
   * @returns the entry of the first page; -1 for an empty list
   */
  store(list: GroupPages): number {
    let after = -1;
    for (let i = list.count - 1; i >= 0; i -= 1) {
      const entry = this.allocate();
      this.pages[entry] = list.pages[i]!;
      this.flags[entry] = list.flags[i]!;
      this.chain[entry] = after;
      after = entry;
    }
    this.used += list.count;
    return after;
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
    const room = this.pages.length * 2;
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
