import { NO_PASID } from '../../../src/model/page-request';
import type { EndpointRequest } from '../../../src/model/endpoint';
import { ask, Bench, FULL, write } from './fixture';
import { refusal } from './refusal';

/** An endpoint, attached to a domain that takes page requests; PRI is off. */
function prepared(pri: EndpointRequest['pri'] = {}): Bench {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, { ...FULL, pri });
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, NO_PASID, 1, 0n);
  bench.said();
  return bench;
}

/** One that is enabled. */
function enabled(pri: EndpointRequest['pri'] = {}, allocation?: number): Bench {
  const bench = prepared(pri);
  bench.iommu.enablePri(1, allocation);
  bench.said();
  return bench;
}

/** A group waits, and PRI was disabled since. */
function stopping(): Bench {
  const bench = enabled();
  bench.iommu.submitPageRequests('HOSTED', 1, [ask(1), ask(2, { prgi: 1, last: false })], 'CONTINUE');
  bench.iommu.disablePri(1);
  bench.said();
  return bench;
}

const status = (bench: Bench) => bench.iommu.endpoint(1).pri;

describe('enabling', () => {
  test.each([
    ['PRI_BUSY', 'enabled already', () => undefined],
    [
      'PRI_BUSY',
      'not stopped (R-PRI-03)',
      (b: Bench) => {
        b.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
        b.iommu.disablePri(1);
      },
    ],
    ['ATS_DISABLED', 'ATS off', (b: Bench) => (b.iommu.disablePri(1), b.iommu.setAts(1, false))],
    ['ENDPOINT_REMOVED endpoint_id', 'removed', (b: Bench) => b.iommu.surpriseRemove(1)],
  ])('is refused %s: %s', (reason, _when, prepare) => {
    const bench = enabled();
    prepare(bench);
    const before = status(bench);
    bench.said();
    expect(refusal(() => bench.iommu.enablePri(1))).toBe(reason);
    expect([status(bench), bench.said()]).toEqual([before, []]);
  });

  test.each([0, 9, 1_000_000])(
    'with an allocation of %i is refused when the capacity is 8 (R-PRI-04)',
    (allocation) => {
      for (const allowed of [false, true]) {
        const bench = prepared({ capacity: 8 });
        const before = status(bench);
        const act = () => {
          bench.iommu.enablePri(1, allocation, allowed);
        };
        expect(refusal(act)).toBe('CAPABILITY_OUT_OF_RANGE allocation');
        expect(status(bench)).toEqual(before);
      }
    },
  );

  test('of an endpoint without PRI is refused', () => {
    const bench = new Bench();
    bench.iommu.createEndpoint(1, { ats: {} });
    expect(refusal(() => bench.iommu.enablePri(1))).toBe('PRI_NOT_SUPPORTED endpoint_id');
  });

  test('gives the capacity unless told otherwise', () => {
    expect([status(enabled({ capacity: 9 }))?.allocation, status(enabled({ capacity: 9 }, 4))?.allocation]).toEqual([
      9, 4,
    ]);
  });

  test('before PRI has stopped is done on purpose and recorded; what was outstanding is forgotten (R-PRI-03)', () => {
    const bench = stopping();
    bench.iommu.enablePri(1, undefined, true);
    expect(bench.records()).toMatchObject([
      { kind: 'VIOLATION', rule: 'R-PRI-03', culprit: 'VMM', onPurpose: true, endpointId: 1 },
      { kind: 'PARTIALS_DROPPED', cause: 'PRI_RESET', rule: 'R-PRI-03', pageRequestCount: 1 },
      { kind: 'ENDPOINT_CHANGED', change: 'PRI_ENABLED' },
    ]);
    expect(status(bench)).toMatchObject({ enabled: true, outstandingPageRequests: 0, generation: 2 });
    const [group] = bench.iommu.deliver(1, 1);
    const { results } = bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    expect(results).toEqual([{ index: 0, result: { outcome: 'IGNORED_PRI_OFF', effect: 'IGNORED' } }]);
    expect(status(bench)).toMatchObject({ unexpectedPrgi: false, ignoredResponses: 1 });
  });

  test('before PRI has stopped ends the DMA whose answer is forgotten', () => {
    const bench = enabled();
    const begun = bench.iommu.issueDma('HOSTED', 1, write(0x1000n, new Uint8Array(4)));
    bench.iommu.disablePri(1);
    bench.iommu.enablePri(1, undefined, true);
    const { operationId } = begun as { operationId: bigint };
    expect(bench.ended(operationId).dma).toMatchObject({ status: 'PRI_OFF', failedAddress: 0x1000n });
  });

  test('what is enabled is recorded on purpose and has no effect; the allocation stays (R-PRI-05)', () => {
    const bench = enabled({}, 5);
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    bench.said();
    bench.iommu.enablePri(1, 7, true);
    expect(bench.records()).toMatchObject([{ kind: 'VIOLATION', rule: 'R-PRI-05', culprit: 'VMM', onPurpose: true }]);
    expect(status(bench)).toMatchObject({ allocation: 5, generation: 1, outstandingPageRequests: 1 });
  });

  test('as it should be is no violation, although one would be allowed', () => {
    const bench = prepared();
    bench.iommu.enablePri(1, undefined, true);
    expect(bench.iommu.violationCount).toBe(0);
  });
});

describe('disabling', () => {
  test('twice is said once', () => {
    const bench = enabled();
    bench.iommu.disablePri(1);
    expect(bench.records()).toMatchObject([{ kind: 'ENDPOINT_CHANGED', change: 'PRI_DISABLED' }]);
    bench.iommu.disablePri(1);
    expect(bench.said()).toEqual([]);
  });

  test('leaves a group that was sent before answerable, and Stopped comes with the answer (R-PRI-08)', () => {
    const bench = enabled();
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    bench.iommu.disablePri(1);
    expect(status(bench)?.stopped).toBe(false);
    const [group] = bench.iommu.deliver(1, 1);
    expect(bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE').sent).toBe(1);
    expect(status(bench)?.stopped).toBe(true);
  });
});

describe('reset', () => {
  test('is refused while PRI is enabled (R-PRI-09)', () => {
    const bench = enabled();
    expect(refusal(() => bench.iommu.resetPri(1))).toBe('PRI_ENABLED');
    expect(bench.said()).toEqual([]);
  });

  test('while PRI is enabled is recorded on purpose and has no effect', () => {
    const bench = enabled();
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1, { last: false })], 'CONTINUE');
    const flushed = bench.iommu.resetPri(1, true);
    expect(flushed).toEqual({ autoAnswered: 0, discarded: 0, droppedPages: 0, droppedGroups: 0 });
    expect(bench.records()).toMatchObject([{ kind: 'VIOLATION', rule: 'R-PRI-09', culprit: 'VMM', onPurpose: true }]);
    expect(status(bench)).toMatchObject({ enabled: true, outstandingPageRequests: 1 });
  });

  test('drops what is unclosed and sets Stopped; what is complete stays pending, and nobody hears its answer', () => {
    const bench = stopping();
    expect(bench.iommu.resetPri(1)).toEqual({ autoAnswered: 0, discarded: 0, droppedPages: 1, droppedGroups: 1 });
    expect(status(bench)).toMatchObject({ stopped: true, outstandingPageRequests: 0 });
    const [group] = bench.iommu.deliver(1, 1);
    bench.said();
    const { results } = bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    expect(results).toEqual([{ index: 0, result: { outcome: 'IGNORED_PRI_OFF', effect: 'IGNORED' } }]);
    expect(bench.told(1)).toEqual([]);
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ accepted: 1, answered: 1, pending: 0 });
  });

  test('makes answers ignored also after PRI is on again', () => {
    const bench = stopping();
    bench.iommu.resetPri(1);
    bench.iommu.enablePri(1);
    const [group] = bench.iommu.deliver(1, 1);
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(5)], 'CONTINUE');
    bench.said();
    bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    expect(bench.told(1)).toEqual([]);
    expect(status(bench)).toMatchObject({ outstandingPageRequests: 1, ignoredResponses: 1 });
  });

  test('leaves injected groups as they are', () => {
    const bench = prepared();
    bench.iommu.inject([{ endpointId: 1, item: ask(1, { last: false }) }], 'CONTINUE');
    expect(bench.iommu.resetPri(1).droppedPages).toBe(0);
    bench.iommu.inject([{ endpointId: 1, item: ask(2) }], 'CONTINUE');
    expect(bench.iommu.deliver(1, 1)).toMatchObject([{ pages: [{ page: 1 }, { page: 2 }] }]);
  });
});

describe('status bits', () => {
  test('are cleared one by one, and that is said (R-PRI-02)', () => {
    const bench = enabled();
    bench.iommu.sendPageResponse(1, { prgi: 3, pasid: NO_PASID, rawCode: 0 });
    bench.iommu.sendPageResponse(1, { prgi: 3, pasid: NO_PASID, rawCode: 15 });
    expect(status(bench)).toMatchObject({ responseFailure: true, unexpectedPrgi: true });
    bench.said();
    bench.iommu.clearPriStatus(1, { responseFailure: false, unexpectedPrgi: true });
    expect(status(bench)).toMatchObject({ responseFailure: true, unexpectedPrgi: false });
    bench.iommu.clearPriStatus(1, { responseFailure: true, unexpectedPrgi: false });
    expect(status(bench)).toMatchObject({ responseFailure: false, unexpectedPrgi: false, unexpectedResponses: 1 });
    expect(bench.records().map((r) => r.kind === 'ENDPOINT_CHANGED' && r.change)).toEqual(
      Array(2).fill('PRI_STATUS_CLEARED'),
    );
  });

  test('that are clear stay clear', () => {
    const bench = enabled();
    bench.iommu.clearPriStatus(1, { responseFailure: true, unexpectedPrgi: true });
    expect(status(bench)).toMatchObject({ responseFailure: false, unexpectedPrgi: false });
  });
});
