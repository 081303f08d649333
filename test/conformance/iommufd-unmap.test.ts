/** Unmapping, case by case as iommufd has it. */
import { NO_PASID } from '../../src/model/page-request';
import { READ, WRITE } from '../../src/model/permissions';
import { FULL } from '../unit/core/fixture';
import { item, LAST_PAGE, range, space, type Space } from './space';
import { access, EXTERNAL, MANUAL, translated, untranslated } from './stage';

const ALL = range(0, LAST_PAGE);

/** Pages 0 to 9 in mappings of 0 to 3, 4, and 8 to 9, with a hole between; and one beyond, of 20 to 29. */
function mapped(endpoint = {}): Space {
  const bench = space({}, {}, endpoint);
  bench.map(item(0, 3), item(4), item(8, 9), item(20, 29));
  return bench;
}

/** An endpoint is granted a page. */
function grant(bench: Space, endpointId: number, firstPage: number): void {
  const { backend } = bench.iommu.endpoint(endpointId).config;
  const request = { pasid: NO_PASID, firstPage, pageCount: 1, permissions: READ | WRITE };
  expect(bench.iommu.requestTranslation(backend, endpointId, request).entries).toMatchObject([{ permissions: 3 }]);
}

describe('unmapping', () => {
  test('everything works, even if there is nothing', () => {
    const bench = mapped();
    expect(bench.unmapPages(ALL)).toMatchObject({ executed: 1, removedMappings: 4 });
    expect(bench.mapped()).toEqual([]);
    expect(bench.unmapPages(ALL)).toMatchObject({ executed: 1, removedMappings: 0, failures: [] });
  });

  test('the last page there is works', () => {
    const bench = space();
    bench.map(item(LAST_PAGE, LAST_PAGE, 0), item(LAST_PAGE - 1, LAST_PAGE - 1, 1));
    expect(bench.unmapPages(range(LAST_PAGE))).toMatchObject({ removedMappings: 1 });
    expect(bench.mapped()).toEqual([[LAST_PAGE - 1, LAST_PAGE - 1, 1]]);
  });

  test('where nothing is mapped is refused', () => {
    const bench = mapped();
    for (const hole of [range(5), range(5, 7), range(10, 19), range(30, LAST_PAGE)]) {
      expect(bench.unmapRefusal(hole)).toBe('NOT_MAPPED range');
    }
    bench.unmapPages(ALL);
    for (const empty of [range(1, LAST_PAGE), range(0, LAST_PAGE - 1)]) {
      expect(bench.unmapRefusal(empty)).toBe('NOT_MAPPED range');
    }
  });

  test.each([
    ['its beginning', range(20, 28)],
    ['its end', range(21, 29)],
    ['its middle', range(24)],
    ['its end, and others behind a hole', range(9, 29)],
    ['its beginning, and others before it', range(0, 8)],
  ])('a part of a mapping is refused, at either end or in the middle', (_what, wanted) => {
    expect(mapped().unmapRefusal(wanted)).toBe('MAPPING_SPLIT range');
  });

  test('that waits for an endpoint leaves nothing to unmap, and cannot be mapped over', () => {
    const bench = mapped(MANUAL);
    grant(bench, 1, 4);
    const { operationId } = bench.unmapPages(range(4));
    expect(bench.hasEnded(operationId)).toBe(false);
    expect(bench.unmapRefusal(range(4))).toBe('NOT_MAPPED range');
    for (const wanted of [item(4), item(4, 7)]) {
      expect(bench.mapRefusal(wanted)).toBe('INVALIDATION_PENDING range');
    }
    bench.map(item(5));
    bench.iommu.setAllowedRanges(1, [range(4, 7)]);
    const anywhere = { pageCount: 1, outputFirstPage: 0, permissions: READ };
    expect(bench.iommu.mapAnywhere(1, anywhere)).toMatchObject({ firstPage: 6 });
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(bench.hasEnded(operationId)).toBe(true);
    bench.map(item(4));
  });

  test('takes every mapping of a range with holes', () => {
    const bench = mapped();
    expect(bench.unmapPages(range(0, 15))).toMatchObject({ removedMappings: 3, failures: [] });
    expect(bench.mapped()).toEqual([[20, 29, 20]]);
    for (const page of [0, 3, 4, 8, 9]) {
      expect(access(bench, untranslated(page))).toMatchObject({ faultReason: 'NOT_MAPPED' });
    }
    expect(access(bench, untranslated(20)).status).toBe('COMPLETED');
  });

  test('what is not made of whole pages of the granule is refused', () => {
    const bench = space({ granuleBits: 14 });
    bench.map(item(4, 7, 0), item(8, 11, 4));
    expect(bench.unmapRefusal(range(5, 7))).toBe('ADDRESS_MISALIGNED range.first');
    expect(bench.unmapRefusal(range(4, 10))).toBe('ADDRESS_MISALIGNED range.last');
    expect(bench.unmapPages(range(4, 15))).toMatchObject({ removedMappings: 2 });
  });

  test('a range that cuts a mapping leaves every mapping of it, and the other ranges are unmapped', () => {
    const bench = mapped();
    bench.map(item(40), item(42));
    expect(access(bench, untranslated(20)).status).toBe('COMPLETED');
    const result = bench.unmapPages(range(40, 42), range(0, 8), range(20, 29));
    expect(result).toMatchObject({ executed: 2, removedMappings: 3, failures: [{ index: 1 }] });
    expect(access(bench, untranslated(20))).toMatchObject({ faultReason: 'NOT_MAPPED' });
    expect(bench.mapped()).toEqual([
      [0, 3, 0],
      [4, 4, 4],
      [8, 9, 8],
    ]);
    for (const page of [0, 4, 8]) {
      expect(access(bench, untranslated(page)).status).toBe('COMPLETED');
    }
  });

  test('ends only when every endpoint that was granted a page of it has let go', () => {
    const bench = mapped(EXTERNAL);
    bench.iommu.createEndpoint(2, MANUAL);
    bench.iommu.createEndpoint(3, FULL);
    bench.iommu.connect(1);
    bench.iommu.setAts(1, true);
    for (const endpointId of [2, 3]) {
      bench.iommu.attach(endpointId, NO_PASID, 1, 0n);
    }
    grant(bench, 1, 1);
    grant(bench, 2, 4);
    grant(bench, 3, 8);
    const { operationId } = bench.unmapPages(range(0, 9));
    expect(bench.iommu.outstandingInvalidations(undefined, 0, 10).map(({ endpointId }) => endpointId)).toEqual([1, 2]);
    expect(access(bench, translated(1), 1).status).toBe('COMPLETED');
    bench.iommu.completeInvalidations('EXTERNAL', 1, [0]);
    expect(bench.hasEnded(operationId)).toBe(false);
    bench.iommu.completeInvalidations('HOSTED', 2, [0]);
    expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
    expect(access(bench, translated(1), 1)).toMatchObject({ faultReason: 'NOT_GRANTED' });
  });
});
