import { CODE, answer, begin, broken, heard, pending, pri, refusal, reports, send, stage } from './stage';
import { ask, FULL, pages, write } from '../unit/core/fixture';
import { NO_PASID, RAW_CODES } from '../../src/model/page-request';

const BYTE = new Uint8Array([1]);

describe('Success', () => {
  test('makes the device ask for the translation again, and assume nothing', () => {
    const bench = stage();
    const operation = begin(bench, write(0x1000n, BYTE));
    const [first] = pending(bench);
    answer(bench, CODE.SUCCESS, first!);
    // Nothing was mapped: the translation is still missing, so it asks anew.
    const [second] = pending(bench);
    expect(second).not.toBe(first);
    expect(bench.hasEnded(operation)).toBe(false);
    expect(pri(bench)?.outstandingPageRequests).toBe(1);
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    answer(bench, CODE.SUCCESS, second!);
    expect(bench.ended(operation).dma).toMatchObject({ status: 'COMPLETED', pageRequestGroups: 2 });
    expect(pri(bench)?.outstandingPageRequests).toBe(0);
  });

  test.each([0, 3])('without a translation makes the device ask again %i times at most', (retryLimit) => {
    const bench = stage({ endpoint: { ...FULL, pri: { retryLimit } } });
    const operation = begin(bench, write(0x1000n, BYTE));
    for (let asked = 0; asked <= retryLimit; asked += 1) {
      expect(bench.hasEnded(operation)).toBe(false);
      answer(bench, CODE.SUCCESS, ...pending(bench));
    }
    expect(bench.ended(operation).dma).toMatchObject({ status: 'RETRY_LIMIT', pageRequestGroups: retryLimit + 1 });
    expect(pri(bench)).toMatchObject({ enabled: true, outstandingPageRequests: 0 });
  });

  test('from a queue that nobody empties does not keep the device asking for ever', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { retryLimit: 3 } }, limits: { page_request_queue_depth: 1 } });
    send(bench, ask(9, { prgi: 9 }));
    const done = bench.iommu.issueDma('HOSTED', 1, write(0x1000n, BYTE));
    expect(done).toMatchObject({ result: { status: 'RETRY_LIMIT', pageRequestGroups: 4 } });
    expect(heard(bench).map(({ code }) => code)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS', 'SUCCESS']);
    expect(bench.iommu.statistics({})).toMatchObject({ autoAnswered: 4, pending: 1 });
  });
});

describe('Invalid Request', () => {
  test('ends the access, returns the credits and leaves page requests on', () => {
    const bench = stage();
    const operation = begin(bench, write(0x1000n, BYTE));
    answer(bench, CODE.INVALID_REQUEST, ...pending(bench));
    expect(bench.ended(operation).dma).toMatchObject({ status: 'INVALID_REQUEST', failedAddress: 0x1000n });
    expect(pending(bench)).toEqual([]);
    expect(pri(bench)).toMatchObject({ enabled: true, responseFailure: false, outstandingPageRequests: 0 });
  });
});

describe('Response Failure', () => {
  test('turns page requests off, and every later response is ignored', () => {
    const bench = stage();
    const operation = begin(bench, write(0x1000n, BYTE));
    send(bench, ask(8, { prgi: 8 }), ask(9, { prgi: 9, last: false }));
    const [own, other] = pending(bench);
    answer(bench, CODE.RESPONSE_FAILURE, own!);
    expect(bench.ended(operation).dma?.status).toBe('PRI_OFF');
    expect(pri(bench)).toMatchObject({
      enabled: false,
      responseFailure: true,
      stopped: true,
      outstandingPageRequests: 0,
    });
    expect(refusal(bench, ask(1))).toBe('PRI_DISABLED');
    bench.said();
    expect(answer(bench, CODE.SUCCESS, other!)).toMatchObject([{ outcome: 'IGNORED_PRI_OFF' }]);
    expect(heard(bench)).toEqual([]);
    expect(pri(bench)).toMatchObject({ ignoredResponses: 1, unexpectedPrgi: false });
    bench.iommu.sendPageResponse(1, { prgi: 8, pasid: NO_PASID, rawCode: CODE.SUCCESS });
    expect(heard(bench)).toMatchObject([{ effect: 'IGNORED' }]);
    expect(pri(bench)).toMatchObject({ enabled: false, ignoredResponses: 2, unexpectedPrgi: false });
  });

  test('may come before the last page of a group, and need not name any', () => {
    const bench = stage();
    send(bench, ask(1, { prgi: 8, last: false }));
    const failed = bench.iommu.sendPageResponse(1, { prgi: 400, pasid: NO_PASID, rawCode: CODE.RESPONSE_FAILURE });
    expect(failed).toEqual({ effect: 'PRI_OFF', cookie: undefined });
    expect(pri(bench)).toMatchObject({
      enabled: false,
      stopped: true,
      responseFailure: true,
      unexpectedPrgi: false,
      outstandingPageRequests: 0,
    });
    expect(broken(bench)).toEqual([]);
  });

  test('is not undone by a response to an older group after page requests are on again', () => {
    const bench = stage();
    send(bench, ask(1), ask(2, { prgi: 1 }));
    const [first, second] = pending(bench);
    answer(bench, CODE.RESPONSE_FAILURE, first!);
    bench.iommu.enablePri(1);
    send(bench, ask(3, { prgi: 1 }));
    bench.said();
    expect(answer(bench, CODE.RESPONSE_FAILURE, second!)).toMatchObject([{ outcome: 'IGNORED_PRI_OFF' }]);
    expect(heard(bench)).toEqual([]);
    expect(pri(bench)).toMatchObject({ enabled: true, outstandingPageRequests: 1 });
  });
});

describe('a 4-bit response code', () => {
  test('is 0 for Success, 1 for Invalid Request and 15 for Response Failure', () => {
    expect(RAW_CODES).toEqual(CODE);
  });

  test.each([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])('of %i acts as Response Failure', (rawCode) => {
    const bench = stage();
    send(bench, ask(1));
    answer(bench, rawCode, ...pending(bench));
    expect(heard(bench)).toMatchObject([{ code: 'RESPONSE_FAILURE', rawCode }]);
    expect(pri(bench)).toMatchObject({ enabled: false, responseFailure: true });
  });
});

describe('a response', () => {
  test.each([
    [true, 5, 5],
    [true, 0, 0],
    [true, NO_PASID, NO_PASID],
    [false, 5, NO_PASID],
    [false, NO_PASID, NO_PASID],
  ])('with PASID required %s to a request of PASID %i has PASID %i', (prgResponsePasidRequired, pasid, carried) => {
    const bench = stage({ endpoint: { ...FULL, pri: { prgResponsePasidRequired } } });
    bench.iommu.attach(1, 5, 1, 0n);
    bench.iommu.attach(1, 0, 1, 0n);
    bench.said();
    send(bench, ask(1, { pasid }));
    answer(bench, CODE.SUCCESS, ...pending(bench));
    expect(heard(bench)).toMatchObject([{ pasid: carried }]);
  });

  test('that names another PASID than the request had is not sent, and the group stays pending', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { prgResponsePasidRequired: true } } });
    bench.iommu.attach(1, 5, 1, 0n);
    send(bench, ask(1, { pasid: 5 }));
    const [cookie] = pending(bench);
    bench.said();
    for (const pasid of [6, NO_PASID]) {
      const { results } = bench.iommu.respond([{ cookie: cookie!, rawCode: 0, pasid }], 'CONTINUE');
      expect(results).toMatchObject([{ result: { outcome: 'MISMATCH' } }]);
    }
    expect(heard(bench)).toEqual([]);
    expect(pending(bench)).toEqual([cookie]);
  });
});

describe('a response as software writes it', () => {
  test('ends the group that it names, which is answered then for everybody', () => {
    const bench = stage();
    const operation = begin(bench, write(0x1000n, BYTE));
    const [cookie] = pending(bench);
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    const sent = bench.iommu.sendPageResponse(1, { prgi: 0, pasid: NO_PASID, rawCode: CODE.SUCCESS });
    expect(sent).toEqual({ effect: 'RETRY', cookie });
    expect(bench.ended(operation).dma?.status).toBe('COMPLETED');
    expect(answer(bench, CODE.SUCCESS, cookie!)).toMatchObject([{ outcome: 'ALREADY_ANSWERED', code: 'SUCCESS' }]);
    expect(bench.iommu.statistics({})).toMatchObject({ answered: 1, pending: 0 });
  });

  test.each(['SUCCESS', 'INVALID_REQUEST'] as const)(
    'to an index that nothing is outstanding for sets the unexpected bit, and does nothing else: %s',
    (code) => {
      const bench = stage();
      send(bench, ask(1, { prgi: 3 }));
      const before = { ...pri(bench)!, unexpectedPrgi: true, unexpectedResponses: 1 };
      const [cookie] = pending(bench);
      bench.said();
      const sent = bench.iommu.sendPageResponse(1, { prgi: 4, pasid: NO_PASID, rawCode: CODE[code] });
      expect(sent).toEqual({ effect: 'UNEXPECTED', cookie: undefined });
      expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-PRI-55', prgi: 4, culprit: 'VMM' }]);
      expect(pri(bench)).toEqual(before);
      expect(pending(bench)).toEqual([cookie]);
    },
  );

  test('to a group that was answered is unexpected: it does not come again', () => {
    const bench = stage();
    send(bench, ask(1), ask(2, { prgi: 1 }));
    answer(bench, CODE.SUCCESS, pending(bench)[0]!);
    bench.said();
    const again = { prgi: 0, pasid: NO_PASID, rawCode: CODE.SUCCESS };
    expect(bench.iommu.sendPageResponse(1, again).effect).toBe('UNEXPECTED');
    expect(broken(bench)).toEqual(['R-PRI-55']);
    expect(pri(bench)).toMatchObject({ unexpectedPrgi: true, unexpectedResponses: 1, outstandingPageRequests: 1 });
  });

  test.each([
    [5, 'RETRY', []],
    [6, 'UNEXPECTED', ['R-PRI-56']],
    [NO_PASID, 'UNEXPECTED', ['R-PRI-56']],
  ] as const)('with PASID %i to a request of PASID 5, where it is required: %s', (pasid, effect, rules) => {
    const bench = stage({ endpoint: { ...FULL, pri: { prgResponsePasidRequired: true } } });
    bench.iommu.attach(1, 5, 1, 0n);
    send(bench, ask(1, { pasid: 5 }));
    bench.said();
    expect(bench.iommu.sendPageResponse(1, { prgi: 0, pasid, rawCode: CODE.SUCCESS }).effect).toBe(effect);
    expect(broken(bench)).toEqual(rules);
    const unexpected = effect === 'UNEXPECTED';
    expect(pri(bench)).toMatchObject({ unexpectedPrgi: unexpected, outstandingPageRequests: unexpected ? 1 : 0 });
    expect(pending(bench)).toHaveLength(unexpected ? 1 : 0);
  });

  test.each([5, 6, NO_PASID])('with PASID %i to a request of PASID 5, where none is required, answers it', (pasid) => {
    const bench = stage();
    bench.iommu.attach(1, 5, 1, 0n);
    send(bench, ask(1, { pasid: 5 }));
    bench.said();
    expect(bench.iommu.sendPageResponse(1, { prgi: 0, pasid, rawCode: CODE.SUCCESS }).effect).toBe('RETRY');
    // It arrives as it was written: without PASID it carries none.
    expect(heard(bench)).toMatchObject([{ prgi: 0, pasid }]);
    expect(pri(bench)).toMatchObject({ unexpectedPrgi: false, outstandingPageRequests: 0 });
    expect(pending(bench)).toEqual([]);
  });
});
