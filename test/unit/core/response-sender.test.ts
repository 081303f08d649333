import { NO_PASID } from '../../../src/model/page-request';
import type { EndpointRequest } from '../../../src/model/endpoint';
import type { PolicyPatch } from '../../../src/model/viommu';
import { ask, type Bench, FULL, write } from './fixture';
import { answer, balanced, begin, enter, inject, oldest, pending, reported, send, stage, violations } from './stage';

const status = (bench: Bench, id = 1) => bench.iommu.endpoint(id).pri;

/** A group of one page with this PASID waits. */
function asked(pasid: number, pri: EndpointRequest['pri'] = {}, policy: PolicyPatch = {}): Bench {
  const bench = stage({ endpoint: { ...FULL, pri }, pasids: [5], policy });
  send(bench, [ask(1, { pasid, prgi: 4, queueTag: 6, lengthHint: 0n })]);
  bench.said();
  return bench;
}

describe('an answer by a client', () => {
  test.each([
    [true, 5, 5],
    [true, NO_PASID, NO_PASID],
    [false, 5, NO_PASID],
    [false, NO_PASID, NO_PASID],
  ])('required %s: a request with PASID %i is answered with %i (R-PRI-56)', (required, pasid, carried) => {
    const bench = asked(pasid, { prgResponsePasidRequired: required });
    // The entry is the vIOMMU's own belief: it has no part in what a client answers.
    bench.iommu.updateContext(1, { prgResponsePasid: !required });
    bench.said();
    const { cookie } = oldest(bench);
    expect(answer(bench, 0)).toEqual([]);
    const said = bench.said();
    expect(said.flatMap((o) => (o.kind === 'ENDPOINT' ? [o.message] : []))).toEqual([
      {
        kind: 'PAGE_RESPONSE',
        prgi: 4,
        pasid: carried,
        code: 'SUCCESS',
        rawCode: 0,
        injected: false,
        cookie,
        effect: 'RETRY',
        redelivery: false,
        queueTag: 6,
        lengthHint: 0n,
      },
    ]);
    expect(said.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []))).toMatchObject([
      {
        kind: 'GROUP_ANSWERED',
        cookie,
        outcome: 'SENT',
        effect: 'RETRY',
        sentCode: 'SUCCESS',
        rawCode: 0,
        carriedPasid: carried !== NO_PASID,
      },
    ]);
    expect(status(bench)).toMatchObject({ outstandingPageRequests: 0, unexpectedPrgi: false });
  });

  test.each([
    [0, 'SUCCESS', 'RETRY', true],
    [1, 'INVALID_REQUEST', 'REQUEST_FAILED', true],
    [2, 'RESPONSE_FAILURE', 'PRI_OFF', false],
    [7, 'RESPONSE_FAILURE', 'PRI_OFF', false],
    [14, 'RESPONSE_FAILURE', 'PRI_OFF', false],
    [15, 'RESPONSE_FAILURE', 'PRI_OFF', false],
  ])('with the raw code %i acts as %s: %s (R-PRI-50 to R-PRI-53)', (rawCode, code, effect, enabled) => {
    const bench = asked(NO_PASID);
    const results = answer(bench, rawCode);
    expect(results).toEqual(effect === 'PRI_OFF' ? [{ index: 0, result: { outcome: 'SENT', effect } }] : []);
    const said = bench.said();
    expect(said).toContainEqual(
      expect.objectContaining({ message: expect.objectContaining({ code, rawCode, effect }) as unknown }),
    );
    expect(status(bench)).toMatchObject({ enabled, responseFailure: !enabled, outstandingPageRequests: 0 });
  });

  test('to an injected group reaches nobody: no PRI state, no effect', () => {
    const bench = stage();
    inject(bench, [ask(1)]);
    bench.said();
    expect(answer(bench, 15)).toEqual([]);
    expect(bench.told(1)).toMatchObject([{ kind: 'PAGE_RESPONSE', rawCode: 15, injected: true, effect: undefined }]);
    expect(status(bench)).toMatchObject({ enabled: true, responseFailure: false, unexpectedResponses: 0 });
  });

  test('reaches no endpoint twice: the second is told what became of the first', () => {
    const bench = asked(NO_PASID);
    const { cookie } = oldest(bench);
    const both = [0, 1].map((rawCode) => ({ cookie, rawCode }));
    expect(bench.iommu.respond(both, 'CONTINUE').results).toEqual([
      { index: 1, result: { outcome: 'ALREADY_ANSWERED', code: 'SUCCESS' } },
    ]);
    expect(bench.told(1)).toHaveLength(1);
    expect(status(bench)?.unexpectedPrgi).toBe(false);
  });
});

describe('after a Response Failure (R-PRI-52)', () => {
  test('unclosed groups are dropped, complete ones kept, and their answers ignored', () => {
    const bench = stage();
    send(bench, [ask(1), ask(2, { prgi: 1 }), ask(3, { prgi: 2, last: false })]);
    bench.said();
    answer(bench, 15);
    expect(bench.records()).toMatchObject([
      { kind: 'ENDPOINT_CHANGED', change: 'PRI_FAILED', causedBy: undefined },
      { kind: 'PARTIALS_DROPPED', cause: 'RESPONSE_FAILURE', rule: 'R-PRI-52', pageRequestCount: 1 },
      { kind: 'GROUP_ANSWERED', code: 'RESPONSE_FAILURE', effect: 'PRI_OFF' },
    ]);
    bench.said();
    expect(answer(bench, 0)).toEqual([{ index: 0, result: { outcome: 'IGNORED_PRI_OFF', effect: 'IGNORED' } }]);
    expect(reported(bench, 'GROUP_ANSWERED')).toMatchObject([
      { outcome: 'IGNORED_PRI_OFF', effect: 'IGNORED', sentCode: undefined, carriedPasid: false, code: 'SUCCESS' },
    ]);
    expect(bench.told(1)).toEqual([]);
    expect(status(bench)).toMatchObject({ stopped: true, ignoredResponses: 1 });
    expect(balanced(bench)).toMatchObject({ answered: 2, pending: 0 });
  });

  test('one that comes while PRI is stopping ends that at once', () => {
    const bench = stage();
    send(bench, [ask(1), ask(2, { prgi: 1 })]);
    bench.iommu.disablePri(1);
    answer(bench, 15);
    expect(status(bench)).toMatchObject({ enabled: false, responseFailure: true, stopped: true });
  });
});

describe('a quirk: answers of before PRI was off are sent', () => {
  const late = (again: boolean) => {
    const bench = asked(NO_PASID, {}, { quirks: { sendAfterPriOff: true } });
    bench.iommu.disablePri(1);
    bench.iommu.resetPri(1);
    if (again) {
      bench.iommu.enablePri(1);
    }
    bench.said();
    return bench;
  };

  test('and ignored while it is off', () => {
    const bench = late(false);
    expect(answer(bench, 15)).toEqual([]);
    expect(bench.told(1)).toMatchObject([{ rawCode: 15, effect: 'IGNORED' }]);
    expect(status(bench)).toMatchObject({ ignoredResponses: 1, responseFailure: false });
  });

  test('and unexpected when it is on again', () => {
    const bench = late(true);
    expect(answer(bench, 0)).toEqual([{ index: 0, result: { outcome: 'SENT', effect: 'UNEXPECTED' } }]);
    expect(status(bench)).toMatchObject({ unexpectedPrgi: true, unexpectedResponses: 1 });
  });

  test('and end what has the same index now', () => {
    const bench = late(true);
    send(bench, [ask(1, { prgi: 4 })]);
    expect(answer(bench, 0)).toEqual([]);
    expect(status(bench)?.outstandingPageRequests).toBe(0);
    // The group that is really meant by this one was answered by the other.
    expect(answer(bench, 0)).toEqual([{ index: 0, result: { outcome: 'SENT', effect: 'UNEXPECTED' } }]);
  });

  test('which by default they are not', () => {
    const bench = asked(NO_PASID);
    bench.iommu.disablePri(1);
    bench.iommu.resetPri(1);
    bench.said();
    answer(bench, 15);
    expect(bench.told(1)).toEqual([]);
  });
});

describe('a quirk: Response Failure spares who shares the interface (R-PAIN-02)', () => {
  const shared = (spareSharedPri: boolean, children: boolean) => {
    const bench = stage({ policy: { quirks: { spareSharedPri } } });
    if (children) {
      enter(bench, 2, { ats: {}, priParentId: 1 });
    }
    send(bench, [ask(1)]);
    bench.said();
    return bench;
  };

  test('the group is answered Failure, and Invalid Request is sent', () => {
    const bench = shared(true, true);
    expect(answer(bench, 15)).toEqual([]);
    expect(bench.said()).toMatchObject([
      { kind: 'ENDPOINT', message: { code: 'INVALID_REQUEST', rawCode: 1, effect: 'REQUEST_FAILED' } },
      { kind: 'REPORT', report: { record: { code: 'RESPONSE_FAILURE', rawCode: 15, sentCode: 'INVALID_REQUEST' } } },
    ]);
    expect(status(bench)).toMatchObject({ enabled: true, responseFailure: false });
  });

  test.each([
    [false, true],
    [true, false],
  ])('with the quirk %s and others that share it %s PRI is off', (quirk, children) => {
    const bench = shared(quirk, children);
    expect(answer(bench, 15)).toHaveLength(1);
    expect(status(bench)?.enabled).toBe(false);
  });

  test('reserved codes are turned down as well, Success and Invalid Request are not', () => {
    const sent = [0, 1, 7].map((rawCode) => {
      const bench = shared(true, true);
      answer(bench, rawCode);
      return reported(bench, 'GROUP_ANSWERED')[0]?.sentCode;
    });
    expect(sent).toEqual(['SUCCESS', 'INVALID_REQUEST', 'INVALID_REQUEST']);
  });
});

test('a DMA is told which answer made it fail', () => {
  const bench = stage();
  const [first, second] = [0x1000n, 0x2000n].map((iova) => begin(bench, write(iova, new Uint8Array(4))));
  const cookies = pending(bench).map(({ cookie }) => cookie);
  answer(bench, 1);
  expect(bench.ended(first).dma).toMatchObject({
    status: 'INVALID_REQUEST',
    failedAddress: 0x1000n,
    failedResponse: { cookie: cookies[0], prgi: 0, rawCode: 1, rule: undefined, stallTag: undefined },
  });
  answer(bench, 9);
  expect(bench.ended(second).dma).toMatchObject({
    status: 'PRI_OFF',
    failedResponse: { cookie: cookies[1], prgi: 1, rawCode: 9, rule: undefined },
  });
});

test('the vIOMMU that believes something else of the PASID answers in vain, and the VMM is to blame (R-PRI-56)', () => {
  const bench = stage({ endpoint: { ...FULL, pri: { prgResponsePasidRequired: true } } });
  bench.iommu.updateContext(1, { prgResponsePasid: false });
  send(bench, [ask(1, { pasid: 5 })]);
  expect(reported(bench, 'AUTOMATIC_ANSWER')).toMatchObject([{ effect: 'UNEXPECTED', carriedPasid: false }]);
  expect(violations(bench)).toMatchObject([{ rule: 'R-PRI-56', culprit: 'VMM', prgi: 0, pasid: undefined }]);
  expect(status(bench)).toMatchObject({ unexpectedPrgi: true, outstandingPageRequests: 1 });
});
