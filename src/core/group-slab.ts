/**
 * The fields of unanswered page-request groups, in two typed-array slabs: no object exists per group.
 *
 * A *slot* is the index of a group in both slabs, an integer from 0; it belongs to the group until {@link GroupSlab.free}
 * and may then be used for another. Per slot there are four 64-bit values and ten 32-bit words, 72 bytes.
 */

/** 64-bit values of a slot. */
const WIDE_STRIDE = 4;
const SEQUENCE = 0;
const TIME = 1;
const DEVICE_COOKIE = 2;
const LENGTH_HINT = 3;

/** 32-bit words of a slot. The first one of a free slot holds the next free slot. */
const WORD_STRIDE = 10;
const DOMAIN = 0;
const ENDPOINT = 1;
const PASID = 2;
const ATTACHMENT_GENERATION = 3;
const PRI_GENERATION = 4;
const ENDPOINT_GENERATION = 5;
const QUEUE_TAG = 6;
const PRGI_AND_FLAGS = 7;
const FIRST_PAGE_ENTRY = 8;
const PAGE_COUNT = 9;
const NEXT_FREE = DOMAIN;

/** Slots of a slab nothing was stored in yet. */
const FIRST_SLOTS = 16;

/** What a group is stored with. Plain data: it is read during the call and not kept. */
export interface GroupFields {
  /** The group's number in the report log, 0..2^64-1. */
  readonly sequence: bigint;
  /** The vIOMMU's clock when the group was queued, in nanoseconds, 0..2^64-1. */
  readonly timeNs: bigint;
  /** The device cookie of the attachment, 0..2^64-1. */
  readonly deviceCookie: bigint;
  /** The number of bytes the device is about to use, 0..2^64-1; 0 when it did not say. */
  readonly lengthHint: bigint;
  /** The domain, as the handle that `GroupStore.openDomain` returned. */
  readonly domain: number;
  /** The endpoint, as the handle that `GroupStore.openEndpoint` returned. */
  readonly endpoint: number;
  /** The PASID, 0..2^20-1; -1 means none. */
  readonly pasid: number;
  /** Page request group index, 0..65535. */
  readonly prgi: number;
  /** The attachment generation under which the requests came, 0..2^32-1. */
  readonly attachmentGeneration: number;
  /** The PRI generation under which the requests came, 0..2^32-1. */
  readonly priGeneration: number;
  /** The endpoint generation under which the requests came, 0..2^32-1. */
  readonly endpointGeneration: number;
  /** The device's own queue tag, 0..2^32-1; it counts only with `GroupFlag.QUEUE_TAG`. */
  readonly queueTag: number;
  /** Bits of `GroupFlag`, 0..65535. */
  readonly flags: number;
}

/** Slots, their fields, and the free list. Reading or writing a slot that is not in use is a programming error. */
export class GroupSlab {
  private readonly capacity: number;
  private slots: number;
  private wide: BigUint64Array<ArrayBuffer>;
  private words: Int32Array<ArrayBuffer>;
  private freeSlot = -1;
  private untouched = 0;

  /**
   * @param capacity the largest number of slots in use at once, at least 0
   * @param preallocate whether to take the memory for all of them now
   */
  constructor(capacity: number, preallocate = false) {
    this.capacity = capacity;
    this.slots = Math.max(preallocate ? capacity : 0, FIRST_SLOTS);
    this.wide = new BigUint64Array(this.slots * WIDE_STRIDE);
    this.words = new Int32Array(this.slots * WORD_STRIDE);
  }

  /**
   * Takes a free slot; its fields are undefined until {@link write}.
   *
   * @returns the slot, or -1 when all are in use
   */
  allocate(): number {
    const slot = this.freeSlot;
    if (slot !== -1) {
      this.freeSlot = this.words[slot * WORD_STRIDE + NEXT_FREE]!;
      return slot;
    }
    if (this.untouched === this.capacity) {
      return -1;
    }
    if (this.untouched === this.slots) {
      this.grow();
    }
    return this.untouched++;
  }

  /** Gives a slot back. */
  free(slot: number): void {
    this.words[slot * WORD_STRIDE + NEXT_FREE] = this.freeSlot;
    this.freeSlot = slot;
  }

  /**
   * Stores the fields of a group.
   *
   * @param slot the slot
   * @param fields the fields
   * @param firstPageEntry the page pool's entry of the group's first page; -1 when it has none
   * @param pageCount how many pages the group has
   */
  write(slot: number, fields: GroupFields, firstPageEntry: number, pageCount: number): void {
    const w = slot * WIDE_STRIDE;
    const { wide, words } = this;
    wide[w + SEQUENCE] = fields.sequence;
    wide[w + TIME] = fields.timeNs;
    wide[w + DEVICE_COOKIE] = fields.deviceCookie;
    wide[w + LENGTH_HINT] = fields.lengthHint;
    const n = slot * WORD_STRIDE;
    words[n + DOMAIN] = fields.domain;
    words[n + ENDPOINT] = fields.endpoint;
    words[n + PASID] = fields.pasid;
    words[n + ATTACHMENT_GENERATION] = fields.attachmentGeneration;
    words[n + PRI_GENERATION] = fields.priGeneration;
    words[n + ENDPOINT_GENERATION] = fields.endpointGeneration;
    words[n + QUEUE_TAG] = fields.queueTag;
    words[n + PRGI_AND_FLAGS] = fields.prgi | (fields.flags << 16);
    words[n + FIRST_PAGE_ENTRY] = firstPageEntry;
    words[n + PAGE_COUNT] = pageCount;
  }

  /** The group's number in the report log. */
  sequence(slot: number): bigint {
    return this.wide[slot * WIDE_STRIDE + SEQUENCE]!;
  }

  /** When the group was queued, in nanoseconds of the vIOMMU's clock. */
  timeNs(slot: number): bigint {
    return this.wide[slot * WIDE_STRIDE + TIME]!;
  }

  /** The device cookie of the attachment. */
  deviceCookie(slot: number): bigint {
    return this.wide[slot * WIDE_STRIDE + DEVICE_COOKIE]!;
  }

  /** The number of bytes the device is about to use; 0 when it did not say. */
  lengthHint(slot: number): bigint {
    return this.wide[slot * WIDE_STRIDE + LENGTH_HINT]!;
  }

  /** The handle of the group's domain. */
  domain(slot: number): number {
    return this.words[slot * WORD_STRIDE + DOMAIN]!;
  }

  /** The handle of the group's endpoint. */
  endpoint(slot: number): number {
    return this.words[slot * WORD_STRIDE + ENDPOINT]!;
  }

  /** The PASID; -1 means none. */
  pasid(slot: number): number {
    return this.words[slot * WORD_STRIDE + PASID]!;
  }

  /** The attachment generation under which the requests came. */
  attachmentGeneration(slot: number): number {
    return this.words[slot * WORD_STRIDE + ATTACHMENT_GENERATION]! >>> 0;
  }

  /** The PRI generation under which the requests came. */
  priGeneration(slot: number): number {
    return this.words[slot * WORD_STRIDE + PRI_GENERATION]! >>> 0;
  }

  /** The endpoint generation under which the requests came. */
  endpointGeneration(slot: number): number {
    return this.words[slot * WORD_STRIDE + ENDPOINT_GENERATION]! >>> 0;
  }

  /** The device's own queue tag; it counts only with `GroupFlag.QUEUE_TAG`. */
  queueTag(slot: number): number {
    return this.words[slot * WORD_STRIDE + QUEUE_TAG]! >>> 0;
  }

  /** Page request group index, 0..65535. */
  prgi(slot: number): number {
    return this.words[slot * WORD_STRIDE + PRGI_AND_FLAGS]! & 0xffff;
  }

  /** Bits of `GroupFlag`. */
  flags(slot: number): number {
    return this.words[slot * WORD_STRIDE + PRGI_AND_FLAGS]! >>> 16;
  }

  /** Replaces all bits of `GroupFlag`. */
  setFlags(slot: number, flags: number): void {
    const at = slot * WORD_STRIDE + PRGI_AND_FLAGS;
    this.words[at] = (this.words[at]! & 0xffff) | (flags << 16);
  }

  /** The page pool's entry of the group's first page; -1 when it has none. */
  firstPageEntry(slot: number): number {
    return this.words[slot * WORD_STRIDE + FIRST_PAGE_ENTRY]!;
  }

  /** How many pages the group has. */
  pageCount(slot: number): number {
    return this.words[slot * WORD_STRIDE + PAGE_COUNT]!;
  }

  /** How many bytes the slabs take. */
  bytes(): number {
    return this.wide.byteLength + this.words.byteLength;
  }

  private grow(): void {
    this.slots = Math.min(this.slots * 2, Math.max(this.capacity, FIRST_SLOTS));
    const wide = new BigUint64Array(this.slots * WIDE_STRIDE);
    wide.set(this.wide);
    const words = new Int32Array(this.slots * WORD_STRIDE);
    words.set(this.words);
    this.wide = wide;
    this.words = words;
  }
}

/** The bytes that a slab takes for a number of slots. */
export function slabBytes(slots: number): number {
  const perSlot = WIDE_STRIDE * BigUint64Array.BYTES_PER_ELEMENT + WORD_STRIDE * Int32Array.BYTES_PER_ELEMENT;
  return Math.max(slots, FIRST_SLOTS) * perSlot;
}
