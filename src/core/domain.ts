import type { DomainKind, NestedRequest, OverflowPolicy } from '../model/domain';
import type { AddressSpace } from './address-space';
import type { Attachment } from './attachment';
import { GroupCounters } from './counters';
import type { DirtyPages } from './dirty-pages';
import type { Endpoint } from './endpoint';
import type { GuestTables } from './guest-tables';
import { SearchMemory } from './iova-allocator';
import type { IovaRanges } from './iova-ranges';
import type { OverflowState } from './overflow';
import { PendingRanges } from './pending-ranges';

/** What a domain is made of. */
export interface DomainParts {
  readonly id: number;
  /** Names this domain in caches; never used again, unlike the id. */
  readonly tag: number;
  /** How it translates. */
  readonly kind: DomainKind;
  /** Whether groups are queued here. */
  readonly pageRequests: boolean;
  /** Its mappings; empty unless PAGING. */
  readonly space: AddressSpace;
  /** What of it can be mapped. */
  readonly iovas: IovaRanges;
  /** Handle of its queue. */
  readonly groups: number;
  /** What happens to a group that meets a full queue. */
  readonly overflowPolicy: OverflowPolicy;
  /** Whether written pages can be recorded. */
  readonly dirtyTracking: boolean;
  /** NESTED only, as are the next two. */
  readonly nested?: NestedRequest | undefined;
  /** What translates the addresses in its tables. */
  readonly parent?: Domain | undefined;
}

/** An I/O address space: mappings or guest tables, attachments, and the queue of page-request groups. */
export class Domain {
  readonly id: number;
  readonly tag: number;
  readonly kind: DomainKind;
  readonly pageRequests: boolean;
  readonly space: AddressSpace;
  readonly iovas: IovaRanges;
  readonly groups: number;
  readonly overflowPolicy: OverflowPolicy;
  readonly dirtyTracking: boolean;
  readonly nested: NestedRequest | undefined;
  readonly parent: Domain | undefined;
  /** The guest's tables; NESTED only. */
  tables: GuestTables | undefined;
  /** Domains nested on this one. */
  readonly children = new Set<Domain>();
  /** Domains that were nested on this one and are deleted, as long as endpoints hold translations of them. */
  private readonly formerChildren = new Set<Domain>();
  readonly attachments = new Set<Attachment>();
  readonly counters = new GroupCounters();
  /** Ranges of unmaps that have not ended. */
  readonly pendingRanges = new PendingRanges();
  /** The overflow of its queue, while it lasts. */
  overflow: OverflowState | undefined;
  /** Whether written pages are recorded. */
  recordsWrites = false;
  /** Pages endpoints have written while that was recorded. */
  dirty: DirtyPages | undefined;
  /** Where the last search for free pages ended. */
  readonly places = new SearchMemory();
  private readonly holderPages = new Map<Endpoint, number>();

  constructor(parts: DomainParts) {
    this.id = parts.id;
    this.tag = parts.tag;
    this.kind = parts.kind;
    this.pageRequests = parts.pageRequests;
    this.space = parts.space;
    this.iovas = parts.iovas;
    this.groups = parts.groups;
    this.overflowPolicy = parts.overflowPolicy;
    this.dirtyTracking = parts.dirtyTracking;
    this.nested = parts.nested;
    this.parent = parts.parent;
    this.parent?.children.add(this);
  }

  /** The domain whose mappings an access through this one uses in the end; undefined: none. */
  get paging(): Domain | undefined {
    if (this.kind === 'PAGING') {
      return this;
    }
    return this.parent?.kind === 'PAGING' ? this.parent : undefined;
  }

  /** Whether it can lead anywhere in guest memory without a mapping. */
  get isUnmapped(): boolean {
    return this.kind === 'IDENTITY' || (this.kind === 'NESTED' && this.paging === undefined);
  }

  /** Domains whose translations go through this one, deleted or not. */
  get nestedDomains(): readonly Domain[] {
    return [...this.children, ...this.formerChildren];
  }

  /** The domain is deleted; what endpoints hold of it still goes through the one below. */
  leaveParent(): void {
    this.parent?.children.delete(this);
    if (this.holderPages.size > 0) {
      this.parent?.formerChildren.add(this);
    }
  }

  /** Endpoints that hold translations of this domain, attached or not any more. */
  get holders(): readonly Endpoint[] {
    return [...this.holderPages.keys()];
  }

  /** An endpoint was given, or gave up, a page of this domain. */
  addHolder(endpoint: Endpoint, pages: 1 | -1): void {
    const held = (this.holderPages.get(endpoint) ?? 0) + pages;
    if (held === 0) {
      this.holderPages.delete(endpoint);
      if (this.holderPages.size === 0) {
        this.parent?.formerChildren.delete(this);
      }
    } else {
      this.holderPages.set(endpoint, held);
    }
  }
}
