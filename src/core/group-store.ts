import { EndMemory, type GroupEnd } from './end-memory';
import { GroupIndex } from './group-index';
import { GroupLists } from './group-lists';
import { GroupSlab, type GroupFields } from './group-slab';
import { PagePool } from './page-pool';

export type { GroupEnd } from './end-memory';
export type { GroupFields } from './group-slab';

/** Bits of a group's flags. Bits 6..15 are not used. */
export enum GroupFlag {
  /** It was injected at the IOMMU, not sent by its endpoint. */
  INJECTED = 1,
  /** It has been delivered to a controller and waits for an answer. */
  DELIVERED = 2,
  /** It was delivered before, to a reader that vanished. */
  REDELIVERY = 4,
  /** Its device gave a queue tag. */
  QUEUE_TAG = 8,
  /** Its device gave a length hint. */
  LENGTH_HINT = 16,
  /** It is a stalled access: the index is its tag, the PRI generation the number of its fault reason. */
  STALL = 32,
}

/** How many ends are remembered. */
export const REMEMBERED_ENDS = 65_536;

/** The largest counter there can be: a cookie has 40 bits for it. */
export const MAX_COUNTER = 2 ** 40 - 1;

/** The bounds of a {@link GroupStore}. */
export interface GroupStoreOptions {
  /** The largest number of pending groups, at least 0. */
  readonly capacity: number;
  /** The largest number of pages of all groups together, those appended to no group yet included, at least 0. */
  readonly pageCapacity: number;
  /** Whether to take the memory for groups and pages at once; false when left out. */
  readonly preallocate?: boolean;
  /** The first counter to mint, 1..2^40-1; 1 when left out. */
  readonly firstCounter?: number;
}

/**
 * What became of a group that is not pending: how it ended; `LONG_AGO` when it ended before the remembered ones;
 * `UNKNOWN` when that counter was not minted yet, or never will be. `PENDING` when it has not ended.
 */
export type GroupFate = GroupEnd | 'PENDING' | 'LONG_AGO' | 'UNKNOWN';

/**
 * The unanswered page-request groups of one vIOMMU, and the memory of how the last 65,536 of them ended.
 *
 * ```
 *   insert ──▶ queued ──unqueue──▶ delivered ──end──▶ remembered ──(65,536 ends later)──▶ forgotten
 *                 ▲──── requeue ─────┘
 *                 └──────────────────end────────────▶
 * ```
 *
 * A group is known by its *counter* (minted here, growing by one, never reused) and, while it is pending, by its
 * *slot* (an integer from 0, reused after the end). Its fields are read through {@link fields} and its pages through
 * {@link pages}. Every pending group is in the list of its endpoint and in the list of all, both in the order of their
 * counters; a queued one is also in the queue of its domain. Nothing is allocated per group, all steps take constant
 * time, and memory grows by doubling as far as the bounds. Slots that are not in use, and handles that are not open,
 * are programming errors.
 */
export class GroupStore {
  /** Reads the fields of a slot, and sets its flags; the rest of its writers belong to the store. */
  readonly fields: Pick<GroupSlab, ReadableField | 'setFlags'>;
  /**
   * Reads pages: begin with `fields.firstPageEntry(slot)`. Appends and frees those of groups that are not inserted yet;
   * with the insertion they belong to the store.
   */
  readonly pages: Pick<PagePool, 'next' | 'page' | 'flagsAt' | 'size' | 'hasRoom' | 'append' | 'free'>;

  private readonly slab: GroupSlab;
  private readonly pool: PagePool;
  private readonly index: GroupIndex;
  private readonly lists: GroupLists;
  private readonly all: number;
  private readonly ends = new EndMemory(REMEMBERED_ENDS);
  private counter: number;

  /**
   * @param options the bounds
   */
  constructor(options: GroupStoreOptions) {
    this.slab = new GroupSlab(options.capacity, options.preallocate);
    this.fields = this.slab;
    this.pool = new PagePool(options.pageCapacity, options.preallocate);
    this.pages = this.pool;
    const atOnce = options.preallocate === true ? options.capacity : 0;
    this.index = new GroupIndex(atOnce);
    this.lists = new GroupLists(atOnce);
    this.all = this.lists.open(0);
    this.counter = options.firstCounter ?? 1;
  }

  /** How many groups are pending: queued and delivered. */
  get size(): number {
    return this.index.size;
  }

  /** The counter that the next group gets; 2^40 when they are used up. */
  get nextCounter(): number {
    return this.counter;
  }

  /**
   * Makes the (empty) queue of a domain.
   *
   * @param domainId the domain, 0..2^32-1; several queues may have the same one
   * @returns the domain's handle
   */
  openDomain(domainId: number): number {
    return this.lists.open(domainId);
  }

  /**
   * Makes the (empty) list of an endpoint.
   *
   * @param endpointId the endpoint, 0..2^32-1
   * @returns the endpoint's handle
   */
  openEndpoint(endpointId: number): number {
    return this.lists.open(endpointId);
  }

  /**
   * Gives the handle of a domain or an endpoint back.
   *
   * @returns false, and nothing changed, while it has pending groups
   */
  close(handle: number): boolean {
    return this.lists.close(handle);
  }

  /** The domain id that a group's domain was opened with. */
  domainId(slot: number): number {
    return this.lists.owner(this.slab.domain(slot));
  }

  /** The endpoint id that a group's endpoint was opened with. */
  endpointId(slot: number): number {
    return this.lists.owner(this.slab.endpoint(slot));
  }

  /**
   * Stores a group under the next counter and puts it behind all others in the queue of its domain.
   *
   * @param fields its fields
   * @param firstPage the entry of its first page in {@link pages}; -1: it has none
   * @param pageCount how many pages it has
   * @returns its slot, or -1 (and nothing changed) when the groups or the counters are used up
   */
  insert(fields: GroupFields, firstPage: number, pageCount: number): number {
    if (this.counter > MAX_COUNTER) {
      return -1;
    }
    const { slab } = this;
    const slot = slab.allocate();
    if (slot === -1) {
      return -1;
    }
    slab.write(slot, fields, firstPage, pageCount);
    this.index.add(slot, this.counter);
    this.lists.enter(slot, fields.domain, fields.endpoint, this.all);
    this.counter += 1;
    return slot;
  }

  /**
   * The slot of a pending group.
   *
   * @param counter any number
   * @returns the slot, or -1 when no such group is pending
   */
  find(counter: number): number {
    return this.index.find(counter);
  }

  /** The counter of a pending group: the low 40 bits of its cookie. */
  counterOf(slot: number): number {
    return this.index.counter(slot);
  }

  /** Takes a queued group out of its domain's queue because it is being delivered. */
  unqueue(slot: number): void {
    this.lists.unqueue(slot, this.slab.domain(slot));
  }

  /**
   * Gives a group that is not queued back to the head of its domain's queue. To give several back in order, begin with
   * the latest.
   */
  requeue(slot: number): void {
    this.lists.requeue(slot, this.slab.domain(slot));
  }

  /** Whether a pending group waits to be delivered. */
  isQueued(slot: number): boolean {
    return this.lists.isQueued(slot);
  }

  /**
   * Ends a pending group, frees its slot and remembers how it ended.
   *
   * @param slot the group
   * @param code the kind of end, 0..255
   * @param detail what belongs to it, 0..65535
   */
  end(slot: number, code: number, detail: number): void {
    const { slab } = this;
    const counter = this.index.counter(slot);
    this.lists.leave(slot, slab.domain(slot), slab.endpoint(slot), this.all);
    this.pool.free(slab.firstPageEntry(slot));
    this.index.remove(slot);
    slab.free(slot);
    this.ends.remember(counter, code, detail);
  }

  /**
   * What became of a group.
   *
   * @param counter any number
   */
  fate(counter: number): GroupFate {
    if (!Number.isInteger(counter) || counter < 1 || counter >= this.counter) {
      return 'UNKNOWN';
    }
    if (this.index.find(counter) !== -1) {
      return 'PENDING';
    }
    return this.ends.recall(counter) ?? 'LONG_AGO';
  }

  /** The group that a domain's queue delivers next; -1 when the queue is empty. */
  queueHead(domain: number): number {
    return this.lists.head(domain);
  }

  /** The group behind a queued group in its domain's queue; -1 after the last one. */
  queueNext(slot: number): number {
    return this.lists.nextQueued(slot);
  }

  /** How many groups wait in a domain's queue. */
  queueLength(domain: number): number {
    return this.lists.queueLength(domain);
  }

  /** How many groups of a domain or an endpoint are pending, queued or delivered. */
  pendingCount(handle: number): number {
    return this.lists.memberCount(handle);
  }

  /** The oldest pending group of an endpoint; -1 when it has none. */
  endpointHead(endpoint: number): number {
    return this.lists.head(endpoint);
  }

  /** The next younger pending group of the same endpoint; -1 after the youngest. */
  endpointNext(slot: number): number {
    return this.lists.nextOfEndpoint(slot);
  }

  /** The oldest pending group of all, whose response deadline ends first; -1 when none is pending. */
  oldest(): number {
    return this.lists.head(this.all);
  }

  /** The youngest pending group of all; -1 when none is pending. */
  youngest(): number {
    return this.lists.tail(this.all);
  }

  /** The next younger pending group of all; -1 after the youngest. */
  younger(slot: number): number {
    return this.lists.nextOfAll(slot);
  }

  /** The next older pending group of all; -1 before the oldest. */
  older(slot: number): number {
    return this.lists.previousOfAll(slot);
  }

  /** How many bytes of memory the groups, their pages and the remembered ends take. */
  bytes(): number {
    return this.slab.bytes() + this.pool.bytes() + this.index.bytes() + this.lists.bytes() + this.ends.bytes();
  }
}

/** The fields of a slot that anybody may read. */
type ReadableField =
  | 'sequence'
  | 'timeNs'
  | 'deviceCookie'
  | 'lengthHint'
  | 'domain'
  | 'endpoint'
  | 'pasid'
  | 'attachmentGeneration'
  | 'priGeneration'
  | 'endpointGeneration'
  | 'queueTag'
  | 'prgi'
  | 'flags'
  | 'firstPageEntry'
  | 'pageCount';
