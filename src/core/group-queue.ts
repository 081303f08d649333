import { FAULT_REASONS, type FaultReason } from '../model/fault';
import type { PageRequestGroup, PageResponse, PageResponseResult } from '../model/page-request';
import type { Limits } from '../model/viommu';
import type { Attachment } from './attachment';
import { GroupCounters } from './counters';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import { lateResult } from './group-ends';
import { GroupFlag, GroupStore, MAX_COUNTER, type GroupEnd } from './group-store';
import { groupView } from './group-view';
import type { OutputLog } from './output-log';
import type { ResponseTarget } from './response-sender';

/** A complete group about to be queued. */
export interface CompleteGroup {
  readonly attachment: Attachment;
  /** Page-request group index; the tag of a stalled access. */
  readonly prgi: number;
  /** Entry of its first page in {@link GroupQueue.pages}. */
  readonly firstPage: number;
  readonly pageCount: number;
  readonly queueTag: number | undefined;
  readonly lengthHint: bigint | undefined;
  readonly injected: boolean;
  /** Why the access stalled; undefined for page requests. */
  readonly stallReason?: FaultReason | undefined;
}

/** What the queue needs to find its owners. */
export interface Owners {
  readonly endpoint: (id: number) => Endpoint;
  readonly domain: (id: number) => Domain;
}

/**
 * Complete groups: queued → delivered → ended by {@link GroupAnswers} (law 1). Cookies are minted when a group is queued
 * and never used again (law 3); what was delivered and not answered goes back to the head of its queue, in its order
 * (law 2).
 */
export class GroupQueue {
  /** Counters of the whole vIOMMU. */
  counters = new GroupCounters();
  private store: GroupStore;
  /** How many groups have ended, ever. */
  ends = 0;
  private whenRoomReturns: (() => void) | undefined;

  constructor(
    private readonly log: OutputLog,
    private readonly limits: Limits,
    private readonly owners: Owners,
    private readonly preallocate: boolean,
  ) {
    this.store = newStore(limits, preallocate);
  }

  /** Names what is to be done when a group ended or was delivered, or pages were dropped; once, when the vIOMMU is put together. */
  onRoom(action: () => void): void {
    this.whenRoomReturns = action;
  }

  /** The groups themselves; slots are those of pending groups. */
  get groups(): Pick<GroupStore, 'fields' | 'endpointId' | 'domainId' | 'oldest' | 'queueHead' | 'find'> {
    return this.store;
  }

  /** The pool of open page requests. */
  get pages(): GroupStore['pages'] {
    return this.store.pages;
  }

  /** Complete groups that are unanswered. */
  get pending(): number {
    return this.store.size;
  }

  /** Drops the pages of an unclosed group. */
  freePages(firstEntry: number): void {
    this.store.pages.free(firstEntry);
    this.whenRoomReturns?.();
  }

  /** Begins a new incarnation; nothing may be pending. Handles of the old one are void. */
  restart(): void {
    this.store = newStore(this.limits, this.preallocate);
    this.counters = new GroupCounters();
  }

  /** A handle for a new endpoint's groups. */
  openEndpoint(id: number): number {
    return this.store.openEndpoint(id);
  }

  /** A handle for a new domain's queue. */
  openDomain(id: number): number {
    return this.store.openDomain(id);
  }

  /** Gives the handle of an endpoint or domain without pending groups back. */
  close(handle: number): void {
    this.store.close(handle);
  }

  /** Complete groups of an endpoint or domain that are unanswered. */
  pendingOf(handle: number): number {
    return this.store.pendingCount(handle);
  }

  /** Complete groups of a domain that no controller has. */
  undeliveredOf(domain: Domain): number {
    return this.store.queueLength(domain.groups);
  }

  /** When the oldest unanswered group was queued; of one endpoint or domain, if given. */
  oldestTime(of?: Endpoint | Domain): bigint | undefined {
    for (let slot = this.store.oldest(); slot !== -1; slot = this.store.younger(slot)) {
      const { fields } = this.store;
      if (of === undefined || fields.endpoint(slot) === of.groups || fields.domain(slot) === of.groups) {
        return fields.timeNs(slot);
      }
    }
    return undefined;
  }

  /** The PASIDs that an endpoint has pending groups of. */
  pasidsOf(endpoint: Endpoint): Set<number> {
    return new Set(this.slotsOf(endpoint).map((slot) => this.store.fields.pasid(slot)));
  }

  /**
   * What a new group, and its last page, would meet. ENDPOINT: too many groups of the endpoint are unanswered; POOL: too
   * many of the domain or the vIOMMU, or too many open page requests; DEPTH: the domain's queue is full.
   */
  obstacle(domain: Domain, endpoint: Endpoint): 'ENDPOINT' | 'POOL' | 'DEPTH' | undefined {
    const { limits, store } = this;
    if (this.pendingOf(endpoint.groups) >= limits.max_pending_groups_per_endpoint) {
      return 'ENDPOINT';
    }
    if (
      store.size >= limits.max_pending_groups ||
      store.nextCounter > MAX_COUNTER ||
      !store.pages.hasRoom ||
      this.pendingOf(domain.groups) >= limits.max_pending_groups_per_domain
    ) {
      return 'POOL';
    }
    return this.undeliveredOf(domain) >= limits.page_request_queue_depth ? 'DEPTH' : undefined;
  }

  /** Queues a group; {@link obstacle} must not have objected to anything but DEPTH. Its pages belong to the queue from now on. */
  add(group: CompleteGroup): bigint {
    const { domain, endpoint } = group.attachment;
    const stalled = group.stallReason !== undefined;
    this.store.insert(
      {
        sequence: this.log.nextSequence,
        timeNs: this.log.now,
        deviceCookie: group.attachment.deviceCookie,
        lengthHint: group.lengthHint ?? 0n,
        domain: domain.groups,
        endpoint: endpoint.groups,
        pasid: group.attachment.pasid,
        prgi: group.prgi,
        attachmentGeneration: group.attachment.generation,
        priGeneration: stalled ? FAULT_REASONS.indexOf(group.stallReason) : sentGeneration(endpoint),
        endpointGeneration: endpoint.generation,
        queueTag: group.queueTag ?? 0,
        flags:
          (group.injected ? GroupFlag.INJECTED : 0) |
          (stalled ? GroupFlag.STALL : 0) |
          (group.queueTag === undefined ? 0 : GroupFlag.QUEUE_TAG) |
          (group.lengthHint === undefined ? 0 : GroupFlag.LENGTH_HINT),
      },
      group.firstPage,
      group.pageCount,
    );
    const cookie = this.log.cookie(this.store.nextCounter - 1);
    this.countersOf(endpoint, domain, (c) => {
      c.queued();
      c.open(group.pageCount);
    });
    this.log.report({ kind: 'GROUP_QUEUED', cookie, domainId: domain.id });
    return cookie;
  }

  /** A pending group as readers see it. */
  view(cookie: bigint): PageRequestGroup | undefined {
    const slot = this.store.find(this.log.counterOf(cookie));
    return slot === -1 ? undefined : this.viewSlot(slot);
  }

  /** Pending groups with a later cookie, in the order in which they were queued. */
  list(domain: Domain | undefined, afterCookie: bigint, limit: number): PageRequestGroup[] {
    const found: PageRequestGroup[] = [];
    for (let slot = this.store.oldest(); slot !== -1 && found.length < limit; slot = this.store.younger(slot)) {
      if (domain !== undefined && this.store.fields.domain(slot) !== domain.groups) {
        continue;
      }
      if (this.cookieOf(slot) > afterCookie) {
        found.push(this.viewSlot(slot));
      }
    }
    return found;
  }

  /** Takes groups from the head of a domain's queue for its controller. */
  deliver(domain: Domain, max: number): PageRequestGroup[] {
    const delivered: PageRequestGroup[] = [];
    for (let slot = this.store.queueHead(domain.groups); slot !== -1 && delivered.length < max;) {
      const next = this.store.queueNext(slot);
      this.store.unqueue(slot);
      this.countWaiting(slot, -1);
      this.store.fields.setFlags(slot, this.store.fields.flags(slot) | GroupFlag.DELIVERED);
      delivered.push(this.viewSlot(slot));
      slot = next;
    }
    if (delivered.length > 0) {
      this.whenRoomReturns?.();
    }
    return delivered;
  }

  /** A reader is gone: what it had and is still pending goes back to the head of its queue, in its order. */
  undeliver(cookies: readonly bigint[]): void {
    const counters = cookies.map((cookie) => this.log.counterOf(cookie)).sort((a, b) => b - a);
    for (const counter of counters) {
      const slot = this.store.find(counter);
      if (slot !== -1 && !this.store.isQueued(slot)) {
        const flags = this.store.fields.flags(slot) & ~GroupFlag.DELIVERED;
        this.store.fields.setFlags(slot, flags | GroupFlag.REDELIVERY);
        this.store.requeue(slot);
        this.countWaiting(slot, 1);
      }
    }
  }

  /**
   * What a response to this cookie would meet.
   *
   * @returns the domain of a pending group, or the outcome that leaves everything unchanged
   */
  examine(response: PageResponse): { readonly domain: Domain } | { readonly result: PageResponseResult } {
    const counter = this.log.counterOf(response.cookie);
    const fate = this.store.fate(counter);
    if (fate === 'UNKNOWN') {
      return { result: { outcome: 'UNKNOWN' } };
    }
    if (fate === 'LONG_AGO') {
      return { result: { outcome: 'ANSWERED_LONG_AGO' } };
    }
    if (fate !== 'PENDING') {
      return { result: lateResult(fate) };
    }
    const slot = this.store.find(counter);
    const { fields } = this.store;
    const differs =
      (response.endpointId !== undefined && response.endpointId !== this.store.endpointId(slot)) ||
      (response.pasid !== undefined && response.pasid !== fields.pasid(slot)) ||
      (response.prgi !== undefined && response.prgi !== this.prgiOf(slot));
    return differs ? { result: { outcome: 'MISMATCH' } } : { domain: this.owners.domain(this.store.domainId(slot)) };
  }

  /** Takes a pending group out, and says what its response needs. */
  end(slot: number, end: GroupEnd, count: (counters: GroupCounters) => void): EndedGroup {
    const { fields } = this.store;
    const endpoint = this.owners.endpoint(this.store.endpointId(slot));
    const domain = this.owners.domain(this.store.domainId(slot));
    const flags = fields.flags(slot);
    const stalled = (flags & GroupFlag.STALL) !== 0;
    const target = {
      endpoint,
      pasid: fields.pasid(slot),
      prgi: fields.prgi(slot),
      injected: (flags & GroupFlag.INJECTED) !== 0,
      priGeneration: fields.priGeneration(slot),
      queueTag: flags & GroupFlag.QUEUE_TAG ? fields.queueTag(slot) : undefined,
      lengthHint: flags & GroupFlag.LENGTH_HINT ? fields.lengthHint(slot) : undefined,
      stallTag: stalled ? fields.prgi(slot) : undefined,
    };
    const pageCount = fields.pageCount(slot);
    const waited = this.store.isQueued(slot);
    this.ends += 1;
    this.store.end(slot, end.code, end.detail);
    this.countersOf(endpoint, domain, (c) => {
      c.pending -= 1;
      c.open(-pageCount);
      if (waited) {
        c.waits(-1);
      }
      count(c);
    });
    this.whenRoomReturns?.();
    return target;
  }

  private countWaiting(slot: number, groups: 1 | -1): void {
    const endpoint = this.owners.endpoint(this.store.endpointId(slot));
    this.countersOf(endpoint, this.owners.domain(this.store.domainId(slot)), (c) => {
      c.waits(groups);
    });
  }

  private countersOf(endpoint: Endpoint, domain: Domain, change: (counters: GroupCounters) => void): void {
    change(this.counters);
    change(endpoint.counters);
    change(domain.counters);
  }

  /** The pending groups of an endpoint, oldest first. */
  slotsOf(endpoint: Endpoint): number[] {
    const slots: number[] = [];
    for (let slot = this.store.endpointHead(endpoint.groups); slot !== -1; slot = this.store.endpointNext(slot)) {
      slots.push(slot);
    }
    return slots;
  }

  /** The index of a pending group as it is reported: that of a stalled access is 0, and its tag is told apart. */
  prgiOf(slot: number): number {
    return this.store.fields.flags(slot) & GroupFlag.STALL ? 0 : this.store.fields.prgi(slot);
  }

  /** The cookie of a pending group. */
  cookieOf(slot: number): bigint {
    return this.log.cookie(this.store.counterOf(slot));
  }

  private viewSlot(slot: number): PageRequestGroup {
    return groupView(this.store, slot, this.cookieOf(slot), this.owners.endpoint(this.store.endpointId(slot)));
  }
}

/** A group that has ended, as its response needs it. */
export type EndedGroup = ResponseTarget & {
  /** The tag of a stalled access; undefined for page requests. */
  readonly stallTag: number | undefined;
};

/** The generation of what an endpoint sends now; 0: its PRI is off. */
export function sentGeneration(endpoint: Endpoint): number {
  return endpoint.pri?.registers.sending ?? 0;
}

function newStore(limits: Limits, preallocate: boolean): GroupStore {
  return new GroupStore({
    capacity: limits.max_pending_groups,
    pageCapacity: limits.max_open_page_requests,
    preallocate,
  });
}
