import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import { Bench, pages } from './fixture';

const ASKED = { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ | WRITE };

/** An external endpoint that maps page 1 to 5. */
function prepared(limits = {}): Bench {
  const bench = new Bench(limits);
  bench.iommu.createEndpoint(1, { backend: 'EXTERNAL', ats: {} });
  bench.iommu.connect(1);
  bench.iommu.setAts(1, true);
  bench.iommu.createDomain(1, 'PAGING', false);
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
    bench.iommu.map(1, [{ ...pages(1, 1, 5, READ), ifMapped: 'SET_PERMISSIONS' }], 'CONTINUE');
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
