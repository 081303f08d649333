import { InvalidRequestError, MappingRecords, MAX_RECORDS, RangeRecords } from '../../../../clients/typescript';
import { mappingPayload, rangePayload } from '../../../../clients/typescript/records';

const rw = { read: true, write: true };
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Bytes as they are written in a specification: pairs of digits, in the order of memory. */
const golden = (...parts: readonly string[]): string => parts.join('').replaceAll(' ', '');

describe('the bytes of mappings', () => {
  const header = '01 01 00 00 02 00 00 00';
  const first = golden(
    '00 10 00 00 00 00 00 00', // first 0x1000
    'ff 2f 00 00 00 00 00 00', // last 0x2fff
    '00 00 00 80 01 00 00 00', // output 0x1_8000_0000
    '03', // read, write
    '00', // if_mapped: unspecified
    '00 00 00 00 00 00',
  );
  const second = golden(
    '00 f0 ff ff ff ff ff ff', // first 2^64 - 4096
    'ff ff ff ff ff ff ff ff', // last 2^64 - 1
    '00 f0 ff ff ff ff ff ff',
    '0d', // read, execute, privileged
    '03', // if_mapped: SET_PERMISSIONS
    '00 00 00 00 00 00',
  );
  const all = golden(header, first, second);
  const rxp = { read: true, write: false, execute: true, privileged: true };

  test('by address', () => {
    const batch = new MappingRecords(2)
      .add({ range: { first: 0x1000n, last: 0x2fffn }, outputAddress: 0x1_8000_0000n, permissions: rw })
      .add({
        range: { first: 0xffff_ffff_ffff_f000n, last: 0xffff_ffff_ffff_ffffn },
        outputAddress: 0xffff_ffff_ffff_f000n,
        permissions: rxp,
        ifMapped: 'IF_MAPPED_SET_PERMISSIONS',
      });
    expect(hex(batch.bytes)).toBe(all);
  });

  test('by page', () => {
    const highest = 2 ** 52 - 1;
    const batch = new MappingRecords(2)
      .addPages(1, 2, 0x18_0000, rw)
      .addPages(highest, highest, highest, rxp, 'IF_MAPPED_SET_PERMISSIONS');
    expect(hex(batch.bytes)).toBe(all);
  });

  test('a page number has 52 bits, each in its place', () => {
    for (let bit = 0; bit < 52; bit += 1) {
      const address = 1n << BigInt(bit + 12);
      const byAddress = new MappingRecords(1).add({
        range: { first: address, last: address + 4095n },
        outputAddress: address,
      });
      const byPage = new MappingRecords(1).addPages(2 ** bit, 2 ** bit, 2 ** bit, {});
      expect(hex(byPage.bytes)).toBe(hex(byAddress.bytes));
    }
  });

  test.each([
    ['IF_MAPPED_UNSPECIFIED', '00'],
    ['IF_MAPPED_REFUSE', '01'],
    ['IF_MAPPED_ACCEPT_IDENTICAL', '02'],
    ['IF_MAPPED_SET_PERMISSIONS', '03'],
  ] as const)('%s is %s', (ifMapped, byte) => {
    expect(hex(new MappingRecords(1).addPages(0, 0, 0, {}, ifMapped).bytes.subarray(33, 34))).toBe(byte);
  });

  test.each([
    [{ read: true }, '01'],
    [{ write: true }, '02'],
    [{ execute: true }, '04'],
    [{ privileged: true }, '08'],
  ])('%j is %s', (permissions, byte) => {
    expect(hex(new MappingRecords(1).addPages(0, 0, 0, permissions).bytes.subarray(32, 33))).toBe(byte);
  });

  test('a batch that is cleared leaves nothing of what was in it', () => {
    const batch = new MappingRecords(2).addPages(7, 7, 7, rxp, 'IF_MAPPED_REFUSE').addPages(7, 7, 7, rxp);
    batch.clear();
    expect(hex(batch.bytes)).toBe('0101000000000000');
    batch.addPages(1, 2, 0x18_0000, rw);
    expect(hex(batch.bytes)).toBe(golden('01 01 00 00 01 00 00 00', first));
  });
});

test('the bytes of ranges', () => {
  const bytes = golden(
    '01 02 00 00 02 00 00 00',
    '00 10 00 00 00 00 00 00 ff 2f 00 00 00 00 00 00',
    '00 00 00 00 00 00 00 80 ff ff ff ff ff ff ff ff',
  );
  const byAddress = new RangeRecords(2)
    .add({ first: 0x1000n, last: 0x2fffn })
    .add({ first: 1n << 63n, last: 0xffff_ffff_ffff_ffffn });
  expect(hex(byAddress.bytes)).toBe(bytes);
  expect(hex(new RangeRecords(2).addPages(1, 2).addPages(2 ** 51, 2 ** 52 - 1).bytes)).toBe(bytes);
});

describe('what cannot be a record', () => {
  const range = { first: 0n, last: 4095n };

  test.each<[string, () => unknown, string]>([
    ['a missing range', () => new MappingRecords().add({ outputAddress: 0n }), 'MapItem.range is missing'],
    [
      'an address of 65 bits',
      () => new MappingRecords().add({ range: { first: 0n, last: 1n << 64n } }),
      'MapItem.range.last must be a bigint',
    ],
    [
      'an address that is not exact',
      () => new MappingRecords().add({ range, outputAddress: 2 ** 60 }),
      'MapItem.outputAddress must be a bigint',
    ],
    [
      'a value no enum has',
      () => new MappingRecords().add({ range, ifMapped: 'REPLACE' as never }),
      'MapItem.ifMapped must be one of',
    ],
    ['a page of 53 bits', () => new MappingRecords().addPages(0, 2 ** 52, 0, rw), 'lastPage must be an integer from 0'],
    ['half a page', () => new RangeRecords().addPages(0.5, 1), 'firstPage must be an integer'],
    ['a page below 0', () => new MappingRecords().addPages(0, 0, -1, rw), 'outputPage must be an integer'],
    ['a range below 0', () => new RangeRecords().add({ first: -1n, last: 0n }), 'IovaRange.first must be a bigint'],
    ['one too many', () => new RangeRecords(1).addPages(0, 0).addPages(1, 1), 'records is full with 1 records'],
  ])('%s', (_name, add, message) => {
    expect(add).toThrow(InvalidRequestError);
    expect(add).toThrow(message);
  });

  test('what was refused is not counted', () => {
    const batch = new MappingRecords(1);
    expect(() => batch.addPages(0, 0, 2 ** 52, rw)).toThrow(InvalidRequestError);
    expect(() => batch.add({ range: { first: 'x' as never } })).toThrow(InvalidRequestError);
    expect({ length: batch.length, isFull: batch.isFull }).toEqual({ length: 0, isFull: false });
    batch.addPages(0, 0, 0, rw);
    expect({ length: batch.length, isFull: batch.isFull }).toEqual({ length: 1, isFull: true });
  });

  test.each([0, MAX_RECORDS + 1, 1.5, NaN])('a batch of %d', (capacity) => {
    expect(() => new MappingRecords(capacity)).toThrow(RangeError);
  });
});

describe('an array', () => {
  const items = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ range: { first: BigInt(i) << 12n, last: (BigInt(i) << 12n) + 4095n } }));

  test('of few items stays as it is, one of many becomes records', () => {
    const few = items(15);
    expect(mappingPayload(few)).toEqual({ items: few });
    const many = new MappingRecords(16);
    for (let page = 0; page < 16; page += 1) many.addPages(page, page, 0, {});
    expect(mappingPayload(items(16))).toEqual({ records: many.bytes });
    const ranges = new RangeRecords(16);
    for (let page = 0; page < 16; page += 1) ranges.addPages(page, page);
    expect(rangePayload(items(16).map(({ range }) => range))).toEqual({ records: ranges.bytes });
  });

  test('that cannot become records stays as it is, for whoever checks the request', () => {
    const wrong = [...items(16), { range: { first: -1n, last: 0n } }];
    expect(mappingPayload(wrong)).toEqual({ items: wrong });
    const bare = [...items(16), {}];
    expect(mappingPayload(bare)).toEqual({ items: bare });
    const tooMany = items(MAX_RECORDS + 1);
    expect(mappingPayload(tooMany)).toEqual({ items: tooMany });
  });
});
