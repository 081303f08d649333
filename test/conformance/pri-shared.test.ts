import { CODE, answer, begin, family, heard, pending, pri, reports, sendAs } from './stage';
import { ask, FULL, write, type Bench } from '../unit/core/fixture';
import { NO_PASID } from '../../src/model/page-request';

const BYTE = new Uint8Array([1]);
const ALL = [1, 2, 3] as const;

/** Why a page request of an endpoint is refused. */
function refusalOf(bench: Bench, endpointId: number, prgi: number): string | undefined {
  return bench.iommu.submitPageRequests('HOSTED', endpointId, [ask(1, { prgi })], 'CONTINUE').failures[0]?.error.reason;
}

describe('functions that share a page request interface', () => {
  test('show the state of the physical one, and only that one is operated', () => {
    const bench = family({ endpoint: { ...FULL, pri: { capacity: 8 } }, allocation: 4 });
    const state = { enabled: true, stopped: false, responseFailure: false, allocation: 4, generation: 1 };
    for (const id of ALL) {
      expect(pri(bench, id)).toMatchObject({ ...state, parentEndpointId: id === 1 ? undefined : 1 });
    }
    for (const operate of [
      () => {
        bench.iommu.enablePri(2);
      },
      () => {
        bench.iommu.disablePri(2);
      },
      () => bench.iommu.resetPri(2),
      () => {
        bench.iommu.clearPriStatus(2, { responseFailure: true, unexpectedPrgi: true });
      },
    ]) {
      expect(operate).toThrow('shares the page request interface of endpoint 1');
    }
    bench.iommu.disablePri(1);
    for (const id of ALL) {
      expect(pri(bench, id)).toMatchObject({ enabled: false, stopped: true });
      expect(refusalOf(bench, id, 0)).toBe('PRI_DISABLED');
    }
  });

  test('have one pool of credits, and it shows who uses them', () => {
    const bench = family({ allocation: 3 });
    sendAs(bench, 2, ask(1), ask(2, { prgi: 1 }));
    sendAs(bench, 1, ask(1));
    for (const id of ALL) {
      expect(refusalOf(bench, id, 9)).toBe('PRI_CREDITS_EXHAUSTED');
    }
    const used = ALL.map((id) => [pri(bench, id)?.outstandingPageRequests, pri(bench, id)?.ownOutstandingPageRequests]);
    expect(used).toEqual([
      [3, 1],
      [3, 2],
      [3, 0],
    ]);
    // A third function waits for what the others have, and goes on when they give it back.
    const waiting = begin(bench, write(0x7000n, BYTE), 3);
    expect(pending(bench)).toHaveLength(3);
    answer(bench, CODE.SUCCESS, pending(bench)[0]!);
    expect(bench.iommu.pendingGroups(1, 0n, 10).at(-1)).toMatchObject({ endpointId: 3, pages: [{ page: 7 }] });
    answer(bench, CODE.INVALID_REQUEST, ...pending(bench));
    expect(bench.ended(waiting).dma?.status).toBe('INVALID_REQUEST');
  });

  test('have indexes of their own: an answer reaches the function that asked', () => {
    const bench = family();
    sendAs(bench, 2, ask(1, { prgi: 3 }));
    sendAs(bench, 3, ask(1, { prgi: 3 }));
    expect(reports(bench, 'VIOLATION')).toEqual([]);
    const second = bench.iommu.pendingGroups(1, 0n, 10).find(({ endpointId }) => endpointId === 3);
    answer(bench, CODE.SUCCESS, second!.cookie);
    expect(ALL.map((id) => pri(bench, id)?.ownOutstandingPageRequests)).toEqual([0, 1, 0]);
  });

  test('have stopped when the page requests of all of them are answered', () => {
    const bench = family();
    sendAs(bench, 2, ask(1));
    sendAs(bench, 3, ask(1));
    bench.iommu.disablePri(1);
    const [first, second] = pending(bench);
    answer(bench, CODE.SUCCESS, first!);
    expect(ALL.map((id) => pri(bench, id)?.stopped)).toEqual([false, false, false]);
    answer(bench, CODE.SUCCESS, second!);
    expect(ALL.map((id) => pri(bench, id)?.stopped)).toEqual([true, true, true]);
  });

  test('are all turned off by a Response Failure to one of them, and each is told whom it owes that to', () => {
    const bench = family();
    const others = [begin(bench, write(0x1000n, BYTE), 1), begin(bench, write(0x3000n, BYTE), 3)];
    sendAs(bench, 2, ask(2), ask(9, { prgi: 9, last: false }));
    const own = bench.iommu.pendingGroups(1, 0n, 10).find(({ endpointId }) => endpointId === 2);
    bench.said();
    answer(bench, CODE.RESPONSE_FAILURE, own!.cookie);
    const changes = reports(bench, 'ENDPOINT_CHANGED').filter(({ change }) => change === 'PRI_FAILED');
    expect(changes.map(({ endpointId, causedBy }) => [endpointId, causedBy])).toEqual([
      [2, undefined],
      [1, 2],
      [3, 2],
    ]);
    for (const id of ALL) {
      expect(pri(bench, id)).toMatchObject({ enabled: false, stopped: true, responseFailure: true });
      expect(refusalOf(bench, id, 5)).toBe('PRI_DISABLED');
    }
    expect(others.map((operation) => bench.ended(operation).dma?.status)).toEqual(['PRI_OFF', 'PRI_OFF']);
    // What comes later is ignored, and counted.
    expect(answer(bench, CODE.SUCCESS, ...pending(bench)).map(({ outcome }) => outcome)).toEqual([
      'IGNORED_PRI_OFF',
      'IGNORED_PRI_OFF',
    ]);
    expect(pri(bench, 3)?.ignoredResponses).toBe(2);
    bench.iommu.enablePri(1);
    expect(ALL.map((id) => pri(bench, id)?.enabled)).toEqual([true, true, true]);
  });

  test('are spared, where the policy says so, by Invalid Request in place of Response Failure', () => {
    const bench = family({ policy: { quirks: { spareSharedPri: true } } });
    sendAs(bench, 2, ask(2));
    sendAs(bench, 3, ask(3));
    const [failed, other] = pending(bench);
    bench.said();
    answer(bench, CODE.RESPONSE_FAILURE, failed!);
    const said = bench.said().flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
    expect(said).toMatchObject([
      { kind: 'GROUP_ANSWERED', code: 'RESPONSE_FAILURE', sentCode: 'INVALID_REQUEST', effect: 'REQUEST_FAILED' },
    ]);
    expect(ALL.map((id) => pri(bench, id)?.enabled)).toEqual([true, true, true]);
    expect(answer(bench, CODE.SUCCESS, other!)).toEqual([]);
  });

  test('stay on when one of them is blocked: it alone is told Invalid Request', () => {
    const bench = family();
    bench.iommu.updateContext(2, { pageRequestsAllowed: false });
    expect(sendAs(bench, 2, ask(1))).toEqual([{ kind: 'ANSWERED', code: 'INVALID_REQUEST', rule: 'R-AUTO-05' }]);
    expect(sendAs(bench, 3, ask(1))).toMatchObject([{ kind: 'QUEUED' }]);
    for (const id of ALL) {
      expect(pri(bench, id)).toMatchObject({ enabled: true, responseFailure: false });
    }
  });

  test.each([
    [true, 5, 5],
    [true, NO_PASID, NO_PASID],
    [false, 5, NO_PASID],
    [false, NO_PASID, NO_PASID],
  ])(
    'whose physical one requires the PASID %s: a response to a request of PASID %i has PASID %i',
    (prgResponsePasidRequired, pasid, carried) => {
      const bench = family({ endpoint: { ...FULL, pri: { prgResponsePasidRequired } } });
      bench.iommu.attach(2, 5, 1, 0n);
      sendAs(bench, 2, ask(1, { pasid }));
      bench.said();
      answer(bench, CODE.SUCCESS, ...pending(bench));
      expect(heard(bench, 2)).toMatchObject([{ pasid: carried, effect: 'RETRY' }]);
      expect(pri(bench, 2)).toMatchObject({ unexpectedPrgi: false, outstandingPageRequests: 0 });
      // An automatic answer as well.
      bench.iommu.detach(2, pasid);
      sendAs(bench, 2, ask(1, { pasid }));
      expect(heard(bench, 2)).toMatchObject([{ code: 'INVALID_REQUEST', pasid: carried }]);
    },
  );
});
