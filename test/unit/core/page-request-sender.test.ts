import { NO_PASID, type PageRequestItem } from '../../../src/model/page-request';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import type { EndpointRequest } from '../../../src/model/endpoint';
import { ask, FULL, write, type Bench } from './fixture';
import { told } from './refusal';
import { answer, balanced, begin, pending, reported, send, stage, violations } from './stage';

const RESTRICTED = { ...FULL, pasid: { executePermission: false, privilegedMode: false } };
const EXTERNAL: EndpointRequest = { backend: 'EXTERNAL', ats: {}, pri: {}, pasid: {} };
const MARKER = ask(0, { permissions: NONE, pasid: 5 });

/** How an endpoint gets into a state in which something must not be sent, and what that is. */
interface Case {
  readonly rule: string;
  readonly refused: string;
  readonly item: PageRequestItem;
  readonly prepare?: (bench: Bench) => unknown;
  readonly endpoint?: EndpointRequest;
}

const IN_USE = (bench: Bench) => send(bench, [ask(1)]);
const CASES: Case[] = [
  { rule: 'R-PRI-13', refused: 'PRI_DISABLED', item: ask(1), prepare: ({ iommu }) => iommu.disablePri(1) },
  { rule: 'R-PRI-20', refused: 'PRI_CREDITS_EXHAUSTED', item: ask(1, { prgi: 1 }), prepare: IN_USE },
  { rule: 'R-PRI-28', refused: 'PRGI_IN_USE prgi', item: ask(2), prepare: IN_USE },
  {
    rule: 'R-PRI-29',
    refused: 'PRGI_IN_USE prgi',
    item: ask(2, { pasid: 5 }),
    prepare: (bench) => send(bench, [ask(1, { last: false })]),
  },
  { rule: 'R-PRI-31', refused: 'PERMISSIONS_INVALID permissions', item: ask(1, { permissions: READ | EXECUTE }) },
  {
    rule: 'R-PRI-32',
    refused: 'PERMISSIONS_INVALID permissions',
    item: ask(1, { permissions: WRITE | EXECUTE, pasid: 5 }),
  },
  {
    rule: 'R-PRI-33',
    refused: 'PERMISSIONS_INVALID permissions',
    item: ask(1, { permissions: READ | PRIVILEGED, pasid: 5 }),
    endpoint: RESTRICTED,
  },
  {
    rule: 'R-PRI-36',
    refused: 'PERMISSIONS_INVALID permissions',
    item: ask(1, { permissions: NONE, last: false, pasid: 5 }),
  },
  { rule: 'R-PRI-41', refused: 'STOP_MARKER_WITHOUT_PASID permissions', item: ask(1, { permissions: NONE }) },
  {
    rule: 'R-PRI-47',
    refused: 'PASID_STOPPED pasid',
    item: ask(1, { pasid: 5 }),
    prepare: (bench) => send(bench, [MARKER]),
  },
];

function prepared({ rule, endpoint = FULL, prepare }: Case): Bench {
  const bench = stage({ endpoint, allocation: rule === 'R-PRI-20' ? 1 : 8, pasids: [5] });
  prepare?.(bench);
  bench.said();
  return bench;
}

describe('a hosted endpoint', () => {
  test.each(CASES)('is refused $refused by default, without a trace ($rule)', (what) => {
    const bench = prepared(what);
    const before = [bench.iommu.endpoint(1), bench.iommu.statistics({}), pending(bench)];
    const { failures, closed } = send(bench, [what.item]);
    expect(failures.map(({ error }) => told(error))).toEqual([what.refused]);
    expect([closed, bench.said()]).toEqual([[], []]);
    expect([bench.iommu.endpoint(1), bench.iommu.statistics({}), pending(bench)]).toEqual(before);
  });

  test.each(CASES)('does it when that is allowed, and it is recorded as $rule', (what) => {
    const bench = prepared(what);
    const { failures, executed } = send(bench, [what.item], true);
    expect([failures, executed]).toEqual([[], 1]);
    const { pasid, prgi } = what.item;
    expect(reported(bench, 'VIOLATION')).toEqual([
      {
        kind: 'VIOLATION',
        rule: what.rule,
        endpointId: 1,
        detail: expect.any(String) as string,
        pasid: pasid === NO_PASID ? undefined : pasid,
        prgi,
        itag: undefined,
        culprit: 'ENDPOINT',
        onPurpose: true,
      },
    ]);
    expect(violations(bench)).toHaveLength(1);
    balanced(bench);
  });

  test('may keep to the rules although it need not', () => {
    const bench = stage();
    send(bench, [ask(1, { last: false }), ask(2), ask(3, { prgi: 1 })], true);
    expect(violations(bench)).toEqual([]);
    expect(pending(bench)).toHaveLength(2);
  });

  test('without PRI is refused, whatever is allowed', () => {
    const bench = stage({ endpoint: { ats: {} } });
    for (const allowed of [false, true]) {
      const { failures } = send(bench, [ask(1)], allowed);
      expect(failures.map(({ error }) => told(error))).toEqual(['PRI_NOT_SUPPORTED endpoint_id']);
    }
    expect(bench.said()).toEqual([]);
  });

  test('breaks several rules with one request, each on record', () => {
    const bench = stage({ allocation: 1 });
    send(bench, [ask(1)]);
    send(bench, [ask(2, { permissions: WRITE | EXECUTE, last: false })], true);
    expect(violations(bench).map(({ rule }) => rule)).toEqual(['R-PRI-32', 'R-PRI-31', 'R-PRI-20', 'R-PRI-28']);
  });
});

describe('the last credit (R-PRI-21)', () => {
  test('closes the group of a hosted endpoint, which is told so', () => {
    const bench = stage({ allocation: 2 });
    const { closed } = send(
      bench,
      [1, 2].map((page) => ask(page, { last: false })),
    );
    expect(closed).toMatchObject([{ index: 1, group: { kind: 'QUEUED', byLastCredit: true } }]);
    expect(pending(bench)).toMatchObject([{ pages: [{ page: 1 }, { page: 2 }] }]);
    expect(violations(bench)).toEqual([]);
  });

  test('taken by the last page of a group is nothing to tell', () => {
    const { closed } = send(stage({ allocation: 1 }), [ask(1)]);
    expect(closed[0]?.group).not.toHaveProperty('byLastCredit');
  });

  test('tells also of a group that was answered at once', () => {
    const bench = stage({ allocation: 1 });
    bench.iommu.detach(1, NO_PASID);
    const { closed } = send(bench, [ask(1, { last: false })]);
    expect(closed).toMatchObject([{ group: { kind: 'ANSWERED', code: 'INVALID_REQUEST', byLastCredit: true } }]);
  });

  test('leaves the group open on purpose, which is recorded, and then it cannot be closed', () => {
    const bench = stage({ allocation: 2 });
    const { closed } = send(
      bench,
      [1, 2].map((page) => ask(page, { last: false })),
      true,
    );
    expect(closed).toEqual([]);
    expect(violations(bench)).toMatchObject([{ rule: 'R-PRI-21', prgi: 0, onPurpose: true }]);
    const { failures } = send(bench, [ask(3)]);
    expect(failures.map(({ error }) => told(error))).toEqual(['PRI_CREDITS_EXHAUSTED']);
  });
});

describe('credits', () => {
  test('beyond the allocation are owed, and return like all others', () => {
    const bench = stage({ allocation: 1 });
    send(bench, [ask(1), ask(2, { prgi: 1 }), ask(3, { prgi: 2 })], true);
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ allocation: 1, outstandingPageRequests: 3 });
    bench.iommu.respond(
      pending(bench).map(({ cookie }) => ({ cookie, rawCode: 0 })),
      'CONTINUE',
    );
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ outstandingPageRequests: 0, unexpectedPrgi: false });
  });

  test('are not taken by a Stop Marker, which is sent when there are none (R-PRI-22)', () => {
    const bench = stage({ allocation: 1 });
    send(bench, [ask(1)]);
    const { failures } = send(bench, [MARKER]);
    expect(failures).toEqual([]);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(1);
  });

  test('that are owed have a limit, also where everything is allowed', () => {
    const bench = stage({ allocation: 1, limits: { max_open_page_requests: 3 } });
    bench.iommu.update({ automaticAnswers: { overflow: 'UNANSWERED' } });
    const { failures } = send(
      bench,
      [1, 2, 3, 4].map((prgi) => ask(1, { prgi })),
      true,
    );
    expect(failures).toMatchObject([
      { index: 3, error: { reason: 'LIMIT_EXCEEDED', metadata: { limit: 'max_open_page_requests', value: '3' } } },
    ]);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(3);
  });

  test('do not bound groups that nobody can close: their number has a limit as well', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { capacity: 2000 } }, limits: { max_partial_pages: 600 } });
    bench.iommu.detach(1, NO_PASID);
    const open = Array.from({ length: 700 }, (_, i) => ask(1, { prgi: i % 512, pasid: i >> 9, last: false }));
    const { executed, failures } = send(bench, open, true);
    expect([executed, failures[0]?.error.reason]).toEqual([600, 'LIMIT_EXCEEDED']);
  });

  test('are not counted for what is sent while PRI is disabled', () => {
    const bench = stage();
    bench.iommu.disablePri(1);
    send(bench, [ask(1)], true);
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ stopped: true, outstandingPageRequests: 0 });
    expect(balanced(bench)).toMatchObject({ accepted: 1, pending: 1 });
    // Nobody expects its answer, and nobody is to blame for it.
    expect(answer(bench, 0)).toEqual([{ index: 0, result: { outcome: 'IGNORED_PRI_OFF', effect: 'IGNORED' } }]);
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ unexpectedPrgi: false, ignoredResponses: 1 });
    expect(violations(bench).map(({ rule }) => rule)).toEqual(['R-PRI-13']);
  });
});

describe('an external endpoint', () => {
  const REFUSED = ['R-PRI-13', 'R-PRI-20', 'R-PRI-47'];
  const OWN_CHOICE = ['R-PRI-28', 'R-PRI-29'];
  const cases = (rules: string[]) => CASES.filter(({ rule }) => rules.includes(rule));

  test.each(cases(REFUSED))('is refused $refused, and that is on record ($rule)', (what) => {
    const bench = prepared({ ...what, endpoint: EXTERNAL });
    const before = [bench.iommu.endpoint(1), pending(bench)];
    const { failures } = send(bench, [what.item]);
    expect(failures.map(({ error }) => told(error))).toEqual([what.refused]);
    expect([bench.iommu.endpoint(1), pending(bench)]).toEqual(before);
    expect(violations(bench)).toMatchObject([{ rule: what.rule, culprit: 'ENDPOINT', onPurpose: false }]);
  });

  test.each(cases(OWN_CHOICE))('chooses its indexes, and what is wrong with them is on record ($rule)', (what) => {
    const bench = prepared({ ...what, endpoint: EXTERNAL });
    const { failures } = send(bench, [what.item]);
    expect(failures).toEqual([]);
    expect(violations(bench)).toMatchObject([{ rule: what.rule, culprit: 'ENDPOINT', onPurpose: false }]);
  });

  test('need not close its group with the last credit, which is on record (R-PRI-21)', () => {
    const bench = stage({ endpoint: EXTERNAL, allocation: 1 });
    expect(send(bench, [ask(1, { last: false })]).closed).toEqual([]);
    expect(violations(bench)).toMatchObject([{ rule: 'R-PRI-21', onPurpose: false }]);
  });

  test('is refused a bad form as a hosted one is, and that is nowhere on record', () => {
    const bench = stage({ endpoint: EXTERNAL });
    expect(send(bench, [ask(1, { permissions: NONE })]).failures).toHaveLength(1);
    expect(violations(bench)).toEqual([]);
  });

  test.each(CASES)('does it when that is allowed, and it is recorded as $rule', (what) => {
    const { pasid } = what.endpoint ?? {};
    const bench = prepared({ ...what, endpoint: { ...EXTERNAL, pasid: pasid ?? {} } });
    expect(send(bench, [what.item], true).failures).toEqual([]);
    expect(violations(bench)).toMatchObject([{ rule: what.rule, onPurpose: true }]);
  });
});

describe('a Stop Marker', () => {
  test('stops its PASID, makes what is asked for it stale, and is not answered (R-PRI-40, R-PRI-46)', () => {
    const bench = stage({ pasids: [5, 6] });
    send(bench, [ask(1, { pasid: 5 }), ask(1, { pasid: 6, prgi: 1 })]);
    bench.said();
    expect(send(bench, [MARKER]).closed).toEqual([]);
    expect(bench.records()).toMatchObject([{ kind: 'STOP_MARKER', pasid: 5, domainId: 1, dropped: undefined }]);
    expect(bench.iommu.endpoint(1).stoppedPasids).toBe(1);
    const responses = pending(bench).map(({ cookie }) => ({ cookie, rawCode: 0 }));
    bench.said();
    expect(bench.iommu.respond(responses, 'CONTINUE').results).toEqual([
      { index: 0, result: { outcome: 'SENT', effect: 'STALE' } },
    ]);
    expect(bench.told(1)).toMatchObject([{ effect: 'STALE' }, { effect: 'RETRY' }]);
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ outstandingPageRequests: 0, staleResponses: 1 });
  });

  test('before the last page of a group ends the group, on record (R-PRI-46)', () => {
    const bench = stage({ pasids: [5], allocation: 2 });
    send(bench, [ask(1, { pasid: 5, last: false })]);
    send(bench, [MARKER]);
    expect(bench.records()).toMatchObject([
      { kind: 'VIOLATION', rule: 'R-PRI-46', pasid: 5, culprit: 'ENDPOINT' },
      { kind: 'PARTIALS_DROPPED', cause: 'STOP_PASID', rule: 'R-PRI-46', pageRequestCount: 1, groupCount: 1 },
      { kind: 'STOP_MARKER', pasid: 5 },
    ]);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(0);
    expect(bench.iommu.statistics({}).openPages).toBe(0);
  });

  test('ends the DMA of its PASID, also when an answer is on its way', () => {
    const bench = stage({ pasids: [5] });
    const operation = begin(bench, write(0x1000n, new Uint8Array(4), 5));
    send(bench, [{ ...MARKER, prgi: 7 }]);
    expect(bench.ended(operation).dma?.status).toBe('PASID_STOPPED');
    expect(bench.iommu.respond([{ cookie: pending(bench)[0]!.cookie, rawCode: 0 }], 'CONTINUE').failures).toEqual([]);
    expect(balanced(bench)).toMatchObject({ answered: 1, pending: 0 });
  });

  test('in one batch with the answer that wakes a DMA of its PASID lets the DMA ask no more', () => {
    const bench = stage({ pasids: [5], limits: { page_request_queue_depth: 1 }, overflowPolicy: 'DROP_OLD' });
    const operation = begin(bench, write(0x1000n, new Uint8Array(4), 5));
    // The new group makes the one of the DMA be answered Success.
    send(bench, [ask(9, { prgi: 7 }), MARKER]);
    expect(bench.ended(operation).dma).toMatchObject({ status: 'PASID_STOPPED', pageRequestGroups: 1 });
  });

  test('gives the credits of what it ends to who waits for them', () => {
    const bench = stage({ pasids: [5], endpoint: { ...FULL, pri: { capacity: 2 } } });
    send(bench, [ask(1, { prgi: 3 }), ask(2, { prgi: 4, pasid: 5, last: false })], true);
    begin(bench, write(0x7000n, new Uint8Array(4)));
    expect(pending(bench)).toHaveLength(1);
    send(bench, [MARKER], true);
    expect(pending(bench)).toMatchObject([{ pages: [{ page: 1 }] }, { pages: [{ page: 7 }] }]);
  });
});
