/**
 * Mappings and ranges as records of fixed size, little-endian, as `MapRequest.records` and `UnmapRequest.records` describe
 * them. They are read one by one, without a BigInt and into one object, because there are millions of them. What is wrong
 * with a record is found out by the converter of the repeated form, so that both forms are refused alike.
 */
import { join } from '../base/u64';
import type { BatchItems, Checked } from '../core/batch';
import type { IommuError } from '../model/errors';
import type { IfMapped, MapItem, PageRange } from '../model/domain';
import { ALL_PERMISSIONS, NONE, type Permissions } from '../model/permissions';
import * as check from './check';
import { isUsable, permissionsInvalid } from './check-permissions';
import { checked, refusal, toPermissions } from './convert';
import { fromMapItem } from './convert-domain';
import { fromRange } from './convert-range';

/** Bytes before the first record. */
export const HEADER_BYTES = 8;

/** Bytes of a mapping to make. */
export const MAP_RECORD_BYTES = 32;

/** Bytes of a range to unmap. */
export const UNMAP_RECORD_BYTES = 16;

/** The version there is. */
const VERSION = 1;

/** What the records are, as the header says it. */
const KINDS = { 1: 'mappings to make', 2: 'ranges to unmap' } as const;

type Kind = keyof typeof KINDS;

const FIELD = 'records';

/** Bits of an address that lie inside a page. */
const OFFSET_MASK = 0xfff;
const OFFSET_BITS = 12;

/** Pages whose addresses share their upper 32 bits. */
const PAGES_PER_HIGH_WORD = 2 ** 20;

/** By the numbers of the contract's enum; 0 is REFUSE where mappings are made. */
const IF_MAPPED: readonly IfMapped[] = ['REFUSE', 'REFUSE', 'ACCEPT_IDENTICAL', 'SET_PERMISSIONS'];

/**
 * The mappings of a `records` field. An item may be used until the next one is asked for.
 *
 * @param bytes the decoded field
 * @throws IommuError RECORDS_INVALID, TOO_MANY_ITEMS, ITEMS_REQUIRED
 */
export function mapRecords(bytes: Uint8Array): BatchItems<MapItem> {
  return new MapRecords(...open(bytes, 1, MAP_RECORD_BYTES));
}

/**
 * The ranges of a `records` field. An item may be used until the next one is asked for.
 *
 * @param bytes the decoded field
 * @throws IommuError RECORDS_INVALID, TOO_MANY_ITEMS, ITEMS_REQUIRED
 */
export function unmapRecords(bytes: Uint8Array): BatchItems<PageRange> {
  return new UnmapRecords(...open(bytes, 2, UNMAP_RECORD_BYTES));
}

class MapRecords implements BatchItems<MapItem> {
  private readonly item = {
    firstPage: 0,
    lastPage: 0,
    outputFirstPage: 0,
    permissions: NONE,
    ifMapped: 'REFUSE' as IfMapped,
  };

  constructor(
    private readonly view: DataView,
    readonly length: number,
  ) {}

  at(index: number): Checked<MapItem> | undefined {
    if (index >= this.length) return undefined;
    const { view, item } = this;
    const at = HEADER_BYTES + index * MAP_RECORD_BYTES;
    const permissions = view.getUint8(at + 24);
    const ifMapped = view.getUint8(at + 25);
    const isPadded = view.getUint16(at + 26) === 0 && view.getUint32(at + 28) === 0;
    if (!readRange(view, at, item) || !isPadded || !isUsable(permissions) || ifMapped >= IF_MAPPED.length) {
      return checked(() => this.refuse(at));
    }
    const outputLow = view.getUint32(at + 16, true);
    if ((outputLow & OFFSET_MASK) !== 0) return checked(() => this.refuse(at));
    item.outputFirstPage = view.getUint32(at + 20, true) * PAGES_PER_HIGH_WORD + (outputLow >>> OFFSET_BITS);
    item.permissions = permissions;
    item.ifMapped = IF_MAPPED[ifMapped]!;
    return item;
  }

  /** Says what is wrong with a record. */
  private refuse(at: number): never {
    const { view } = this;
    const permissions = view.getUint8(at + 24);
    const ifMapped = view.getUint8(at + 25);
    fromMapItem(
      {
        range: addressesAt(view, at),
        outputAddress: addressAt(view, at + 16),
        permissions: maskMessage(permissions),
        // As the decoder gives a number that the enum does not have.
        ifMapped: ifMapped < IF_MAPPED.length ? `IF_MAPPED_${IF_MAPPED[ifMapped]!}` : (ifMapped as never),
      },
      'REFUSE',
    );
    if (permissions > ALL_PERMISSIONS) {
      throw permissionsInvalid(permissions, 'permissions', 'bits 4 to 7 have no meaning; clear them');
    }
    throw refusal('RECORDS_INVALID', FIELD, 'the last six bytes of a record are not zero; clear them');
  }
}

class UnmapRecords implements BatchItems<PageRange> {
  private readonly range = { firstPage: 0, lastPage: 0 };

  constructor(
    private readonly view: DataView,
    readonly length: number,
  ) {}

  at(index: number): Checked<PageRange> | undefined {
    if (index >= this.length) return undefined;
    const at = HEADER_BYTES + index * UNMAP_RECORD_BYTES;
    return readRange(this.view, at, this.range) ? this.range : checked(() => fromRange(addressesAt(this.view, at)));
  }
}

/** Reads a range; false: it is not one of whole pages. */
function readRange(view: DataView, at: number, into: { firstPage: number; lastPage: number }): boolean {
  const firstLow = view.getUint32(at, true);
  const lastLow = view.getUint32(at + 8, true);
  into.firstPage = view.getUint32(at + 4, true) * PAGES_PER_HIGH_WORD + (firstLow >>> OFFSET_BITS);
  into.lastPage = view.getUint32(at + 12, true) * PAGES_PER_HIGH_WORD + (lastLow >>> OFFSET_BITS);
  const isWhole = (firstLow & OFFSET_MASK) === 0 && (lastLow & OFFSET_MASK) === OFFSET_MASK;
  return isWhole && into.firstPage <= into.lastPage;
}

function addressesAt(view: DataView, at: number): { first: bigint; last: bigint } {
  return { first: addressAt(view, at), last: addressAt(view, at + 8) };
}

function addressAt(view: DataView, at: number): bigint {
  return join(view.getUint32(at + 4, true), view.getUint32(at, true));
}

function maskMessage(mask: Permissions) {
  const { read = false, write = false, execute = false, privileged = false } = toPermissions(mask);
  return { read, write, execute, privileged };
}

/** Checks the header. Returns what the records are read with, and their number. */
function open(bytes: Uint8Array, kind: Kind, recordBytes: number): [DataView, number] {
  if (bytes.length < HEADER_BYTES) {
    throw invalid(`has ${bytes.length} bytes, not even the ${HEADER_BYTES} of a header`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint8(0);
  if (version !== VERSION) throw invalid(`byte 0, the version, is ${version}; this server knows ${VERSION}`);
  const given = view.getUint8(1);
  if (given !== kind) throw invalid(`byte 1, the kind, is ${given}; here it must be ${kind}, ${KINDS[kind]}`);
  const padding = view.getUint16(2);
  if (padding !== 0) throw invalid('bytes 2 and 3 are not zero; clear them');
  const count = check.itemCount(view.getUint32(4, true), FIELD);
  const wanted = HEADER_BYTES + count * recordBytes;
  if (bytes.length !== wanted) {
    throw invalid(`has ${bytes.length} bytes; ${count} records of ${recordBytes} and the header have ${wanted}`);
  }
  return [view, count];
}

function invalid(text: string): IommuError {
  return refusal('RECORDS_INVALID', FIELD, text);
}
