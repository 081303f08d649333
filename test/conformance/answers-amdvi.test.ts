import { CODE, answer, heard, pending, pri, reports, send, stage } from './stage';
import { ask, FULL, type Bench } from '../unit/core/fixture';
import type { ContextPatch } from '../../src/model/endpoint';
import { NO_PASID, type PageResponseCode } from '../../src/model/page-request';

/** The event INVALID_PPR_REQUEST. */
const INVALID_PPR_REQUEST = 9;

describe('AMD-Vi: a page request that the device table refuses', () => {
  const rows: [string, ContextPatch][] = [
    ['its entry is not valid', { state: 'INVALID' }],
    ['its entry cannot be read', { state: 'ACCESS_FAULT' }],
    ['its entry forbids them', { pageRequestsAllowed: false }],
  ];

  function refused(context: ContextPatch): Bench {
    const bench = stage({ profile: 'AMDVI', endpoint: { ...FULL, context } });
    expect(send(bench, ask(1, { prgi: 7 }))).toMatchObject([{ kind: 'UNANSWERED' }]);
    return bench;
  }

  test.each(rows)('because %s is an event, and nobody answers it: its credits do not return', (_why, context) => {
    const bench = refused(context);
    const said = bench.said();
    expect(said.some((o) => o.kind === 'ENDPOINT')).toBe(false);
    const records = said.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
    expect(records).toMatchObject([
      { kind: 'FAULT_EVENT', rawCode: INVALID_PPR_REQUEST, transaction: 'PAGE_REQUEST', iova: 0x1000n },
      { kind: 'GROUP_DISCARDED', prgi: 7, cookie: undefined },
    ]);
    bench.iommu.tick(10n ** 15n);
    expect(pri(bench)?.outstandingPageRequests).toBe(1);
    expect(bench.iommu.statistics({})).toMatchObject({ accepted: 1, discarded: 1, autoAnswered: 0 });
  });

  test('can be answered by software, which returns them', () => {
    const bench = refused({ pageRequestsAllowed: false });
    const effect = bench.iommu.sendPageResponse(1, { prgi: 7, pasid: NO_PASID, rawCode: CODE.INVALID_REQUEST }).effect;
    expect(effect).toBe('REQUEST_FAILED');
    expect(pri(bench)).toMatchObject({ enabled: true, outstandingPageRequests: 0, unexpectedPrgi: false });
  });
});

describe('AMD-Vi: an overflow of the page request log', () => {
  test.each(['SUCCESS', 'INVALID_REQUEST', 'RESPONSE_FAILURE', undefined] as const)(
    'stops it until software restarts it; page requests are answered %s',
    (overflow) => {
      const policy = { automaticAnswers: { overflow } };
      const bench = stage({ profile: 'AMDVI', limits: { page_request_queue_depth: 1 }, policy });
      const code: PageResponseCode = overflow ?? 'SUCCESS';
      send(bench, ask(1));
      expect(send(bench, ask(2, { prgi: 1 }))).toEqual([{ kind: 'ANSWERED', code, rule: 'R-AMD-05' }]);
      bench.iommu.deliver(1, 10);
      if (code === 'RESPONSE_FAILURE') {
        bench.iommu.enablePri(1);
      }
      expect(send(bench, ask(3, { prgi: 2 }))).toMatchObject([{ kind: 'ANSWERED', code }]);
      if (code === 'RESPONSE_FAILURE') {
        bench.iommu.enablePri(1);
      }
      bench.iommu.acknowledgeOverflow(1);
      expect(send(bench, ask(4, { prgi: 3 }))).toMatchObject([{ kind: 'QUEUED' }]);
    },
  );

  test('can be left without any answer, as without automatic responses', () => {
    const policy = { automaticAnswers: { overflow: 'UNANSWERED' } } as const;
    const bench = stage({ profile: 'AMDVI', limits: { page_request_queue_depth: 1 }, policy });
    send(bench, ask(1));
    expect(send(bench, ask(2, { prgi: 1 }))).toEqual([{ kind: 'UNANSWERED', rule: 'R-AMD-05' }]);
    expect(heard(bench)).toEqual([]);
    expect(pri(bench)?.outstandingPageRequests).toBe(2);
  });
});

test('AMD-Vi: a malformed page request that is answered Response Failure turns PRI off, and the log says how', () => {
  const bench = stage({ profile: 'AMDVI' });
  bench.iommu.attach(1, 0, 1, 0n);
  bench.said();
  // Linux wants a PASID, and not 0.
  send(bench, ask(1), ask(2, { pasid: 0, prgi: 1 }));
  const groups = bench.iommu.pendingGroups(1, 0n, 10);
  expect(groups.map(({ pasid }) => pasid)).toEqual([NO_PASID, 0]);
  answer(bench, CODE.RESPONSE_FAILURE, pending(bench)[0]!);
  const said = bench.records();
  expect(said).toMatchObject([
    { kind: 'GROUP_QUEUED', cookie: groups[0]!.cookie },
    { kind: 'GROUP_QUEUED', cookie: groups[1]!.cookie },
    { kind: 'ENDPOINT_CHANGED', change: 'PRI_FAILED', endpointId: 1 },
    { kind: 'GROUP_ANSWERED', cookie: groups[0]!.cookie, code: 'RESPONSE_FAILURE', effect: 'PRI_OFF' },
  ]);
  expect(pri(bench)).toMatchObject({ enabled: false, responseFailure: true });
  expect(answer(bench, CODE.SUCCESS, ...pending(bench))).toMatchObject([{ outcome: 'IGNORED_PRI_OFF' }]);
  expect(reports(bench, 'VIOLATION')).toEqual([]);
});
