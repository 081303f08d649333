/** Records of mappings: the same as items, whatever is in them. */
import fc from 'fast-check';
import type { Checked } from '../../../src/core/batch';
import type { MapItem__Output } from '../../../src/gen/viommu/v1/MapItem';
import type { IovaRange__Output } from '../../../src/gen/viommu/v1/IovaRange';
import type { MapItem, PageRange } from '../../../src/model/domain';
import { IommuError } from '../../../src/model/errors';
import { checkedItems } from '../../../src/server/convert';
import { fromMapItem } from '../../../src/server/convert-domain';
import { fromRange } from '../../../src/server/convert-range';
import { mapRecords, unmapRecords } from '../../../src/server/mapping-records';
import { mapItems, unmapRanges } from '../../../src/server/batch-calls';
import { makeHost, now, refusalOf } from '../session/support';
import { decoded } from './wire';

const U64 = 2n ** 64n - 1n;

interface Record {
  readonly first: bigint;
  readonly last: bigint;
  readonly output: bigint;
  readonly permissions: number;
  readonly ifMapped: number;
}

/** A header and records as the contract draws them. */
function bytesOf(kind: number, records: readonly (readonly [bigint[], number[]])[]): Buffer {
  const header = Buffer.from([1, kind, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32LE(records.length, 4);
  const bodies = records.map(([words, rest]) => {
    const body = Buffer.alloc(words.length * 8);
    words.forEach((word, i) => body.writeBigUInt64LE(word, i * 8));
    return Buffer.concat([body, Buffer.from(rest)]);
  });
  return Buffer.concat([header, ...bodies]);
}

const mapBytes = (records: readonly Record[]): Buffer =>
  bytesOf(
    1,
    records.map(({ first, last, output, permissions, ifMapped }) => [
      [first, last, output],
      [permissions, ifMapped, 0, 0, 0, 0, 0, 0],
    ]),
  );

const unmapBytes = (ranges: readonly IovaRange__Output[]): Buffer =>
  bytesOf(
    2,
    ranges.map(({ first, last }) => [[first, last], []]),
  );

/** The same as items of the repeated form, through the wire. */
function itemsOf(records: readonly Record[]): readonly MapItem__Output[] {
  const items = records.map(({ first, last, output, permissions, ifMapped }) => ({
    range: { first, last },
    outputAddress: output,
    permissions: {
      read: (permissions & 1) !== 0,
      write: (permissions & 2) !== 0,
      execute: (permissions & 4) !== 0,
      privileged: (permissions & 8) !== 0,
    },
    ifMapped,
  }));
  return decoded<{ items: MapItem__Output[] }>('DomainService/Map', { items }).items;
}

/** What a batch holds, so that it can be compared. */
function contentOf<T extends object>(batch: { readonly length: number; at(index: number): Checked<T> | undefined }) {
  return Array.from({ length: batch.length }, (_, index) => {
    const item = batch.at(index)!;
    if (!(item instanceof IommuError)) return { ...item };
    const { reason, message, field, metadata } = item;
    return { reason, message, field, metadata };
  });
}

/** Mostly whole pages, with everything that may go wrong. */
const address = fc
  .tuple(fc.bigInt({ min: 0n, max: U64 >> 12n }), fc.constantFrom(0n, 0n, 0n, 0n, 0n, 1n, 0xfffn))
  .map(([page, offset]) => (page << 12n) | offset);
const last = address.map((value) => value ^ 0xfffn);
const range = fc.oneof(
  fc.record({ first: address, last }),
  fc
    .tuple(address, fc.bigInt({ min: 0n, max: 1000n }))
    .map(([first, pages]) => ({ first, last: (first + (pages << 12n) + 0xfffn) & U64 })),
  fc.constantFrom({ first: 0n, last: U64 }, { first: U64 - 0xfffn, last: U64 }, { first: 0n, last: 0xfffn }),
);
const record = fc
  .tuple(
    range,
    address,
    fc.oneof(fc.constant(3), fc.integer({ min: 0, max: 15 })),
    fc.constantFrom(0, 0, 1, 2, 3, 4, 255),
  )
  .map(([{ first, last: end }, output, permissions, ifMapped]) => ({
    first,
    last: end,
    output,
    permissions,
    ifMapped,
  }));

const RUNS = { numRuns: 400, seed: 3 };

test('mappings are the same in both forms, good ones and bad ones', () => {
  let good = 0;
  let bad = 0;
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 30 }), fc.integer({ min: 0, max: 7 }), (records, shift) => {
      const items = checkedItems(itemsOf(records), (item) => fromMapItem(item, 'REFUSE'));
      // The field of a message begins anywhere in what was received.
      const bytes = Buffer.concat([Buffer.alloc(shift), mapBytes(records)]).subarray(shift);
      expect(contentOf(mapRecords(bytes))).toEqual(contentOf(items));
      bad += items.filter((item) => item instanceof IommuError).length;
      good += items.filter((item) => !(item instanceof IommuError)).length;
    }),
    RUNS,
  );
  expect(Math.min(good, bad)).toBeGreaterThan(500);
});

test('ranges are the same in both forms, good ones and bad ones', () => {
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 30 }), (ranges) => {
      expect(contentOf(unmapRecords(unmapBytes(ranges)))).toEqual(
        contentOf(checkedItems(ranges, (one) => fromRange(one))),
      );
    }),
    RUNS,
  );
});

test('what they do is the same in both forms, also where items meet each other', () => {
  const onError = 'ON_ERROR_CONTINUE' as const;
  const near = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: -1, max: 3 }), fc.constantFrom(0, 0, 0, 0, 7))
    .map(([page, length, offset]) => ({
      first: BigInt(page * 4096 + offset),
      last: BigInt((page + length) * 4096 + 4095),
    }));
  const items = fc.tuple(near, fc.integer({ min: 0, max: 3 }), fc.constantFrom(1, 3, 8), fc.constantFrom(0, 1, 2, 3));
  const mapping = items.map(([{ first, last: end }, output, permissions, ifMapped]) => ({
    first,
    last: end,
    output: BigInt(output) << 12n,
    permissions,
    ifMapped,
  }));
  const some = { minLength: 1, maxLength: 12 };
  fc.assert(
    fc.property(fc.array(mapping, some), fc.array(near, some), (mappings, ranges) => {
      const run = (asRecords: boolean) => {
        const host = makeHost();
        now(host.execute((iommu) => iommu.createDomain(1, { kind: 'PAGING', pageRequests: false })));
        const none = Buffer.alloc(0);
        const map = asRecords
          ? { items: [], records: mapBytes(mappings) }
          : { items: [...itemsOf(mappings)], records: none };
        const unmap = asRecords ? { ranges: [], records: unmapBytes(ranges) } : { ranges, records: none };
        return [
          now(mapItems(host, { domainId: 1, onError, ...map }, undefined)),
          now(host.execute((iommu) => iommu.mappings(1, 0, 1000))),
          now(unmapRanges(host, { domainId: 1, onError, ...unmap }, undefined)),
          now(host.execute((iommu) => iommu.mappings(1, 0, 1000))),
        ];
      };
      expect(run(true)).toEqual(run(false));
    }),
    { numRuns: 100, seed: 3 },
  );
});

describe('bytes written by hand', () => {
  const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

  test('two mappings', () => {
    const bytes = hex(`
      01 01 0000 02000000
      0010000000000000 ff2f000000000000 0000400000000000 03 00 000000000000
      00f0ffffffffffff ffffffffffffffff 00f0ffffffffff7f 0d 03 000000000000`);
    expect(contentOf(mapRecords(bytes))).toEqual([
      { firstPage: 1, lastPage: 2, outputFirstPage: 0x400, permissions: 3, ifMapped: 'REFUSE' },
      {
        firstPage: 2 ** 52 - 1,
        lastPage: 2 ** 52 - 1,
        outputFirstPage: 2 ** 51 - 1,
        permissions: 13,
        ifMapped: 'SET_PERMISSIONS',
      },
    ] satisfies MapItem[]);
  });

  test('two ranges', () => {
    const bytes = hex(`
      01 02 0000 02000000
      0000000000000000 ffffffffffffffff
      0010000001000000 ff1f000001000000`);
    expect(contentOf(unmapRecords(bytes))).toEqual([
      { firstPage: 0, lastPage: 2 ** 52 - 1 },
      { firstPage: 0x100001, lastPage: 0x100001 },
    ] satisfies PageRange[]);
  });

  const GOOD = '0010000000000000 ff1f000000000000 0000000000000000 03 00 000000000000';

  test.each([
    ['an offset in the first address', GOOD.replace('0010', '0110'), 'ADDRESS_MISALIGNED', 'range.first'],
    [
      'an offset in the output address',
      GOOD.replace(' 0000000000000000', ' 0100000000000000'),
      'ADDRESS_MISALIGNED',
      'output_address',
    ],
    ['neither read nor write', GOOD.replace(' 03 00', ' 08 00'), 'PERMISSIONS_INVALID', 'permissions'],
    ['a permission there is not', GOOD.replace(' 03 00', ' 13 00'), 'PERMISSIONS_INVALID', 'permissions'],
    ['if_mapped 4', GOOD.replace(' 03 00', ' 03 04'), 'ENUM_VALUE_UNKNOWN', 'if_mapped'],
    [
      'a byte that must be zero, the first',
      GOOD.replace(/000000000000$/, '010000000000'),
      'RECORDS_INVALID',
      'records',
    ],
    ['a byte that must be zero, the last', GOOD.replace(/000000$/, '000001'), 'RECORDS_INVALID', 'records'],
  ])('%s: that record fails, and its neighbours do not', (_name, bad, reason, field) => {
    const [before, refused, after] = contentOf(mapRecords(hex(`01 01 0000 03000000 ${GOOD} ${bad} ${GOOD}`)));
    expect(refused).toMatchObject({ reason, field });
    expect([before, after]).toEqual(contentOf(mapRecords(hex(`01 01 0000 02000000 ${GOOD} ${GOOD}`))));
  });

  test('asking for a record again gives it again, and outside there is none', () => {
    const other = GOOD.replace('0010', '0000').replace('ff1f', 'ff0f');
    const records = mapRecords(hex(`01 01 0000 02000000 ${GOOD} ${other}`));
    expect(records.at(1)).toMatchObject({ firstPage: 0, lastPage: 0 });
    expect(records.at(0)).toMatchObject({ firstPage: 1, lastPage: 1 });
    expect(records.at(2)).toBeUndefined();
  });
});

describe('a header', () => {
  const good = (count: number): Buffer =>
    mapBytes(
      Array.from({ length: count }, (_, i) => ({
        first: BigInt(i) << 12n,
        last: (BigInt(i) << 12n) | 0xfffn,
        output: 0n,
        permissions: 1,
        ifMapped: 0,
      })),
    );
  const changed = (at: number, value: number): Buffer => {
    const bytes = good(1);
    bytes[at] = value;
    return bytes;
  };

  test.each([
    ['RECORDS_INVALID', /records: has 7 bytes, not even the 8 of a header/, Buffer.alloc(7, 1)],
    ['RECORDS_INVALID', /byte 0, the version, is 2; this server knows 1/, changed(0, 2)],
    ['RECORDS_INVALID', /byte 1, the kind, is 2; here it must be 1, mappings to make/, changed(1, 2)],
    ['RECORDS_INVALID', /bytes 2 and 3 are not zero/, changed(2, 1)],
    ['RECORDS_INVALID', /bytes 2 and 3 are not zero/, changed(3, 128)],
    ['RECORDS_INVALID', /has 40 bytes; 2 records of 32 and the header have 72/, changed(4, 2)],
    ['RECORDS_INVALID', /has 41 bytes; 1 records of 32/, Buffer.concat([good(1), Buffer.alloc(1)])],
    ['RECORDS_INVALID', /has 39 bytes/, good(1).subarray(0, 39)],
    ['ITEMS_REQUIRED', /records: is empty; give 1 to 4096 entries/, changed(4, 0)],
    ['TOO_MANY_ITEMS', /records: has 4097 entries, at most 4096/, good(4097)],
    ['TOO_MANY_ITEMS', /records: has 4294967041 entries/, changed(7, 255).fill(255, 5, 7)],
  ])('%s: %s', (reason, message, bytes) => {
    const refusal = refusalOf(() => mapRecords(bytes));
    expect(refusal).toMatchObject({ reason, field: 'records' });
    expect(refusal.message).toMatch(message);
  });

  test('of ranges is not one of mappings', () => {
    expect(refusalOf(() => unmapRecords(good(1))).message).toMatch(/must be 2, ranges to unmap/);
  });

  test('of as many records as there may be', () => {
    expect(mapRecords(good(4096)).length).toBe(4096);
  });
});
