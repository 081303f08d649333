import { ask, Bench, FULL } from './fixture';

describe('reset of the vIOMMU', () => {
  test('a group that lost its first page to it is not queued with its last one', () => {
    const bench = new Bench();
    bench.iommu.createEndpoint(1, FULL);
    bench.iommu.createDomain(1, 'PAGING', true);
    bench.iommu.attach(1, -1, 1, 0n);
    bench.iommu.enablePri(1);
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1, { last: false })], 'CONTINUE');
    bench.iommu.reset(8);
    bench.iommu.createDomain(1, 'PAGING', true);
    bench.iommu.attach(1, -1, 1, 0n);
    const { closed } = bench.iommu.submitPageRequests('HOSTED', 1, [ask(2)], 'CONTINUE');
    expect(closed).toEqual([
      { index: 0, group: { kind: 'ANSWERED', code: 'INVALID_REQUEST', rule: 'V-BROKEN-GROUP' } },
    ]);
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ outstandingPageRequests: 0 });
  });
});
