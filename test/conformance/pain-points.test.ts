import { CODE, answer, broken, heard, marker, pending, pri, refusal, reports, send, stage } from './stage';
import { ask, FULL, pages, write, type Bench } from '../unit/core/fixture';
import { NO_PASID, type PageResponseCode } from '../../src/model/page-request';
import { READ, WRITE } from '../../src/model/permissions';

const DAY = 86_400_000_000_000n;

describe('a slow reader', () => {
  test.each([1, 7, 64])('gets groups of %i pages whole, one at a time', (size) => {
    const bench = stage({ endpoint: { ...FULL, pri: { capacity: 128 } } });
    const group = (prgi: number) => Array.from({ length: size }, (_, i) => ask(i, { prgi, last: i === size - 1 }));
    send(bench, ...group(1), ...group(2));
    expect(bench.iommu.deliver(1, 0)).toEqual([]);
    for (const prgi of [1, 2]) {
      const delivered = bench.iommu.deliver(1, 1);
      expect(delivered.map((each) => [each.prgi, each.pages.length])).toEqual([[prgi, size]]);
    }
  });

  test('shows in the depth of the queue, its high-water mark and the age of the oldest group', () => {
    const bench = stage();
    bench.iommu.tick(100n);
    send(bench, ask(1), ask(2, { prgi: 1 }));
    bench.iommu.tick(350n);
    send(bench, ask(3, { prgi: 2 }));
    bench.iommu.deliver(1, 1);
    const shown = { pending: 3, undelivered: 2, pendingHighWater: 3, oldestPendingAgeNs: 250n };
    for (const scope of [{}, { domainId: 1 }, { endpointId: 1 }]) {
      expect(bench.iommu.statistics(scope)).toMatchObject(shown);
    }
    answer(bench, CODE.INVALID_REQUEST, pending(bench)[0]!, pending(bench)[1]!);
    send(bench, ask(4, { prgi: 3 }));
    expect(bench.iommu.statistics({})).toMatchObject({ pending: 2, pendingHighWater: 3, oldestPendingAgeNs: 0n });
  });

  test.each([
    ['undelivered', { page_request_queue_depth: 2 }],
    ['unanswered', { max_pending_groups: 2 }],
  ])('does not make the number of %s groups grow beyond its limit', (_which, limits) => {
    for (const code of Object.keys(CODE) as PageResponseCode[]) {
      const bench = stage({ limits, policy: { automaticAnswers: { overflow: code } } });
      const groups = send(bench, ask(1), ask(2, { prgi: 1 }), ask(3, { prgi: 2 }));
      expect(groups).toMatchObject([{ kind: 'QUEUED' }, { kind: 'QUEUED' }, { kind: 'ANSWERED', code }]);
    }
  });

  test('holds back the credits of its devices in place of answers, where its queue is made so', () => {
    const bench = stage({ limits: { page_request_queue_depth: 1 }, allocation: 3 });
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true, overflowPolicy: 'HOLD_CREDITS' });
    bench.iommu.attach(1, 5, 2, 0n);
    const groups = [1, 2, 3].map((prgi) => ask(prgi, { prgi, pasid: 5 }));
    bench.said();
    expect(send(bench, ...groups)).toMatchObject([{ kind: 'QUEUED' }, { kind: 'QUEUED' }, { kind: 'QUEUED' }]);
    expect(refusal(bench, ask(4, { prgi: 4, pasid: 5 }))).toBe('PRI_CREDITS_EXHAUSTED');
    expect(heard(bench)).toEqual([]);
    expect(bench.iommu.statistics({ domainId: 2 })).toMatchObject({ undelivered: 3, autoAnswered: 0, overflows: 0 });
    const [first] = bench.iommu.deliver(2, 1);
    answer(bench, CODE.SUCCESS, first!.cookie);
    expect(send(bench, ask(4, { prgi: 4, pasid: 5 }))).toMatchObject([{ kind: 'QUEUED' }]);
  });
});

describe('a group that came before', () => {
  const comeAgain = (bench: Bench) => {
    bench.iommu.detach(1, 5);
    bench.iommu.attach(1, 5, 2, 0xbeefn);
  };

  test.each([
    [
      'a detach',
      (bench: Bench) => {
        bench.iommu.detach(1, 5);
      },
    ],
    [
      'a replacement',
      (bench: Bench) => {
        bench.iommu.replace(1, 5, 2, 0n);
      },
    ],
    ['another owner of its PASID', comeAgain],
  ])('%s has been answered Invalid Request: the response that comes later does nothing', (_what, act) => {
    const bench = stage();
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
    bench.iommu.attach(1, 5, 1, 5n);
    send(bench, ask(1, { pasid: 5 }), ask(2, { prgi: 1 }));
    const [cookie, other] = pending(bench);
    bench.said();
    act(bench);
    expect(heard(bench)).toMatchObject([{ prgi: 0, code: 'INVALID_REQUEST' }]);
    const mappings = [pages(1, 1)];
    expect(bench.iommu.resolve([{ cookie: cookie!, mappings }], 'CONTINUE').results).toMatchObject([
      { result: { outcome: 'AUTO_ANSWERED', rule: 'R-AUTO-43' } },
    ]);
    expect(bench.iommu.domain(1).mappingCount).toBe(0);
    expect(heard(bench)).toEqual([]);
    expect(pending(bench)).toEqual([other]);
  });

  test('an answer is answered once: the second response is told so and does nothing', () => {
    const bench = stage();
    send(bench, ask(1));
    const [cookie] = pending(bench);
    answer(bench, CODE.SUCCESS, cookie!);
    send(bench, ask(2));
    bench.said();
    expect(answer(bench, CODE.RESPONSE_FAILURE, cookie!)).toEqual([{ outcome: 'ALREADY_ANSWERED', code: 'SUCCESS' }]);
    expect(heard(bench)).toEqual([]);
    expect(pending(bench)).toHaveLength(1);
  });

  test('a PASID got a new owner cannot be taken for one of the new owner', () => {
    const bench = stage();
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
    bench.iommu.attach(1, 5, 1, 5n);
    send(bench, ask(1, { pasid: 5 }));
    const [old] = bench.iommu.pendingGroups(undefined, 0n, 10);
    comeAgain(bench);
    send(bench, ask(1, { pasid: 5 }));
    const [fresh] = bench.iommu.pendingGroups(undefined, 0n, 10);
    expect(fresh).toMatchObject({ domainId: 2, deviceCookie: 0xbeefn, pasid: 5, prgi: 0 });
    expect(fresh!.attachmentGeneration).toBeGreaterThan(old!.attachmentGeneration);
    bench.iommu.resolve([{ cookie: old!.cookie, mappings: [pages(1, 1)] }], 'CONTINUE');
    expect(bench.iommu.domain(2).mappingCount).toBe(0);
    expect(pending(bench)).toEqual([fresh!.cookie]);
  });
});

test('a group that lost a page to an overflow gets no cookie, and its index can come back for a whole one', () => {
  const bench = stage({ limits: { max_partial_pages: 2 } });
  send(bench, ask(1, { last: false }), ask(2, { last: false }), ask(3, { last: false }));
  expect(send(bench, ask(4))).toEqual([{ kind: 'ANSWERED', code: 'SUCCESS', rule: 'R-AUTO-08' }]);
  const dropped = reports(bench, 'PARTIALS_DROPPED').map(({ pageRequestCount }) => pageRequestCount);
  expect(dropped).toEqual([3]);
  expect(bench.iommu.statistics({})).toMatchObject({ droppedPages: 3, partialPages: 0, pending: 0 });
  expect(send(bench, ask(5, { last: false }), ask(6))).toMatchObject([{ kind: 'QUEUED' }]);
  expect(bench.iommu.pendingGroups(1, 0n, 1)[0]?.pages.map(({ page }) => page)).toEqual([5, 6]);
});

describe('an answer too many', () => {
  test.each<[string, (bench: Bench) => unknown]>([
    ['no domain', (b) => b.iommu.detach(1, 5)],
    ['a domain that takes none', (b) => b.iommu.replace(1, 5, 2, 0n)],
  ])('comes to every page of a group that meets %s, as from Linux, and the device flags it', (_what, prepare) => {
    const bench = stage({ policy: { quirks: { answerEveryPage: true } } });
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    bench.iommu.attach(1, 5, 1, 0n);
    prepare(bench);
    bench.said();
    const page = (last: boolean) => ask(1, { pasid: 5, prgi: 3, last });
    send(bench, page(false), page(false), page(true));
    const said = bench.said();
    const effects = said.flatMap((o) =>
      o.kind === 'ENDPOINT' && o.message.kind === 'PAGE_RESPONSE' ? [[o.message.prgi, o.message.effect]] : [],
    );
    expect(effects).toEqual([
      [3, 'REQUEST_FAILED'],
      [3, 'UNEXPECTED'],
      [3, 'UNEXPECTED'],
    ]);
    const records = said.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
    expect(records.filter(({ kind }) => kind === 'AUTOMATIC_ANSWER')).toMatchObject([
      { rule: 'R-PAIN-03', forUnclosedGroup: true },
      { rule: 'R-PAIN-03', forUnclosedGroup: true },
      { rule: 'R-AUTO-40', forUnclosedGroup: false },
    ]);
    expect(pri(bench)).toMatchObject({ unexpectedPrgi: true, unexpectedResponses: 2, outstandingPageRequests: 0 });
    // A group counts once, however often it is answered.
    expect(bench.iommu.statistics({})).toMatchObject({ accepted: 1, autoAnswered: 1 });
  });

  test('does not come to any page but the last unless that is asked for', () => {
    const bench = stage();
    bench.iommu.detach(1, NO_PASID);
    bench.said();
    send(bench, ask(1, { last: false }), ask(2));
    expect(heard(bench)).toHaveLength(1);
    expect(pri(bench)).toMatchObject({ unexpectedPrgi: false });
  });

  test('comes to a stop marker from a driver that takes it for a page request, and the device flags it', () => {
    const bench = stage();
    bench.iommu.attach(1, 5, 1, 0n);
    send(bench, marker(5, { prgi: 6 }));
    bench.said();
    const response = { prgi: 6, pasid: NO_PASID, rawCode: CODE.INVALID_REQUEST };
    expect(bench.iommu.sendPageResponse(1, response)).toEqual({ effect: 'UNEXPECTED', cookie: undefined });
    expect(broken(bench)).toEqual(['R-PRI-55']);
    expect(pri(bench)).toMatchObject({ enabled: true, unexpectedPrgi: true });
  });
});

describe('two devices in one domain', () => {
  test('that ask alike are told apart by their cookies, and a response cannot reach the other one', () => {
    const bench = stage();
    bench.iommu.createEndpoint(2, { ...FULL, virtualId: 0x77n });
    bench.iommu.enablePri(2);
    for (const endpointId of [1, 2]) {
      bench.iommu.attach(endpointId, 5, 1, BigInt(endpointId));
      bench.iommu.submitPageRequests('HOSTED', endpointId, [ask(1, { pasid: 5, prgi: 3 })], 'CONTINUE');
    }
    const [first, second] = bench.iommu.pendingGroups(1, 0n, 10);
    expect([first, second]).toMatchObject([
      { endpointId: 1, deviceCookie: 1n, virtualId: 1n, pasid: 5, prgi: 3 },
      { endpointId: 2, deviceCookie: 2n, virtualId: 0x77n, pasid: 5, prgi: 3 },
    ]);
    const wrong = { cookie: second!.cookie, rawCode: 0, endpointId: 1 };
    expect(bench.iommu.respond([wrong], 'CONTINUE').results).toMatchObject([{ result: { outcome: 'MISMATCH' } }]);
    expect(pending(bench)).toEqual([first!.cookie, second!.cookie]);
    bench.said();
    answer(bench, CODE.SUCCESS, second!.cookie);
    const reached = bench.said().flatMap((o) => (o.kind === 'ENDPOINT' ? [o.endpointId] : []));
    expect(reached).toEqual([2]);
    expect(pending(bench)).toEqual([first!.cookie]);
  });
});

test('two page requests back to back both arrive, as they were sent', () => {
  const bench = stage();
  const closed = send(bench, ask(1, { permissions: READ }), ask(2, { prgi: 1, permissions: WRITE }));
  expect(closed).toMatchObject([{ kind: 'QUEUED' }, { kind: 'QUEUED' }]);
  const groups = bench.iommu.deliver(1, 10);
  expect(groups.map(({ prgi, pages: members }) => [prgi, members])).toEqual([
    [0, [{ page: 1, permissions: READ }]],
    [1, [{ page: 2, permissions: WRITE }]],
  ]);
});

describe('a group that nobody answers', () => {
  test('waits for ever when nobody chose a deadline', () => {
    const bench = stage();
    bench.iommu.issueDma('HOSTED', 1, write(0x1000n, new Uint8Array([1])));
    expect(bench.iommu.nextDeadline).toBeUndefined();
    bench.iommu.tick(1000n * DAY);
    expect(pending(bench)).toHaveLength(1);
  });

  test.each(Object.keys(CODE) as PageResponseCode[])('is answered %s at its deadline when that was chosen', (code) => {
    const bench = stage({ policy: { pageResponseDeadlineNs: 10n, pageResponseDeadlineCode: code } });
    send(bench, ask(1));
    bench.iommu.tick(9n);
    expect(pending(bench)).toHaveLength(1);
    bench.said();
    bench.iommu.tick(10n);
    expect(heard(bench)).toMatchObject([{ code }]);
    expect(pending(bench)).toEqual([]);
  });
});

describe('virtual time', () => {
  test.each([
    ['100 ms', 100_000_000n],
    ['1 s', 1_000_000_000n],
    ['90 s', 90_000_000_000n],
  ])('lets %s pass in one step, and says when what fell due on the way happened', (_what, limit) => {
    const bench = stage({ policy: { pageResponseDeadlineNs: limit } });
    send(bench, ask(1));
    bench.said();
    bench.iommu.tick(DAY);
    const [report] = bench.said().flatMap((o) => (o.kind === 'REPORT' ? [o.report] : []));
    expect(report).toMatchObject({ timeNs: limit, record: { kind: 'AUTOMATIC_ANSWER', rule: 'V-DEADLINE' } });
    expect(bench.iommu.now).toBe(DAY);
  });
});
