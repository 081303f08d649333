import { NO_PASID } from '../model/page-request';
import { READ, WRITE, type Permissions } from '../model/permissions';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import { rangeOf, type PageRange } from './page-range';

/** One page an endpoint was given a translation for. */
export interface Grant {
  readonly pasid: number;
  readonly page: number;
  readonly outputPage: number;
  readonly permissions: Permissions;
  readonly domain: Domain;
  /** When it was given, in the count of grants and invalidations: an invalidation ends older grants only. */
  readonly stamp: number;
  /** The page that the stage 2 of a nested domain translates; else the page itself. */
  readonly stage2Page: number;
  /** Whether `outputPage` is guest-physical: stage 2 of the domain translates it when it is used (R-ATS-32). */
  readonly guestPhysical: boolean;
  older: Grant | undefined;
  newer: Grant | undefined;
  /** The next and the previous one that leads to the same output page. */
  nextToOutput: Grant | undefined;
  previousToOutput: Grant | undefined;
}

/** The grants that lead to one output page. */
interface OutputPage {
  /** 1 for each readable, WRITER for each writable one. */
  weight: number;
  newest: Grant | undefined;
  /** The epoch in which its writers were told of last. */
  toldIn: number;
}

/** Weight of a writable grant in the count per output page; readable ones weigh 1. Grants are below 2^21. */
const WRITER = 2 ** 21;

/**
 * The translations an endpoint holds: a hosted endpoint's ATC, or the record of what an external one was given. A page
 * is held until the endpoint completes an invalidation that covers it (PCIe 10.3.1: until then it may use it).
 */
export class TranslationCache {
  private readonly byPasid = new Map<number, Map<number, Grant>>();
  private readonly byOutput = new Map<number, OutputPage>();
  private readonly byGuestPage = new Map<number, OutputPage>();
  private oldest: Grant | undefined;
  private newest: Grant | undefined;
  private count = 0;

  /**
   * @param owner the endpoint
   * @param capacity pages held at most
   */
  constructor(
    private readonly owner: Endpoint,
    readonly capacity: number,
  ) {}

  /** Pages held. */
  get size(): number {
    return this.count;
  }

  /** The translation held for a page. */
  find(pasid: number, page: number): Grant | undefined {
    return this.byPasid.get(pasid)?.get(page);
  }

  /** Whether `count` more pages fit without giving up others. */
  hasRoom(count: number): boolean {
    return this.count + count <= this.capacity;
  }

  /** Holds a page, in place of what was held for it; the oldest gives way when the cache is full. */
  insert(
    pasid: number,
    page: number,
    outputPage: number,
    permissions: Permissions,
    domain: Domain,
    stamp: number,
    stage2Page: number,
    guestPhysical = false,
  ): void {
    let pages = this.byPasid.get(pasid);
    if (pages === undefined) {
      pages = new Map();
      this.byPasid.set(pasid, pages);
    }
    const previous = pages.get(page);
    if (previous !== undefined) {
      this.drop(previous);
    } else if (this.count >= this.capacity) {
      this.drop(this.oldest!);
    }
    // Dropping may have emptied and removed the PASID's map.
    if (pages.size === 0) {
      this.byPasid.set(pasid, pages);
    }
    const grant: Grant = {
      pasid,
      page,
      outputPage,
      permissions,
      domain,
      stamp,
      stage2Page,
      guestPhysical,
      older: this.newest,
      newer: undefined,
      nextToOutput: undefined,
      previousToOutput: undefined,
    };
    if (this.newest === undefined) {
      this.oldest = grant;
    } else {
      this.newest.newer = grant;
    }
    this.newest = grant;
    pages.set(page, grant);
    this.linkOutput(grant);
    this.count += 1;
    domain.addHolder(this.owner, 1);
  }

  /** Whether a translated access to an output page is within what was granted; guest-physical pages are none. */
  allowsOutput(outputPage: number, access: Permissions): boolean {
    const weight = this.byOutput.get(outputPage)?.weight ?? 0;
    return (access & WRITE ? weight >= WRITER : true) && (access & READ ? weight % WRITER > 0 : true);
  }

  /** The nested domain under which a translated access to a guest-physical page was granted; the latest, if there are more. */
  guestDomain(guestPage: number, access: Permissions): Domain | undefined {
    let grant = this.byGuestPage.get(guestPage)?.newest;
    while (grant !== undefined && (grant.permissions & access) === 0) {
      grant = grant.nextToOutput;
    }
    return grant?.domain;
  }

  /**
   * Calls back for each grant that allows writes to an output page, but once only in each epoch until another is given.
   *
   * @param epoch at least 1, never less than before
   */
  forWriters(outputPage: number, epoch: number, callback: (grant: Grant) => void): void {
    const output = this.byOutput.get(outputPage);
    if (output === undefined || output.toldIn === epoch) {
      return;
    }
    output.toldIn = epoch;
    for (let grant = output.newest; grant !== undefined; grant = grant.nextToOutput) {
      if (grant.permissions & WRITE) {
        callback(grant);
      }
    }
  }

  /**
   * Which of some ranges pages of a domain are held in, by PASID.
   *
   * @param domain the domain
   * @param ranges ascending and apart, as `union` makes them
   */
  held(domain: Domain, ranges: readonly PageRange[]): Map<number, PageRange[]> {
    const byPasid = new Map<number, PageRange[]>();
    for (const [pasid, pages] of this.byPasid) {
      const held = heldIn(pages, domain, ranges);
      if (held.length > 0) {
        byPasid.set(pasid, held);
      }
    }
    return byPasid;
  }

  /** Whether any page is held under a PASID. */
  holdsPasid(pasid: number): boolean {
    return this.byPasid.has(pasid);
  }

  /**
   * Gives up pages.
   *
   * @param pasid only of this PASID; NO_PASID: of every PASID and of none (PCIe 10.3: there is no way to name only
   *   translations without PASID)
   * @param firstPage first page
   * @param lastPage last page, inclusive
   * @param before only translations given before this stamp
   */
  invalidate(pasid: number, firstPage: number, lastPage: number, before: number): void {
    const maps = pasid === NO_PASID ? [...this.byPasid.values()] : [this.byPasid.get(pasid)];
    for (const pages of maps) {
      if (pages !== undefined) {
        for (const grant of [...inRange(pages, firstPage, lastPage)]) {
          if (grant.stamp < before) {
            this.drop(grant);
          }
        }
      }
    }
  }

  /** Gives up everything. */
  clear(): void {
    while (this.oldest !== undefined) {
      this.drop(this.oldest);
    }
  }

  private drop(grant: Grant): void {
    const pages = this.byPasid.get(grant.pasid)!;
    pages.delete(grant.page);
    if (pages.size === 0) {
      this.byPasid.delete(grant.pasid);
    }
    if (grant.older === undefined) {
      this.oldest = grant.newer;
    } else {
      grant.older.newer = grant.newer;
    }
    if (grant.newer === undefined) {
      this.newest = grant.older;
    } else {
      grant.newer.older = grant.older;
    }
    this.unlinkOutput(grant);
    this.count -= 1;
    grant.domain.addHolder(this.owner, -1);
  }

  private outputsOf({ guestPhysical }: Grant): Map<number, OutputPage> {
    return guestPhysical ? this.byGuestPage : this.byOutput;
  }

  private linkOutput(grant: Grant): void {
    const outputs = this.outputsOf(grant);
    let output = outputs.get(grant.outputPage);
    if (output === undefined) {
      output = { weight: 0, newest: undefined, toldIn: 0 };
      outputs.set(grant.outputPage, output);
    }
    grant.nextToOutput = output.newest;
    if (output.newest !== undefined) {
      output.newest.previousToOutput = grant;
    }
    output.newest = grant;
    output.weight += weightOf(grant);
    output.toldIn = 0;
  }

  private unlinkOutput(grant: Grant): void {
    const outputs = this.outputsOf(grant);
    const output = outputs.get(grant.outputPage)!;
    if (grant.previousToOutput === undefined) {
      output.newest = grant.nextToOutput;
    } else {
      grant.previousToOutput.nextToOutput = grant.nextToOutput;
    }
    if (grant.nextToOutput !== undefined) {
      grant.nextToOutput.previousToOutput = grant.previousToOutput;
    }
    output.weight -= weightOf(grant);
    if (output.newest === undefined) {
      outputs.delete(grant.outputPage);
    }
  }
}

function weightOf({ permissions }: Grant): number {
  return (permissions & READ ? 1 : 0) + (permissions & WRITE ? WRITER : 0);
}

/** Looks page by page where the ranges are shorter than the map, else at each grant once. */
function heldIn(pages: ReadonlyMap<number, Grant>, domain: Domain, ranges: readonly PageRange[]): PageRange[] {
  const length = ranges.reduce((sum, { firstPage, lastPage }) => sum + (lastPage - firstPage + 1), 0);
  if (length < pages.size) {
    return ranges.filter(({ firstPage, lastPage }) => {
      for (let page = firstPage; page <= lastPage; page += 1) {
        if (pages.get(page)?.domain === domain) {
          return true;
        }
      }
      return false;
    });
  }
  const hit = new Set<PageRange>();
  for (const grant of pages.values()) {
    const range = grant.domain === domain ? rangeOf(grant.page, ranges) : undefined;
    if (range !== undefined) {
      hit.add(range);
    }
  }
  return ranges.filter((range) => hit.has(range));
}

/** The grants of a map in a range, by whichever way is shorter. */
function* inRange(pages: ReadonlyMap<number, Grant>, firstPage: number, lastPage: number): Generator<Grant> {
  if (lastPage - firstPage + 1 < pages.size) {
    for (let page = firstPage; page <= lastPage; page += 1) {
      const grant = pages.get(page);
      if (grant !== undefined) {
        yield grant;
      }
    }
    return;
  }
  for (const grant of pages.values()) {
    if (grant.page >= firstPage && grant.page <= lastPage) {
      yield grant;
    }
  }
}
