import { MAX_PAGE } from '../../../src/base/u64';
import type { LookupResult, Mapping } from '../../../src/core/address-space';
import { RangeAddressSpace } from '../../../src/core/range-address-space';
import { READ, WRITE } from '../../../src/model/permissions';

const mapping = (firstPage: number, lastPage: number, outputFirstPage: number, permissions = READ): Mapping => ({
  firstPage,
  lastPage,
  outputFirstPage,
  permissions,
});

function spaceWith(...mappings: readonly Mapping[]): RangeAddressSpace {
  const space = new RangeAddressSpace();
  for (const m of mappings) {
    space.map(m.firstPage, m.lastPage, m.outputFirstPage, m.permissions);
  }
  return space;
}

const blank = (): LookupResult => ({ firstPage: -1, lastPage: -1, outputPage: -1, permissions: -1 });

const low = mapping(16, 31, 1000, READ | WRITE);
const next = mapping(32, 32, 5000);
const high = mapping(100, 199, 0);

describe('lookup', () => {
  test.each([
    [16, { firstPage: 16, lastPage: 31, outputPage: 1000, permissions: READ | WRITE }],
    [31, { firstPage: 16, lastPage: 31, outputPage: 1015, permissions: READ | WRITE }],
    [32, { firstPage: 32, lastPage: 32, outputPage: 5000, permissions: READ }],
    [199, { firstPage: 100, lastPage: 199, outputPage: 99, permissions: READ }],
  ])('page %p is found with its own output page', (page, expected) => {
    const out = blank();
    expect(spaceWith(low, next, high).lookup(page, out)).toBe(true);
    expect(out).toEqual(expected);
  });

  test.each([0, 15, 33, 99, 200, MAX_PAGE])('page %p is not mapped, and the result is left alone', (page) => {
    const out = blank();
    expect(spaceWith(low, next, high).lookup(page, out)).toBe(false);
    expect(out).toEqual(blank());
  });

  test('the whole space can be one mapping', () => {
    const out = blank();
    const space = spaceWith(mapping(0, MAX_PAGE, 0));
    expect(space.lookup(MAX_PAGE, out)).toBe(true);
    expect(out).toEqual({ firstPage: 0, lastPage: MAX_PAGE, outputPage: MAX_PAGE, permissions: READ });
    expect(space.removeWithin(0, MAX_PAGE, 1)).toEqual({ removedMappings: 1, removedPages: 2 ** 52 });
    expect(space.mappingCount).toBe(0);
  });
});

test.each([
  [0, 15, undefined],
  [0, 16, low],
  [31, 40, low],
  [32, 40, next],
  [33, 99, undefined],
  [0, MAX_PAGE, low],
  [150, 150, high],
])('the first overlap with %p..%p', (first, last, expected) => {
  expect(spaceWith(low, next, high).firstOverlap(first, last)).toEqual(expected);
});

test.each([
  [16, 31, undefined],
  [0, 40, undefined],
  [17, 40, low],
  [0, 30, low],
  [20, 25, low],
  [17, 150, low],
  [32, 150, high],
  [100, 198, high],
  [40, 50, undefined],
])('the mapping that %p..%p would split', (first, last, expected) => {
  expect(spaceWith(low, next, high).partialOverlap(first, last)).toEqual(expected);
});

describe('remove', () => {
  test.each([low, next, high])('takes out the mapping that is just the range', ({ firstPage, lastPage }) => {
    const space = spaceWith(low, next, high);
    expect(space.remove(firstPage, lastPage)).toBe(true);
    expect(space.list(0, 9)).toEqual([low, next, high].filter((each) => each.firstPage !== firstPage));
    expect(space.remove(firstPage, lastPage)).toBe(false);
  });

  test.each([
    [16, 30],
    [17, 31],
    [16, 32],
    [15, 31],
    [0, 15],
    [33, 33],
    [0, MAX_PAGE],
  ])('leaves everything as it is when no mapping is just %p..%p', (first, last) => {
    const space = spaceWith(low, next, high);
    expect(space.remove(first, last)).toBe(false);
    expect(space.list(0, 9)).toEqual([low, next, high]);
  });
});

describe('removeWithin', () => {
  test('removes whole mappings and counts their pages, not the holes', () => {
    const space = spaceWith(low, next, high);
    expect(space.removeWithin(0, 250, 10)).toEqual({ removedMappings: 3, removedPages: 117 });
    expect(space.list(0, 10)).toEqual([]);
  });

  test('stops after the given number, and goes on in the next slice', () => {
    const space = spaceWith(low, next, high);
    expect(space.removeWithin(0, MAX_PAGE, 2)).toEqual({ removedMappings: 2, removedPages: 17 });
    expect(space.list(0, 10)).toEqual([high]);
    expect(space.removeWithin(0, MAX_PAGE, 2)).toEqual({ removedMappings: 1, removedPages: 100 });
    expect(space.removeWithin(0, MAX_PAGE, 2)).toEqual({ removedMappings: 0, removedPages: 0 });
  });

  test('leaves mappings that an end cuts', () => {
    const space = spaceWith(low, next, high);
    expect(space.removeWithin(17, 150, 10)).toEqual({ removedMappings: 1, removedPages: 1 });
    expect(space.list(0, 10)).toEqual([low, high]);
  });
});

test('setPermissions changes the mapping that starts at the page, and no other', () => {
  const space = spaceWith(low, next);
  expect(space.setPermissions(17, READ)).toBe(false);
  expect(space.setPermissions(40, READ)).toBe(false);
  expect(space.setPermissions(32, WRITE)).toBe(true);
  expect(space.list(0, 10)).toEqual([low, { ...next, permissions: WRITE }]);
});

test('list begins with the mapping that holds the page and stops at the limit', () => {
  const space = spaceWith(low, next, high);
  expect(space.list(20, 10)).toEqual([low, next, high]);
  expect(space.list(32, 10)).toEqual([next, high]);
  expect(space.list(33, 10)).toEqual([high]);
  expect(space.list(0, 2)).toEqual([low, next]);
  expect(space.list(200, 10)).toEqual([]);
});

test.each([
  [0, 0, high],
  [99, 99, high],
  [100, 999, undefined],
  [1015, 1015, low],
  [1016, 5000, next],
  [5001, MAX_PAGE, undefined],
])('the mapping that leads to output pages %p..%p', (first, last, expected) => {
  expect(spaceWith(low, next, high).outputOverlap(first, last)).toEqual(expected);
});

test('neighbours that continue each other stay two mappings', () => {
  const left = mapping(0, 0, 7);
  const right = mapping(1, 1, 8);
  expect(spaceWith(right, left).list(0, 10)).toEqual([left, right]);
});

test('an empty space takes less than 8 KiB', () => {
  expect(new RangeAddressSpace().bytes()).toBeLessThan(8192);
});
