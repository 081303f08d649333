import fc from 'fast-check';
import { U64_MAX } from '../../../src/base/u64';
import {
  parseDuration,
  parseGranule,
  parseLength,
  parseMilliseconds,
  parseRange,
  parseRequesterId,
  parseU32,
  parseU64,
  rangeOf,
} from '../../../src/cli/numbers';
import { range, requesterId, seconds } from '../../../src/cli/text';
import { UsageError } from '../../../src/cli/usage-error';

const u64 = fc.bigInt({ min: 0n, max: U64_MAX });

test('a granule is a power of two', () => {
  expect(['4096', '4K', '0x10000', '1G', '1', '16T'].map(parseGranule)).toEqual([12, 12, 16, 30, 0, 44]);
  for (const text of ['0', '3', '12K', '4095']) expect(() => parseGranule(text)).toThrow('is no power of two');
});

describe('a number', () => {
  test.each([
    ['0', 0n],
    ['4096', 4096n],
    ['0x1000', 4096n],
    ['0XfF', 255n],
    ['18446744073709551615', U64_MAX],
    ['0xffffffffffffffff', U64_MAX],
    ['9007199254740993', 9007199254740993n],
  ])('%s', (text, value) => {
    expect(parseU64(text)).toBe(value);
  });

  test.each(['', ' ', '-1', '1e3', '0x', '0xg', '1.5', '1_000', '0b1', '18446744073709551616', '0x10000000000000000'])(
    '"%s" is none',
    (text) => {
      expect(() => parseU64(text)).toThrow(UsageError);
    },
  );

  test('is exact in both notations', () => {
    fc.assert(
      fc.property(u64, (value) => {
        expect(parseU64(`${value}`)).toBe(value);
        expect(parseU64(`0x${value.toString(16)}`)).toBe(value);
      }),
    );
  });

  test('of 32 bits ends at 2^32-1', () => {
    expect(parseU32('0xffffffff')).toBe(0xffff_ffff);
    expect(() => parseU32('0x100000000')).toThrow('2^32-1');
  });
});

describe('a length', () => {
  test.each([
    ['1', 1n],
    ['0x40', 64n],
    ['4K', 4096n],
    ['2m', 2n << 20n],
    ['1G', 1n << 30n],
    ['16777215T', 16777215n << 40n],
  ])('%s', (text, value) => {
    expect(parseLength(text)).toBe(value);
  });

  test.each(['', 'K', '1KB', '1.5K', '-1', '16777216T'])('"%s" is none', (text) => {
    expect(() => parseLength(text)).toThrow(UsageError);
  });
});

describe('a range', () => {
  test.each([
    ['all', 0n, U64_MAX],
    ['0-0', 0n, 0n],
    ['0x1000-0x1fff', 0x1000n, 0x1fffn],
    ['0x1000+4K', 0x1000n, 0x1fffn],
    ['0x1000+0x1000', 0x1000n, 0x1fffn],
    ['0-0xffffffffffffffff', 0n, U64_MAX],
    ['0xfffffffffffff000+4K', 0xffff_ffff_ffff_f000n, U64_MAX],
    ['0xffffffffffffffff+1', U64_MAX, U64_MAX],
  ])('%s', (text, first, last) => {
    expect(parseRange(text)).toEqual({ first, last });
  });

  test.each(['', '0x1000', '2-1', '1-', '-1', '1+0', '1+', '+1', '1-2-3', '0xfffffffffffff001+4K', 'ALL'])(
    '"%s" is none',
    (text) => {
      expect(() => parseRange(text)).toThrow(UsageError);
    },
  );

  test('can be typed as it is printed', () => {
    fc.assert(
      fc.property(u64, u64, (a, b) => {
        const value = a < b ? { first: a, last: b } : { first: b, last: a };
        expect(parseRange(range(value))).toEqual(value);
      }),
    );
  });

  test('of any length that fits is exact', () => {
    fc.assert(
      fc.property(u64, u64, (first, length) => {
        if (length === 0n || first + length - 1n > U64_MAX) expect(() => rangeOf(first, length)).toThrow(UsageError);
        else expect(rangeOf(first, length)).toEqual({ first, last: first + length - 1n });
      }),
    );
  });
});

describe('a requester id', () => {
  test.each([
    ['00:00.0', 0],
    ['01:00.0', 0x100],
    ['ff:1f.7', 0xffff],
    ['3:a.1', 0x351],
    ['0x108', 0x108],
    ['65535', 0xffff],
  ])('%s', (text, value) => {
    expect(parseRequesterId(text)).toBe(value);
  });

  test.each(['', '65536', '00:20.0', '00:00.8', '100:00.0', '0000:01:00.0', '00:00'])('"%s" is none', (text) => {
    expect(() => parseRequesterId(text)).toThrow(UsageError);
  });

  test('can be typed as it is printed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (id) => {
        expect(parseRequesterId(requesterId(id))).toBe(id);
      }),
    );
  });
});

describe('a duration', () => {
  test.each([
    ['0', 0n],
    ['1ns', 1n],
    ['2us', 2_000n],
    ['500ms', 500_000_000n],
    ['90s', 90_000_000_000n],
    ['2m', 120_000_000_000n],
    ['1h', 3_600_000_000_000n],
    ['18446744073709551615ns', U64_MAX],
  ])('%s', (text, value) => {
    expect(parseDuration(text)).toBe(value);
  });

  test.each(['', '5', '1.5s', '-1s', '1 s', '1d', '18446744073709551616ns', '5124096h'])('"%s" is none', (text) => {
    expect(() => parseDuration(text)).toThrow(UsageError);
  });

  test('of the wall clock is whole milliseconds that a timer takes', () => {
    expect(parseMilliseconds('5s')).toBe(5000);
    expect(() => parseMilliseconds('1us')).toThrow('whole number of milliseconds');
    expect(parseMilliseconds('2147483647ms')).toBe(2147483647);
    expect(() => parseMilliseconds('2147483648ms')).toThrow('2^31-1');
  });

  test('is printed in seconds, exactly', () => {
    expect(seconds(0n)).toBe('0.000000000s');
    expect(seconds(1_000_000_001n)).toBe('1.000000001s');
    expect(seconds(U64_MAX)).toBe('18446744073.709551615s');
  });
});
