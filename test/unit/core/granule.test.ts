import { MAX_PAGE } from '../../../src/base/u64';
import type { MapItem, PageRange } from '../../../src/model/domain';
import { NO_PASID } from '../../../src/model/page-request';
import type { ViommuConfig } from '../../../src/model/viommu';
import { ask, Bench, finish, FULL, pages, read } from './fixture';
import { refusal, told } from './refusal';

/** Domain 1 with endpoint 1 attached, and a granule of so many bits. */
function prepared(granuleBits: number, changes: Partial<ViommuConfig> = {}): Bench {
  const bench = new Bench({}, { partialUnmap: 'SPLIT' }, 'GENERIC', { granuleBits, ...changes });
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.createEndpoint(1, FULL);
  bench.iommu.attach(1, NO_PASID, 1, 0n);
  bench.iommu.enablePri(1);
  return bench;
}

function map(bench: Bench, item: MapItem): string {
  const [failure] = bench.iommu.map(1, [item], 'CONTINUE').failures;
  return failure === undefined ? 'mapped' : told(failure.error);
}

function unmap(bench: Bench, firstPage: number, lastPage: number): string {
  const { failures, removedMappings } = finish(bench.iommu.unmap(1, [{ firstPage, lastPage }], 'CONTINUE'));
  return failures.length === 0 ? `removed ${removedMappings}` : told(failures[0]!.error);
}

const range = (firstPage: number, lastPage: number): PageRange => ({ firstPage, lastPage });

describe.each([
  [14, 4],
  [16, 16],
])('with a granule of %i bits', (bits, size) => {
  test.each<[string, string, MapItem]>([
    ['mapped', 'one', pages(size, 2 * size - 1, 3 * size)],
    ['mapped', 'many', pages(0, 10 * size - 1, size)],
    ['mapped', 'the last there is', pages(MAX_PAGE - size + 1, MAX_PAGE, 0)],
    ['mapped', 'all there are', pages(0, MAX_PAGE, 0)],
    ['ADDRESS_MISALIGNED range.first', 'that begins inside of one', pages(1, size - 1, 0)],
    ['ADDRESS_MISALIGNED range.first', 'that begins and ends inside', pages(1, 1, 0)],
    ['ADDRESS_MISALIGNED range.last', 'that is but one page', pages(0, 0, 0)],
    ['ADDRESS_MISALIGNED range.last', 'that ends inside of one', pages(0, 2 * size - 2, 0)],
    ['ADDRESS_MISALIGNED range.last', 'that ends one page too far', pages(0, size, 0)],
    ['ADDRESS_MISALIGNED output_address', 'that leads inside of one', pages(0, size - 1, 1)],
    ['ADDRESS_MISALIGNED output_address', 'that leads halfway in', pages(0, size - 1, size / 2)],
    ['ADDRESS_TOO_WIDE output_address', 'that leads too far', pages(0, 2 * size - 1, MAX_PAGE - size + 1)],
  ])('%s: a mapping of whole ones, %s', (outcome, _what, item) => {
    const bench = prepared(bits);
    bench.said();
    expect(map(bench, item)).toBe(outcome);
    expect(bench.iommu.mappings(1, 0, 9)).toHaveLength(outcome === 'mapped' ? 1 : 0);
  });

  test.each<[string, number, number]>([
    ['removed 1', 0, size - 1],
    ['removed 1', 2 * size, MAX_PAGE],
    ['removed 1', 0, MAX_PAGE],
    ['ADDRESS_MISALIGNED range.first', 1, size - 1],
    ['ADDRESS_MISALIGNED range.last', 0, size - 2],
    ['ADDRESS_MISALIGNED range.last', 0, 0],
    ['ADDRESS_MISALIGNED range.last', 0, MAX_PAGE - 1],
  ])('%s: unmapping pages %i to %i, which cuts a mapping between whole ones only', (outcome, first, last) => {
    const bench = prepared(bits);
    expect(map(bench, pages(0, 4 * size - 1, 0))).toBe('mapped');
    expect(unmap(bench, first, last)).toBe(outcome);
  });

  test('ranges to choose from are made of whole ones', () => {
    const bench = prepared(bits);
    const set = (...ranges: PageRange[]) => refusal(() => bench.iommu.setAllowedRanges(1, ranges));
    expect([set(range(1, size - 1)), set(range(0, size - 1), range(2 * size, 2 * size))]).toEqual([
      'ADDRESS_MISALIGNED ranges',
      'ADDRESS_MISALIGNED ranges',
    ]);
    bench.iommu.setAllowedRanges(1, [range(size, 2 * size - 1)]);
    expect(bench.iommu.usablePages(1).allowed).toEqual([range(size, 2 * size - 1)]);
  });

  test('endpoints still ask for pages of 4 KiB, and are granted such', () => {
    const bench = prepared(bits);
    map(bench, pages(size, 2 * size - 1, 3 * size));
    bench.iommu.issueDma('HOSTED', 1, read(BigInt(size + 1) * 4096n, 2));
    expect(bench.iommu.endpoint(1).grantedPages).toBe(1);
    bench.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
    expect(bench.iommu.pendingGroups(1, 0n, 9)).toMatchObject([{ pages: [{ page: 1 }] }]);
  });

  test('a group is resolved with whole ones', () => {
    const bench = prepared(bits);
    bench.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
    const [group] = bench.iommu.pendingGroups(1, 0n, 9);
    const resolve = (item: MapItem) => bench.iommu.resolve([{ cookie: group!.cookie, mappings: [item] }], 'CONTINUE');
    expect(resolve(pages(1, 1)).failures.map(({ error }) => told(error))).toEqual(['ADDRESS_MISALIGNED range.first']);
    expect(resolve(pages(0, size - 1))).toMatchObject({ sent: 1, failures: [] });
  });
});

test('messages name the granule in bytes', () => {
  const bench = prepared(16);
  const { failures } = bench.iommu.map(1, [pages(1, 16, 0), pages(0, 14, 0), pages(0, 15, 3)], 'CONTINUE');
  expect(failures.map(({ error }) => error.message)).toEqual([
    'range.first 0x1000 is not a multiple of 65536',
    'range.last 0xefff is not one less than a multiple of 65536; ranges are inclusive',
    'output_address 0x3000 is not a multiple of 65536',
  ]);
});

test('of 2^30 bytes is a granule as well', () => {
  const bench = prepared(30);
  const size = 2 ** 18;
  expect(map(bench, pages(size, 3 * size - 1, 5 * size))).toBe('mapped');
  expect(unmap(bench, 2 * size, 3 * size - 1)).toBe('removed 1');
  expect(bench.iommu.mappings(1, 0, 9)).toMatchObject([{ firstPage: size, lastPage: 2 * size - 1 }]);
});
