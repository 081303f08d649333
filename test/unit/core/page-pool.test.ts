import { PagePool } from '../../../src/core/page-pool';

/** The pages and flags of a chain. */
function chain(pool: PagePool, first: number): [number, number][] {
  const found: [number, number][] = [];
  for (let entry = first; entry !== -1; entry = pool.next(entry)) {
    found.push([pool.page(entry), pool.flagsAt(entry)]);
  }
  return found;
}

/** Appends pages to a chain; returns its first entry. */
function fill(pool: PagePool, ...pages: number[]): number {
  let first = -1;
  let tail = -1;
  for (const page of pages) {
    tail = pool.append(tail, page, page & 255);
    first = first === -1 ? tail : first;
  }
  return first;
}

test('chains keep their order, also when they grow in turn', () => {
  const pool = new PagePool(10);
  const [a, b] = [pool.append(-1, 1, 1), pool.append(-1, 2, 2)];
  const a2 = pool.append(a, 3, 3);
  pool.append(b, 4, 4);
  pool.append(a2, 2 ** 52 - 1, 255);
  expect(chain(pool, a)).toEqual([
    [1, 1],
    [3, 3],
    [2 ** 52 - 1, 255],
  ]);
  expect(chain(pool, b)).toEqual([
    [2, 2],
    [4, 4],
  ]);
});

test.each([1, 15, 16, 17, 40])('there is room for %i pages and no more', (capacity) => {
  const pool = new PagePool(capacity);
  for (let i = 0; i < capacity; i += 1) {
    expect(pool.hasRoom).toBe(true);
    pool.append(-1, i, 0);
  }
  expect([pool.hasRoom, pool.size]).toEqual([false, capacity]);
});

test('a pool for no page has no room', () => {
  expect(new PagePool(0).hasRoom).toBe(false);
});

test('what a chain gives back can be used again, and nothing else changes', () => {
  const pool = new PagePool(5);
  const kept = fill(pool, 1, 2);
  pool.free(fill(pool, 3, 4, 5));
  expect([pool.size, pool.hasRoom]).toEqual([2, true]);
  const again = fill(pool, 6, 7, 8);
  expect(chain(pool, again).map(([page]) => page)).toEqual([6, 7, 8]);
  expect(chain(pool, kept).map(([page]) => page)).toEqual([1, 2]);
  expect(pool.hasRoom).toBe(false);
});

test('giving no chain back is nothing', () => {
  const pool = new PagePool(2);
  pool.append(-1, 1, 0);
  pool.free(-1);
  expect(pool.size).toBe(1);
});

test('memory grows as it is used, by 13 bytes a page, or is taken at once', () => {
  expect(new PagePool(1000).bytes()).toBe(16 * 13);
  const pool = new PagePool(1000, true);
  expect(pool.bytes()).toBe(1000 * 13);
  fill(pool, ...Array.from({ length: 1000 }, (_, i) => i));
  expect(pool.bytes()).toBe(1000 * 13);
});
