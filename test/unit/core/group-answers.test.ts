import { NO_PASID } from '../../../src/model/page-request';
import { NONE } from '../../../src/model/permissions';
import { ask, type Bench, FULL } from './fixture';
import { answer, balanced, COOKIE, inject, oldest, pending, reported, send, stage } from './stage';

/** An endpoint whose virtual id is not its own, with a group that waits. */
function prepared(): Bench {
  const bench = stage({ endpoint: { ...FULL, virtualId: 0x99n }, pasids: [5] });
  send(bench, [ask(1, { prgi: 7, queueTag: 3 })]);
  return bench;
}

const generation = (bench: Bench) => oldest(bench).attachmentGeneration;

/** Everything that says whose a group was (law 4). */
function whose(bench: Bench) {
  const { cookie, sequence, attachmentGeneration } = oldest(bench);
  return {
    cookie,
    groupSequence: sequence,
    domainId: 1,
    endpointId: 1,
    virtualId: 0x99n,
    deviceCookie: COOKIE,
    attachmentGeneration,
    pasid: NO_PASID,
    prgi: 7,
    queueTag: 3,
    injected: false,
    stallTag: undefined,
  };
}

describe('the report of an end names the device whole', () => {
  test.each<[string, (bench: Bench) => unknown]>([
    ['a detach', ({ iommu }) => iommu.detach(1, NO_PASID)],
    ['a drain', ({ iommu }) => iommu.drain({ domainId: 1 })],
    ['the deadline', ({ iommu }) => (iommu.update({ pageResponseDeadlineNs: 1n }), iommu.tick(5n))],
    ['the deletion of its domain', ({ iommu }) => iommu.deleteDomain(1, true)],
    ['the end of the vIOMMU', ({ iommu }) => iommu.endAll()],
  ])('that the vIOMMU answered: %s', (_what, act) => {
    const bench = prepared();
    const expected = whose(bench);
    act(bench);
    expect(reported(bench, 'AUTOMATIC_ANSWER')).toMatchObject([
      { ...expected, forUnclosedGroup: false, effect: 'REQUEST_FAILED' },
    ]);
  });

  test.each<[string, (bench: Bench) => unknown]>([
    ['a function reset', ({ iommu }) => iommu.resetFunction(1)],
    ['a removal', ({ iommu }) => iommu.surpriseRemove(1)],
    ['a deletion', ({ iommu }) => iommu.deleteEndpoint(1, true)],
  ])('without an answer: %s', (_what, act) => {
    const bench = prepared();
    const expected = whose(bench);
    act(bench);
    expect(reported(bench, 'GROUP_DISCARDED')).toMatchObject([{ ...expected, rule: 'R-AUTO-42' }]);
  });

  test.each([
    ['SUCCESS', 'AUTOMATIC_ANSWER'],
    ['UNANSWERED', 'GROUP_DISCARDED'],
  ] as const)('of a group that was never queued: %s', (action, kind) => {
    const bench = prepared();
    const attachmentGeneration = generation(bench);
    bench.iommu.injectExhaustion({ stage: 'GROUP', count: 1, action });
    bench.said();
    send(bench, [ask(1, { prgi: 8, queueTag: 4 })]);
    const records = reported(bench, kind);
    expect(records.map(({ cookie, groupSequence }) => [cookie, groupSequence])).toEqual([[undefined, undefined]]);
    expect(records).toMatchObject([
      {
        domainId: 1,
        endpointId: 1,
        virtualId: 0x99n,
        deviceCookie: COOKIE,
        attachmentGeneration,
        prgi: 8,
        queueTag: 4,
        stallTag: undefined,
      },
    ]);
  });

  test('that is none: a Stop Marker', () => {
    const bench = prepared();
    send(bench, [ask(0, { permissions: NONE, pasid: 5, prgi: 2 })]);
    expect(reported(bench, 'STOP_MARKER')).toMatchObject([
      { endpointId: 1, virtualId: 0x99n, pasid: 5, prgi: 2, domainId: 1, deviceCookie: 5n, attachmentGeneration: 2 },
    ]);
  });
});

describe('an answer', () => {
  test('ends a group in every account at once, delivered or not', () => {
    const bench = prepared();
    inject(bench, [ask(2)]);
    bench.iommu.deliver(1, 1);
    expect(bench.iommu.statistics({ domainId: 1 })).toMatchObject({ pending: 2, undelivered: 1, openPages: 2 });
    answer(bench, 0, 1);
    expect(balanced(bench)).toMatchObject({
      answered: 2,
      pending: 0,
      undelivered: 0,
      openPages: 0,
      pendingHighWater: 2,
    });
    for (const scope of [{ domainId: 1 }, { endpointId: 1 }]) {
      expect(bench.iommu.statistics(scope)).toMatchObject({ answered: 2, pending: 0, undelivered: 0, openPages: 0 });
    }
  });

  test.each([
    ['endpoint', { endpointId: 2 }],
    ['PASID', { pasid: 5 }],
    ['index', { prgi: 8 }],
  ])('whose %s differs changes nothing', (_what, wrong) => {
    const bench = prepared();
    const { cookie } = oldest(bench);
    bench.said();
    const right = { endpointId: 1, prgi: 7 };
    const { results } = bench.iommu.respond([{ cookie, rawCode: 0, ...right, ...wrong }], 'STOP');
    expect(results).toEqual([{ index: 0, result: { outcome: 'MISMATCH' } }]);
    expect([bench.said(), pending(bench)]).toMatchObject([[], [{ cookie }]]);
    expect(bench.iommu.respond([{ cookie, rawCode: 0, ...right }], 'STOP').sent).toBe(1);
  });
});

test('the oldest group of the vIOMMU, of a domain and of an endpoint tells its age', () => {
  const bench = stage();
  bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
  bench.iommu.createEndpoint(2, {});
  bench.iommu.attach(2, NO_PASID, 2, 0n);
  bench.iommu.tick(10n);
  bench.iommu.inject([{ endpointId: 2, item: ask(1) }], 'CONTINUE');
  bench.iommu.tick(30n);
  inject(bench, [ask(1)]);
  bench.iommu.tick(35n);
  const ages = [{}, { domainId: 1 }, { domainId: 2 }, { endpointId: 1 }, { endpointId: 2 }].map(
    (scope) => bench.iommu.statistics(scope).oldestPendingAgeNs,
  );
  expect(ages).toEqual([25n, 5n, 25n, 5n, 25n]);
  answer(bench, 0, 0);
  expect(bench.iommu.statistics({}).oldestPendingAgeNs).toBeUndefined();
});
