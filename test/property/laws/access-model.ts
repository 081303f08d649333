import type { AttachmentView, DomainView, PageRange } from '../../../src/model/domain';
import type { FaultReason } from '../../../src/model/fault';
import { allows, lacking, NONE, PRIVILEGED, READ, WRITE, type Permissions } from '../../../src/model/permissions';
import type { TranslationState } from '../../../src/model/viommu';
import { DomainModel, PAGES } from './domain-model';
import { GuestWalk } from './guest-walk';

/** An operation that has not ended. */
interface Ending {
  /** Of an unmap: what cannot be mapped again before it has ended. */
  readonly unmapped: Unmapped | undefined;
  /** What is not held any more once it has ended, but for endpoints that did not complete. */
  readonly seen: readonly Seen[];
  /** What is not held any more once it has completed: also what it does behind a fence. */
  readonly whole: readonly Seen[];
}

/** A range of a domain. */
export interface Unmapped extends PageRange {
  /** The number of the domain. */
  readonly domain: number;
}

/** A page of a domain, and where it leads. */
export interface Reached {
  readonly domain: DomainModel;
  readonly page: number;
  readonly output: number;
  /** What a stage 2 is asked for it; the page itself where there is none. */
  readonly guestPage: number;
  readonly permissions: Permissions;
}

/** All walks of the tables of a nested domain. */
interface Walks {
  /** What it was derived of. */
  readonly memory: number;
  readonly version: number | undefined;
  readonly list: readonly Reached[];
  readonly tablePages: ReadonlySet<number>;
}

/** A page as an endpoint sees it. */
export interface Seen extends Reached {
  readonly endpointId: number;
  readonly pasid: number;
}

/** What an attachment lets an endpoint see. */
interface View {
  readonly endpointId: number;
  readonly pasid: number;
  readonly list: readonly Reached[];
}

const IDENTITY: Permissions = 7;

/** Mappings, guest tables and attachments without any cache, and what caches may still hold of the past. */
export class AccessModel {
  readonly domains = new Map<number, DomainModel>();
  attachments: readonly AttachmentView[] = [];
  translation: TranslationState = 'ON';
  /** Why everything of an endpoint is refused, attached or not. */
  refused = new Map<number, FaultReason>();
  /** Endpoints that translated addresses are believed. */
  believed: readonly number[] = [];
  /** Endpoints that know global invalidations. */
  globals: ReadonlySet<number> = new Set();
  /** Endpoints that are cut off, whatever they are attached to. */
  fenced: ReadonlySet<number> = new Set();
  /** The highest generation of the attachments that were cut off, by endpoint: also after it was reset. */
  readonly cutOff = new Map<number, number>();
  /** Endpoints that were ever given guest-physical addresses. */
  readonly guestPhysical = new Set<number>();
  /** What the IOTLB may hold of nested domains although it is not so any more. */
  cached: Reached[] = [];
  /** What endpoints may hold although it is not so any more. */
  stale: Seen[] = [];
  /** What they may have held and cannot hold any more. */
  over: Seen[] = [];
  /** By operation. */
  readonly ending = new Map<bigint, Ending>();
  /** Pages of memory that hold tables, before or after the latest command. */
  tablePages: ReadonlySet<number> = new Set();
  /** Everything that can be granted, and what it was made of. */
  private seen: readonly Seen[] = [];
  private views: readonly View[] = [];
  private readonly walks = new Map<DomainModel, Walks>();
  private readonly reached = new Map<DomainModel, { readonly version: string; readonly list: readonly Reached[] }>();
  /** Grows with every change of memory. */
  private memory = 0;
  /** Grows with every change of what the IOTLB may hold. */
  private cachedVersion = 0;
  private domainCount = 0;

  /**
   * @param bypassUnattached whether what is not attached passes
   * @param caches whether there is an IOTLB
   * @param ram guest memory
   */
  constructor(
    private readonly bypassUnattached: boolean,
    private readonly caches: boolean,
    private readonly ram: Uint8Array,
  ) {}

  createDomain(view: DomainView): void {
    const parent = view.nested?.stage2DomainId;
    this.domainCount += 1;
    const domain = new DomainModel(this.domainCount, view, parent === undefined ? undefined : this.domains.get(parent));
    this.domains.set(view.domainId, domain);
  }

  /**
   * A command changed mappings or memory, perhaps.
   *
   * @param wrote whether memory was written
   * @param forgets what the IOTLB does not hold any more after it
   */
  changed(wrote: boolean, forgets: (reached: Reached) => boolean): void {
    this.memory += Number(wrote);
    const domains = [...this.domains.values()];
    const pages = [...this.walks.values()].map(({ tablePages }) => tablePages);
    const before = this.cached;
    for (const domain of domains.filter(({ kind }) => kind === 'NESTED')) {
      const old = this.walks.get(domain);
      if (old?.memory !== this.memory || old.version !== domain.parent?.version) {
        const now = this.walkAll(domain);
        this.walks.set(domain, now);
        this.cached = [...this.cached, ...lost(old?.list ?? [], now.list)];
        pages.push(now.tablePages);
      }
    }
    const kept = this.cached.filter((each) => this.caches && domains.includes(each.domain) && !forgets(each));
    const same = kept.length === before.length && kept.every((each, i) => each === before[i]);
    this.cached = same ? before : kept;
    this.cachedVersion += Number(!same);
    this.tablePages = new Set(pages.flatMap((each) => [...each]));
  }

  /** The latest command is done: what could be granted before and cannot now may be held. */
  expire(): void {
    const standing = this.attachments.filter((each) => !this.isCutOff(each));
    const views = standing.map(({ endpointId, pasid, domainId }): View => {
      return { endpointId, pasid, list: this.reachedOf(this.domains.get(domainId)!) };
    });
    if (views.length !== this.views.length || views.some((view, i) => !isSame(view, this.views[i]!))) {
      const now = views.flatMap(({ endpointId, pasid, list }) =>
        list.map((reached) => ({ ...reached, endpointId, pasid })),
      );
      this.stale.push(...lost(this.seen, now));
      this.seen = now;
      this.views = views;
    }
  }

  /** Whether the IOTLB may answer a page of a domain otherwise than its tables do now. */
  isUnsure(domain: DomainModel, page: number, access: Permissions, output: number | FaultReason): boolean {
    return this.cached.some(
      (each) =>
        each.domain === domain && each.page === page && allows(each.permissions, access) && each.output !== output,
    );
  }

  /**
   * Where an access goes, or why it faults.
   *
   * @param walk over the memory as it is
   */
  translate(
    endpointId: number,
    pasid: number,
    page: number,
    access: Permissions,
    walk: GuestWalk,
  ): { readonly to: number | FaultReason; readonly domain?: DomainModel } {
    if (this.fenced.has(endpointId)) {
      return { to: 'FENCED' };
    }
    if (this.translation !== 'ON') {
      return { to: this.translation === 'BYPASS' ? page : 'BLOCKED' };
    }
    const refusal = this.refused.get(endpointId);
    if (refusal !== undefined) {
      return { to: refusal };
    }
    const attachment = this.attachments.find((each) => each.endpointId === endpointId && each.pasid === pasid);
    if (attachment === undefined) {
      return { to: this.bypassUnattached ? page : 'NOT_ATTACHED' };
    }
    if (this.isCutOff(attachment)) {
      return { to: 'FENCED' };
    }
    const domain = this.domains.get(attachment.domainId)!;
    switch (domain.kind) {
      case 'IDENTITY':
        return { to: page };
      case 'BLOCKED':
        return { to: 'BLOCKED' };
      case 'PAGING':
        return { to: walk.below(domain, page, access) };
      case 'NESTED': {
        const through = walk.translate(domain, page, access);
        return { to: typeof through === 'string' ? through : through.output, domain };
      }
    }
  }

  /**
   * An operation began.
   *
   * @param covers whether its invalidations cover a page, those that are made at once
   * @param coversWhole whether those that are made behind a fence cover it as well
   * @param unmapped what cannot be mapped again meanwhile
   */
  begin(
    operationId: bigint,
    covers: (seen: Seen) => boolean,
    coversWhole: (seen: Seen) => boolean,
    unmapped: Unmapped | undefined,
  ): void {
    this.ending.set(operationId, { unmapped, seen: this.stale.filter(covers), whole: this.stale.filter(coversWhole) });
  }

  /**
   * An operation has ended.
   *
   * @param completed whether all of it was executed, by everybody
   * @param incomplete endpoints that did not complete their part
   */
  ended(operationId: bigint, completed: boolean, incomplete: readonly number[]): void {
    const ending = this.ending.get(operationId);
    const covered = (completed ? ending?.whole : ending?.seen) ?? [];
    const done = new Set(covered.filter(({ endpointId }) => !incomplete.includes(endpointId)));
    this.ending.delete(operationId);
    this.drop((seen) => done.has(seen));
  }

  /** An endpoint, or every one, holds nothing any more. */
  forget(endpointId?: number): void {
    this.drop((seen) => endpointId === undefined || seen.endpointId === endpointId);
  }

  /** The operations on which mapping a range of a domain again must wait. */
  heldBack(domain: number, { firstPage, lastPage }: PageRange): bigint[] {
    return [...this.ending].flatMap(([operationId, { unmapped }]) =>
      unmapped?.domain === domain && unmapped.firstPage <= lastPage && firstPage <= unmapped.lastPage
        ? [operationId]
        : [],
    );
  }

  /** Whether an endpoint may touch an output page, by what is so or was so. */
  mayTouch(endpointId: number, output: number, access: Permissions): boolean {
    if (this.fenced.has(endpointId)) {
      return false;
    }
    if (this.translation !== 'ON') {
      return this.translation === 'BYPASS';
    }
    if ((this.bypassUnattached && PAGES.includes(output)) || this.believed.includes(endpointId)) {
      return true;
    }
    const walk = new GuestWalk(this.ram, false);
    const translated = this.guestPhysical.has(endpointId);
    const leadsThere = (seen: Seen) =>
      seen.endpointId === endpointId &&
      (seen.permissions & access) !== 0 &&
      (seen.output === output ||
        (translated &&
          seen.domain.parent !== undefined &&
          walk.below(seen.domain.parent, seen.guestPage, access) === output));
    return this.seen.some(leadsThere) || this.stale.some(leadsThere);
  }

  /** Whether an attachment is of no use any more. */
  private isCutOff({ endpointId, generation }: AttachmentView): boolean {
    return generation <= (this.cutOff.get(endpointId) ?? 0);
  }

  private reachedOf(domain: DomainModel): readonly Reached[] {
    const own = [domain.version, ...(domain.kind === 'NESTED' ? [this.memory, this.cachedVersion] : [])];
    const version = [...own, domain.parent?.version].join('/');
    let reached = this.reached.get(domain);
    if (reached?.version !== version) {
      reached = { version, list: this.reach(domain) };
      this.reached.set(domain, reached);
    }
    return reached.list;
  }

  private reach(domain: DomainModel): readonly Reached[] {
    switch (domain.kind) {
      case 'BLOCKED':
        return [];
      case 'IDENTITY':
        return PAGES.map((page) => ({ domain, page, output: page, guestPage: page, permissions: IDENTITY }));
      case 'PAGING':
        return PAGES.flatMap((page) => {
          const found = domain.lookup(page);
          return found === undefined ? [] : [{ domain, page, guestPage: page, ...found }];
        });
      case 'NESTED':
        return [...(this.walks.get(domain)?.list ?? []), ...this.cached.filter((each) => each.domain === domain)];
    }
  }

  private walkAll(domain: DomainModel): Walks {
    const walk = new GuestWalk(this.ram, false);
    const list = PAGES.flatMap((page) => {
      let found: Reached | undefined;
      for (const access of [READ, WRITE, READ | PRIVILEGED, WRITE | PRIVILEGED]) {
        const through = walk.translate(domain, page, access);
        if (typeof through !== 'string') {
          found = { domain, page, ...through, permissions: (found?.permissions ?? NONE) | (access & ~PRIVILEGED) };
        }
      }
      return found === undefined ? [] : [found];
    });
    return { memory: this.memory, version: domain.parent?.version, list, tablePages: walk.tablePages };
  }

  private drop(gone: (seen: Seen) => boolean): void {
    this.over.push(...this.stale.filter(gone));
    this.stale = this.stale.filter((seen) => !gone(seen));
  }
}

function isSame(one: View, other: View): boolean {
  return one.endpointId === other.endpointId && one.pasid === other.pasid && one.list === other.list;
}

/** What was so and is not any more, in part at least. */
function lost<T extends Reached>(before: readonly T[], after: readonly T[]): T[] {
  const now = new Map(after.map((each) => [keyOf(each), each.permissions]));
  return before.filter((each) => lacking(now.get(keyOf(each)) ?? NONE, each.permissions) !== NONE);
}

function keyOf({ domain, page, output, guestPage, ...seen }: Reached & Partial<Seen>): string {
  return [seen.endpointId, seen.pasid, domain.number, page, output, guestPage].join('/');
}
