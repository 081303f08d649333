import type { PageRequestGroup, PageRequestItem } from '../../../src/model/page-request';
import type { EndpointChangeKind, ReportRecord } from '../../../src/model/report';
import type { Limits, Policy } from '../../../src/model/viommu';

/** What a closing page request must lead to. */
export type Expected =
  | { readonly kind: 'QUEUED'; readonly domainId: number; readonly pages: PageRequestGroup['pages'] }
  | { readonly kind: 'ANSWERED'; readonly code: string };

interface Queued {
  readonly domainId: number;
}

interface Open {
  readonly endpointId: number;
  readonly pasid: number;
  readonly injected: boolean;
  pages: { page: number; permissions: number }[];
  /** The code its last page is answered with, once it lost a page. */
  broken: string | undefined;
}

const FORGETS_ALL: readonly EndpointChangeKind[] = ['FUNCTION_RESET', 'REMOVED', 'DELETED', 'CONNECTED'];
const FORGETS_OWN: readonly EndpointChangeKind[] = ['PRI_RESET', 'PRI_FAILED', 'DISCONNECTED'];

/** Groups on their way in, as simply as they can be described. */
export class GroupsModel {
  readonly attachments = new Map<string, number>();
  readonly takesRequests = new Map<number, boolean>();
  /** The domains below nested ones. */
  readonly nestedOn = new Map<number, number>();
  /** Per domain: what waits to be delivered, first the redelivered. */
  readonly queues = new Map<number, bigint[]>();
  readonly pending = new Map<bigint, Queued>();
  readonly open = new Map<string, Open>();

  constructor(private readonly limits: Limits) {}

  get heldPages(): number {
    return [...this.open.values()].reduce((sum, { pages }) => sum + pages.length, 0);
  }

  attach(endpointId: number, pasid: number, domainId: number): void {
    this.attachments.set(`${endpointId}/${pasid}`, domainId);
  }

  /** An attachment ends: what is open of it lost its pages. */
  detach(endpointId: number, pasid: number): void {
    this.attachments.delete(`${endpointId}/${pasid}`);
    for (const open of this.open.values()) {
      if (open.endpointId === endpointId && open.pasid === pasid) {
        this.break(open, 'INVALID_REQUEST');
      }
    }
  }

  /** A domain is deleted, those nested on it with it. */
  detachDomain(domainId: number): void {
    for (const [nested, below] of this.nestedOn) {
      if (below === domainId) {
        this.nestedOn.delete(nested);
        this.detachDomain(nested);
      }
    }
    this.nestedOn.delete(domainId);
    for (const [key, attached] of this.attachments) {
      if (attached === domainId) {
        const [endpointId, pasid] = key.split('/').map(Number);
        this.detach(endpointId!, pasid!);
      }
    }
    this.takesRequests.delete(domainId);
    this.queues.delete(domainId);
  }

  /** Takes a page request in; says what a closing one must lead to. */
  accept(endpointId: number, item: PageRequestItem, injected: boolean, policy: Policy): Expected | undefined {
    const key = `${endpointId}/${item.pasid}/${item.prgi}/${injected}`;
    const fresh = { endpointId, pasid: item.pasid, injected, pages: [], broken: undefined };
    const open: Open = this.open.get(key) ?? fresh;
    const { page, permissions } = item;
    const refusal = this.refusal(endpointId, item.pasid, policy);
    if (!item.last) {
      this.open.set(key, open);
      const tooLong = open.pages.length + 1 >= this.limits.max_pages_per_group;
      if (refusal !== undefined) {
        this.break(open, refusal);
      } else if (tooLong || this.heldPages >= this.limits.max_partial_pages) {
        this.break(open, policy.automaticAnswers.overflow);
      } else if (open.broken === undefined) {
        open.pages.push({ page, permissions });
      }
      return undefined;
    }
    this.open.delete(key);
    if (refusal !== undefined) {
      return { kind: 'ANSWERED', code: refusal };
    }
    if (open.broken !== undefined) {
      return { kind: 'ANSWERED', code: open.broken };
    }
    const domainId = this.attachments.get(`${endpointId}/${item.pasid}`)!;
    const full =
      this.queue(domainId).length >= this.limits.page_request_queue_depth ||
      this.pending.size >= this.limits.max_pending_groups;
    return full
      ? { kind: 'ANSWERED', code: policy.automaticAnswers.overflow }
      : { kind: 'QUEUED', domainId, pages: [...open.pages, { page, permissions }] };
  }

  queued(cookie: bigint, domainId: number): void {
    this.pending.set(cookie, { domainId });
    this.queue(domainId).push(cookie);
  }

  /** Follows what was reported. */
  note(record: ReportRecord): void {
    if (record.kind === 'GROUP_QUEUED') {
      expect(this.pending.has(record.cookie)).toBe(true);
    } else if (record.kind === 'ENDPOINT_CHANGED') {
      this.changed(record.endpointId, record.change);
    } else if ('cookie' in record && record.cookie !== undefined) {
      const { domainId } = this.pending.get(record.cookie)!;
      this.pending.delete(record.cookie);
      this.queues.set(
        domainId,
        this.queue(domainId).filter((cookie) => cookie !== record.cookie),
      );
    }
  }

  /** What a controller must be given. */
  deliver(domainId: number, max: number): bigint[] {
    return this.queue(domainId).splice(0, max);
  }

  /** What a reader had comes first again, in its order. */
  undeliver(cookies: readonly bigint[]): void {
    const back = cookies.filter((cookie) => this.pending.has(cookie));
    for (const cookie of back.sort((a, b) => Number(b - a))) {
      this.queue(this.pending.get(cookie)!.domainId).unshift(cookie);
    }
  }

  private queue(domainId: number): bigint[] {
    const queue = this.queues.get(domainId) ?? [];
    this.queues.set(domainId, queue);
    return queue;
  }

  private changed(endpointId: number, change: EndpointChangeKind): void {
    for (const [key, open] of this.open) {
      const own = FORGETS_OWN.includes(change) && !open.injected;
      if (open.endpointId === endpointId && (own || FORGETS_ALL.includes(change))) {
        this.open.delete(key);
      }
    }
    if (change === 'DELETED') {
      for (const key of this.attachments.keys()) {
        if (key.startsWith(`${endpointId}/`)) {
          this.attachments.delete(key);
        }
      }
    }
  }

  private refusal(endpointId: number, pasid: number, policy: Policy): string | undefined {
    const domainId = this.attachments.get(`${endpointId}/${pasid}`);
    if (policy.translation !== 'ON') {
      return policy.translation === 'OFF' ? 'RESPONSE_FAILURE' : 'INVALID_REQUEST';
    }
    if (domainId === undefined) {
      return policy.automaticAnswers.noDomain;
    }
    if (this.takesRequests.get(domainId) !== true) {
      return policy.automaticAnswers.noPageRequests;
    }
    return policy.pageRequestQueueEnabled ? undefined : 'RESPONSE_FAILURE';
  }

  private break(open: Open, code: string): void {
    open.broken ??= code;
    open.pages = [];
  }
}
