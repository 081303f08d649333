import { NO_PASID } from '../../../src/model/page-request';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import type { AutomaticAnswer, PartialsDropped } from '../../../src/model/report';
import type { PolicyPatch } from '../../../src/model/viommu';
import { ask, Bench, FULL, write } from './fixture';
import { told } from './refusal';
import { answer, atOnce, balanced, begin, inject, pending, reported, send, stage, violations } from './stage';

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

describe('a Stop Marker without PASID (R-PRI-41)', () => {
  const MARKER = ask(0, { permissions: NONE, prgi: 4 });

  test.each(['GENERIC', 'VTD', 'RISCV', 'AMDVI'] as const)('is one all the same: %s', (profile) => {
    const bench = stage({ profile });
    for (const mark of [send, inject]) {
      expect(mark(bench, [MARKER], true).closed).toEqual([]);
      expect(reported(bench, 'STOP_MARKER')).toMatchObject([
        { pasid: NO_PASID, prgi: 4, domainId: 1, deviceCookie: 0xcafen, injected: mark === inject, dropped: undefined },
      ]);
    }
    expect(violations(bench).map(({ rule }) => rule)).toEqual(['R-PRI-41', 'R-PRI-41']);
    expect(bench.iommu.statistics({ domainId: 1 })).toMatchObject({ stopMarkers: 2, accepted: 0 });
    // It names no PASID, so it stops none.
    expect(bench.iommu.endpoint(1).stoppedPasids).toBe(0);
    expect(send(bench, [ask(1)]).failures).toEqual([]);
  });

  test('is a page request with SMMUv3, whose answer the endpoint does not expect', () => {
    const bench = stage({ profile: 'SMMUV3' });
    expect(send(bench, [MARKER], true).closed).toMatchObject([{ group: { kind: 'QUEUED' } }]);
    expect(pending(bench)).toMatchObject([{ prgi: 4, pages: [{ page: 0, permissions: NONE }] }]);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(0);
    expect(answer(bench, 0)).toEqual([{ index: 0, result: { outcome: 'SENT', effect: 'UNEXPECTED' } }]);
    expect(balanced(bench)).toMatchObject({ accepted: 1, answered: 1, stopMarkers: 0 });
  });

  test('with SMMUv3 closes the group of its index', () => {
    const bench = stage({ profile: 'SMMUV3' });
    inject(bench, [ask(1, { last: false, prgi: 4 }), MARKER], true);
    expect(pending(bench)).toMatchObject([{ pages: [{ page: 1 }, { page: 0 }] }]);
  });
});

describe('a Stop Marker with PASID', () => {
  test('that is injected is reported, and stops nothing at the endpoint', () => {
    const bench = stage({ pasids: [5] });
    inject(bench, [ask(0, { permissions: NONE, pasid: 5 })]);
    expect(reported(bench, 'STOP_MARKER')).toMatchObject([{ pasid: 5, deviceCookie: 5n, injected: true }]);
    expect(bench.iommu.endpoint(1).stoppedPasids).toBe(0);
  });

  test('is a Stop Marker with SMMUv3 as well', () => {
    const bench = stage({ profile: 'SMMUV3', pasids: [5] });
    send(bench, [ask(0, { permissions: NONE, pasid: 5 })]);
    expect(reported(bench, 'STOP_MARKER')).toHaveLength(1);
    expect(pending(bench)).toEqual([]);
  });
});

describe('a quirk: groups are told apart by index alone (R-PRI-29)', () => {
  const MERGE = { quirks: { mergeByPrgi: true } };

  test('pages of two PASIDs with one index are one group, with the PASID of its last page', () => {
    const bench = stage({ policy: MERGE, pasids: [5] });
    const items = [ask(1, { last: false }), ask(2, { pasid: 5, last: false }), ask(3, { pasid: 5 })];
    expect(inject(bench, items).closed).toHaveLength(1);
    expect(pending(bench)).toMatchObject([
      { pasid: 5, deviceCookie: 5n, pages: [{ page: 1 }, { page: 2 }, { page: 3 }] },
    ]);
    expect(bench.iommu.statistics({})).toMatchObject({ partialPages: 0, openPages: 3 });
    // What comes of the other PASID now is a group of its own.
    inject(bench, [ask(4)]);
    expect(pending(bench)).toMatchObject([{}, { pasid: NO_PASID, pages: [{ page: 4 }] }]);
    balanced(bench);
  });

  test('other indexes, other endpoints and injected ones stay apart', () => {
    const bench = stage({ policy: MERGE });
    bench.iommu.createEndpoint(2, FULL);
    bench.iommu.attach(2, NO_PASID, 1, 0n);
    inject(bench, [ask(1, { last: false }), ask(2, { prgi: 1 })]);
    send(bench, [ask(3)]);
    bench.iommu.inject([{ endpointId: 2, item: ask(4) }], 'CONTINUE');
    expect(pending(bench).map(({ pages }) => pages.length)).toEqual([1, 1, 1]);
  });

  test('what is dropped is dropped once', () => {
    const bench = stage({ policy: MERGE, pasids: [5] });
    inject(bench, [ask(1, { last: false }), ask(2, { pasid: 5, last: false })]);
    bench.iommu.resetFunction(1);
    expect(reported(bench, 'PARTIALS_DROPPED')).toMatchObject([{ pageRequestCount: 2, groupCount: 1 }]);
    expect(bench.iommu.statistics({})).toMatchObject({ partialPages: 0, openPages: 0, droppedPages: 2 });
  });
});

describe('a quirk: every page request is answered where nobody takes them (R-PAIN-03)', () => {
  const nobody = (policy: PolicyPatch = {}) => {
    const bench = stage({ policy: { quirks: { answerEveryPage: true }, ...policy } });
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    bench.iommu.replace(1, NO_PASID, 2, 7n);
    bench.said();
    return bench;
  };

  test('and the endpoint gets answers that it does not expect', () => {
    const bench = nobody();
    const { closed } = send(bench, [ask(1, { last: false, queueTag: 3 }), ask(2, { last: false }), ask(3)]);
    expect(closed).toMatchObject([{ index: 2, group: { kind: 'ANSWERED', rule: 'R-AUTO-40' } }]);
    const all = answers(bench);
    const common = { cause: 'NO_PAGE_REQUESTS', code: 'INVALID_REQUEST', domainId: 2, deviceCookie: 7n };
    expect(all).toMatchObject([
      { ...common, rule: 'R-PAIN-03', forUnclosedGroup: true, effect: 'REQUEST_FAILED' },
      { ...common, rule: 'R-PAIN-03', forUnclosedGroup: true, effect: 'UNEXPECTED' },
      { ...common, rule: 'R-AUTO-40', forUnclosedGroup: false, effect: 'UNEXPECTED' },
    ]);
    expect(all[0]?.attachmentGeneration).toBe(all[2]?.attachmentGeneration);
    expect(balanced(bench)).toMatchObject({ accepted: 1, autoAnswered: 1, droppedPages: 2 });
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ outstandingPageRequests: 0, unexpectedPrgi: true });
  });

  test('and the reason can be that there is no domain, and nothing else', () => {
    const bench = nobody();
    bench.iommu.detach(1, NO_PASID);
    send(bench, [ask(1, { last: false })]);
    expect(answers(bench)).toMatchObject([{ cause: 'NO_DOMAIN', forUnclosedGroup: true }]);
    bench.iommu.update({ translation: 'OFF' });
    send(bench, [ask(1, { prgi: 1, last: false })]);
    expect(answers(bench)).toEqual([]);
  });

  test('but not where the policy answers nothing', () => {
    const bench = nobody({ automaticAnswers: { noPageRequests: 'UNANSWERED' } });
    send(bench, [ask(1, { last: false })]);
    expect([answers(bench), bench.iommu.endpoint(1).pri?.outstandingPageRequests]).toEqual([[], 1]);
  });

  test('and a Failure among them ends what the device was about to ask', () => {
    const bench = nobody({ automaticAnswers: { noPageRequests: 'RESPONSE_FAILURE' } });
    expect(atOnce(bench, write(0x1000n, new Uint8Array(8192)))).toMatchObject({
      status: 'PRI_OFF',
      failedResponse: { rule: 'R-PAIN-03', rawCode: 15, cookie: undefined },
    });
    expect(balanced(bench)).toMatchObject({ accepted: 0, droppedPages: 1 });
    expect(bench.iommu.endpoint(1)).toMatchObject({ outstandingDma: 0, pri: { enabled: false, stopped: true } });
  });

  test('and an early Invalid Request ends the DMA', () => {
    const bench = nobody();
    expect(atOnce(bench, write(0x1000n, new Uint8Array(8192)))).toMatchObject({
      status: 'INVALID_REQUEST',
      pageRequestGroups: 1,
      failedResponse: { rule: 'R-PAIN-03' },
    });
  });
});

test('what waits for an answer that never comes is not lost: a function reset ends it', () => {
  const bench = stage({
    policy: { automaticAnswers: { overflow: 'UNANSWERED' } },
    limits: { page_request_queue_depth: 1 },
  });
  inject(bench, [ask(9)]);
  const operation = begin(bench, write(0x1000n, new Uint8Array(4)));
  expect(reported(bench, 'GROUP_DISCARDED')).toHaveLength(1);
  bench.iommu.resetFunction(1);
  expect(bench.ended(operation).dma?.status).toBe('ENDPOINT_GONE');
});
