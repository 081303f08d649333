import { PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import { NO_PASID } from '../../../src/model/page-request';
import { ask, Bench, FULL, pages } from './fixture';

test('lifting the restriction to privileged accesses lowers nothing', () => {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, FULL);
  bench.iommu.createDomain(1, 'PAGING', true);
  bench.iommu.attach(1, NO_PASID, 1, 0n);
  bench.iommu.map(1, [pages(1, 1, 1, READ | WRITE | PRIVILEGED)], 'CONTINUE');
  const lifted = { ...pages(1, 1, 1, READ | WRITE), ifMapped: 'SET_PERMISSIONS' as const };
  bench.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
  const [group] = bench.iommu.pendingGroups(1, 0n, 1);
  expect(bench.iommu.resolve([{ cookie: group!.cookie, mappings: [lifted] }], 'CONTINUE')).toMatchObject({ sent: 1 });
});
