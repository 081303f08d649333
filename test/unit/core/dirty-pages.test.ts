import { MAX_PAGE } from '../../../src/base/u64';
import { DirtyPages, MAX_PART_BITS, type DirtyQuery } from '../../../src/core/dirty-pages';

function marked(...pages: readonly number[]): DirtyPages {
  const dirty = new DirtyPages();
  pages.forEach((page) => {
    dirty.mark(page);
  });
  return dirty;
}

/** Everything, page by page, left as it is. */
const ALL: DirtyQuery = { firstPage: 0, lastPage: MAX_PAGE, pagesPerBit: 1, keep: true };

/** The parts of a whole answer: first page, bytes, bits that are set. */
function parts(dirty: DirtyPages, query: Partial<DirtyQuery> = {}): [number, number[], number][] {
  const told: [number, number[], number][] = [];
  let next: number | undefined = query.firstPage ?? 0;
  while (next !== undefined) {
    const { part, nextPage } = dirty.read({ ...ALL, ...query, firstPage: next });
    if (part !== undefined) {
      told.push([part.firstPage, [...part.bitmap], part.dirtyCount]);
    }
    next = nextPage;
  }
  return told;
}

describe('a page', () => {
  test('is dirty once it is marked, however often, and no other is', () => {
    expect(parts(marked(), {})).toEqual([]);
    expect(parts(marked(7, 7))).toEqual([[7, [1], 1]]);
  });

  test.each([0, 31, 32, 511, 512, MAX_PAGE])('can be any one: %i', (page) => {
    expect(parts(marked(page))).toEqual([[page, [1], 1]]);
    expect(parts(marked(page), { firstPage: page, lastPage: page })).toEqual([[page, [1], 1]]);
  });

  test('is in its place among others: the lowest bit of the first byte is the first page', () => {
    expect(parts(marked(1000, 1001, 1003, 1007, 1008, 1016, 1023, 1024))).toEqual([
      [1000, [0b1000_1011, 0b0000_0001, 0b1000_0001, 0b0000_0001], 8],
    ]);
  });

  test('outside of the range is neither told nor forgotten', () => {
    const dirty = marked(9, 10, 20, 21);
    expect(parts(dirty, { firstPage: 10, lastPage: 20, keep: false })).toEqual([[10, [1, 0b100], 2]]);
    expect(parts(dirty)).toEqual([[9, [1, 0b1_0000], 2]]);
  });
});

describe('reading', () => {
  test('forgets what it tells, and only that', () => {
    const dirty = marked(5, 600);
    expect(parts(dirty, { lastPage: 300, keep: false })).toHaveLength(1);
    expect(parts(dirty, { keep: false })).toEqual([[600, [1], 1]]);
    expect(parts(dirty)).toEqual([]);
  });

  test('that keeps leaves the marks', () => {
    const dirty = marked(5, 600);
    expect(parts(dirty)).toEqual(parts(dirty));
  });

  test('begins with the first dirty page; of larger pages, at a whole one', () => {
    const dirty = marked(4096 + 77);
    expect(parts(dirty, { firstPage: 512, lastPage: 8191 })).toEqual([[4173, [1], 1]]);
    expect(parts(dirty, { firstPage: 512, lastPage: 8191, pagesPerBit: 16 })).toEqual([[4160, [1], 1]]);
    expect(parts(dirty, { firstPage: 512, lastPage: 8191, pagesPerBit: 512 })).toEqual([[4096, [1], 1]]);
  });

  test('tells one bit for larger pages, however many of their pages are dirty', () => {
    const dirty = marked(0, 1, 3, 4, 11, 12, 15, 40);
    expect(parts(dirty, { lastPage: 63, pagesPerBit: 4 })).toEqual([[0, [0b1111, 0b100], 5]]);
    expect(parts(dirty, { lastPage: 63, pagesPerBit: 64, keep: false })).toEqual([[0, [1], 1]]);
    expect(parts(dirty)).toEqual([]);
  });

  test('counts larger pages from the start of the range', () => {
    expect(parts(marked(11), { firstPage: 2, lastPage: 17, pagesPerBit: 8 })).toEqual([[10, [1], 1]]);
  });

  test('of one bit for everything is one part', () => {
    expect(parts(marked(3, MAX_PAGE), { pagesPerBit: 2 ** 52 })).toEqual([[0, [1], 1]]);
    expect(parts(marked(3, MAX_PAGE), { pagesPerBit: 2 ** 51 })).toEqual([[0, [0b11], 2]]);
  });
});

describe('an answer', () => {
  test('of many pages comes in parts, each with as many bits as there may be', () => {
    const dirty = marked(10, 10 + MAX_PART_BITS - 1, 10 + MAX_PART_BITS, 10 + 5 * MAX_PART_BITS);
    const told = parts(dirty).map(([first, bytes, count]) => [first, bytes.length, count]);
    expect(told).toEqual([
      [10, MAX_PART_BITS / 8, 2],
      [10 + MAX_PART_BITS, 1, 1],
      [10 + 5 * MAX_PART_BITS, 1, 1],
    ]);
  });

  test('forgets part by part: what was not asked for yet stays', () => {
    const dirty = marked(0, MAX_PART_BITS);
    const { nextPage } = dirty.read({ ...ALL, keep: false });
    expect(nextPage).toBe(MAX_PART_BITS);
    expect(parts(dirty)).toEqual([[MAX_PART_BITS, [1], 1]]);
  });

  test('ends where the range does, and does not go on behind it', () => {
    const dirty = marked(0, 100);
    expect(dirty.read({ ...ALL, lastPage: 100 })).toMatchObject({ nextPage: undefined });
    expect(dirty.read({ ...ALL, firstPage: MAX_PAGE })).toEqual({ part: undefined, nextPage: undefined });
    expect(marked(MAX_PAGE).read(ALL).nextPage).toBeUndefined();
  });

  test('holds a bit that is set in its last byte', () => {
    expect(parts(marked(0, 8), { keep: false })).toEqual([[0, [1, 1], 2]]);
    expect(parts(marked(0, 7), {})).toEqual([[0, [0b1000_0001], 2]]);
    expect(parts(marked(0, 8), { lastPage: 7 })).toEqual([[0, [1], 1]]);
  });
});

describe('clearing', () => {
  test.each([
    ['a page', 9, 9, [8, 10, 600]],
    ['within a chunk', 8, 9, [10, 600]],
    ['from one chunk into another', 10, 599, [8, 9, 600]],
    ['to the last page', 10, MAX_PAGE, [8, 9]],
    ['everything', 0, MAX_PAGE, []],
    ['what is not dirty', 11, 599, [8, 9, 10, 600]],
  ])('forgets the pages of a range: %s', (_, firstPage, lastPage, left) => {
    const dirty = marked(8, 9, 10, 600);
    dirty.clear({ firstPage, lastPage });
    const told = parts(dirty).flatMap(([first, bytes]) =>
      bytes.flatMap((byte, i) =>
        [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => byte & (1 << bit)).map((bit) => first + i * 8 + bit),
      ),
    );
    expect(told).toEqual(left);
  });
});

describe('memory', () => {
  test('is taken for what is dirty at one time, not for what ever was', () => {
    const dirty = new DirtyPages();
    for (let round = 0; round < 1000; round += 1) {
      for (let i = 0; i < 4; i += 1) {
        dirty.mark((round * 4 + i) * 512 + i);
      }
      dirty.clear({ firstPage: round * 4 * 512, lastPage: MAX_PAGE });
    }
    expect(dirty.bytes()).toBeLessThanOrEqual(8 * 64);
  });

  test('of a chunk that was clean once holds nothing of what was there before', () => {
    const dirty = marked(0, 511);
    dirty.clear({ firstPage: 0, lastPage: 511 });
    dirty.mark(5120);
    expect(parts(dirty)).toEqual([[5120, [1], 1]]);
  });

  test('grows as far as it must, and keeps what it holds', () => {
    const pages = Array.from({ length: 100 }, (_, i) => i * 512 + (i % 512));
    const dirty = marked(...pages);
    expect(dirty.bytes()).toBeGreaterThanOrEqual(100 * 64);
    expect(parts(dirty).reduce((sum, [, , count]) => sum + count, 0)).toBe(100);
  });
});
