/** Mapping, at a given place and where there is room, case by case as iommufd has it. */
import type { MapAnywhereRequest } from '../../src/model/domain';
import { NO_PASID } from '../../src/model/page-request';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE } from '../../src/model/permissions';
import { refusal } from '../unit/core/refusal';
import { item, LAST_PAGE, range, space, type Space } from './space';
import { access, untranslated } from './stage';

const RW = READ | WRITE;

/** One mapping to make where there is room. */
const anywhere = (pageCount: number, outputFirstPage = 0, permissions = RW): MapAnywhereRequest => ({
  pageCount,
  outputFirstPage,
  permissions,
});

/** Makes a mapping where there is room; its first and last page. */
function place(bench: Space, pageCount: number, outputFirstPage = 0): [number, number] {
  const { firstPage, lastPage } = bench.iommu.mapAnywhere(1, anywhere(pageCount, outputFirstPage));
  return [firstPage, lastPage];
}

const refused = (bench: Space, request: MapAnywhereRequest) =>
  bench.unchanged(() => refusal(() => bench.iommu.mapAnywhere(1, request)));

describe('mapping', () => {
  test('all of 2^64 is one mapping', () => {
    const bench = space();
    bench.map(item(0, LAST_PAGE, 0));
    expect(bench.mapped()).toEqual([[0, LAST_PAGE, 0]]);
    expect(access(bench, untranslated(5)).status).toBe('COMPLETED');
    expect(bench.ram.bytes[5 * 4096]).toBe(1);
    expect(bench.iommu.probe(1, NO_PASID, 2n ** 64n - 1n, READ)).toMatchObject({ outputAddress: 2n ** 64n - 1n });
  });

  test.each([NONE, EXECUTE, PRIVILEGED])(
    'for neither reading nor writing is refused, wherever the mapping goes',
    (permissions) => {
      const bench = space();
      expect(bench.mapRefusal(item(1, 1, 1, permissions))).toBe('PERMISSIONS_INVALID permissions');
      expect(refused(bench, anywhere(1, 1, permissions))).toBe('PERMISSIONS_INVALID permissions');
    },
  );

  test('in a domain that does not exist is refused', () => {
    const bench = space();
    const notFound = 'DOMAIN_NOT_FOUND domain_id';
    expect(bench.unchanged(() => refusal(() => bench.iommu.map(2, [item(1)], 'CONTINUE')))).toBe(notFound);
    expect(bench.unchanged(() => refusal(() => bench.iommu.mapAnywhere(2, anywhere(1))))).toBe(notFound);
  });

  test('to addresses that pass the highest output address is refused', () => {
    const bench = space();
    expect(bench.mapRefusal(item(0, 1, LAST_PAGE))).toBe('ADDRESS_TOO_WIDE output_address');
    expect(refused(bench, anywhere(2, LAST_PAGE))).toBe('ADDRESS_TOO_WIDE output_address');
    bench.map(item(0, 0, LAST_PAGE));
    const narrow = space({ outputWidthBits: 32 });
    expect(narrow.mapRefusal(item(0, 1, 2 ** 20 - 1))).toBe('ADDRESS_TOO_WIDE output_address');
    narrow.map(item(0, 0, 2 ** 20 - 1));
  });

  test('what is not made of whole pages of the granule is refused', () => {
    const bench = space({ granuleBits: 14 });
    expect(bench.mapRefusal(item(1, 3, 0))).toBe('ADDRESS_MISALIGNED range.first');
    expect(bench.mapRefusal(item(2, 7, 0))).toBe('ADDRESS_MISALIGNED range.first');
    expect(bench.mapRefusal(item(4, 6, 0))).toBe('ADDRESS_MISALIGNED range.last');
    expect(refused(bench, anywhere(5))).toBe('LENGTH_OUT_OF_RANGE length_bytes');
    bench.map(item(4, 7, 0));
    expect(place(bench, 4, 8)).toEqual([8, 11]);
  });

  test('what the vIOMMU reserves is refused', () => {
    const bench = space({ reservedRanges: [range(8, 15), range(32)] });
    for (const wanted of [item(8), item(15), item(7, 8), item(0, 40), item(15, 31), item(32)]) {
      expect(bench.mapRefusal(wanted)).toBe('IOVA_RESERVED range');
    }
    bench.map(item(0, 7), item(16, 31), item(33, 40));
  });

  test('what an attached endpoint reserves is refused, and names it', () => {
    const bench = space({}, {}, { reservedRanges: [range(8, 15)] });
    const { failures } = bench.iommu.map(1, [item(15, 20)], 'CONTINUE');
    expect(failures).toMatchObject([
      { error: { reason: 'IOVA_RESERVED', metadata: { first: '0x8000', last: '0xffff', endpoint_id: '1' } } },
    ]);
    bench.iommu.detach(1, NO_PASID);
    bench.map(item(15, 20));
  });

  test('beyond the width of the vIOMMU is refused', () => {
    const bench = space({ iovaWidthBits: 32 });
    expect(bench.mapRefusal(item(2 ** 20 - 1, 2 ** 20, 0))).toBe('ADDRESS_TOO_WIDE range.last');
    expect(bench.mapRefusal(item(LAST_PAGE, LAST_PAGE, 0))).toBe('ADDRESS_TOO_WIDE range.last');
    bench.map(item(2 ** 20 - 1, 2 ** 20 - 1, 0));
  });

  test.each([
    ['whole, to the same address', item(8, 15)],
    ['whole, to another address', item(8, 15, 80)],
    ['in part, at its beginning', item(0, 8)],
    ['in part, at its end', item(15, 20)],
    ['in its middle', item(10, 11)],
    ['with more around it', item(0, 20)],
  ])('what is mapped is refused, in part or whole, to the same address or to another', (_what, wanted) => {
    const bench = space();
    bench.map(item(8, 15));
    expect(bench.mapRefusal(wanted)).toBe('ALREADY_MAPPED range');
    bench.map(item(0, 7), item(16, 20));
  });

  test('where there is room takes half of the address space', () => {
    const bench = space();
    const [first, last] = place(bench, 2 ** 51);
    expect(last - first + 1).toBe(2 ** 51);
    expect(refused(bench, anywhere(2 ** 51))).toBe('NO_IOVA_LEFT length_bytes');
  });

  test('where there is room takes neither the first page nor the last, nor what is reserved', () => {
    const bench = space({ iovaWidthBits: 16, reservedRanges: [range(3, 4)] });
    // Pages 0 to 15, of which 0, 3, 4 and 15 are not to be had.
    const found = Array.from({ length: 12 }, () => place(bench, 1));
    expect(found.map(([first]) => first)).toEqual([1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(refused(bench, anywhere(1))).toBe('NO_IOVA_LEFT length_bytes');
    bench.unmapPages(range(9));
    expect(place(bench, 1)).toEqual([9, 9]);
    bench.unmapPages(range(12));
    expect(refused(bench, anywhere(2))).toBe('NO_IOVA_LEFT length_bytes');
    expect(place(bench, 1)).toEqual([12, 12]);
    // A given place may be the first page or the last.
    bench.map(item(0), item(15));
  });

  test('where there is room keeps within the allowed ranges, and is refused when they are full', () => {
    const bench = space();
    bench.iommu.setAllowedRanges(1, [range(20, 21), range(8, 9)]);
    expect([place(bench, 1), place(bench, 2), place(bench, 1)]).toEqual([
      [8, 8],
      [20, 21],
      [9, 9],
    ]);
    expect(refused(bench, anywhere(1))).toBe('NO_IOVA_LEFT length_bytes');
    bench.iommu.setAllowedRanges(1, []);
    expect(place(bench, 1)).toEqual([1, 1]);
  });

  test('to an address inside a page of the granule is refused, wherever the mapping goes', () => {
    const bench = space({ granuleBits: 14 });
    expect(bench.mapRefusal(item(4, 7, 2))).toBe('ADDRESS_MISALIGNED output_address');
    expect(refused(bench, anywhere(4, 2))).toBe('ADDRESS_MISALIGNED output_address');
  });

  test('for writing what memory does not let write succeeds, and the access is aborted', () => {
    const bench = space();
    bench.map(item(1));
    bench.ram.write = () => false;
    expect(access(bench, untranslated(1))).toMatchObject({ status: 'FAULTED', faultReason: 'MEMORY_ABORT' });
  });

  test('to where there is no memory succeeds, and the access is aborted', () => {
    const bench = space();
    const beyond = bench.ram.bytes.length / 4096;
    bench.map(item(1, 2, beyond - 1));
    expect(access(bench, untranslated(1)).status).toBe('COMPLETED');
    expect(access(bench, untranslated(2))).toMatchObject({ status: 'FAULTED', faultReason: 'MEMORY_ABORT' });
  });

  test('a given range outside of the allowed ranges works', () => {
    const bench = space();
    bench.iommu.setAllowedRanges(1, [range(8, 9)]);
    bench.map(item(100, 110, 0));
    expect(bench.mapped()).toEqual([[100, 110, 0]]);
  });

  test.each([
    [1, 0, 1],
    [2, 0, 2],
    [3, 0, 2],
    [8, 0, 8],
    [8, 2, 2],
    [8, 1, 1],
    [512, 512, 512],
    [1024, 1024, 512],
    [600, 256, 256],
  ])(
    'where there is room aligns for superpages, as far as length and address do',
    (pageCount, outputFirstPage, alignment) => {
      const bench = space();
      bench.map(item(0));
      const [first] = place(bench, pageCount, outputFirstPage);
      // The lowest place that is free: page 0 is not.
      expect(first).toBe(alignment);
    },
  );

  test('the same memory elsewhere works, in part, in another domain and in the same', () => {
    const bench = space();
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    bench.iommu.createEndpoint(2, {});
    bench.iommu.attach(2, NO_PASID, 2, 0n);
    bench.map(item(0, 9, 50), item(10, 19, 60), item(40, 44, 58));
    bench.iommu.map(2, [item(3, 6, 58, READ)], 'CONTINUE');
    expect(bench.iommu.mapAnywhere(1, anywhere(5, 58))).toMatchObject({ outputFirstPage: 58 });
    access(bench, untranslated(8));
    for (const endpointId of [1, 2]) {
      const page = endpointId === 1 ? 40 : 3;
      const read = { ...untranslated(page), transfer: { kind: 'READ', length: 1 } } as const;
      expect(access(bench, read, endpointId)).toMatchObject({ status: 'COMPLETED', data: new Uint8Array([1]) });
    }
    expect(access(bench, untranslated(3), 2)).toMatchObject({ faultReason: 'PERMISSION' });
  });
});
