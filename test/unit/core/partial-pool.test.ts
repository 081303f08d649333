import { NO_PASID } from '../../../src/model/page-request';
import { ask, Bench, FULL } from './fixture';

test('broken groups are remembered up to the limit on unclosed page requests, and no further', () => {
  const bench = new Bench({ max_partial_pages: 2 });
  bench.iommu.createEndpoint(1, FULL);
  // Nobody takes these, so they lose their pages at once; their last pages must still be answered automatically.
  const open = (prgi: number) =>
    bench.iommu.inject([{ endpointId: 1, item: ask(1, { prgi, last: false }) }], 'CONTINUE').failures[0]?.error;
  expect([open(0), open(1)]).toEqual([undefined, undefined]);
  expect(open(2)).toMatchObject({ reason: 'LIMIT_EXCEEDED', metadata: { limit: 'max_partial_pages' } });
  const closed = bench.iommu.inject([{ endpointId: 1, item: ask(2, { prgi: 0 }) }], 'CONTINUE').closed;
  expect(closed).toMatchObject([{ group: { kind: 'ANSWERED', code: 'INVALID_REQUEST' } }]);
  expect(open(2)).toBeUndefined();
});

test('an automatic answer names the device as a report of a group does', () => {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, { ...FULL, virtualId: 0x99n });
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  const { generation } = bench.iommu.attach(1, NO_PASID, 1, 7n);
  bench.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
  bench.iommu.detach(1, NO_PASID);
  const answers = bench.records().filter(({ kind }) => kind === 'AUTOMATIC_ANSWER');
  expect(answers).toMatchObject([{ virtualId: 0x99n, deviceCookie: 7n, attachmentGeneration: generation }]);
});
