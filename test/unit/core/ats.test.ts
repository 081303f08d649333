import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import { Bench, pages } from './fixture';
import { refusal } from './refusal';

const ASKED = { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ | WRITE };

/** An external endpoint that maps page 1 to 5. */
function prepared(limits = {}): Bench {
  const bench = new Bench(limits);
  bench.iommu.createEndpoint(1, { backend: 'EXTERNAL', ats: {} });
  bench.iommu.connect(1);
  bench.iommu.setAts(1, true);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
  bench.iommu.attach(1, NO_PASID, 1, 0n);
  bench.iommu.map(1, [pages(1, 1, 5)], 'CONTINUE');
  return bench;
}

function translatedWrite(bench: Bench, page: number) {
  const done = bench.iommu.issueDma('EXTERNAL', 1, {
    addressType: 'TRANSLATED',
    pasid: NO_PASID,
    address: BigInt(page) * 4096n,
    transfer: { kind: 'WRITE', data: new Uint8Array([1]) },
  });
  return 'result' in done ? done.result : undefined;
}

describe('grants of an external endpoint', () => {
  test('asking again for less does not take away what was granted before', () => {
    const bench = prepared();
    bench.iommu.requestTranslation('EXTERNAL', 1, ASKED);
    bench.iommu.requestTranslation('EXTERNAL', 1, { ...ASKED, permissions: READ });
    expect(translatedWrite(bench, 5)).toMatchObject({ status: 'COMPLETED' });
  });

  test('asking again after a permission was lowered does not keep it alive beyond the invalidation', () => {
    const bench = prepared();
    bench.iommu.requestTranslation('EXTERNAL', 1, ASKED);
    bench.iommu.map(1, [{ ...pages(1, 1, 5, READ), ifMapped: 'SET_PERMISSIONS' as const }], 'CONTINUE');
    bench.iommu.requestTranslation('EXTERNAL', 1, { ...ASKED, permissions: READ });
    bench.iommu.completeInvalidations('EXTERNAL', 1, [0]);
    expect(translatedWrite(bench, 5)).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_GRANTED' });
  });

  test('pages it holds already do not count against the limit again', () => {
    const bench = prepared({ max_grants_per_endpoint: 1 });
    bench.iommu.requestTranslation('EXTERNAL', 1, ASKED);
    expect(bench.iommu.requestTranslation('EXTERNAL', 1, ASKED).status).toBe('SUCCESS');
    expect(() => bench.iommu.requestTranslation('EXTERNAL', 1, { ...ASKED, pageCount: 2 })).toThrow(
      'max_grants_per_endpoint',
    );
  });
});

describe('grants that are void', () => {
  test.each<[string, (bench: Bench) => unknown]>([
    ['after a function reset', (b) => b.iommu.resetFunction(1)],
    ['after the channel was lost', (b) => [b.iommu.disconnect(1), b.iommu.connect(1)]],
    ['after a new beginning', (b) => b.iommu.connect(1)],
  ])('%s, also once ATS is on again', (_when, act) => {
    const bench = prepared();
    bench.iommu.requestTranslation('EXTERNAL', 1, ASKED);
    act(bench);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
    bench.iommu.setAts(1, true);
    expect(translatedWrite(bench, 5)).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_GRANTED' });
  });

  test('are no use while ATS is off, although they are not given up yet', () => {
    const bench = prepared();
    bench.iommu.requestTranslation('EXTERNAL', 1, ASKED);
    const operation = bench.iommu.setAts(1, false);
    expect(bench.hasEnded(operation)).toBe(false);
    expect(translatedWrite(bench, 5)).toMatchObject({ status: 'FAULTED', faultReason: 'ATS_DISABLED' });
  });
});

describe('a translation request', () => {
  test.each([
    [READ, READ],
    [WRITE, READ | WRITE],
    [READ | WRITE, READ | WRITE],
  ])('for %i of a page that allows everything is granted %i: no writing without asking', (asked, granted) => {
    const { entries } = prepared().iommu.requestTranslation('EXTERNAL', 1, { ...ASKED, permissions: asked });
    expect(entries).toEqual([{ firstPage: 1, lastPage: 1, outputFirstPage: 5, permissions: granted, global: false }]);
  });

  test('says what is mapped and what is not, in order and without gaps', () => {
    const bench = prepared();
    bench.iommu.map(1, [pages(2, 3, 6), pages(6, 6, 1)], 'CONTINUE');
    const request = { ...ASKED, firstPage: 0, pageCount: 8 };
    expect(bench.iommu.requestTranslation('EXTERNAL', 1, request).entries).toEqual([
      { firstPage: 0, lastPage: 0, outputFirstPage: 0, permissions: 0, global: false },
      { firstPage: 1, lastPage: 3, outputFirstPage: 5, permissions: READ | WRITE, global: false },
      { firstPage: 4, lastPage: 5, outputFirstPage: 0, permissions: 0, global: false },
      { firstPage: 6, lastPage: 6, outputFirstPage: 1, permissions: READ | WRITE, global: false },
      { firstPage: 7, lastPage: 7, outputFirstPage: 0, permissions: 0, global: false },
    ]);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(4);
  });

  test('that finds nothing reports no fault; one that is not taken does', () => {
    const bench = prepared();
    bench.said();
    bench.iommu.requestTranslation('EXTERNAL', 1, { ...ASKED, firstPage: 9 });
    expect(bench.said()).toEqual([]);
    bench.iommu.setAts(1, false);
    bench.said();
    expect(bench.iommu.requestTranslation('EXTERNAL', 1, ASKED).status).toBe('UNSUPPORTED_REQUEST');
    expect(bench.records()).toEqual([expect.objectContaining({ kind: 'FAULT_EVENT', reason: 'ATS_DISABLED' })]);
  });

  test.each([
    ['PAGE_COUNT_OUT_OF_RANGE page_count', { pageCount: 0 }],
    ['PAGE_COUNT_OUT_OF_RANGE page_count', { pageCount: 513 }],
    ['ADDRESS_OVERFLOW iova', { firstPage: 2 ** 52 - 1, pageCount: 2 }],
    ['PERMISSIONS_INVALID permissions', { permissions: 0 }],
    ['PASID_NOT_SUPPORTED pasid', { pasid: 0 }],
  ])('is refused %s: %o', (refused, change) => {
    const bench = prepared();
    expect(refusal(() => bench.iommu.requestTranslation('EXTERNAL', 1, { ...ASKED, ...change }))).toBe(refused);
  });
});
