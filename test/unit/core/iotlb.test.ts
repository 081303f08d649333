import { MAX_PAGE } from '../../../src/base/u64';
import { Iotlb } from '../../../src/core/iotlb';
import { READ, WRITE } from '../../../src/model/permissions';

/** What is cached for a page, as one value. */
function cached(
  iotlb: Iotlb,
  tag: number,
  page: number,
): readonly [outputPage: number, permissions: number] | undefined {
  const slot = iotlb.lookup(tag, page);
  return slot === -1 ? undefined : [iotlb.outputPageAt(slot), iotlb.permissionsAt(slot)];
}

test('a translation is found under its tag and page only', () => {
  const iotlb = new Iotlb();
  iotlb.insert(1, 5, 500, READ);
  iotlb.insert(2, 5, 600, WRITE);
  iotlb.insert(2 ** 32 - 1, MAX_PAGE, MAX_PAGE, READ | WRITE);
  expect(cached(iotlb, 1, 5)).toEqual([500, READ]);
  expect(cached(iotlb, 2, 5)).toEqual([600, WRITE]);
  expect(cached(iotlb, 2 ** 32 - 1, MAX_PAGE)).toEqual([MAX_PAGE, READ | WRITE]);
  expect(cached(iotlb, 3, 5)).toBeUndefined();
  expect(cached(iotlb, 1, 6)).toBeUndefined();
  expect([iotlb.hits, iotlb.misses, iotlb.evictions]).toEqual([3, 2, 0]);
});

test('a page cached again keeps one entry, with the new translation', () => {
  const iotlb = new Iotlb(1, 2);
  iotlb.insert(1, 5, 500, READ);
  iotlb.insert(1, 5, 501, WRITE);
  iotlb.insert(1, 6, 600, READ);
  expect(cached(iotlb, 1, 5)).toEqual([501, WRITE]);
  expect(cached(iotlb, 1, 6)).toEqual([600, READ]);
  expect(iotlb.evictions).toBe(0);
});

test('a full set replaces its entries in turn', () => {
  const iotlb = new Iotlb(1, 2);
  [10, 11, 12].forEach((page) => iotlb.insert(1, page, page * 10, READ));
  expect([10, 11, 12].map((page) => cached(iotlb, 1, page)?.[0])).toEqual([undefined, 110, 120]);
  iotlb.insert(1, 13, 130, READ);
  expect([11, 12, 13].map((page) => cached(iotlb, 1, page)?.[0])).toEqual([undefined, 120, 130]);
  expect(iotlb.evictions).toBe(2);
});

test('pages in a row, and pages of one alignment, all fit', () => {
  const iotlb = new Iotlb();
  for (const stride of [1, 512]) {
    iotlb.invalidateAll();
    for (let i = 0; i < 256; i += 1) {
      iotlb.insert(7, i * stride, i, READ);
    }
    expect(iotlb.evictions).toBe(0);
  }
});

describe('invalidation', () => {
  function filled(): Iotlb {
    const iotlb = new Iotlb();
    for (const tag of [1, 2]) {
      for (let page = 0; page < 200; page += 1) {
        iotlb.insert(tag, page, page, READ);
      }
    }
    return iotlb;
  }
  const pagesOf = (iotlb: Iotlb, tag: number): number[] =>
    Array.from({ length: 200 }, (_, page) => page).filter((page) => cached(iotlb, tag, page));

  test.each([
    ['one page', 100, 100],
    ['64 pages, probed one by one', 50, 113],
    ['65 pages, swept', 50, 114],
    ['everything', 0, MAX_PAGE],
  ])('of a range forgets it for its tag only: %s', (_, first, last) => {
    const iotlb = filled();
    const before = pagesOf(iotlb, 1);
    iotlb.invalidateRange(1, first, last);
    expect(pagesOf(iotlb, 1)).toEqual(before.filter((page) => page < first || page > last));
    expect(pagesOf(iotlb, 2)).toHaveLength(200);
  });

  test('of a tag forgets all its pages and no others', () => {
    const iotlb = filled();
    iotlb.invalidateTag(2);
    expect(pagesOf(iotlb, 1)).toHaveLength(200);
    expect(pagesOf(iotlb, 2)).toEqual([]);
  });

  test('of everything forgets everything', () => {
    const iotlb = filled();
    iotlb.invalidateAll();
    expect([...pagesOf(iotlb, 1), ...pagesOf(iotlb, 2)]).toEqual([]);
  });
});
