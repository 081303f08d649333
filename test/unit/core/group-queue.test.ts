import { Iommu } from '../../../src/core/iommu';
import { NO_PASID } from '../../../src/model/page-request';
import { ask, Bench, config, FULL, Ram } from './fixture';

function prepared(): Bench {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, FULL);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, NO_PASID, 1, 0n);
  return bench;
}

/** Queues a group and answers it; returns its cookie. */
function round(bench: Bench, rawCode = 0): bigint {
  const { closed } = bench.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
  const [first] = closed;
  if (first?.group.kind !== 'QUEUED') {
    throw new Error('the group must be queued');
  }
  const { cookie } = first.group;
  bench.iommu.respond([{ cookie, rawCode }], 'CONTINUE');
  bench.said();
  return cookie;
}

test('the last 65,536 ends are remembered; what ended before was answered long ago', () => {
  const bench = prepared();
  const fate = (cookie: bigint) => bench.iommu.respond([{ cookie, rawCode: 0 }], 'CONTINUE').results[0]?.result;
  const first = round(bench, 1);
  const second = round(bench, 15);
  for (let i = 0; i < 65_534; i += 1) {
    round(bench);
  }
  expect(fate(first)).toEqual({ outcome: 'ALREADY_ANSWERED', code: 'INVALID_REQUEST' });
  round(bench);
  expect(fate(first)).toEqual({ outcome: 'ANSWERED_LONG_AGO' });
  expect(fate(second)).toEqual({ outcome: 'ALREADY_ANSWERED', code: 'RESPONSE_FAILURE' });
  expect(bench.said()).toEqual([]);
});

test('groups not yet delivered can be answered, and are not delivered then', () => {
  const bench = prepared();
  round(bench);
  expect(bench.iommu.deliver(1, 9)).toEqual([]);
});

test('what several readers had comes back in its order, before what is new', () => {
  const bench = prepared();
  for (let page = 1; page <= 4; page += 1) {
    bench.iommu.inject([{ endpointId: 1, item: ask(page) }], 'CONTINUE');
  }
  const held = bench.iommu.deliver(1, 3);
  bench.iommu.respond([{ cookie: held[1]!.cookie, rawCode: 0 }], 'CONTINUE');
  bench.iommu.undeliver([held[2]!, held[0]!, held[1]!].map(({ cookie }) => cookie));
  expect(bench.iommu.deliver(1, 9)).toMatchObject([
    { cookie: held[0]!.cookie, sequence: held[0]!.sequence, redelivery: true },
    { cookie: held[2]!.cookie, sequence: held[2]!.sequence, redelivery: true },
    { redelivery: false },
  ]);
});

describe('the page response deadline', () => {
  test('answers every group at its own time, with the code of the policy', () => {
    const bench = prepared();
    bench.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
    bench.iommu.tick(3n);
    bench.iommu.inject([{ endpointId: 1, item: ask(2) }], 'CONTINUE');
    bench.iommu.update({ pageResponseDeadlineNs: 10n, pageResponseDeadlineCode: 'SUCCESS' });
    expect(bench.iommu.nextDeadline).toBe(10n);
    bench.said();
    bench.iommu.tick(100n);
    const reports = bench.said().flatMap((output) => (output.kind === 'REPORT' ? [output.report] : []));
    expect(reports).toMatchObject([
      { timeNs: 10n, record: { kind: 'AUTOMATIC_ANSWER', cause: 'DEADLINE', rule: 'V-DEADLINE', code: 'SUCCESS' } },
      { timeNs: 13n, record: { kind: 'AUTOMATIC_ANSWER', cause: 'DEADLINE', rule: 'V-DEADLINE', code: 'SUCCESS' } },
    ]);
  });

  test('holds for groups queued before it was set, at once if it has passed', () => {
    const bench = prepared();
    bench.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
    bench.iommu.tick(50n);
    bench.iommu.update({ pageResponseDeadlineNs: 10n });
    bench.said();
    bench.iommu.tick(50n);
    expect(bench.iommu.pendingGroupCount).toBe(0);
    expect(bench.iommu.now).toBe(50n);
  });

  test('is for ever unless set', () => {
    const bench = prepared();
    bench.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
    bench.iommu.tick(2n ** 62n);
    expect([bench.iommu.pendingGroupCount, bench.iommu.nextDeadline]).toEqual([1, undefined]);
  });
});

test('pools whose memory is taken at once behave as those that grow', () => {
  const story = (preallocatePools: boolean) => {
    const iommu = new Iommu({ config: { ...config(), preallocatePools }, incarnation: 7, memory: new Ram(4096) });
    for (const incarnation of [8, 9]) {
      if (incarnation === 8) {
        iommu.createEndpoint(1, FULL);
      }
      iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
      iommu.attach(1, NO_PASID, 1, 0n);
      for (let i = 0; i < 40; i += 1) {
        iommu.inject([{ endpointId: 1, item: ask(i, { prgi: i }) }], 'CONTINUE');
      }
      for (const { cookie } of iommu.deliver(1, 20)) {
        iommu.respond([{ cookie, rawCode: 0 }], 'CONTINUE');
      }
      iommu.reset(incarnation);
    }
    return iommu.takeOutputs();
  };
  expect(story(true)).toEqual(story(false));
});
