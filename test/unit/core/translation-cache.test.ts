import { Domain } from '../../../src/core/domain';
import { Endpoint } from '../../../src/core/endpoint';
import { newContext } from '../../../src/core/endpoint-context';
import { IovaRanges } from '../../../src/core/iova-ranges';
import { RangeAddressSpace } from '../../../src/core/range-address-space';
import type { TranslationCache } from '../../../src/core/translation-cache';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE, type Permissions } from '../../../src/model/permissions';

const ALL = [0, 2 ** 52 - 1] as const;

function paging(id: number): Domain {
  return new Domain({
    id,
    tag: id,
    kind: 'PAGING',
    pageRequests: false,
    space: new RangeAddressSpace(),
    iovas: new IovaRanges([]),
    groups: 0,
    overflowPolicy: 'NATIVE',
    dirtyTracking: false,
  });
}

function prepared(capacity = 10) {
  const endpoint = new Endpoint(
    1,
    {
      kind: 'PCIE',
      backend: 'HOSTED',
      requesterId: 1,
      virtualId: 1n,
      ats: { invalidateQueueDepth: 1, enabled: true, globalInvalidate: true },
      reservedRanges: [],
      context: newContext({}),
    },
    capacity,
    0,
  );
  const domain = paging(1);
  return {
    endpoint,
    domain,
    other: paging(2),
    cache: endpoint.cache,
  };
}

/** Holds a page of a domain without a second stage. */
function hold(
  cache: TranslationCache,
  pasid: number,
  page: number,
  output: number,
  permissions: Permissions,
  domain: Domain,
  stamp: number,
): void {
  cache.insert(pasid, page, output, permissions, domain, stamp, page);
}

const pagesHeld = (cache: TranslationCache, pasid = NO_PASID) =>
  Array.from({ length: 20 }, (_, page) => page).filter((page) => cache.find(pasid, page) !== undefined);

describe('holding pages', () => {
  test('the oldest gives way when the cache is full', () => {
    const { cache, domain } = prepared(2);
    [1, 2, 3].forEach((page) => hold(cache, NO_PASID, page, page, READ, domain, page));
    expect(pagesHeld(cache)).toEqual([2, 3]);
    expect(cache.size).toBe(2);
  });

  test('a page held anew becomes the youngest, and takes no second place', () => {
    const { cache, domain } = prepared(2);
    [1, 2, 1, 3].forEach((page, stamp) => hold(cache, NO_PASID, page, page, READ, domain, stamp));
    expect(pagesHeld(cache)).toEqual([1, 3]);
  });

  test('with room for one page, the only one gives way, also across PASIDs', () => {
    const { cache, domain } = prepared(1);
    hold(cache, 5, 1, 1, READ, domain, 1);
    hold(cache, 5, 2, 2, READ, domain, 2);
    expect(pagesHeld(cache, 5)).toEqual([2]);
    hold(cache, 6, 2, 2, READ, domain, 3);
    expect([cache.holdsPasid(5), cache.holdsPasid(6), cache.size]).toEqual([false, true, 1]);
  });

  test('PASID 0 is not the same as none', () => {
    const { cache, domain } = prepared();
    hold(cache, 0, 1, 7, READ, domain, 1);
    expect(cache.find(NO_PASID, 1)).toBeUndefined();
    expect(cache.find(0, 1)?.outputPage).toBe(7);
  });
});

describe('invalidating', () => {
  function filled() {
    const all = prepared();
    const { cache, domain, other } = all;
    hold(cache, NO_PASID, 1, 1, READ, domain, 1);
    hold(cache, NO_PASID, 5, 5, READ, domain, 2);
    hold(cache, 3, 1, 1, READ, domain, 3);
    hold(cache, 3, 6, 6, READ, other, 4);
    return all;
  }

  test.each([
    ['everything without a PASID', NO_PASID, ...ALL, 9, [], []],
    ['only what has the PASID', 3, ...ALL, 9, [1, 5], []],
    ['only what lies in the range', NO_PASID, 1, 1, 9, [5], [6]],
    ['only what was given before', NO_PASID, ...ALL, 3, [], [1, 6]],
    ['nothing under an unknown PASID', 4, ...ALL, 9, [1, 5], [1, 6]],
  ] as const)('drops %s', (_what, pasid, first, last, before, own, tagged) => {
    const { cache } = filled();
    cache.invalidate(pasid, first, last, before);
    expect([pagesHeld(cache), pagesHeld(cache, 3)]).toEqual([own, tagged]);
    expect(cache.size).toBe(own.length + tagged.length);
  });

  test('a domain knows who holds pages of it, to the last page', () => {
    const { cache, domain, other, endpoint } = filled();
    expect([domain.holders, other.holders]).toEqual([[endpoint], [endpoint]]);
    cache.invalidate(3, 6, 6, 9);
    expect([domain.holders, other.holders]).toEqual([[endpoint], []]);
    cache.clear();
    expect([domain.holders, cache.size]).toEqual([[], 0]);
  });

  test('what is held of a domain is found by PASID and range', () => {
    const { cache, domain } = filled();
    const ranges = [
      { firstPage: 0, lastPage: 2 },
      { firstPage: 4, lastPage: 2 ** 52 - 1 },
    ];
    expect([...cache.held(domain, ranges)]).toEqual([
      [NO_PASID, ranges],
      [3, [ranges[0]]],
    ]);
  });
});

describe('translated accesses', () => {
  test.each([
    [READ, READ, true],
    [READ, WRITE, false],
    [WRITE, READ, false],
    [WRITE, WRITE, true],
    [READ | WRITE, READ | WRITE, true],
    [READ, READ | WRITE, false],
  ])('a grant of %i allows %i: %s', (granted, access, allowed) => {
    const { cache, domain } = prepared();
    hold(cache, NO_PASID, 1, 9, granted, domain, 1);
    expect(cache.allowsOutput(9, access)).toBe(allowed);
    expect(cache.allowsOutput(1, access)).toBe(false);
  });

  test('an output page granted twice is allowed until both grants are gone', () => {
    const { cache, domain } = prepared();
    hold(cache, NO_PASID, 1, 9, READ | WRITE, domain, 1);
    hold(cache, 4, 2, 9, READ, domain, 2);
    cache.invalidate(NO_PASID, 1, 1, 9);
    expect([cache.allowsOutput(9, READ), cache.allowsOutput(9, WRITE)]).toEqual([true, false]);
    cache.invalidate(4, 2, 2, 9);
    expect(cache.allowsOutput(9, READ)).toBe(false);
  });
});
