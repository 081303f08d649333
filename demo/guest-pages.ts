/** The guest's pages: which are free, and what its page tables say. Guest pages are numbered from 0. */
import { PAGE, pageNumber, RAM_ADDRESS } from './layout';

/** Pages that lie side by side in guest RAM. */
export interface Run {
  readonly first: number;
  readonly count: number;
}

/** Pages that are handed out together at first: a guest that has run for a while has no longer runs left. */
const RUN_PAGES = 8;

/** A small generator of pseudo-random numbers below 2^32 (xorshift32), so that runs repeat. */
function numbers(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

/** Hands out guest pages in scattered runs. */
export class PageAllocator {
  readonly #free: Run[] = [];
  #freePages = 0;

  /**
   * @param pageCount pages of guest RAM
   * @param used says which of them are in use already
   * @param seed chooses the order
   */
  constructor(pageCount: number, used: (page: number) => boolean = () => false, seed = 0x5eed) {
    for (let block = 0; block < pageCount; block += RUN_PAGES) {
      const end = Math.min(block + RUN_PAGES, pageCount);
      for (let page = block; page < end; page++) {
        if (used(page)) continue;
        const first = page;
        while (page + 1 < end && !used(page + 1)) page++;
        this.give({ first, count: page + 1 - first });
      }
    }
    const next = numbers(seed);
    for (let i = this.#free.length - 1; i > 0; i--) {
      const other = next() % (i + 1);
      [this.#free[i], this.#free[other]] = [this.#free[other] as Run, this.#free[i] as Run];
    }
  }

  /** Pages that are free. */
  get freePages(): number {
    return this.#freePages;
  }

  /**
   * Hands out `count` pages.
   * @throws Error when there are not so many
   */
  take(count: number): Run[] {
    if (count > this.#freePages) {
      throw new Error(`the guest is out of memory: ${count} pages are needed, ${this.#freePages} are free`);
    }
    const taken: Run[] = [];
    for (let left = count; left > 0;) {
      const run = this.#free.pop() as Run;
      const used = Math.min(run.count, left);
      taken.push({ first: run.first, count: used });
      if (used < run.count) this.#free.push({ first: run.first + used, count: run.count - used });
      left -= used;
    }
    this.#freePages -= count;
    return taken;
  }

  /** Takes pages back. */
  give(run: Run): void {
    this.#free.push(run);
    this.#freePages += run.count;
  }
}

/** One mapping: `count` pages from an IOVA page number to a guest page. */
export interface PageMapping extends Run {
  readonly iovaPage: number;
}

/** The guest's page tables: one address space per domain. */
export class PageTables {
  readonly #domains = new Map<number, Map<number, number>>();

  /** Pages that are mapped, in all domains. */
  get mappedPages(): number {
    let pages = 0;
    for (const table of this.#domains.values()) pages += table.size;
    return pages;
  }

  /** Notes a mapping. */
  map(domainId: number, { iovaPage, first, count }: PageMapping): void {
    const table = this.#domains.get(domainId) ?? new Map<number, number>();
    this.#domains.set(domainId, table);
    for (let i = 0; i < count; i++) table.set(iovaPage + i, first + i);
  }

  /** Forgets a page; returns the guest page that is free now. */
  unmap(domainId: number, iovaPage: number): number | undefined {
    const table = this.#domains.get(domainId);
    const page = table?.get(iovaPage);
    table?.delete(iovaPage);
    return page;
  }

  /** The guest page behind an IOVA page. */
  lookup(domainId: number, iovaPage: number): number | undefined {
    return this.#domains.get(domainId)?.get(iovaPage);
  }

  /** Every guest page that is mapped somewhere. */
  guestPages(): Set<number> {
    const pages = new Set<number>();
    for (const table of this.#domains.values()) for (const page of table.values()) pages.add(page);
    return pages;
  }

  /** What lies behind `count` pages from `iovaPage`, as runs of guest RAM in that order. */
  runs(domainId: number, iovaPage: number, count: number): Run[] {
    const runs: { first: number; count: number }[] = [];
    for (let i = 0; i < count; i++) {
      const page = this.lookup(domainId, iovaPage + i);
      if (page === undefined) throw new Error(`page ${iovaPage + i} of domain ${domainId} is not mapped`);
      const last = runs[runs.length - 1];
      if (last !== undefined && last.first + last.count === page) last.count += 1;
      else runs.push({ first: page, count: 1 });
    }
    return runs;
  }
}

/** Lays runs of guest pages under pages of IOVA, in order; mappings break where either side does. */
export function layOut(iovaPages: readonly number[], runs: readonly Run[]): PageMapping[] {
  const mappings: { iovaPage: number; first: number; count: number }[] = [];
  let at = 0;
  for (const run of runs) {
    for (let i = 0; i < run.count; i++, at++) {
      const iovaPage = iovaPages[at] as number;
      const last = mappings[mappings.length - 1];
      if (last && last.iovaPage + last.count === iovaPage && last.first + last.count === run.first + i) last.count += 1;
      else mappings.push({ iovaPage, first: run.first + i, count: 1 });
    }
  }
  return mappings;
}

/** The guest-physical address of a guest page. */
export const guestAddress = (page: number): bigint => RAM_ADDRESS + BigInt(page) * BigInt(PAGE);

/** The guest page at a guest-physical address. */
export const guestPage = (address: bigint): number => pageNumber(address - RAM_ADDRESS);
