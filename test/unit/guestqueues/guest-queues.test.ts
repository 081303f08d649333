import { ENDPOINT, makeStage, VIRTUAL_ID } from './stage';

test('page requests that no queue records are answered as if theirs were off', () => {
  const on = makeStage('SMMUV3');
  on.control('EVENT', { enabled: true });
  on.request(1);
  expect(on.core((iommu) => iommu.statistics({ endpointId: ENDPOINT }))).toMatchObject({ pending: 0, autoAnswered: 1 });
});

test('an overflow of a domain’s own queue is the flag of the guest’s, and clearing that is for both', () => {
  const on = makeStage('RISCV', {}, { limits: { max_pending_groups_per_domain: 1n } });
  on.control('PAGE_REQUEST', { enabled: true });
  on.request(1);
  on.request(2);
  const { records, view } = on.read('PAGE_REQUEST', 'pq');
  expect([records.length, view.stopped]).toEqual([1, true]);
  on.submit(on.encode('cq', ['ATS.PRGR', { rid: VIRTUAL_ID, prgi: 1, response_code: 0 }]));
  on.control('PAGE_REQUEST', { clear: ['pqcsr.pqof'] });
  on.request(3);
  expect(on.read('PAGE_REQUEST', 'pq').records).toMatchObject([{ fields: { prgi: 3 } }]);
});

test('a group that ended while nobody listened is not what a later answer means', () => {
  const on = makeStage('RISCV');
  on.control('PAGE_REQUEST', { enabled: true });
  const inject = () =>
    on.core((iommu) =>
      iommu.inject(
        [{ endpointId: ENDPOINT, item: { page: 2, permissions: 3, prgi: 5, pasid: -1, last: true } }],
        'STOP',
      ),
    );
  inject();
  on.read('PAGE_REQUEST', 'pq');
  on.control('PAGE_REQUEST', { enabled: false });
  on.core((iommu) => {
    const [group] = iommu.pendingGroups(undefined, 0n, 1);
    iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'STOP');
  });
  on.control('PAGE_REQUEST', { enabled: true });
  inject();
  on.submit(on.encode('cq', ['ATS.PRGR', { rid: VIRTUAL_ID, prgi: 5, response_code: 0 }]));
  expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(0);
});
