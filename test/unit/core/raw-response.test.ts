import { NO_PASID } from '../../../src/model/page-request';
import { NONE } from '../../../src/model/permissions';
import { ask, type Bench, FULL, write } from './fixture';
import { balanced, begin, inject, oldest, pending, reported, send, stage, violations } from './stage';
import { refusal } from './refusal';

const status = (bench: Bench) => bench.iommu.endpoint(1).pri;

/** A response as written. */
const respond = (bench: Bench, prgi: number, pasid = NO_PASID, rawCode = 0) =>
  bench.iommu.sendPageResponse(1, { prgi, pasid, rawCode });

const NOTHING = { effect: 'UNEXPECTED', cookie: undefined };

describe('what a response matches', () => {
  // PRG Response PASID Required, PASID of the request, PASID of the response (R-PRI-56).
  test.each([
    [true, 5, 5, true],
    [true, 5, NO_PASID, false],
    [true, 5, 6, false],
    [true, NO_PASID, NO_PASID, true],
    [true, NO_PASID, 5, false],
    [false, 5, 5, true],
    [false, 5, NO_PASID, true],
    [false, 5, 6, true],
    [false, NO_PASID, NO_PASID, true],
    [false, NO_PASID, 5, true],
  ])('required %s: a request with PASID %i, a response with %i: %s', (required, asked, answered, matches) => {
    const bench = stage({ endpoint: { ...FULL, pri: { prgResponsePasidRequired: required } }, pasids: [5] });
    send(bench, [ask(1, { pasid: asked, prgi: 4 })]);
    const { cookie } = oldest(bench);
    bench.said();
    expect(respond(bench, 4, answered)).toEqual(matches ? { effect: 'RETRY', cookie } : NOTHING);
    expect(bench.told(1)).toMatchObject([
      { kind: 'PAGE_RESPONSE', prgi: 4, pasid: answered, cookie: matches ? cookie : undefined },
    ]);
    expect(status(bench)).toMatchObject({
      unexpectedPrgi: !matches,
      unexpectedResponses: matches ? 0 : 1,
      outstandingPageRequests: matches ? 0 : 1,
    });
    expect(violations(bench).map(({ rule, culprit, prgi }) => [rule, culprit, prgi])).toEqual(
      matches ? [] : [['R-PRI-56', 'VMM', 4]],
    );
    expect(balanced(bench)).toMatchObject(matches ? { answered: 1, pending: 0 } : { answered: 0, pending: 1 });
  });

  test('an index that is not outstanding: Unexpected PRGI, on record, and no group changes (R-PRI-55)', () => {
    const bench = stage();
    send(bench, [ask(1)]);
    bench.said();
    expect(respond(bench, 3, NO_PASID, 1)).toEqual(NOTHING);
    expect(bench.records()).toMatchObject([{ kind: 'VIOLATION', rule: 'R-PRI-55', prgi: 3, culprit: 'VMM' }]);
    expect([status(bench)?.outstandingPageRequests, pending(bench).length]).toEqual([1, 1]);
  });

  test('the same index a second time: Unexpected PRGI (R-PRI-58)', () => {
    const bench = stage();
    send(bench, [ask(1)]);
    expect([respond(bench, 0).effect, respond(bench, 0).effect]).toEqual(['RETRY', 'UNEXPECTED']);
    expect(status(bench)).toMatchObject({ unexpectedPrgi: true, outstandingPageRequests: 0 });
    expect(balanced(bench)).toMatchObject({ accepted: 1, answered: 1 });
  });

  test('the oldest of two groups of an index', () => {
    const bench = stage({ pasids: [5] });
    send(bench, [ask(1), ask(2, { pasid: 5 })], true);
    const [older, younger] = pending(bench);
    expect(respond(bench, 0, 5).cookie).toBe(older!.cookie);
    expect(respond(bench, 0, 5).cookie).toBe(younger!.cookie);
  });

  test('of two PASIDs with one index that of its own, where the PASID is required', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { prgResponsePasidRequired: true } }, pasids: [5, 6] });
    send(bench, [ask(1, { pasid: 5 }), ask(2, { pasid: 6 })], true);
    const [older, younger] = pending(bench);
    expect(respond(bench, 0, 6).cookie).toBe(younger!.cookie);
    expect(respond(bench, 0, 5).cookie).toBe(older!.cookie);
  });

  test('the group that was sent, not the older one that was injected with the same index', () => {
    const bench = stage();
    inject(bench, [ask(1)]);
    send(bench, [ask(2)]);
    const [, sent] = pending(bench);
    expect(respond(bench, 0).cookie).toBe(sent!.cookie);
    expect(pending(bench)).toMatchObject([{ injected: true }]);
  });

  test('no group that was injected', () => {
    const bench = stage();
    inject(bench, [ask(1)]);
    expect(respond(bench, 0)).toEqual(NOTHING);
    expect(pending(bench)).toHaveLength(1);
  });

  test('no Stop Marker: nothing was asked for (R-PRI-40)', () => {
    const bench = stage({ pasids: [5] });
    send(bench, [ask(0, { permissions: NONE, pasid: 5, prgi: 9 })]);
    expect(respond(bench, 9, 5)).toEqual(NOTHING);
  });

  test('a group that is not closed: its credits return, and no group ends', () => {
    const bench = stage({ allocation: 2 });
    send(bench, [ask(1, { last: false })]);
    expect(respond(bench, 0)).toEqual({ effect: 'RETRY', cookie: undefined });
    expect([status(bench)?.outstandingPageRequests, bench.iommu.statistics({}).partialPages]).toEqual([0, 1]);
    expect(respond(bench, 0)).toEqual(NOTHING);
    expect(violations(bench)).toMatchObject([{ rule: 'R-PRI-55' }]);
    // Its last page makes a group; the answer to that is one too many.
    send(bench, [ask(2)]);
    const results = bench.iommu.respond([{ cookie: pending(bench)[0]!.cookie, rawCode: 0 }], 'CONTINUE').results;
    expect(results).toEqual([{ index: 0, result: { outcome: 'SENT', effect: 'UNEXPECTED' } }]);
    expect(balanced(bench)).toMatchObject({ accepted: 1, answered: 1 });
  });

  test('no group of before a reset of PRI, although the index is the same', () => {
    const bench = stage();
    send(bench, [ask(1)]);
    bench.iommu.disablePri(1);
    bench.iommu.resetPri(1);
    bench.iommu.enablePri(1);
    send(bench, [ask(2)]);
    const [, younger] = pending(bench);
    expect(respond(bench, 0).cookie).toBe(younger!.cookie);
  });

  test('a request that was stale: the credits return, nothing else (R-PRI-47)', () => {
    const bench = stage({ pasids: [5] });
    send(bench, [ask(1, { pasid: 5, prgi: 2 }), ask(0, { permissions: NONE, pasid: 5 })]);
    const { cookie } = oldest(bench);
    expect(respond(bench, 2, 5, 1)).toEqual({ effect: 'STALE', cookie });
    expect(status(bench)).toMatchObject({ staleResponses: 1, unexpectedPrgi: false, outstandingPageRequests: 0 });
  });
});

describe('what a response does', () => {
  test.each([
    [0, 'RETRY', 'SUCCESS'],
    [1, 'REQUEST_FAILED', 'INVALID_REQUEST'],
    [2, 'PRI_OFF', 'RESPONSE_FAILURE'],
    [15, 'PRI_OFF', 'RESPONSE_FAILURE'],
  ])('the code %i: %s', (rawCode, effect, code) => {
    const bench = stage();
    send(bench, [ask(1)]);
    bench.said();
    const { cookie } = oldest(bench);
    expect(respond(bench, 0, NO_PASID, rawCode)).toEqual({ effect, cookie });
    expect(reported(bench, 'GROUP_ANSWERED')).toMatchObject([
      { cookie, code, rawCode, outcome: 'SENT', effect, sentCode: code, carriedPasid: false },
    ]);
    expect(status(bench)?.enabled).toBe(effect !== 'PRI_OFF');
  });

  test('a Failure need not name a group', () => {
    const bench = stage();
    expect(respond(bench, 77, NO_PASID, 15)).toEqual({ effect: 'PRI_OFF', cookie: undefined });
    expect(status(bench)).toMatchObject({ enabled: false, responseFailure: true, unexpectedPrgi: false });
    expect(violations(bench)).toEqual([]);
  });

  test('nothing while the interface is off', () => {
    const bench = stage();
    bench.iommu.disablePri(1);
    bench.iommu.resetPri(1);
    expect(respond(bench, 0, NO_PASID, 15)).toEqual({ effect: 'IGNORED', cookie: undefined });
    expect(status(bench)).toMatchObject({ responseFailure: false, unexpectedPrgi: false, ignoredResponses: 1 });
  });

  test('a DMA hears of it', () => {
    const bench = stage();
    const operation = begin(bench, write(0x1000n, new Uint8Array(4)));
    const { cookie } = oldest(bench);
    respond(bench, 0, NO_PASID, 1);
    expect(bench.ended(operation).dma).toMatchObject({
      status: 'INVALID_REQUEST',
      failedResponse: { cookie, prgi: 0 },
    });
  });
});

describe('a response is refused', () => {
  test.each([
    ['PRI_NOT_SUPPORTED endpoint_id', 2, NO_PASID],
    ['ENDPOINT_NOT_FOUND endpoint_id', 9, NO_PASID],
    ['ENDPOINT_REMOVED endpoint_id', 3, NO_PASID],
    ['ENDPOINT_DISCONNECTED endpoint_id', 4, NO_PASID],
    ['PASID_OUT_OF_RANGE pasid', 1, 2 ** 20],
    ['PASID_NOT_SUPPORTED pasid', 5, 0],
  ])('%s', (refused, id, pasid) => {
    const bench = stage();
    bench.iommu.createEndpoint(2, { ats: {} });
    bench.iommu.createEndpoint(3, FULL);
    bench.iommu.surpriseRemove(3);
    bench.iommu.createEndpoint(4, { ...FULL, backend: 'EXTERNAL' });
    bench.iommu.createEndpoint(5, { ats: {}, pri: {} });
    bench.said();
    expect(refusal(() => bench.iommu.sendPageResponse(id, { prgi: 0, pasid, rawCode: 0 }))).toBe(refused);
    expect(bench.said()).toEqual([]);
  });
});
