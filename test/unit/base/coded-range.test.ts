import fc from 'fast-check';
import { decodeRange, encodeRange } from '../../../src/base/coded-range';
import { MAX_PAGE } from '../../../src/base/u64';

/** Page numbers of every magnitude: half of them near a power of two. */
const page = fc.oneof(
  fc.maxSafeNat().map((value) => value % (MAX_PAGE + 1)),
  fc
    .record({ bit: fc.nat(52), away: fc.integer({ min: -3, max: 3 }) })
    .map(({ bit, away }) => Math.min(MAX_PAGE, Math.max(0, 2 ** bit + away))),
);
const range = fc.tuple(page, page).map(([a, b]) => ({ firstPage: Math.min(a, b), lastPage: Math.max(a, b) }));

test('what is coded holds the range, and nothing smaller that can be coded does', () => {
  fc.assert(
    fc.property(range, ({ firstPage, lastPage }) => {
      const coded = encodeRange({ firstPage, lastPage });
      expect(coded.page).toBeGreaterThanOrEqual(0);
      expect(coded.page).toBeLessThanOrEqual(MAX_PAGE);
      const decoded = decodeRange(coded);
      expect(decoded.firstPage).toBeLessThanOrEqual(firstPage);
      expect(decoded.lastPage).toBeGreaterThanOrEqual(lastPage);
      const size = decoded.lastPage - decoded.firstPage + 1;
      expect(decoded.firstPage % size).toBe(0);
      expect(Number.isInteger(Math.log2(size))).toBe(true);
      if (size > 1) {
        const half = size / 2;
        expect(Math.floor(firstPage / half)).not.toBe(Math.floor(lastPage / half));
      }
    }),
    { numRuns: 2000 },
  );
});

test('what is decoded and coded again means the same', () => {
  fc.assert(
    fc.property(page, fc.boolean(), (coded, sizeBit) => {
      const decoded = decodeRange({ page: coded, sizeBit });
      expect(decodeRange(encodeRange(decoded))).toEqual(decoded);
      expect(decoded.firstPage).toBeLessThanOrEqual(coded);
      expect(decoded.lastPage).toBeGreaterThanOrEqual(coded);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['one page', 5, false, 5, 5],
  ['bit 12 is 0: 8 KiB', 4, true, 4, 5],
  ['bit 13 is 0: 16 KiB', 5, true, 4, 7],
  ['bit 20 is 0: 2 MiB', 255, true, 0, 511],
  ['bit 62 alone is 0, and bit 63', 2 ** 50 - 1, true, 0, 2 ** 51 - 1],
  ['bit 63 alone is 0: all', 2 ** 51 - 1, true, 0, MAX_PAGE],
  ['no bit is 0: all', MAX_PAGE, true, 0, MAX_PAGE],
])('%s', (_what, coded, sizeBit, firstPage, lastPage) => {
  expect(decodeRange({ page: coded, sizeBit })).toEqual({ firstPage, lastPage });
});
