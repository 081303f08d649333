import fc from 'fast-check';
import {
  MAX_PAGE,
  U64_MAX,
  addressOf,
  hex,
  highWord,
  isU64,
  join,
  lastAddressOf,
  lowWord,
  offsetOf,
  pageOf,
} from '../../../src/base/u64';

const u64 = fc.bigInt({ min: 0n, max: U64_MAX });

describe('pages and addresses', () => {
  const table: readonly [address: bigint, page: number, offset: number][] = [
    [0n, 0, 0],
    [0xfffn, 0, 4095],
    [0x1000n, 1, 0],
    [0xffff_ffffn, 0xfffff, 4095],
    [0x1_0000_0000n, 0x100000, 0],
    [2n ** 53n + 1n, 2 ** 41, 1],
    [0x7fff_ffff_ffff_ffffn, 2 ** 51 - 1, 4095],
    [0x8000_0000_0000_0000n, 2 ** 51, 0],
    [U64_MAX, MAX_PAGE, 4095],
  ];

  test.each(table)('%p is page %p, offset %p', (address, page, offset) => {
    expect(pageOf(address)).toBe(page);
    expect(offsetOf(address)).toBe(offset);
    expect(addressOf(page, offset)).toBe(address);
  });

  test('every address comes back from its page and offset, and both agree with BigInt arithmetic', () => {
    fc.assert(
      fc.property(u64, (address) => {
        expect(BigInt(pageOf(address))).toBe(address >> 12n);
        expect(BigInt(offsetOf(address))).toBe(address & 0xfffn);
        expect(addressOf(pageOf(address), offsetOf(address))).toBe(address);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('a page starts at offset 0 and ends at offset 4095', () => {
    expect(addressOf(5)).toBe(0x5000n);
    expect(lastAddressOf(5)).toBe(0x5fffn);
    expect(lastAddressOf(MAX_PAGE)).toBe(U64_MAX);
  });
});

describe('halves', () => {
  test('join puts together what highWord and lowWord take apart', () => {
    fc.assert(
      fc.property(u64, (value) => {
        expect(BigInt(highWord(value))).toBe(value >> 32n);
        expect(BigInt(lowWord(value))).toBe(value & 0xffff_ffffn);
        expect(join(highWord(value), lowWord(value))).toBe(value);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });
});

test('isU64 accepts 0..2^64-1 and nothing else', () => {
  expect([-1n, 0n, U64_MAX, U64_MAX + 1n].map(isU64)).toEqual([false, true, true, false]);
});

test('hex prints lower case without padding', () => {
  expect([0n, 0xfee0_0000n, U64_MAX].map(hex)).toEqual(['0x0', '0xfee00000', '0xffffffffffffffff']);
});
