import { NONE } from '../model/permissions';
import { IommuError } from '../model/errors';
import type { LookupResult } from './address-space';
import { DirtyPages, type DirtyAnswer, type DirtyQuery } from './dirty-pages';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import { requirePaging } from './mapping-control';
import type { PageRange } from './page-range';

/**
 * Records which pages of paging domains endpoints write: when they do it, whatever they were granted before. What is
 * written through a nested domain counts for the domain below.
 */
export class DirtyTracking {
  /** Domains that record. */
  private active = 0;
  /** Grows with every mark that is taken away or that becomes possible: what was told before may have to be told again. */
  private epoch = 1;
  private readonly result: LookupResult = { firstPage: 0, lastPage: 0, outputPage: 0, permissions: NONE };

  /** Whether anybody wants to know of writes. */
  get isActive(): boolean {
    return this.active > 0;
  }

  /**
   * Begins to record, forgetting what was recorded, or ends it: what was recorded stays to be read.
   *
   * @throws IommuError DOMAIN_NOT_PAGING, DIRTY_TRACKING_NOT_SUPPORTED
   */
  set(domain: Domain, enabled: boolean): void {
    requireTracking(domain);
    this.active += Number(enabled) - Number(domain.recordsWrites);
    domain.recordsWrites = enabled;
    if (enabled) {
      domain.dirty = new DirtyPages();
      this.epoch += 1;
    }
  }

  /** A domain ceases to be. */
  forgetDomain(domain: Domain): void {
    this.active -= Number(domain.recordsWrites);
    domain.recordsWrites = false;
  }

  /**
   * Tells what is dirty.
   *
   * @throws IommuError DOMAIN_NOT_PAGING, DIRTY_TRACKING_NOT_SUPPORTED
   */
  read(domain: Domain, query: DirtyQuery): DirtyAnswer {
    requireTracking(domain);
    this.epoch += Number(!query.keep);
    return domain.dirty?.read(query) ?? { part: undefined, nextPage: undefined };
  }

  /** Pages are mapped: endpoints may have held translations of them all the while. */
  mapped(domain: Domain): void {
    this.epoch += Number(domain.recordsWrites);
  }

  /** A range is not mapped any more. */
  unmapped(domain: Domain, range: PageRange): void {
    if (domain.dirty !== undefined) {
      domain.dirty.clear(range);
      this.epoch += 1;
    }
  }

  /**
   * An endpoint wrote through a domain.
   *
   * @param page of the domain, or for a nested one of the domain below
   */
  written(domain: Domain | undefined, page: number): void {
    const paging = domain?.paging;
    // An endpoint may still use what is not mapped any more.
    if (paging?.recordsWrites === true && paging.space.lookup(page, this.result)) {
      paging.dirty?.mark(page);
    }
  }

  /** An endpoint wrote to an output page: every translation of its that allowed it counts, as it is not known which. */
  writtenOutput(endpoint: Endpoint, outputPage: number): void {
    endpoint.cache.forWriters(outputPage, this.epoch, (grant) => {
      this.written(grant.domain, grant.stage2Page);
    });
  }
}

/** Refuses a domain that cannot record what is written. */
function requireTracking(domain: Domain): void {
  requirePaging(domain);
  if (!domain.dirtyTracking) {
    throw new IommuError(
      'DIRTY_TRACKING_NOT_SUPPORTED',
      `domain ${String(domain.id)} was created without dirty_tracking; create one with it, and Replace`,
      { field: 'domain_id' },
    );
  }
}
