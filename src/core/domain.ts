import type { DomainKind, OverflowPolicy } from '../model/domain';
import type { AddressSpace } from './address-space';
import type { Attachment } from './attachment';
import { GroupCounters } from './counters';
import type { Endpoint } from './endpoint';
import type { OverflowState } from './overflow';
import { PendingRanges } from './pending-ranges';

/** An I/O address space: mappings, attachments, and the queue of page-request groups. */
export class Domain {
  readonly attachments = new Set<Attachment>();
  readonly counters = new GroupCounters();
  /** Ranges of unmaps that have not ended. */
  readonly pendingRanges = new PendingRanges();
  /** The overflow of its queue, while it lasts. */
  overflow: OverflowState | undefined;
  private readonly holderPages = new Map<Endpoint, number>();

  /**
   * @param id its id
   * @param tag names this domain in caches; never used again, unlike the id
   * @param kind how it translates
   * @param pageRequests whether groups are queued here
   * @param space its mappings; empty unless PAGING
   * @param groups handle of its queue
   * @param overflowPolicy what happens to a group that meets a full queue
   */
  constructor(
    readonly id: number,
    readonly tag: number,
    readonly kind: DomainKind,
    readonly pageRequests: boolean,
    readonly space: AddressSpace,
    public readonly groups: number,
    readonly overflowPolicy: OverflowPolicy,
  ) {}

  /** Endpoints that hold translations of this domain, attached or not any more. */
  get holders(): readonly Endpoint[] {
    return [...this.holderPages.keys()];
  }

  /** An endpoint was given, or gave up, a page of this domain. */
  addHolder(endpoint: Endpoint, pages: 1 | -1): void {
    const held = (this.holderPages.get(endpoint) ?? 0) + pages;
    if (held === 0) {
      this.holderPages.delete(endpoint);
    } else {
      this.holderPages.set(endpoint, held);
    }
  }
}
