import { CODE, answer, heard, marker, pending, pri, reports, send, stage, type Wishes } from './stage';
import { ask, FULL, type Bench } from '../unit/core/fixture';
import type { ContextPatch } from '../../src/model/endpoint';
import { NO_PASID, type PageResponseCode } from '../../src/model/page-request';
import type { PolicyPatch } from '../../src/model/viommu';

/** An SMMUv3 whose PRI queue has room for two groups; PASID 5 is attached. */
function smmu(wishes: Wishes = {}): Bench {
  const bench = stage({ limits: { page_request_queue_depth: 2 }, ...wishes, profile: 'SMMUV3' });
  bench.iommu.attach(1, 5, 1, 0n);
  bench.said();
  return bench;
}

/** As {@link smmu}, in overflow. */
function overflown(context: ContextPatch, policy: PolicyPatch = {}): Bench {
  const bench = smmu({ endpoint: { ...FULL, context }, policy });
  send(bench, ask(100, { prgi: 100 }), ask(101, { prgi: 101 }), ask(102, { prgi: 102 }));
  bench.said();
  return bench;
}

describe('SMMUv3: an overflow of the PRI queue', () => {
  test('answers the request that causes it and all others, until it is acknowledged', () => {
    const bench = smmu();
    const success = { kind: 'ANSWERED', code: 'SUCCESS', rule: 'R-AUTO-20' };
    expect(send(bench, ask(1), ask(2, { prgi: 1 }), ask(3, { prgi: 2 }))).toMatchObject([
      { kind: 'QUEUED' },
      { kind: 'QUEUED' },
      success,
    ]);
    expect(reports(bench, 'QUEUE_OVERFLOW')).toMatchObject([{ active: true, sticky: true }]);
    bench.iommu.deliver(1, 10);
    // There is room, and still nothing is queued.
    expect(send(bench, ask(4, { prgi: 3 }))).toEqual([success]);
    bench.said();
    send(bench, ask(5, { prgi: 4, last: false }), marker(5));
    expect(heard(bench)).toEqual([]);
    expect(bench.iommu.statistics({})).toMatchObject({ droppedPages: 1, autoAnswered: 2, pending: 2 });
    bench.iommu.acknowledgeOverflow(1);
    expect(send(bench, ask(6, { prgi: 5 }))).toMatchObject([{ kind: 'QUEUED' }]);
  });

  test('is recovered from by reading everything, answering what is closed, and acknowledging it', () => {
    const bench = smmu();
    send(bench, ask(1, { last: false }), ask(2), ask(3, { prgi: 1 }), ask(4, { prgi: 2, last: false }));
    send(bench, ask(5, { prgi: 3 }));
    const read = bench.iommu.deliver(1, 10);
    expect(read.map(({ pages }) => pages.length)).toEqual([2, 1]);
    expect(answer(bench, CODE.SUCCESS, ...read.map(({ cookie }) => cookie))).toEqual([]);
    expect(bench.iommu.acknowledgeOverflow(1)).toMatchObject({ active: false });
    // The group without its last page was never handed out; its last page is answered, and its credits return.
    expect(send(bench, ask(6, { prgi: 2 }))).toMatchObject([{ kind: 'ANSWERED', code: 'SUCCESS' }]);
    expect(send(bench, ask(7, { prgi: 4 }))).toMatchObject([{ kind: 'QUEUED' }]);
    expect(pri(bench)?.outstandingPageRequests).toBe(1);
  });

  test('stops the page requests of its queue, and no fault event', () => {
    const bench = overflown({});
    bench.iommu.createEndpoint(2, { ats: { enabled: false } });
    bench.iommu.attach(2, NO_PASID, 1, 0n);
    bench.said();
    for (let i = 0; i < 3; i += 1) {
      bench.iommu.issueDma('HOSTED', 2, {
        addressType: 'UNTRANSLATED',
        pasid: NO_PASID,
        address: 0n,
        transfer: { kind: 'READ', length: 1 },
      });
    }
    expect(reports(bench, 'FAULT_EVENT')).toHaveLength(3);
    expect(send(bench, ask(1))).toMatchObject([{ kind: 'ANSWERED' }]);
  });

  const rows: [string, ContextPatch, PolicyPatch, number, PageResponseCode, number][] = [
    ['without PASID', { prgResponsePasid: true }, {}, NO_PASID, 'SUCCESS', NO_PASID],
    [
      'without PASID, and the stream entry cannot be used',
      { state: 'INVALID', prgResponsePasid: true },
      {},
      NO_PASID,
      'SUCCESS',
      NO_PASID,
    ],
    ['with PASID, and answers always have one', {}, { pasidAlways: true }, 5, 'SUCCESS', 5],
    [
      'with PASID, and answers always have one, whatever the stream entry is',
      { state: 'ACCESS_FAULT' },
      { pasidAlways: true },
      5,
      'SUCCESS',
      5,
    ],
    ['with PASID, and the stream entry wants it', { prgResponsePasid: true }, {}, 5, 'SUCCESS', 5],
    ['with PASID, and the stream entry does not want it', { prgResponsePasid: false }, {}, 5, 'SUCCESS', NO_PASID],
    ...(['INVALID', 'MISCONFIGURED', 'ACCESS_FAULT'] as const).map((state): (typeof rows)[number] => [
      `with PASID, and the stream entry is ${state}`,
      { state, prgResponsePasid: true },
      {},
      5,
      'RESPONSE_FAILURE',
      NO_PASID,
    ]),
  ];

  test.each(rows)('answers a request %s', (_what, context, policy, pasid, code, carried) => {
    const bench = overflown(context, policy);
    send(bench, ask(1, { pasid, last: false }));
    expect(heard(bench)).toEqual([]);
    send(bench, ask(2, { pasid }));
    expect(heard(bench)).toMatchObject([{ code, pasid: carried }]);
    expect(pri(bench)?.enabled).toBe(code === 'SUCCESS');
  });
});

describe('SMMUv3: without a PRI queue', () => {
  test.each<[string, PolicyPatch]>([
    ['which is off', { pageRequestQueueEnabled: false }],
    ['which the SMMU turns off with itself', { translation: 'OFF' }],
    ['which the SMMU turns off with itself, letting everything pass', { translation: 'BYPASS' }],
    ['whose memory cannot be written', { pageRequestQueueFault: true }],
  ])('%s, a last page is answered Response Failure without PASID, and others are dropped', (_which, policy) => {
    const bench = smmu({ endpoint: { ...FULL, context: { prgResponsePasid: true } }, policy });
    send(bench, ask(1, { pasid: 5, last: false }), marker(5));
    expect(heard(bench)).toEqual([]);
    bench.iommu.attach(1, 6, 1, 0n);
    expect(send(bench, ask(2, { pasid: 6 }))).toEqual([
      { kind: 'ANSWERED', code: 'RESPONSE_FAILURE', rule: 'R-AUTO-22' },
    ]);
    expect(heard(bench)).toMatchObject([{ code: 'RESPONSE_FAILURE', pasid: NO_PASID }]);
    expect(pri(bench)).toMatchObject({ enabled: false, responseFailure: true });
  });
});

test.each<[string, ContextPatch]>([
  ['forbids page requests', { pageRequestsAllowed: false }],
  ['forbids ATS', { atsAllowed: false }],
  ['is not valid', { state: 'INVALID' }],
])('SMMUv3: page requests are queued although the stream entry %s', (_what, context) => {
  const bench = smmu();
  bench.iommu.updateContext(1, context);
  bench.said();
  expect(send(bench, ask(1))).toMatchObject([{ kind: 'QUEUED' }]);
  expect(reports(bench, 'FAULT_EVENT')).toEqual([]);
  expect(pending(bench)).toHaveLength(1);
});
