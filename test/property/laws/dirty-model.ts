import { MAX_PAGE } from '../../../src/base/u64';
import type { DirtyAnswer, DirtyQuery } from '../../../src/core/dirty-pages';
import type { Iommu } from '../../../src/core/iommu';
import type { PageRange } from '../../../src/model/domain';
import { check } from './check';
import type { DomainModel } from './domain-model';

/** A page of a paging domain. */
export interface Place {
  readonly domain: DomainModel;
  readonly page: number;
}

/** Pages of a domain that were written, for all that is known. */
interface Marks {
  recorded: boolean;
  readonly surely: Set<number>;
  readonly perhaps: Set<number>;
}

const ALL: DirtyQuery = { firstPage: 0, lastPage: MAX_PAGE, pagesPerBit: 1, keep: true };

/** Which pages of which domains are dirty: sets. */
export class DirtyModel {
  private readonly marks = new Map<DomainModel, Marks>();

  /** It is recorded from now on what is written through a domain, from nothing on; or not any more. */
  set(domain: DomainModel, enabled: boolean): void {
    const marks = this.marks.get(domain);
    if (enabled) {
      this.marks.set(domain, { recorded: true, surely: new Set(), perhaps: new Set() });
    } else if (marks !== undefined) {
      marks.recorded = false;
    }
  }

  /** A page was written; `surely` unless the endpoint may have got there by another way. */
  written({ domain, page }: Place, surely: boolean): void {
    const marks = this.marks.get(domain);
    if (marks?.recorded === true) {
      marks[surely ? 'surely' : 'perhaps'].add(page);
    }
  }

  /** A range is clean. */
  clear(domain: DomainModel, { firstPage, lastPage }: PageRange): void {
    const { surely, perhaps } = this.marks.get(domain) ?? { surely: [], perhaps: [] };
    for (const pages of [surely, perhaps]) {
      for (const page of [...pages].filter((each) => firstPage <= each && each <= lastPage)) {
        (pages as Set<number>).delete(page);
      }
    }
  }

  /** An answer was given: only dirty pages, from the first one on, and clean from then on unless they are kept. */
  read(domain: DomainModel, { firstPage, lastPage, pagesPerBit, keep }: DirtyQuery, answer: DirtyAnswer): void {
    const marks = this.marks.get(domain);
    const blockOf = (page: number) => page - ((page - firstPage) % pagesPerBit);
    const inside = (pages: Iterable<number>) => [...pages].filter((page) => firstPage <= page && page <= lastPage);
    const surely = new Set(inside(marks?.surely ?? []).map(blockOf));
    const perhaps = new Set(inside(marks?.perhaps ?? []).map(blockOf));
    const { part, nextPage } = answer;
    const told = part === undefined ? [] : pagesOf(part.bitmap, part.firstPage, pagesPerBit);
    const end = nextPage === undefined ? lastPage : nextPage - 1;
    const missing = [...surely].filter((page) => page <= end && !told.includes(page));
    const wrong = told.filter((page) => !surely.has(page) && !perhaps.has(page));
    const { firstPage: first, dirtyCount } = part ?? { firstPage: undefined, dirtyCount: 0 };
    check({ missing, wrong, first, dirtyCount }, { missing: [], wrong: [], first: told[0], dirtyCount: told.length });
    if (!keep) {
      this.clear(domain, { firstPage, lastPage: end });
    }
  }

  /** Compares with what a vIOMMU tells. */
  check(iommu: Iommu, domains: ReadonlyMap<number, DomainModel>): void {
    for (const [domainId, domain] of domains) {
      if (this.marks.has(domain)) {
        let query = ALL;
        let next: number | undefined = 0;
        while (next !== undefined) {
          query = { ...query, firstPage: next };
          const answer = iommu.readDirty(domainId, query);
          this.read(domain, query, answer);
          next = answer.nextPage;
        }
      }
    }
  }
}

function pagesOf(bitmap: Uint8Array, firstPage: number, pagesPerBit: number): number[] {
  return [...bitmap].flatMap((byte, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => ((byte >> bit) & 1 ? [firstPage + (at * 8 + bit) * pagesPerBit] : [])),
  );
}
