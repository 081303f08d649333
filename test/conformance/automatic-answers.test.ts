import { CODE, answer, EXTERNAL, heard, pending, pri, send, stage, type Wishes } from './stage';
import { ask, FULL, type Bench } from '../unit/core/fixture';
import { NO_PASID, type PageResponseCode } from '../../src/model/page-request';
import type { RuleId } from '../../src/model/rules';

/** One reason for which nobody takes page requests, how it is brought about, and what the endpoint is answered. */
interface Row {
  readonly when: string;
  readonly wishes?: Wishes;
  readonly prepare?: (bench: Bench) => unknown;
  readonly rule: RuleId;
  readonly code: PageResponseCode;
}

const noTaker = (bench: Bench) => {
  bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
  bench.iommu.replace(1, NO_PASID, 2, 0n);
};
const fill = (bench: Bench) => send(bench, ask(100, { prgi: 100 }));

const ROWS: readonly Row[] = [
  {
    when: 'translation is off',
    prepare: (bench) => {
      bench.iommu.update({ translation: 'OFF' });
    },
    rule: 'R-AUTO-01',
    code: 'RESPONSE_FAILURE',
  },
  {
    when: 'translation is bypassed',
    prepare: (bench) => {
      bench.iommu.update({ translation: 'BYPASS' });
    },
    rule: 'R-AUTO-02',
    code: 'INVALID_REQUEST',
  },
  {
    when: 'the device directory has no place for it',
    wishes: { endpoint: { ...FULL, virtualId: 0x100n }, policy: { virtualIdWidthBits: 8 } },
    rule: 'R-AUTO-03',
    code: 'INVALID_REQUEST',
  },
  {
    when: 'its context is not usable',
    prepare: (bench) => bench.iommu.updateContext(1, { state: 'INVALID' }),
    rule: 'R-AUTO-04',
    code: 'RESPONSE_FAILURE',
  },
  {
    when: 'its context forbids page requests',
    prepare: (bench) => bench.iommu.updateContext(1, { pageRequestsAllowed: false }),
    rule: 'R-AUTO-05',
    code: 'INVALID_REQUEST',
  },
  {
    when: 'the page-request queue is off',
    prepare: (bench) => {
      bench.iommu.update({ pageRequestQueueEnabled: false });
    },
    rule: 'R-AUTO-06',
    code: 'RESPONSE_FAILURE',
  },
  {
    when: 'the page-request queue cannot be written',
    prepare: (bench) => {
      bench.iommu.update({ pageRequestQueueFault: true });
    },
    rule: 'R-AUTO-07',
    code: 'RESPONSE_FAILURE',
  },
  {
    when: 'the queue is full',
    wishes: { limits: { page_request_queue_depth: 1 } },
    prepare: fill,
    rule: 'R-AUTO-08',
    code: 'SUCCESS',
  },
  {
    when: 'there is no domain',
    prepare: (bench) => bench.iommu.detach(1, NO_PASID),
    rule: 'R-AUTO-40',
    code: 'INVALID_REQUEST',
  },
  { when: 'the domain takes no page requests', prepare: noTaker, rule: 'R-AUTO-40', code: 'INVALID_REQUEST' },
];

describe.each(ROWS)('when $when', ({ wishes, prepare, rule, code }) => {
  function prepared(): Bench {
    const bench = stage(wishes);
    prepare?.(bench);
    bench.said();
    return bench;
  }

  test('the last page of a group is answered once, and the answer is on record with its rule', () => {
    const bench = prepared();
    expect(send(bench, ask(1))).toEqual([{ kind: 'ANSWERED', code, rule }]);
    const said = bench.said();
    const answers = said.flatMap((o) =>
      o.kind === 'ENDPOINT' && o.message.kind === 'PAGE_RESPONSE' ? [o.message] : [],
    );
    expect(answers).toMatchObject([{ code, prgi: 0, cookie: undefined }]);
    const records = said.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
    expect(records.filter(({ kind }) => kind === 'AUTOMATIC_ANSWER')).toMatchObject([
      { rule, code, prgi: 0, endpointId: 1 },
    ]);
    expect(pri(bench)).toMatchObject({
      enabled: code !== 'RESPONSE_FAILURE',
      responseFailure: code === 'RESPONSE_FAILURE',
    });
  });

  test('the other pages of a group get no answer, and are dropped with it', () => {
    const bench = prepared();
    send(bench, ask(1, { last: false }), ask(2, { last: false }));
    expect(heard(bench)).toEqual([]);
    send(bench, ask(3));
    expect(heard(bench)).toMatchObject([{ code }]);
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({
      autoAnswered: 1,
      droppedPages: 2,
      partialPages: 0,
    });
  });
});

describe('page requests', () => {
  test('that somebody takes are queued, and not answered', () => {
    const bench = stage();
    expect(send(bench, ask(1, { last: false }), ask(2))).toMatchObject([{ kind: 'QUEUED' }]);
    expect(heard(bench)).toEqual([]);
    expect(bench.iommu.statistics({})).toMatchObject({ accepted: 1, pending: 1, autoAnswered: 0 });
  });

  test.each([
    [
      'the queue is off',
      (bench: Bench) => {
        bench.iommu.update({ pageRequestQueueEnabled: false });
      },
    ],
    ['the queue of its former domain is full', fill],
  ])('of a function without domain are answered for that, also when %s', (_what, prepare) => {
    const bench = stage({ limits: { page_request_queue_depth: 1 } });
    bench.iommu.createEndpoint(2, FULL);
    bench.iommu.enablePri(2);
    prepare(bench);
    const { closed } = bench.iommu.submitPageRequests('HOSTED', 2, [ask(1)], 'CONTINUE');
    expect(closed).toMatchObject([{ group: { kind: 'ANSWERED', code: 'INVALID_REQUEST', rule: 'R-AUTO-40' } }]);
  });

  test('are taken again as soon as the queue has room', () => {
    const bench = stage({ limits: { page_request_queue_depth: 1 } });
    expect(send(bench, ask(1), ask(2, { prgi: 1 }))).toMatchObject([{ kind: 'QUEUED' }, { kind: 'ANSWERED' }]);
    bench.iommu.deliver(1, 1);
    expect(send(bench, ask(2, { prgi: 1 }))).toMatchObject([{ kind: 'QUEUED' }]);
  });

  test.each([
    ['no domain', 'noDomain', (bench: Bench) => bench.iommu.detach(1, NO_PASID)],
    ['a domain that takes none', 'noPageRequests', noTaker],
    ['a full queue', 'overflow', fill],
  ] as const)('that meet %s are answered as the policy says', (_what, key, prepare) => {
    for (const code of Object.keys(CODE) as PageResponseCode[]) {
      const bench = stage({ limits: { page_request_queue_depth: 1 }, policy: { automaticAnswers: { [key]: code } } });
      prepare(bench);
      expect(send(bench, ask(1))).toMatchObject([{ kind: 'ANSWERED', code }]);
    }
  });

  test('of one function that takes none leave the PRI of every function on', () => {
    const bench = stage();
    bench.iommu.createEndpoint(2, FULL);
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    bench.iommu.attach(2, NO_PASID, 2, 0n);
    bench.iommu.enablePri(2);
    bench.iommu.submitPageRequests('HOSTED', 2, [ask(1)], 'CONTINUE');
    for (const { pri: status } of bench.iommu.endpoints(0, 10)) {
      expect(status).toMatchObject({ enabled: true, responseFailure: false });
    }
  });
});

describe('an attachment that ends', () => {
  test.each([
    ['is detached', (bench: Bench) => bench.iommu.detach(1, 5)],
    ['is replaced', (bench: Bench) => bench.iommu.replace(1, 5, 2, 0n)],
    ['loses its domain', (bench: Bench) => bench.iommu.deleteDomain(3, true)],
  ])('because it %s answers its groups Invalid Request, and those of no other', (_what, act) => {
    const bench = stage();
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
    bench.iommu.createDomain(3, { kind: 'PAGING', pageRequests: true });
    bench.iommu.attach(1, 5, 3, 5n);
    bench.iommu.attach(1, 6, 1, 6n);
    const five = (page: number, prgi: number, last = true) => ask(page, { pasid: 5, prgi, last });
    send(bench, five(1, 1), five(2, 2), five(3, 3, false), ask(4, { pasid: 6, prgi: 4 }), ask(5, { prgi: 5 }));
    bench.iommu.deliver(3, 1);
    const [delivered, undelivered, ...others] = pending(bench);
    bench.said();
    act(bench);
    const said = bench.said();
    const answers = said.flatMap((o) =>
      o.kind === 'ENDPOINT' && o.message.kind === 'PAGE_RESPONSE' ? [o.message] : [],
    );
    expect(answers.map(({ prgi, code }) => [prgi, code])).toEqual([
      [1, 'INVALID_REQUEST'],
      [2, 'INVALID_REQUEST'],
    ]);
    expect(pending(bench)).toEqual(others);
    const late = { outcome: 'AUTO_ANSWERED', rule: 'R-AUTO-43', code: 'INVALID_REQUEST' };
    expect(answer(bench, CODE.SUCCESS, delivered!, undelivered!)).toEqual([late, late]);
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ partialPages: 0, droppedPages: 1 });
    expect(pri(bench)?.enabled).toBe(true);
  });
});

describe('a function that is gone', () => {
  test.each([
    [
      'a function reset',
      (bench: Bench) => {
        bench.iommu.resetFunction(1);
      },
    ],
    [
      'a removal',
      (bench: Bench) => {
        bench.iommu.surpriseRemove(1);
      },
    ],
    [
      'a deletion',
      (bench: Bench) => {
        bench.iommu.deleteEndpoint(1, true);
      },
    ],
    [
      'a new beginning of its device model',
      (bench: Bench) => {
        bench.iommu.connect(1);
      },
    ],
  ])('with %s is sent nothing: its groups are discarded, on record', (_what, act) => {
    const bench = stage({ endpoint: EXTERNAL });
    send(bench, ask(1), ask(2, { prgi: 1, last: false }));
    const [cookie] = pending(bench);
    bench.said();
    act(bench);
    const said = bench.said();
    expect(said.some((o) => o.kind === 'ENDPOINT' && o.message.kind === 'PAGE_RESPONSE')).toBe(false);
    const kinds = said.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record.kind] : []));
    expect(kinds).toEqual(expect.arrayContaining(['GROUP_DISCARDED', 'PARTIALS_DROPPED']));
    expect(kinds).not.toContain('AUTOMATIC_ANSWER');
    expect(answer(bench, CODE.SUCCESS, cookie!)).toMatchObject([{ outcome: 'DISCARDED' }]);
    expect(heard(bench)).toEqual([]);
  });
});
