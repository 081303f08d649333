import { MAX_PAGE } from '../../../src/base/u64';
import { complement, disjoint, intersect } from '../../../src/core/iova-ranges';
import { ALL_PAGES, overlapIn, rangeOf, union } from '../../../src/core/page-range';
import type { PageRange } from '../../../src/model/domain';
import { refusal } from './refusal';

/** Ranges by their first and last pages. */
const list = (...pages: readonly (readonly [number, number])[]): PageRange[] =>
  pages.map(([firstPage, lastPage]) => ({ firstPage, lastPage }));

describe('ranges that must be apart', () => {
  test('are put in order, without whatever else their objects hold', () => {
    const given = list([8, 9], [0, 0], [4, 7]).map((range) => ({ ...range, more: 1 }));
    expect(disjoint(given, 1, 'ranges')).toEqual(list([0, 0], [4, 7], [8, 9]));
    expect(disjoint([], 1, 'ranges')).toEqual([]);
    expect(disjoint([ALL_PAGES], 4, 'ranges')).toEqual([ALL_PAGES]);
  });

  test.each([
    ['ADDRESS_MISALIGNED what', 'begin inside a granule', list([4, 7], [9, 11])],
    ['ADDRESS_MISALIGNED what', 'end inside a granule', list([4, 6])],
    ['RANGES_OVERLAP what', 'have a page in common', list([4, 7], [0, 7])],
    ['RANGES_OVERLAP what', 'are the same', list([4, 7], [4, 7])],
    ['RANGES_OVERLAP what', 'lie within each other', list([0, 15], [4, 7])],
  ])('are refused as %s where they %s', (refused, _where, ranges) => {
    expect(refusal(() => disjoint(ranges, 4, 'what'))).toBe(refused);
  });
});

describe('what holes leave of a range', () => {
  const holes = list([0, 1], [4, 4], [6, 9], [20, MAX_PAGE]);

  test.each([
    ['between them', ALL_PAGES, list([2, 3], [5, 5], [10, 19])],
    ['of a range that begins and ends in one', { firstPage: 7, lastPage: 30 }, list([10, 19])],
    ['of a range between two', { firstPage: 11, lastPage: 12 }, list([11, 12])],
    ['of a range within one', { firstPage: 30, lastPage: 40 }, []],
    ['of a range that touches one', { firstPage: 2, lastPage: 3 }, list([2, 3])],
  ])('%s', (_what, range, left) => {
    expect(complement(range, holes)).toEqual(left);
  });

  test('is everything where there are none', () => {
    expect(complement(ALL_PAGES, [])).toEqual([ALL_PAGES]);
  });

  test('is nothing of an empty range', () => {
    expect(complement({ firstPage: 1, lastPage: -1 }, [])).toEqual([]);
  });
});

describe('what two lists have in common', () => {
  test.each([
    ['overlaps', list([0, 5], [8, 12]), list([4, 9]), list([4, 5], [8, 9])],
    ['what lies within', list([0, 100]), list([1, 2], [50, 60]), list([1, 2], [50, 60])],
    ['nothing where they touch', list([0, 4]), list([5, 9]), []],
    ['nothing with nothing', list([0, 4]), [], []],
    ['all that is the same', list([0, 4], [6, 9]), list([0, 4], [6, 9]), list([0, 4], [6, 9])],
  ])('%s', (_what, some, others, common) => {
    expect(intersect(some, others)).toEqual(common);
    expect(intersect(others, some)).toEqual(common);
  });
});

describe('ranges joined', () => {
  test('neither overlap nor touch', () => {
    expect(union(list([8, 9], [0, 3], [4, 4], [1, 2], [9, 12]))).toEqual(list([0, 4], [8, 12]));
    expect(union([])).toEqual([]);
  });

  test('keep the longer end', () => {
    expect(union(list([0, 9], [2, 3], [11, 12]))).toEqual(list([0, 9], [11, 12]));
  });
});

describe('looking for a range', () => {
  const ranges = list([2, 3], [5, 5], [10, 19], [MAX_PAGE, MAX_PAGE]);

  test.each([
    [0, undefined],
    [2, 2],
    [3, 2],
    [4, undefined],
    [5, 5],
    [19, 10],
    [20, undefined],
    [MAX_PAGE, MAX_PAGE],
  ])('that holds page %i finds %s', (page, first) => {
    expect(rangeOf(page, ranges)?.firstPage).toBe(first);
  });

  test.each([
    [0, 1, undefined],
    [0, 2, 2],
    [3, 4, 2],
    [4, 4, undefined],
    [6, 9, undefined],
    [4, 11, 5],
    [20, MAX_PAGE, MAX_PAGE],
    [0, MAX_PAGE, 2],
  ])('that overlaps %i to %i finds the lowest: %s', (firstPage, lastPage, first) => {
    expect(overlapIn({ firstPage, lastPage }, ranges)?.firstPage).toBe(first);
  });
});
