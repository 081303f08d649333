import { MAX_PAGE } from '../../../src/base/u64';
import type { PageRange } from '../../../src/model/domain';
import { NO_PASID } from '../../../src/model/page-request';
import { NONE, PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import type { ViommuConfig } from '../../../src/model/viommu';
import { Bench, finish, FULL, pages, read } from './fixture';
import { refusal } from './refusal';

/** Domain 1 without mappings. */
function prepared(changes: Partial<ViommuConfig> = {}, limits = {}): Bench {
  const bench = new Bench(limits, {}, 'GENERIC', changes);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
  return bench;
}

const range = (firstPage: number, lastPage = firstPage): PageRange => ({ firstPage, lastPage });

/** Maps so many pages anywhere, and says where; or why not. */
function place(bench: Bench, pageCount: number, outputFirstPage = 1): number | string {
  const request = { pageCount, outputFirstPage, permissions: READ };
  let firstPage = -1;
  const refused = (() => {
    try {
      firstPage = bench.iommu.mapAnywhere(1, request).firstPage;
      return undefined;
    } catch (error) {
      return refusal(() => {
        throw error;
      });
    }
  })();
  return refused ?? firstPage;
}

const map = (bench: Bench, ...items: readonly (readonly [number, number])[]) => {
  const { failures } = bench.iommu.map(
    1,
    items.map(([first, last]) => pages(first, last, 0)),
    'CONTINUE',
  );
  expect(failures).toEqual([]);
};
const unmap = (bench: Bench, ...ranges: PageRange[]) => finish(bench.iommu.unmap(1, ranges, 'CONTINUE'));

describe('the place', () => {
  test('is the lowest that is free, and never the first page', () => {
    const bench = prepared();
    expect([place(bench, 1), place(bench, 1), place(bench, 3)]).toEqual([1, 2, 3]);
    expect(bench.iommu.mappings(1, 0, 9)).toHaveLength(3);
  });

  test('is mapped as it was asked for', () => {
    const bench = prepared();
    const wanted = { pageCount: 4, outputFirstPage: 9, permissions: READ | PRIVILEGED };
    const mapping = bench.iommu.mapAnywhere(1, wanted);
    expect(mapping).toEqual({ firstPage: 1, lastPage: 4, outputFirstPage: 9, permissions: READ | PRIVILEGED });
    expect(bench.iommu.mappings(1, 0, 9)).toEqual([mapping]);
    expect(bench.iommu.mappingCount).toBe(1);
  });

  test('is between mappings where it fits exactly, else behind them', () => {
    const bench = prepared();
    map(bench, [1, 4], [8, 9]);
    expect([place(bench, 4), place(bench, 3), place(bench, 1)]).toEqual([10, 5, 14]);
  });

  test('is never on the last page', () => {
    const bench = prepared({ iovaWidthBits: 14 });
    expect([place(bench, 3), place(bench, 2), place(bench, 1)]).toEqual([
      'NO_IOVA_LEFT length_bytes',
      1,
      'NO_IOVA_LEFT length_bytes',
    ]);
    const whole = prepared();
    map(whole, [0, MAX_PAGE - 2]);
    expect([place(whole, 1), place(whole, 1)]).toEqual([MAX_PAGE - 1, 'NO_IOVA_LEFT length_bytes']);
  });

  test('is nowhere where there are no three pages', () => {
    expect(place(prepared({ iovaWidthBits: 12 }), 1)).toBe('NO_IOVA_LEFT length_bytes');
    expect(place(prepared({ iovaWidthBits: 13 }), 1)).toBe('NO_IOVA_LEFT length_bytes');
  });
});

describe('alignment', () => {
  test.each([
    ['that of one page for one page', 1, 512, 9],
    ['that of the output address', 8, 4, 12],
    ['what the length covers', 7, 8, 12],
    ['both', 8, 8, 16],
    ['at most 2 MiB', 2048, 2048, 512],
    ['that of one page to an odd page', 512, 1, 9],
  ])('is %s: %i pages to page %i', (_what, pageCount, output, first) => {
    const bench = prepared();
    map(bench, [1, 8]);
    expect(place(bench, pageCount, output)).toBe(first);
  });

  test('is that of the granule at least', () => {
    const bench = prepared({ granuleBits: 14 });
    map(bench, [4, 7]);
    expect([place(bench, 4, 4), place(bench, 8, 4)]).toEqual([8, 12]);
    expect(place(bench, 3, 4)).toBe('LENGTH_OUT_OF_RANGE length_bytes');
    expect(place(bench, 4, 3)).toBe('ADDRESS_MISALIGNED output_address');
  });

  test('never leads to the first or the last granule', () => {
    const bench = prepared({ granuleBits: 14, iovaWidthBits: 16 });
    expect([place(bench, 12, 4), place(bench, 8, 4), place(bench, 4, 4)]).toEqual([
      'NO_IOVA_LEFT length_bytes',
      4,
      'NO_IOVA_LEFT length_bytes',
    ]);
  });
});

describe('what is allowed and what is reserved', () => {
  test('restricts the place to what is allowed, lowest first, in whatever order it was given', () => {
    const bench = prepared();
    bench.iommu.setAllowedRanges(1, [range(40, 43), range(20, 21)]);
    expect([place(bench, 3), place(bench, 2), place(bench, 1), place(bench, 1)]).toEqual([
      40,
      20,
      43,
      'NO_IOVA_LEFT length_bytes',
    ]);
  });

  test('is one where ranges that are allowed touch', () => {
    const bench = prepared();
    bench.iommu.setAllowedRanges(1, [range(20, 21), range(24, 29), range(22, 22)]);
    expect([place(bench, 3), place(bench, 6)]).toEqual([20, 24]);
    expect(bench.iommu.usablePages(1).allowed).toEqual([range(20, 21), range(22, 22), range(24, 29)]);
  });

  test('keeps the place out of what the vIOMMU and attached endpoints reserve', () => {
    const bench = prepared({ reservedRanges: [range(2, 3)] });
    bench.iommu.createEndpoint(1, { reservedRanges: [range(5, 9)] });
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    expect([place(bench, 1), place(bench, 2), place(bench, 1)]).toEqual([1, 10, 4]);
  });

  test('never makes the first and the last page allowed', () => {
    const bench = prepared({ iovaWidthBits: 20 });
    bench.iommu.setAllowedRanges(1, [range(0, 0), range(255, 255)]);
    expect(place(bench, 1)).toBe('NO_IOVA_LEFT length_bytes');
  });
});

describe('what becomes free is found again', () => {
  test.each<[string, (bench: Bench) => void]>([
    ['by an unmap', (bench) => unmap(bench, range(3))],
    ['by unmapping what leads into memory that goes', (bench) => finish(bench.iommu.unmapOutput(0x5000n, 0x5fffn))],
  ])('%s', (_how, free) => {
    const bench = prepared();
    map(bench, [1, 2]);
    bench.iommu.map(1, [pages(3, 3, 5), pages(4, 9, 10)], 'CONTINUE');
    expect(place(bench, 1)).toBe(10);
    free(bench);
    expect(place(bench, 1)).toBe(3);
  });

  test('by part of a mapping that is unmapped', () => {
    const bench = prepared();
    bench.iommu.update({ partialUnmap: 'SPLIT' });
    expect([place(bench, 9), place(bench, 1)]).toEqual([1, 10]);
    unmap(bench, range(4, 5));
    expect([place(bench, 2), place(bench, 1)]).toEqual([4, 11]);
  });

  test('together with free pages before it', () => {
    const bench = prepared();
    map(bench, [3, 3], [4, 4]);
    expect(place(bench, 3)).toBe(5);
    unmap(bench, range(3));
    expect(place(bench, 3)).toBe(1);
  });

  test('when an unmap ends that endpoints were waited for', () => {
    const bench = prepared();
    bench.iommu.createEndpoint(1, { ...FULL, invalidationCompletion: 'MANUAL' });
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    expect(place(bench, 2)).toBe(1);
    bench.iommu.issueDma('HOSTED', 1, read(0x1000n, 1));
    unmap(bench, range(1, 2));
    // Nothing below page 3 may be mapped before the endpoint has forgotten it.
    expect([place(bench, 2), place(bench, 1)]).toEqual([3, 5]);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect([place(bench, 2), place(bench, 1)]).toEqual([1, 6]);
  });

  test('when an endpoint that reserved it is detached, or moved, or deleted', () => {
    const bench = prepared();
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    const again = [
      (id: number) => bench.iommu.detach(id, NO_PASID),
      (id: number) => bench.iommu.replace(id, NO_PASID, 2, 0n),
      (id: number) => bench.iommu.deleteEndpoint(id, true),
    ];
    again.forEach((leave, i) => {
      const id = i + 1;
      bench.iommu.createEndpoint(id, { reservedRanges: [range(1 + 2 * i, 2 + 2 * i)] });
      bench.iommu.attach(id, NO_PASID, 1, 0n);
      expect(place(bench, 1)).toBe(3 + 2 * i);
      leave(id);
      expect([place(bench, 1), place(bench, 1)]).toEqual([1 + 2 * i, 2 + 2 * i]);
      unmap(bench, range(3 + 2 * i));
    });
  });

  test('when more is allowed', () => {
    const bench = prepared();
    bench.iommu.setAllowedRanges(1, [range(50, 50)]);
    expect([place(bench, 1), place(bench, 1)]).toEqual([50, 'NO_IOVA_LEFT length_bytes']);
    bench.iommu.setAllowedRanges(1, []);
    expect(place(bench, 1)).toBe(1);
  });

  test('by a search for less, or for what need not be as aligned', () => {
    const bench = prepared();
    map(bench, [4, 9]);
    expect(place(bench, 4, 4)).toBe(12);
    expect(place(bench, 4, 1)).toBe(16);
    expect(place(bench, 3, 1)).toBe(1);
    expect(place(bench, 2, 1)).toBe(10);
  });
});

describe('a request is refused and changes nothing', () => {
  test.each([
    ['PERMISSIONS_INVALID permissions', { permissions: NONE }],
    ['ADDRESS_TOO_WIDE output_address', { outputFirstPage: 2 ** 52 - 1 }],
    ['NO_IOVA_LEFT length_bytes', { pageCount: 2 ** 52 - 2 }],
    ['ADDRESS_TOO_WIDE output_address', { pageCount: 2 ** 52 }],
  ])('%s: %o', (refused, change) => {
    const bench = prepared();
    map(bench, [9, 9]);
    bench.said();
    const request = { pageCount: 2, outputFirstPage: 1, permissions: READ | WRITE, ...change };
    expect(refusal(() => bench.iommu.mapAnywhere(1, request))).toBe(refused);
    expect(bench.said()).toEqual([]);
    expect(bench.iommu.mappings(1, 0, 9)).toHaveLength(1);
    expect(place(bench, 1)).toBe(1);
  });

  test('by the limit on mappings', () => {
    const bench = prepared({}, { max_mappings: 1 });
    expect([place(bench, 1), place(bench, 1)]).toEqual([1, 'LIMIT_EXCEEDED']);
  });

  test('by a domain without mappings', () => {
    const bench = prepared();
    bench.iommu.createDomain(2, { kind: 'IDENTITY', pageRequests: false });
    const request = { pageCount: 1, outputFirstPage: 0, permissions: READ };
    expect(refusal(() => bench.iommu.mapAnywhere(2, request))).toBe('DOMAIN_NOT_PAGING domain_id');
    expect(refusal(() => bench.iommu.usablePages(2))).toBe('DOMAIN_NOT_PAGING domain_id');
    expect(refusal(() => bench.iommu.setAllowedRanges(2, []))).toBe('DOMAIN_NOT_PAGING domain_id');
  });
});
