import { NO_PASID } from '../../../src/model/page-request';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import type { AutomaticAnswer, PartialsDropped } from '../../../src/model/report';
import type { PolicyPatch } from '../../../src/model/viommu';
import { ask, Bench, FULL } from './fixture';
import { told } from './refusal';

/** One endpoint with PRI, attached to a domain that takes page requests. */
function prepared(limits = {}): Bench {
  const bench = new Bench(limits);
  bench.iommu.createEndpoint(1, FULL);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, -1, 1, 0xcafen);
  bench.iommu.enablePri(1);
  bench.said();
  return bench;
}

const dropped = (bench: Bench) => bench.records().filter((r): r is PartialsDropped => r.kind === 'PARTIALS_DROPPED');

describe('dropped page requests', () => {
  test('every one is announced, and the counter is the sum of the announcements', () => {
    const bench = prepared({ max_pages_per_group: 3 });
    const pages = [1, 2, 3, 4].map((page) => ask(page, { last: false }));
    bench.iommu.submitPageRequests('HOSTED', 1, pages, 'CONTINUE');
    expect(dropped(bench)).toEqual([
      expect.objectContaining({ pageRequestCount: 3, groupCount: 1, cause: 'PARTIAL_OVERFLOW' }),
      expect.objectContaining({ pageRequestCount: 1, groupCount: 0, cause: 'PARTIAL_OVERFLOW' }),
    ]);
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ droppedPages: 4, partialPages: 0 });
  });

  test('a closing page request is answered, not dropped', () => {
    const bench = prepared();
    bench.iommu.detach(1, -1);
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    expect(dropped(bench)).toEqual([]);
    expect(bench.iommu.statistics({})).toMatchObject({ autoAnswered: 1, droppedPages: 0 });
  });
});

test('a domain counts every group that its reports name, one it cannot take included', () => {
  const bench = prepared();
  bench.iommu.update({ pageRequestQueueEnabled: false });
  bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
  expect(bench.records()).toContainEqual(expect.objectContaining({ kind: 'AUTOMATIC_ANSWER', domainId: 1 }));
  expect(bench.iommu.statistics({ domainId: 1 })).toMatchObject({ accepted: 1, autoAnswered: 1 });
});

const answers = (bench: Bench) => bench.records().filter((r): r is AutomaticAnswer => r.kind === 'AUTOMATIC_ANSWER');

describe('automatic answers', () => {
  const off: PolicyPatch = { translation: 'OFF' };
  const bypass: PolicyPatch = { translation: 'BYPASS' };
  const queueOff: PolicyPatch = { pageRequestQueueEnabled: false };

  test.each<[string, string, string, PolicyPatch, 'attached' | 'other' | 'none']>([
    ['TRANSLATION_OFF', 'R-AUTO-01', 'RESPONSE_FAILURE', off, 'attached'],
    ['TRANSLATION_OFF', 'R-AUTO-01', 'RESPONSE_FAILURE', off, 'none'],
    ['TRANSLATION_BYPASS', 'R-AUTO-02', 'INVALID_REQUEST', bypass, 'attached'],
    ['NO_DOMAIN', 'R-AUTO-40', 'INVALID_REQUEST', {}, 'none'],
    ['NO_DOMAIN', 'R-AUTO-40', 'INVALID_REQUEST', queueOff, 'none'],
    ['NO_DOMAIN', 'R-AUTO-40', 'SUCCESS', { automaticAnswers: { noDomain: 'SUCCESS' } }, 'none'],
    ['NO_PAGE_REQUESTS', 'R-AUTO-40', 'INVALID_REQUEST', {}, 'other'],
    ['NO_PAGE_REQUESTS', 'R-AUTO-40', 'SUCCESS', { automaticAnswers: { noPageRequests: 'SUCCESS' } }, 'other'],
    ['QUEUE_OFF', 'R-AUTO-06', 'RESPONSE_FAILURE', queueOff, 'attached'],
  ])('%s, %s: %s with %o, %s', (cause, rule, code, policy, where) => {
    const bench = prepared();
    bench.iommu.update(policy);
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    if (where !== 'attached') {
      bench.iommu.detach(1, NO_PASID);
    }
    if (where === 'other') {
      bench.iommu.attach(1, NO_PASID, 2, 5n);
    }
    const { closed } = bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    expect(closed).toEqual([{ index: 0, group: { kind: 'ANSWERED', code, rule } }]);
    const domain = { attached: [1, 0xcafen], other: [2, 5n], none: [undefined, undefined] }[where];
    expect(answers(bench)).toEqual([
      expect.objectContaining({ cause, rule, code, domainId: domain[0], deviceCookie: domain[1] }),
    ]);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(0);
  });

  test.each([
    ['the queue of the domain', { page_request_queue_depth: 1 }],
    ['the pending groups of the vIOMMU', { max_pending_groups: 1 }],
  ])('Success when full: %s', (_what, limits) => {
    const bench = prepared(limits);
    const { closed } = bench.iommu.submitPageRequests('HOSTED', 1, [ask(1), ask(2, { prgi: 1 })], 'CONTINUE');
    expect(closed.map(({ group }) => group)).toEqual([
      expect.objectContaining({ kind: 'QUEUED' }),
      { kind: 'ANSWERED', code: 'SUCCESS', rule: 'R-AUTO-08' },
    ]);
  });

  test('delivered groups leave room in the queue of the domain, not among the pending', () => {
    const bench = prepared({ page_request_queue_depth: 1, max_pending_groups: 2 });
    const kinds = [1, 2, 3].map((prgi) => {
      const { closed } = bench.iommu.submitPageRequests('HOSTED', 1, [ask(prgi, { prgi })], 'CONTINUE');
      bench.iommu.deliver(1, 1);
      return closed[0]?.group.kind;
    });
    expect(kinds).toEqual(['QUEUED', 'QUEUED', 'ANSWERED']);
  });
});

describe('groups', () => {
  test.each([
    [1, 'QUEUED'],
    [511, 'QUEUED'],
    [512, 'ANSWERED'],
  ])('with %i pages before the last one: %s', (before, kind) => {
    const bench = prepared();
    const items = Array.from({ length: before }, (_, page) => ask(page, { last: false }));
    bench.iommu.inject(
      [...items, ask(before)].map((item) => ({ endpointId: 1, item })),
      'CONTINUE',
    );
    const pending = bench.iommu.pendingGroups(1, 0n, 9);
    expect(pending.map(({ pages }) => pages.length)).toEqual(kind === 'QUEUED' ? [before + 1] : []);
    expect(bench.iommu.statistics({}).partialPages).toBe(0);
  });

  test('keep the pages in the order of arrival, and queue tag and hint of the last', () => {
    const bench = prepared();
    const items = [
      ask(9, { last: false, permissions: READ, queueTag: 1 }),
      ask(3, { last: false, lengthHint: 5n }),
      ask(9, { queueTag: 4, lengthHint: 0n }),
    ];
    bench.iommu.submitPageRequests('HOSTED', 1, items, 'CONTINUE');
    expect(bench.iommu.deliver(1, 1)).toMatchObject([
      {
        pages: [
          { page: 9, permissions: READ },
          { page: 3, permissions: WRITE },
          { page: 9, permissions: WRITE },
        ],
        queueTag: 4,
        lengthHint: 0n,
      },
    ]);
  });

  test('of one index under two PASIDs stay apart', () => {
    const bench = prepared();
    bench.iommu.attach(1, 0, 1, 0xd00dn);
    const items = [ask(1, { last: false }), ask(2, { last: false, pasid: 0 }), ask(3), ask(4, { pasid: 0 })];
    bench.iommu.submitPageRequests('HOSTED', 1, items, 'CONTINUE', true);
    expect(bench.iommu.deliver(1, 2)).toMatchObject([
      { pasid: NO_PASID, deviceCookie: 0xcafen, pages: [{ page: 1 }, { page: 3 }] },
      { pasid: 0, deviceCookie: 0xd00dn, pages: [{ page: 2 }, { page: 4 }] },
    ]);
  });

  test('of an index that is not answered yet are distinct', () => {
    const bench = prepared();
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1), ask(2)], 'CONTINUE', true);
    expect(bench.iommu.pendingGroups(1, 0n, 9)).toMatchObject([{ pages: [{ page: 1 }] }, { pages: [{ page: 2 }] }]);
  });

  test('injected and sent never mix', () => {
    const bench = prepared();
    bench.iommu.inject([{ endpointId: 1, item: ask(1, { last: false }) }], 'CONTINUE');
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(2)], 'CONTINUE');
    bench.iommu.inject([{ endpointId: 1, item: ask(3) }], 'CONTINUE');
    expect(bench.iommu.deliver(1, 2)).toMatchObject([
      { injected: false, pages: [{ page: 2 }] },
      { injected: true, pages: [{ page: 1 }, { page: 3 }] },
    ]);
  });

  test.each([
    ['detach', (b: Bench) => b.iommu.detach(1, NO_PASID)],
    ['replace', (b: Bench) => b.iommu.replace(1, NO_PASID, 2, 0n)],
    ['deletion of the domain', (b: Bench) => b.iommu.deleteDomain(1, true)],
  ])('that lost a page to a %s are answered Invalid Request, never queued', (_what, teardown) => {
    const bench = prepared();
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1, { last: false })], 'CONTINUE');
    teardown(bench);
    if (bench.iommu.attachments(undefined, undefined, 1).length === 0) {
      bench.iommu.attach(1, NO_PASID, 2, 0n);
    }
    const { closed } = bench.iommu.submitPageRequests('HOSTED', 1, [ask(2)], 'CONTINUE');
    expect(closed[0]?.group).toEqual({ kind: 'ANSWERED', code: 'INVALID_REQUEST', rule: 'V-BROKEN-GROUP' });
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(0);
  });
});

describe('a page request is refused', () => {
  test.each([
    ['STOP_MARKER_WITHOUT_PASID permissions', { permissions: NONE }],
    ['PERMISSIONS_INVALID permissions', { permissions: NONE, last: false }],
    ['PERMISSIONS_INVALID permissions', { permissions: WRITE | EXECUTE, pasid: 0 }],
    ['PERMISSIONS_INVALID permissions', { permissions: READ | EXECUTE }],
    ['PERMISSIONS_INVALID permissions', { permissions: READ | PRIVILEGED }],
    ['PASID_OUT_OF_RANGE pasid', { pasid: 2 ** 20 }],
  ])('%s: %o', (refused, change) => {
    const bench = prepared();
    const item = ask(1, change);
    for (const { failures } of [
      bench.iommu.submitPageRequests('HOSTED', 1, [item], 'CONTINUE'),
      bench.iommu.inject([{ endpointId: 1, item }], 'CONTINUE'),
    ]) {
      expect(failures.map(({ error }) => told(error))).toEqual([refused]);
    }
    expect(bench.said()).toEqual([]);
  });

  test('PRI_DISABLED and PRI_CREDITS_EXHAUSTED leave no trace at a hosted endpoint', () => {
    const bench = prepared();
    bench.iommu.disablePri(1);
    bench.iommu.enablePri(1, 1);
    bench.said();
    const { failures } = bench.iommu.submitPageRequests('HOSTED', 1, [ask(1), ask(2, { prgi: 1 })], 'CONTINUE');
    expect(failures.map(({ index, error }) => [index, told(error)])).toEqual([[1, 'PRI_CREDITS_EXHAUSTED']]);
    expect(bench.records().map(({ kind }) => kind)).toEqual(['GROUP_QUEUED']);
    bench.iommu.disablePri(1);
    bench.said();
    const late = bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    expect(late.failures.map(({ error }) => told(error))).toEqual(['PRI_DISABLED']);
    expect(bench.said()).toEqual([]);
  });

  test('of an external endpoint, and put on record', () => {
    const bench = new Bench();
    bench.iommu.createEndpoint(1, { backend: 'EXTERNAL', ats: {}, pri: {} });
    bench.iommu.connect(1);
    bench.said();
    const { failures } = bench.iommu.submitPageRequests('EXTERNAL', 1, [ask(1)], 'CONTINUE');
    expect(failures.map(({ error }) => told(error))).toEqual(['PRI_DISABLED']);
    expect(bench.records()).toEqual([expect.objectContaining({ kind: 'VIOLATION', rule: 'R-PRI-13' })]);
  });
});
