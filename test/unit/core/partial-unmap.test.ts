import { MAX_PAGE } from '../../../src/base/u64';
import type { PageRange } from '../../../src/model/domain';
import { NO_PASID } from '../../../src/model/page-request';
import { EXECUTE, READ, WRITE } from '../../../src/model/permissions';
import type { Limits } from '../../../src/model/viommu';
import { Bench, finish, FULL, pages, read } from './fixture';
import { told } from './refusal';

/** Splits mappings; pages 10 to 19 are mapped to 110 to 119, for reading and execution. */
function prepared(limits: Partial<Limits> = {}, endpoint = FULL): Bench {
  const bench = new Bench(limits, { partialUnmap: 'SPLIT' });
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
  bench.iommu.createEndpoint(1, endpoint);
  bench.iommu.attach(1, NO_PASID, 1, 0n);
  bench.iommu.map(1, [pages(10, 19, 110, READ | EXECUTE)], 'CONTINUE');
  bench.said();
  return bench;
}

const range = (firstPage: number, lastPage = firstPage): PageRange => ({ firstPage, lastPage });

function unmap(bench: Bench, ...ranges: PageRange[]) {
  return finish(bench.iommu.unmap(1, ranges, 'CONTINUE'));
}

/** What is mapped, as [first page, last page, output page]. */
function mapped({ iommu }: Bench): number[][] {
  return iommu.mappings(1, 0, 100).map((each) => [each.firstPage, each.lastPage, each.outputFirstPage]);
}

/** How many mappings are counted: by the vIOMMU, by the domain, and in truth. */
function counts(bench: Bench): number[] {
  return [bench.iommu.mappingCount, bench.iommu.domain(1).mappingCount, mapped(bench).length];
}

describe('what lies outside of the range stays', () => {
  test.each<[string, PageRange, number[][]]>([
    ['behind its beginning', range(10, 12), [[13, 19, 113]]],
    ['before its end', range(17, 19), [[10, 16, 110]]],
    [
      'on both sides of one page',
      range(15),
      [
        [10, 14, 110],
        [16, 19, 116],
      ],
    ],
    [
      'its first page',
      range(11, 18),
      [
        [10, 10, 110],
        [19, 19, 119],
      ],
    ],
    ['nothing, of the whole', range(10, 19), []],
    ['behind a range that begins before it', range(0, 10), [[11, 19, 111]]],
    ['before a range that ends after it', range(19, MAX_PAGE), [[10, 18, 110]]],
  ])('%s', (_what, cut, left) => {
    const bench = prepared();
    const { removedMappings, failures } = unmap(bench, cut);
    expect([removedMappings, failures]).toEqual([1, []]);
    expect(mapped(bench)).toEqual(left);
    expect(bench.iommu.mappings(1, 0, 9).every(({ permissions }) => permissions === (READ | EXECUTE))).toBe(true);
    expect(counts(bench)).toEqual([left.length, left.length, left.length]);
  });

  test('of two mappings that a range begins and ends in, and of the one between', () => {
    const bench = prepared();
    bench.iommu.map(1, [pages(20, 24, 3), pages(26, 29, 40)], 'CONTINUE');
    expect(unmap(bench, range(18, 27))).toMatchObject({ removedMappings: 3 });
    expect(mapped(bench)).toEqual([
      [10, 17, 110],
      [28, 29, 42],
    ]);
    expect(counts(bench)).toEqual([2, 2, 2]);
  });

  test('of the whole space, whose last page is taken away', () => {
    const bench = prepared();
    unmap(bench, range(0, MAX_PAGE));
    bench.iommu.map(1, [pages(0, MAX_PAGE, 0)], 'CONTINUE');
    unmap(bench, range(MAX_PAGE));
    unmap(bench, range(0));
    expect(mapped(bench)).toEqual([[1, MAX_PAGE - 1, 1]]);
    expect(counts(bench)).toEqual([1, 1, 1]);
  });

  test('and its parts are mappings like any others', () => {
    const bench = prepared();
    unmap(bench, range(15));
    const set = { ifMapped: 'SET_PERMISSIONS' as const };
    expect(bench.iommu.map(1, [{ ...pages(10, 19, 110, READ), ...set }], 'CONTINUE').failures).toHaveLength(1);
    expect(bench.iommu.map(1, [{ ...pages(10, 14, 110, WRITE), ...set }], 'CONTINUE').failures).toEqual([]);
    expect(bench.iommu.map(1, [pages(15, 15, 7)], 'CONTINUE').failures).toEqual([]);
    expect(mapped(bench)).toEqual([
      [10, 14, 110],
      [15, 15, 7],
      [16, 19, 116],
    ]);
  });
});

test('a batch cuts again what it has cut', () => {
  const bench = prepared();
  expect(unmap(bench, range(12), range(12), range(14), range(16, 17))).toMatchObject({
    executed: 3,
    removedMappings: 3,
    failures: [{ index: 1 }],
  });
  expect(mapped(bench)).toEqual([
    [10, 11, 110],
    [13, 13, 113],
    [15, 15, 115],
    [18, 19, 118],
  ]);
  expect(counts(bench)).toEqual([4, 4, 4]);
});

test('deleting the domain gives back every part', () => {
  const bench = prepared();
  unmap(bench, range(12), range(15));
  bench.iommu.deleteDomain(1, true);
  expect(bench.iommu.mappingCount).toBe(0);
});

describe('the limit on mappings', () => {
  test('counts the parts of one that is cut in the middle, and refuses without a trace', () => {
    const bench = prepared({ max_mappings: 2 });
    expect(unmap(bench, range(12)).failures).toEqual([]);
    const { failures, operationId } = unmap(bench, range(17));
    expect(failures.map(({ error }) => [told(error), error.metadata.limit])).toEqual([
      ['LIMIT_EXCEEDED', 'max_mappings'],
    ]);
    expect(operationId).toBeUndefined();
    expect(mapped(bench)).toEqual([
      [10, 11, 110],
      [13, 19, 113],
    ]);
    expect(counts(bench)).toEqual([2, 2, 2]);
  });

  test('is no matter where as many mappings go as come', () => {
    const bench = prepared({ max_mappings: 2 });
    bench.iommu.map(1, [pages(20, 29, 0)], 'CONTINUE');
    expect(unmap(bench, range(15, 24)).failures).toEqual([]);
    expect(unmap(bench, range(10, 11)).failures).toEqual([]);
    expect(mapped(bench)).toEqual([
      [12, 14, 112],
      [25, 29, 5],
    ]);
    expect(counts(bench)).toEqual([2, 2, 2]);
  });

  test('holds after many cuts', () => {
    const bench = prepared({ max_mappings: 5 });
    for (let round = 0; round < 4; round += 1) {
      unmap(bench, range(12), range(15));
      bench.iommu.map(1, [pages(12, 12, 0), pages(15, 15, 0)], 'CONTINUE');
      expect(counts(bench)).toEqual([5, 5, 5]);
    }
    expect(bench.iommu.map(1, [pages(30, 30)], 'CONTINUE').failures).toHaveLength(1);
  });
});

describe('a range is refused', () => {
  test('where nothing is mapped, next to what was cut', () => {
    const bench = prepared();
    unmap(bench, range(15));
    expect(unmap(bench, range(15)).failures.map(({ error }) => told(error))).toEqual(['NOT_MAPPED range']);
    expect(counts(bench)).toEqual([2, 2, 2]);
  });

  test('where the policy is not to cut, and is taken as soon as it is', () => {
    const bench = prepared();
    bench.iommu.update({ partialUnmap: 'REFUSE' });
    expect(unmap(bench, range(15)).failures.map(({ error }) => told(error))).toEqual(['MAPPING_SPLIT range']);
    expect(mapped(bench)).toEqual([[10, 19, 110]]);
    bench.iommu.update({ partialUnmap: 'SPLIT' });
    expect(unmap(bench, range(15)).failures).toEqual([]);
  });
});

describe('whoever holds translations', () => {
  test('keeps what lies outside, in the ATC, and is told of the range only', () => {
    const bench = prepared();
    bench.iommu.issueDma('HOSTED', 1, read(0xa000n, 10 * 4096));
    expect(bench.iommu.endpoint(1).grantedPages).toBe(10);
    bench.said();
    unmap(bench, range(13, 14));
    expect(bench.told(1)).toMatchObject([{ kind: 'INVALIDATION', firstPage: 13, lastPage: 14 }, {}]);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(8);
  });

  test('gets what is there: nothing inside, the same outside', () => {
    const bench = prepared({}, {});
    bench.ram.bytes.fill(7, 112 * 4096, 118 * 4096);
    const attempt = (page: number) => {
      const done = bench.iommu.issueDma('HOSTED', 1, read(BigInt(page) * 4096n, 1));
      return 'result' in done ? (done.result.faultReason ?? done.result.data[0]) : 'waits';
    };
    expect([12, 13, 14, 15].map(attempt)).toEqual([7, 7, 7, 7]);
    unmap(bench, range(13, 14));
    expect([12, 13, 14, 15].map(attempt)).toEqual([7, 'NOT_MAPPED', 'NOT_MAPPED', 7]);
  });

  test('keeps the range from being mapped until it has forgotten, and nothing else', () => {
    const bench = prepared({}, { ...FULL, invalidationCompletion: 'MANUAL' });
    bench.iommu.issueDma('HOSTED', 1, read(0xa000n, 10 * 4096));
    const { operationId } = unmap(bench, range(13, 14));
    const map = (page: number) =>
      bench.iommu
        .map(1, [pages(page, page, 0)], 'CONTINUE')
        .failures.map(({ error }) => error.reason)
        .join();
    expect([map(13), map(14), map(15)]).toEqual(['INVALIDATION_PENDING', 'INVALIDATION_PENDING', 'ALREADY_MAPPED']);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(bench.hasEnded(operationId)).toBe(true);
    expect([map(13), map(14)]).toEqual(['', '']);
  });
});
