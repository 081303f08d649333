/** The device's address translation cache. */
import { PAGE, pageAddress, pageNumber } from './layout';

/** What a cached translation says of an address. */
export interface Hit {
  /** Where the address goes. */
  readonly address: bigint;
  /** Bytes from there on that lie side by side. */
  readonly bytes: number;
}

/** Part of a translation completion. */
export interface Translation {
  readonly range: { readonly first: bigint; readonly last: bigint } | null;
  readonly outputAddress: bigint;
  readonly permissions: { readonly write: boolean } | null;
}

/** Translations the device was granted, by PASID and page. */
export class Atc {
  readonly #pages = new Map<number, Map<number, number>>();

  /** Translations held. */
  get size(): number {
    let size = 0;
    for (const pages of this.#pages.values()) size += pages.size;
    return size;
  }

  /** Keeps what may be written; returns the page numbers that may not. */
  fill(pasid: number, entries: readonly Translation[]): number[] {
    const missing: number[] = [];
    const pages = this.#pages.get(pasid) ?? new Map<number, number>();
    this.#pages.set(pasid, pages);
    for (const { range, outputAddress, permissions } of entries) {
      if (range === null) continue;
      const [first, last, output] = [pageNumber(range.first), pageNumber(range.last), pageNumber(outputAddress)];
      for (let page = first; page <= last; page++) {
        if (permissions?.write) pages.set(page, output + page - first);
        else missing.push(page);
      }
    }
    return missing;
  }

  /** Looks an address up, and as many of the `bytes` after it as lie side by side. */
  lookup(pasid: number, iova: bigint, bytes: number): Hit | undefined {
    const pages = this.#pages.get(pasid);
    const page = pageNumber(iova);
    const output = pages?.get(page);
    if (pages === undefined || output === undefined) return undefined;
    const inside = Number(iova % BigInt(PAGE));
    let count = 1;
    while (count * PAGE - inside < bytes && pages.get(page + count) === output + count) count += 1;
    return { address: pageAddress(output) + BigInt(inside), bytes: Math.min(bytes, count * PAGE - inside) };
  }

  /**
   * Forgets translations of a range.
   * @param pasid unset: of every PASID
   */
  drop(pasid: number | undefined, range: { readonly first: bigint; readonly last: bigint }): void {
    const [first, last] = [pageNumber(range.first), pageNumber(range.last)];
    for (const [owner, pages] of this.#pages) {
      if (pasid !== undefined && owner !== pasid) continue;
      for (const page of pages.keys()) if (page >= first && page <= last) pages.delete(page);
    }
  }
}
