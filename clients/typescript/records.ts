/**
 * Batches of mappings, and of ranges to clear, as records: what `MapRequest.records` and `UnmapRequest.records` hold.
 * Several times faster to make, to send and to read than items.
 */
import { InvalidRequestError } from './errors';
import type { IovaRangeInput, MapItem, PermissionsInput } from './types';
import { validator } from './validate';

/** The most records of a batch; the server refuses more (TOO_MANY_ITEMS). */
export const MAX_RECORDS = 4096;

const VERSION = 1;
const HEADER_BYTES = 8;
const COUNT_AT = 4;

/** What follows from the kind of a batch. */
const MAPPINGS = { kind: 1, recordBytes: 32, request: 'MapRequest', item: 'MapItem' } as const;
const RANGES = { kind: 2, recordBytes: 16, request: 'UnmapRequest', item: 'IovaRange' } as const;

/** Where the fields of a record are, in bytes. */
const LAST_AT = 8;
const OUTPUT_AT = 16;
const PERMISSIONS_AT = 24;
const IF_MAPPED_AT = 25;

/** The numbers of `IfMapped` on the wire. */
const IF_MAPPED = {
  IF_MAPPED_UNSPECIFIED: 0,
  IF_MAPPED_REFUSE: 1,
  IF_MAPPED_ACCEPT_IDENTICAL: 2,
  IF_MAPPED_SET_PERMISSIONS: 3,
} as const;

type IfMappedName = keyof typeof IF_MAPPED;

/** The highest page number: an address has 64 bits, and an offset 12 of them. */
const MAX_PAGE = 2 ** 52 - 1;
/** Pages whose addresses share their upper 32 bits. */
const PAGES_PER_HIGH_WORD = 2 ** 20;
const LAST_BYTE_OF_PAGE = 0xfff;

const checkMapping = validator(MAPPINGS.item);
const checkRange = validator(RANGES.item);

function permissionBits({ read, write, execute, privileged }: PermissionsInput): number {
  return (read ? 1 : 0) | (write ? 2 : 0) | (execute ? 4 : 0) | (privileged ? 8 : 0);
}

/** A batch of either kind. */
abstract class Records {
  readonly #traits: typeof MAPPINGS | typeof RANGES;
  readonly #capacity: number;
  readonly #bytes: Uint8Array;
  protected readonly view: DataView;
  #count = 0;

  /**
   * @param traits what follows from the kind
   * @param capacity the most records it is to hold
   */
  constructor(traits: typeof MAPPINGS | typeof RANGES, capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1 || capacity > MAX_RECORDS) {
      throw new RangeError(`capacity must be an integer from 1 to ${MAX_RECORDS}, not ${capacity}`);
    }
    this.#traits = traits;
    this.#capacity = capacity;
    this.#bytes = new Uint8Array(HEADER_BYTES + capacity * traits.recordBytes);
    this.view = new DataView(this.#bytes.buffer);
    this.view.setUint8(0, VERSION);
    this.view.setUint8(1, traits.kind);
  }

  /** How many records there are. */
  get length(): number {
    return this.#count;
  }

  /** Whether no record can be added any more. */
  get isFull(): boolean {
    return this.#count === this.#capacity;
  }

  /** The batch as it is sent: a view, which `add`, `addPages` and `clear` change. */
  get bytes(): Uint8Array {
    this.view.setUint32(COUNT_AT, this.#count, true);
    return this.#bytes.subarray(0, HEADER_BYTES + this.#count * this.#traits.recordBytes);
  }

  /** Removes every record, so that the batch can be used again. */
  clear(): void {
    this.#count = 0;
  }

  /** Where the next record goes; it counts from now on. */
  protected next(): number {
    if (this.isFull) {
      throw new InvalidRequestError(this.#traits.request, 'records', `is full with ${this.#capacity} records`);
    }
    this.#count += 1;
    return HEADER_BYTES + (this.#count - 1) * this.#traits.recordBytes;
  }

  /** Refuses what is no page number. */
  protected requirePage(name: string, page: number): void {
    if (Number.isInteger(page) && page >= 0 && page <= MAX_PAGE) return;
    throw new InvalidRequestError(this.#traits.item, name, `must be an integer from 0 to 2^52-1, not ${page}`);
  }

  /** Writes the address of a byte of a page. */
  protected setPage(at: number, page: number, offset: number): void {
    const high = Math.floor(page / PAGES_PER_HIGH_WORD);
    this.view.setUint32(at, ((page - high * PAGES_PER_HIGH_WORD) << 12) | offset, true);
    this.view.setUint32(at + 4, high, true);
  }

  /** Writes a number of 64 bits that was checked. */
  protected setAddress(at: number, address: bigint | number | null | undefined): void {
    this.view.setBigUint64(at, BigInt(address ?? 0), true);
  }
}

/**
 * Mappings to make, for `VmmChannel.map` and for `domains.map({ records: batch.bytes })`.
 *
 * @example
 * const batch = new MappingRecords();
 * batch.addPages(0x10, 0x1f, 0x8_0000, { read: true, write: true });
 * await channel.map(1, batch);
 */
export class MappingRecords extends Records {
  /** @param capacity the most records it is to hold, 1 to 4096 */
  constructor(capacity = MAX_RECORDS) {
    super(MAPPINGS, capacity);
  }

  /**
   * Adds a mapping by its addresses.
   *
   * @throws InvalidRequestError when the batch is full, the range is missing, or a field is of another type or too wide
   */
  add(mapping: MapItem): this {
    checkMapping(mapping);
    const { range, outputAddress, permissions, ifMapped } = mapping;
    if (!range) throw new InvalidRequestError(MAPPINGS.item, 'range', 'is missing');
    const at = this.next();
    this.setAddress(at, range.first);
    this.setAddress(at + LAST_AT, range.last);
    this.setAddress(at + OUTPUT_AT, outputAddress);
    this.#setFlags(at, permissions ?? {}, ifMapped ?? 'IF_MAPPED_UNSPECIFIED');
    return this;
  }

  /**
   * Adds a mapping by its pages of 4096 bytes, without a BigInt.
   *
   * @param firstPage the first page of IOVAs, 0 to 2^52-1
   * @param lastPage the last one, itself included
   * @param outputPage where the first page goes; the rest follows
   * @throws InvalidRequestError when the batch is full, or a page is no page number
   */
  addPages(
    firstPage: number,
    lastPage: number,
    outputPage: number,
    permissions: PermissionsInput,
    ifMapped: IfMappedName = 'IF_MAPPED_UNSPECIFIED',
  ): this {
    this.requirePage('firstPage', firstPage);
    this.requirePage('lastPage', lastPage);
    this.requirePage('outputPage', outputPage);
    const at = this.next();
    this.setPage(at, firstPage, 0);
    this.setPage(at + LAST_AT, lastPage, LAST_BYTE_OF_PAGE);
    this.setPage(at + OUTPUT_AT, outputPage, 0);
    this.#setFlags(at, permissions, ifMapped);
    return this;
  }

  #setFlags(at: number, permissions: PermissionsInput, ifMapped: IfMappedName): void {
    this.view.setUint8(at + PERMISSIONS_AT, permissionBits(permissions));
    this.view.setUint8(at + IF_MAPPED_AT, IF_MAPPED[ifMapped]);
  }
}

/** Ranges to clear, for `VmmChannel.unmap` and for `domains.unmap({ records: batch.bytes })`. */
export class RangeRecords extends Records {
  /** @param capacity the most records it is to hold, 1 to 4096 */
  constructor(capacity = MAX_RECORDS) {
    super(RANGES, capacity);
  }

  /**
   * Adds a range by its addresses.
   *
   * @throws InvalidRequestError when the batch is full, or an address is of another type or too wide
   */
  add(range: IovaRangeInput): this {
    checkRange(range);
    const at = this.next();
    this.setAddress(at, range.first);
    this.setAddress(at + LAST_AT, range.last);
    return this;
  }

  /**
   * Adds a range by its pages of 4096 bytes, without a BigInt.
   *
   * @param firstPage the first page, 0 to 2^52-1
   * @param lastPage the last one, itself included
   * @throws InvalidRequestError when the batch is full, or a page is no page number
   */
  addPages(firstPage: number, lastPage: number): this {
    this.requirePage('firstPage', firstPage);
    this.requirePage('lastPage', lastPage);
    const at = this.next();
    this.setPage(at, firstPage, 0);
    this.setPage(at + LAST_AT, lastPage, LAST_BYTE_OF_PAGE);
    return this;
  }
}

/** From so many items on, an array is sent as records. */
const RECORDS_FROM = 16;

/** Fills a batch; undefined when an item cannot be a record: the plain form is sent, or says what is wrong with it. */
function filled<Item, Batch extends { add(item: Item): unknown }>(
  items: readonly Item[],
  make: (capacity: number) => Batch,
): Batch | undefined {
  if (items.length < RECORDS_FROM || items.length > MAX_RECORDS) return undefined;
  const batch = make(items.length);
  try {
    for (const item of items) batch.add(item);
    return batch;
  } catch (error) {
    if (error instanceof InvalidRequestError) return undefined;
    throw error;
  }
}

/** Mappings as a request carries them. */
export function mappingPayload(
  items: readonly MapItem[] | MappingRecords,
): { readonly items: readonly MapItem[] } | { readonly records: Uint8Array } {
  const batch = items instanceof MappingRecords ? items : filled(items, (capacity) => new MappingRecords(capacity));
  return batch ? { records: batch.bytes } : { items: items as readonly MapItem[] };
}

/** Ranges to clear as a request carries them. */
export function rangePayload(
  ranges: readonly IovaRangeInput[] | RangeRecords,
): { readonly ranges: readonly IovaRangeInput[] } | { readonly records: Uint8Array } {
  const batch = ranges instanceof RangeRecords ? ranges : filled(ranges, (capacity) => new RangeRecords(capacity));
  return batch ? { records: batch.bytes } : { ranges: ranges as readonly IovaRangeInput[] };
}
