import {
  codeOfRaw,
  RAW_CODES,
  type ClosedGroup,
  type PageRequestGroup,
  type PageResponse,
  type PageResponseResult,
} from '../model/page-request';
import type { EndCause } from '../model/report';
import type { RuleId } from '../model/rules';
import type { Limits } from '../model/viommu';
import type { Attachment } from './attachment';
import { GroupCounters } from './counters';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import { answered, autoAnswered, discarded, lateResult } from './group-ends';
import { GroupFlag, GroupStore, type GroupEnd } from './group-store';
import { groupView } from './group-view';
import type { OutputLog } from './output-log';
import type { AutomaticReason } from './partials';
import type { ResponseSender, ResponseTarget } from './response-sender';

/** Pages of all pending groups together at most: 13 bytes each, so 218 MB. */
const MAX_POOL_PAGES = 2 ** 24;

/** A complete group about to be queued. */
export interface CompleteGroup {
  readonly attachment: Attachment;
  readonly prgi: number;
  readonly pages: readonly number[];
  readonly permissions: readonly number[];
  readonly queueTag: number | undefined;
  readonly lengthHint: bigint | undefined;
  readonly injected: boolean;
}

/** What the queue needs to find its owners. */
export interface Owners {
  readonly endpoint: (id: number) => Endpoint;
  readonly domain: (id: number) => Domain;
}

/**
 * Complete groups: queued → delivered → answered, or answered by the vIOMMU, or discarded (law 1). Cookies are minted
 * when a group is queued and never used again (law 3); what was delivered and not answered goes back to the head of
 * its queue, in its order (law 2).
 */
export class GroupQueue {
  /** Counters of the whole vIOMMU. */
  counters = new GroupCounters();
  private store: GroupStore;

  constructor(
    private readonly log: OutputLog,
    private readonly limits: Limits,
    private readonly owners: Owners,
    private readonly responses: ResponseSender,
  ) {
    this.store = newStore(limits);
  }

  /** Complete groups that are unanswered. */
  get pending(): number {
    return this.store.size;
  }

  /** Begins a new incarnation; nothing may be pending. Handles of the old one are void. */
  restart(): void {
    this.store = newStore(this.limits);
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

  /** Complete groups of an endpoint that no controller has. */
  undeliveredOfEndpoint(endpoint: Endpoint): number {
    return this.slotsOf(endpoint).filter((slot) => this.store.isQueued(slot)).length;
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

  /**
   * Queues a group.
   *
   * @returns undefined when the domain's queue or the store is full
   */
  add(group: CompleteGroup): ClosedGroup | undefined {
    const { domain, endpoint } = group.attachment;
    if (this.undeliveredOf(domain) >= this.limits.page_request_queue_depth) {
      return undefined;
    }
    const slot = this.store.insert(
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
        priGeneration: endpoint.pri?.generation ?? 0,
        endpointGeneration: endpoint.generation,
        queueTag: group.queueTag ?? 0,
        flags:
          (group.injected ? GroupFlag.INJECTED : 0) |
          (group.queueTag === undefined ? 0 : GroupFlag.QUEUE_TAG) |
          (group.lengthHint === undefined ? 0 : GroupFlag.LENGTH_HINT),
      },
      { count: group.pages.length, pages: group.pages, flags: group.permissions },
    );
    if (slot === -1) {
      return undefined;
    }
    const cookie = this.log.cookie(this.store.nextCounter - 1);
    this.countersOf(endpoint, domain, (c) => {
      c.queued();
    });
    this.log.report({ kind: 'GROUP_QUEUED', cookie, domainId: domain.id });
    return { kind: 'QUEUED', cookie };
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
      this.store.fields.setFlags(slot, this.store.fields.flags(slot) | GroupFlag.DELIVERED);
      delivered.push(this.viewSlot(slot));
      slot = next;
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
      (response.prgi !== undefined && response.prgi !== fields.prgi(slot));
    return differs ? { result: { outcome: 'MISMATCH' } } : { domain: this.owners.domain(this.store.domainId(slot)) };
  }

  /** Answers a group; late, unknown and mismatching answers change nothing. */
  respond(response: PageResponse): PageResponseResult {
    const met = this.examine(response);
    if ('result' in met) {
      return met.result;
    }
    const slot = this.store.find(this.log.counterOf(response.cookie));
    const sequence = this.store.fields.sequence(slot);
    const endpoint = this.owners.endpoint(this.store.endpointId(slot));
    const target = this.end(slot, answered(response.rawCode), (c) => {
      c.answered += 1;
    });
    const outcome = this.responses.send({ ...target, rawCode: response.rawCode, cookie: response.cookie });
    this.log.report({
      kind: 'GROUP_ANSWERED',
      cookie: response.cookie,
      groupSequence: sequence,
      domainId: met.domain.id,
      endpointId: endpoint.id,
      code: codeOfRaw(response.rawCode),
      outcome,
    });
    return { outcome };
  }

  /** Answers by itself every pending group of an endpoint that came through an attachment. */
  autoAnswerAttachment(attachment: Attachment, reason: AutomaticReason): void {
    for (const slot of this.slotsOf(attachment.endpoint)) {
      if (this.store.fields.attachmentGeneration(slot) === attachment.generation) {
        this.autoAnswer(slot, reason);
      }
    }
  }

  /** Ends every pending group of an endpoint without an answer. */
  discardAll(endpoint: Endpoint, cause: EndCause, rule: RuleId): void {
    for (const slot of this.slotsOf(endpoint)) {
      const record = {
        kind: 'GROUP_DISCARDED',
        cause,
        rule,
        cookie: this.cookieOf(slot),
        groupSequence: this.store.fields.sequence(slot),
        domainId: this.store.domainId(slot),
        endpointId: endpoint.id,
      } as const;
      this.end(slot, discarded(rule), (c) => {
        c.discarded += 1;
      });
      this.log.report(record);
    }
  }

  /** Answers by itself the oldest group if it was queued before a time. */
  expireOldest(queuedUntil: bigint, reason: AutomaticReason): boolean {
    const slot = this.store.oldest();
    if (slot === -1 || this.store.fields.timeNs(slot) > queuedUntil) {
      return false;
    }
    this.autoAnswer(slot, reason);
    return true;
  }

  private autoAnswer(slot: number, { cause, rule, code }: AutomaticReason): void {
    const { fields } = this.store;
    const cookie = this.cookieOf(slot);
    const record = {
      kind: 'AUTOMATIC_ANSWER',
      cause,
      rule,
      endpointId: this.store.endpointId(slot),
      pasid: fields.pasid(slot),
      prgi: fields.prgi(slot),
      code,
      domainId: this.store.domainId(slot),
      cookie,
      groupSequence: fields.sequence(slot),
      deviceCookie: fields.deviceCookie(slot),
      virtualId: this.owners.endpoint(this.store.endpointId(slot)).config.virtualId,
      attachmentGeneration: fields.attachmentGeneration(slot),
      injected: (fields.flags(slot) & GroupFlag.INJECTED) !== 0,
    } as const;
    const target = this.end(slot, autoAnswered(rule, code), (c) => {
      c.autoAnswered += 1;
    });
    this.log.report(record);
    this.responses.send({ ...target, rawCode: RAW_CODES[code], cookie });
  }

  private end(slot: number, end: GroupEnd, count: (counters: GroupCounters) => void): ResponseTarget {
    const { fields } = this.store;
    const endpoint = this.owners.endpoint(this.store.endpointId(slot));
    const domain = this.owners.domain(this.store.domainId(slot));
    const target = {
      endpoint,
      pasid: fields.pasid(slot),
      prgi: fields.prgi(slot),
      injected: (fields.flags(slot) & GroupFlag.INJECTED) !== 0,
      priGeneration: fields.priGeneration(slot),
      messages: fields.pageCount(slot),
    };
    this.store.end(slot, end.code, end.detail);
    this.countersOf(endpoint, domain, (c) => {
      c.pending -= 1;
      count(c);
    });
    return target;
  }

  private countersOf(endpoint: Endpoint, domain: Domain, change: (counters: GroupCounters) => void): void {
    change(this.counters);
    change(endpoint.counters);
    change(domain.counters);
  }

  private slotsOf(endpoint: Endpoint): number[] {
    const slots: number[] = [];
    for (let slot = this.store.endpointHead(endpoint.groups); slot !== -1; slot = this.store.endpointNext(slot)) {
      slots.push(slot);
    }
    return slots;
  }

  private cookieOf(slot: number): bigint {
    return this.log.cookie(this.store.counterOf(slot));
  }

  private viewSlot(slot: number): PageRequestGroup {
    return groupView(this.store, slot, this.cookieOf(slot), this.owners.endpoint(this.store.endpointId(slot)));
  }
}

function newStore(limits: Limits): GroupStore {
  return new GroupStore({
    capacity: limits.max_pending_groups,
    // The pool grows only as far as it is used.
    pageCapacity: Math.min(limits.max_pending_groups * limits.max_pages_per_group, MAX_POOL_PAGES),
  });
}
