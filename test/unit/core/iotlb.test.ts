import { MAX_PAGE } from '../../../src/base/u64';
import { contextOf, Iotlb, type CachedPages } from '../../../src/core/iotlb';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';

/** Enough entries for every test that does not want one to give way. */
const PLENTY = 1024;
const HERE = contextOf(NO_PASID, false);
const GIB = 2 ** 18;

/** One page that moves alone, unless said otherwise. */
function at(page: number, outputPage: number, more: Partial<CachedPages> = {}): CachedPages {
  return {
    page,
    firstPage: page,
    lastPage: page,
    outputPage,
    stage2Page: page,
    permissions: READ,
    clean: false,
    global: false,
    ...more,
  };
}

/** Pages that move together, found for the one that was asked for. */
function range(firstPage: number, lastPage: number, shift: number, page = firstPage): CachedPages {
  return at(page, page + shift, { firstPage, lastPage });
}

/** What is cached for a page: its block and where it goes. */
function cached(iotlb: Iotlb, page: number, tag = 1, context = HERE): [number, number, number] | undefined {
  const slot = iotlb.peek(tag, context, page);
  return slot === -1 ? undefined : [iotlb.firstPageAt(slot), iotlb.lastPageAt(slot), iotlb.outputPageAt(slot, page)];
}

const goes = (iotlb: Iotlb, page: number, tag = 1, context = HERE) => cached(iotlb, page, tag, context)?.[2];

describe('a translation', () => {
  test('is found under its tag and page only', () => {
    const iotlb = new Iotlb(PLENTY);
    iotlb.insert(1, HERE, at(5, 500));
    iotlb.insert(2, HERE, at(5, 600));
    iotlb.insert(2 ** 32 - 1, HERE, at(MAX_PAGE, MAX_PAGE));
    expect([goes(iotlb, 5), goes(iotlb, 5, 2), goes(iotlb, MAX_PAGE, 2 ** 32 - 1)]).toEqual([500, 600, MAX_PAGE]);
    expect([goes(iotlb, 5, 3), goes(iotlb, 6), goes(iotlb, MAX_PAGE)]).toEqual([undefined, undefined, undefined]);
  });

  test('is found under its PASID and privilege only', () => {
    const iotlb = new Iotlb(PLENTY);
    const contexts = [NO_PASID, 0, 1, 2 ** 20 - 1].flatMap((pasid) => [
      contextOf(pasid, false),
      contextOf(pasid, true),
    ]);
    for (const own of contexts) {
      iotlb.invalidateAll();
      iotlb.insert(1, own, at(5, 500));
      expect(contexts.filter((context) => goes(iotlb, 5, 1, context) === 500)).toEqual([own]);
    }
  });

  test('keeps what it is told', () => {
    const iotlb = new Iotlb(PLENTY);
    iotlb.insert(1, HERE, at(8, 24, { stage2Page: 40, permissions: READ | WRITE, clean: true }));
    iotlb.insert(1, HERE, at(9, 25, { global: true }));
    const [clean, global] = [iotlb.peek(1, HERE, 8), iotlb.peek(1, HERE, 9)];
    expect([iotlb.stage2PageAt(clean, 8), iotlb.permissionsAt(clean)]).toEqual([40, READ | WRITE]);
    expect([iotlb.isCleanAt(clean), iotlb.isGlobalAt(clean)]).toEqual([true, false]);
    expect([iotlb.isCleanAt(global), iotlb.isGlobalAt(global)]).toEqual([false, true]);
  });

  test('cached again keeps one entry, with what is told last', () => {
    const iotlb = new Iotlb(4);
    iotlb.insert(1, HERE, at(5, 500, { clean: true, global: true }));
    iotlb.insert(1, HERE, at(5, 501, { permissions: WRITE, stage2Page: 7 }));
    [6, 7, 8].forEach((page) => iotlb.insert(1, HERE, at(page, page + 100)));
    const slot = iotlb.peek(1, HERE, 5);
    expect([iotlb.outputPageAt(slot, 5), iotlb.stage2PageAt(slot, 5)]).toEqual([501, 7]);
    expect([iotlb.permissionsAt(slot), iotlb.isCleanAt(slot), iotlb.isGlobalAt(slot)]).toEqual([WRITE, false, false]);
    expect([5, 6, 7, 8].map((page) => goes(iotlb, page))).toEqual([501, 106, 107, 108]);
    expect(iotlb.evictions).toBe(0);
  });

  test('counts as hit or miss when it is looked up, not when it is peeked at', () => {
    const iotlb = new Iotlb(PLENTY);
    iotlb.insert(1, HERE, at(5, 500));
    iotlb.lookup(1, HERE, 5);
    iotlb.lookup(1, HERE, 6);
    iotlb.lookup(1, HERE, 7);
    iotlb.peek(1, HERE, 5);
    iotlb.peek(1, HERE, 6);
    expect([iotlb.hits, iotlb.misses]).toEqual([1, 2]);
  });
});

describe('a block', () => {
  // Sizes: 4, 16 and 64 KiB, 2, 32 and 512 MiB, 1, 16 and 512 GiB.
  test.each([0, 2, 4, 9, 13, 17, 18, 22, 27])('of 2^%i pages is one entry, found from each end', (shift) => {
    const size = 2 ** shift;
    const iotlb = new Iotlb(PLENTY);
    const first = 3 * size;
    iotlb.insert(1, HERE, range(first, first + size - 1, 5 * size, first + size - 1));
    for (const page of [first, first + Math.floor(size / 2), first + size - 1]) {
      expect(cached(iotlb, page)).toEqual([first, first + size - 1, page + 5 * size]);
    }
    expect([goes(iotlb, first - 1), goes(iotlb, first + size)]).toEqual([undefined, undefined]);
  });

  test('is the largest that lies inside what moves together', () => {
    const iotlb = new Iotlb(PLENTY);
    iotlb.insert(1, HERE, range(1, 1023, 0, 600));
    iotlb.insert(1, HERE, range(1, 1023, 0, 511));
    iotlb.insert(1, HERE, range(1, 1023, 0, 2));
    expect([600, 511, 2].map((page) => cached(iotlb, page)?.slice(0, 2))).toEqual([
      [512, 1023],
      [496, 511],
      [2, 2],
    ]);
  });

  test.each([
    ['where it goes', 4, 4 + 8, 4, [4, 7]],
    ['where it goes, which is half as aligned', 4, 4 + 6, 4, [4, 4]],
    ['what stage 2 is asked', 4, 4 + 8, 12, [4, 7]],
    ['what stage 2 is asked, which is half as aligned', 4, 4 + 8, 6, [4, 4]],
  ])('is aligned in %s as well', (_what, page, outputPage, stage2Page, block) => {
    const iotlb = new Iotlb(PLENTY);
    iotlb.insert(1, HERE, at(page, outputPage, { firstPage: 0, lastPage: 15, stage2Page }));
    expect(cached(iotlb, page)?.slice(0, 2)).toEqual(block);
  });

  test('moves as a whole on both sides', () => {
    const iotlb = new Iotlb(PLENTY);
    iotlb.insert(1, HERE, at(515, 1024 + 3, { firstPage: 512, lastPage: 1023, stage2Page: 2048 + 3 }));
    const slot = iotlb.peek(1, HERE, 1000);
    expect([iotlb.outputPageAt(slot, 1000), iotlb.stage2PageAt(slot, 1000)]).toEqual([1024 + 488, 2048 + 488]);
  });

  test('of everything is the largest there is, up to the last page', () => {
    const iotlb = new Iotlb(PLENTY);
    iotlb.insert(1, HERE, range(0, MAX_PAGE, 0, MAX_PAGE));
    expect(cached(iotlb, MAX_PAGE)).toEqual([MAX_PAGE - 2 ** 27 + 1, MAX_PAGE, MAX_PAGE]);
  });

  test('that is smaller is found before one that holds it, as long as it is there', () => {
    const iotlb = new Iotlb(PLENTY);
    iotlb.insert(1, HERE, range(0, 511, 512));
    iotlb.insert(1, HERE, at(7, 9000));
    expect([goes(iotlb, 7), goes(iotlb, 8)]).toEqual([9000, 520]);
  });
});

describe('a set that is full', () => {
  test('replaces its entries in turn', () => {
    const iotlb = new Iotlb(4);
    const pages = [10, 11, 12, 13, 14, 15, 16];
    const left = () => pages.filter((page) => goes(iotlb, page) !== undefined);
    pages.slice(0, 4).forEach((page) => iotlb.insert(1, HERE, at(page, page)));
    expect(left()).toEqual([10, 11, 12, 13]);
    pages.slice(4).forEach((page) => iotlb.insert(1, HERE, at(page, page)));
    expect(left()).toEqual([13, 14, 15, 16]);
    expect(iotlb.evictions).toBe(3);
  });

  test('fills what was invalidated before anything gives way', () => {
    const iotlb = new Iotlb(4);
    [10, 11, 12, 13].forEach((page) => iotlb.insert(1, HERE, at(page, page)));
    iotlb.invalidateRange(1, 12, 12);
    iotlb.insert(1, HERE, at(20, 20));
    expect([10, 11, 12, 13, 20].map((page) => goes(iotlb, page))).toEqual([10, 11, undefined, 13, 20]);
    expect(iotlb.evictions).toBe(0);
  });

  test('does not forget a size of which there is another entry', () => {
    const iotlb = new Iotlb(4);
    iotlb.insert(1, HERE, range(0, 511, 512));
    iotlb.insert(1, HERE, range(512, 1023, 512));
    [1, 2].forEach((tag) => iotlb.insert(tag, HERE, at(2000, tag)));
    // The first block gives way.
    iotlb.insert(3, HERE, at(2000, 3));
    expect([goes(iotlb, 5), goes(iotlb, 600)]).toEqual([undefined, 1112]);
  });
});

test('pages in a row, and blocks of one alignment, all fit', () => {
  for (const shift of [0, 2, 4, 9, 13, 18]) {
    for (const stride of [1, 512]) {
      const iotlb = new Iotlb(PLENTY);
      for (let i = 0; i < 256; i += 1) {
        const first = i * stride * 2 ** shift;
        iotlb.insert(7, HERE, range(first, first + 2 ** shift - 1, 0));
      }
      expect([shift, stride, iotlb.evictions]).toEqual([shift, stride, 0]);
    }
  }
});

test('without entries nothing is cached, and every look-up is a miss', () => {
  const iotlb = new Iotlb(0);
  iotlb.insert(1, HERE, at(5, 500));
  iotlb.insert(1, HERE, range(0, MAX_PAGE, 0));
  expect([iotlb.lookup(1, HERE, 5), iotlb.peek(1, HERE, 5)]).toEqual([-1, -1]);
  iotlb.invalidateRange(1, 0, 0);
  iotlb.invalidateRange(1, 0, MAX_PAGE);
  iotlb.invalidateTag(1);
  iotlb.invalidateAll();
  expect([iotlb.hits, iotlb.misses, iotlb.evictions]).toEqual([0, 1, 0]);
});

describe('invalidation', () => {
  function filled(): Iotlb {
    const iotlb = new Iotlb(PLENTY);
    for (const tag of [1, 2]) {
      for (let page = 0; page < 200; page += 1) {
        iotlb.insert(tag, HERE, at(page, page));
      }
    }
    return iotlb;
  }
  const pagesOf = (iotlb: Iotlb, tag: number): number[] =>
    Array.from({ length: 200 }, (_, page) => page).filter((page) => cached(iotlb, page, tag));

  test.each([
    ['one page', 100, 100],
    ['64 pages, probed one by one', 50, 113],
    ['65 pages, swept', 50, 114],
    ['everything', 0, MAX_PAGE],
  ])('of a range forgets it for its tag only: %s', (_, first, last) => {
    const iotlb = filled();
    iotlb.invalidateRange(1, first, last);
    const outside = Array.from({ length: 200 }, (__, page) => page).filter((page) => page < first || page > last);
    expect(pagesOf(iotlb, 1)).toEqual(outside);
    expect(pagesOf(iotlb, 2)).toHaveLength(200);
  });

  test('of a tag forgets all its pages and no others', () => {
    const iotlb = filled();
    iotlb.invalidateTag(2);
    expect(pagesOf(iotlb, 1)).toHaveLength(200);
    expect(pagesOf(iotlb, 2)).toEqual([]);
  });

  test('of everything forgets everything, and what comes after is kept', () => {
    const iotlb = filled();
    iotlb.invalidateAll();
    expect([...pagesOf(iotlb, 1), ...pagesOf(iotlb, 2)]).toEqual([]);
    iotlb.insert(1, HERE, at(3, 4));
    expect(goes(iotlb, 3)).toBe(4);
  });

  test('of a range forgets it in every context', () => {
    const iotlb = new Iotlb(PLENTY);
    const contexts = [NO_PASID, 0, 77].flatMap((pasid) => [contextOf(pasid, false), contextOf(pasid, true)]);
    for (const [first, last] of [
      [5, 5],
      [0, 500],
    ] as const) {
      contexts.slice(0, 4).forEach((context) => iotlb.insert(1, context, at(5, 50)));
      iotlb.invalidateRange(1, first, last);
      expect(contexts.map((context) => goes(iotlb, 5, 1, context))).toEqual(contexts.map(() => undefined));
    }
  });

  test.each([
    ['its first page', 0, 0],
    ['a page within', GIB / 2 + 3, GIB / 2 + 3],
    ['its last page', GIB - 1, GIB - 1],
    ['a range that ends in it', 0, 1],
    ['a range that begins in it', GIB - 1, GIB + 700],
    ['more than is probed one by one', GIB / 2, 3 * GIB],
  ])('of part of a block forgets the whole block, and no other: %s', (_, first, last) => {
    const iotlb = new Iotlb(PLENTY);
    iotlb.insert(1, HERE, range(GIB, 2 * GIB - 1, GIB));
    iotlb.insert(1, HERE, range(10 * GIB, 11 * GIB - 1, GIB));
    iotlb.invalidateRange(1, GIB + first, GIB + last);
    expect([goes(iotlb, GIB), goes(iotlb, 2 * GIB - 1), goes(iotlb, 10 * GIB)]).toEqual([
      undefined,
      undefined,
      11 * GIB,
    ]);
  });

  test.each([
    ['few pages', 1],
    ['many pages', 600],
  ])('of %s reaches blocks of every size that hold them', (_, pages) => {
    const iotlb = new Iotlb(PLENTY);
    const shifts = [0, 2, 4, 9, 13, 17, 18, 22, 27];
    const first = 2 ** 28;
    shifts.forEach((shift, tag) => iotlb.insert(tag, HERE, range(first, first + 2 ** shift - 1, 0)));
    for (const shift of shifts) {
      iotlb.insert(99, contextOf(shift, false), range(first, first + 2 ** shift - 1, 0));
    }
    iotlb.invalidateRange(99, first, first + pages - 1);
    expect(shifts.map((shift) => goes(iotlb, first, 99, contextOf(shift, false)))).toEqual(shifts.map(() => undefined));
    expect(shifts.map((_shift, tag) => goes(iotlb, first, tag))).toEqual(shifts.map(() => first));
  });

  test('of the very last page, and of the whole space', () => {
    const iotlb = new Iotlb(PLENTY);
    for (const [first, last] of [
      [MAX_PAGE, MAX_PAGE],
      [0, MAX_PAGE],
    ] as const) {
      iotlb.insert(1, HERE, at(MAX_PAGE, 1));
      iotlb.insert(1, HERE, range(0, MAX_PAGE, 0, MAX_PAGE - 2 ** 28));
      iotlb.invalidateRange(1, first, last);
      expect([goes(iotlb, MAX_PAGE), goes(iotlb, MAX_PAGE - 2 ** 28) === undefined]).toEqual([undefined, first === 0]);
    }
  });
});
