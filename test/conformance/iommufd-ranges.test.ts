/** Usable and allowed ranges, case by case as iommufd has them. */
import type { PageRange } from '../../src/model/domain';
import { NO_PASID } from '../../src/model/page-request';
import { refusal } from '../unit/core/refusal';
import { LAST_PAGE, range, space, type Space } from './space';

const usable = (bench: Space) => bench.iommu.usablePages(1).usable;
const allowed = (bench: Space) => bench.iommu.usablePages(1).allowed;

function refused(bench: Space, ranges: readonly PageRange[]): string {
  const before = bench.iommu.usablePages(1);
  const why = bench.unchanged(() => refusal(() => bench.iommu.setAllowedRanges(1, ranges)));
  expect(bench.iommu.usablePages(1)).toEqual(before);
  return why;
}

describe('usable', () => {
  test('is what is within the width and reserved neither by the vIOMMU nor by an endpoint', () => {
    const bench = space(
      { iovaWidthBits: 20, reservedRanges: [range(16, 31), range(0)] },
      {},
      { reservedRanges: [range(30, 39)] },
    );
    bench.iommu.createEndpoint(2, { reservedRanges: [range(255), range(35, 40)] });
    bench.iommu.attach(2, NO_PASID, 1, 0n);
    expect(bench.iommu.usablePages(1)).toEqual({
      usable: [range(1, 15), range(41, 254)],
      reserved: [
        { ...range(0), endpointId: undefined },
        { ...range(16, 31), endpointId: undefined },
        { ...range(30, 39), endpointId: 1 },
        { ...range(35, 40), endpointId: 2 },
        { ...range(255), endpointId: 2 },
      ],
      allowed: [],
    });
    bench.iommu.detach(2, NO_PASID);
    expect(usable(bench)).toEqual([range(1, 15), range(40, 255)]);
  });

  test('ranges are listed in full, however many there are', () => {
    const every = (first: number) => Array.from({ length: 64 }, (_, i) => range(first + i * 8));
    const bench = space({ reservedRanges: every(1) }, {}, { reservedRanges: every(4) });
    expect(usable(bench)).toHaveLength(129);
    expect(usable(bench)).toContainEqual(range(2, 3));
  });

  test('is all that the width has, in a vIOMMU that reserves nothing', () => {
    expect(usable(space())).toEqual([range(0, LAST_PAGE)]);
    expect(usable(space({ iovaWidthBits: 48, granuleBits: 16 }))).toEqual([range(0, 2 ** 36 - 1)]);
  });
});

describe('allowed ranges', () => {
  test('are replaced at once, and stay as they were when the new ones are refused', () => {
    const bench = space({ reservedRanges: [range(8)] });
    bench.iommu.setAllowedRanges(1, [range(1, 2), range(20, 30)]);
    expect(refused(bench, [range(50, 60), range(7, 8)])).toBe('RESERVED_RANGE_IN_USE ranges');
    expect(allowed(bench)).toEqual([range(1, 2), range(20, 30)]);
    bench.iommu.setAllowedRanges(1, [range(50, 60), range(40, 45)]);
    expect(allowed(bench)).toEqual([range(40, 45), range(50, 60)]);
  });

  test('can be one page', () => {
    const bench = space();
    bench.iommu.setAllowedRanges(1, [range(5)]);
    expect(allowed(bench)).toEqual([range(5)]);
    expect(bench.iommu.mapAnywhere(1, { pageCount: 1, outputFirstPage: 0, permissions: 3 })).toMatchObject(range(5));
  });

  test('that overlap are refused; side by side they are not', () => {
    const bench = space();
    expect(refused(bench, [range(10, 20), range(1, 10)])).toBe('RANGES_OVERLAP ranges');
    expect(refused(bench, [range(5), range(5)])).toBe('RANGES_OVERLAP ranges');
    bench.iommu.setAllowedRanges(1, [range(11, 20), range(1, 10)]);
    expect(allowed(bench)).toEqual([range(1, 10), range(11, 20)]);
  });

  test('that are reserved, by the vIOMMU or by an endpoint, are refused', () => {
    const bench = space({ reservedRanges: [range(8)] }, {}, { reservedRanges: [range(16)] });
    for (const wanted of [range(8), range(1, 8), range(16), range(9, 100)]) {
      expect(refused(bench, [wanted])).toBe('RESERVED_RANGE_IN_USE ranges');
    }
    bench.iommu.setAllowedRanges(1, [range(9, 15), range(17, 100)]);
  });

  test('end with an empty list', () => {
    const bench = space();
    bench.iommu.setAllowedRanges(1, [range(5)]);
    bench.iommu.setAllowedRanges(1, []);
    expect(allowed(bench)).toEqual([]);
    expect(bench.iommu.mapAnywhere(1, { pageCount: 1, outputFirstPage: 0, permissions: 3 })).toMatchObject(range(1));
  });

  test('keep out an endpoint that reserves one of them', () => {
    const bench = space();
    bench.iommu.createEndpoint(2, { reservedRanges: [range(20, 29)], pasid: {} });
    bench.iommu.setAllowedRanges(1, [range(1, 20)]);
    const attach = () => bench.iommu.attach(2, NO_PASID, 1, 0n);
    expect(bench.unchanged(() => refusal(attach))).toBe('RESERVED_RANGE_IN_USE endpoint_id');
    bench.iommu.setAllowedRanges(1, [range(1, 19)]);
    expect(attach()).toMatchObject({ domainId: 1 });
  });
});
