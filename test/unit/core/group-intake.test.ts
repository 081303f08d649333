import { NO_PASID } from '../../../src/model/page-request';
import { READ } from '../../../src/model/permissions';
import type { OverflowPolicy } from '../../../src/model/domain';
import type { Limits } from '../../../src/model/viommu';
import { ask, FULL, pages, write, type Bench } from './fixture';
import { answer, balanced, begin, enter, pending, reported, send, stage } from './stage';

/** Endpoint 1 in a domain with this policy. */
function prepared(overflowPolicy: OverflowPolicy, limits: Partial<Limits>): Bench {
  return stage({ overflowPolicy, limits });
}

/** Groups with the indexes given, of one page each; what became of each. */
const groups = (bench: Bench, prgis: number[], endpointId = 1) =>
  prgis.map((prgi) => send(bench, [ask(prgi, { prgi })], false, endpointId).closed[0]!.group);
const kinds = (bench: Bench, prgis: number[], endpointId = 1) =>
  groups(bench, prgis, endpointId).map(({ kind }) => kind);
const waiting = (bench: Bench) => pending(bench).map(({ prgi }) => prgi);

describe('DROP_NEW', () => {
  test('answers the new group, and goes on as soon as there is room', () => {
    const bench = prepared('DROP_NEW', { page_request_queue_depth: 2 });
    expect(kinds(bench, [1, 2, 3])).toEqual(['QUEUED', 'QUEUED', 'ANSWERED']);
    bench.iommu.deliver(1, 1);
    expect(kinds(bench, [4])).toEqual(['QUEUED']);
    expect(waiting(bench)).toEqual([1, 2, 4]);
    expect(balanced(bench)).toMatchObject({ autoAnswered: 1, pending: 3 });
  });
});

describe('DROP_OLD', () => {
  test('answers the oldest group that nobody has yet, and queues the new one', () => {
    const bench = prepared('DROP_OLD', { page_request_queue_depth: 2 });
    groups(bench, [1, 2]);
    bench.said();
    const { cookie } = pending(bench)[0]!;
    expect(kinds(bench, [3])).toEqual(['QUEUED']);
    expect(waiting(bench)).toEqual([2, 3]);
    expect(bench.records()).toMatchObject([
      { kind: 'QUEUE_OVERFLOW', active: true, rule: 'V-DROP-OLD', endpointId: 1, sticky: false },
      { kind: 'AUTOMATIC_ANSWER', cause: 'QUEUE_OVERFLOW', rule: 'V-DROP-OLD', code: 'SUCCESS', cookie, prgi: 1 },
      { kind: 'GROUP_QUEUED' },
    ]);
    const { results } = bench.iommu.respond([{ cookie, rawCode: 0 }], 'CONTINUE');
    expect(results[0]?.result).toEqual({ outcome: 'AUTO_ANSWERED', rule: 'V-DROP-OLD', code: 'SUCCESS' });
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ outstandingPageRequests: 2, unexpectedPrgi: false });
  });

  test('is announced once, counts every group it cost, and ends when a group finds room', () => {
    const bench = prepared('DROP_OLD', { page_request_queue_depth: 1 });
    groups(bench, [1, 2, 3]);
    answer(bench, 0);
    groups(bench, [4]);
    expect(reported(bench, 'QUEUE_OVERFLOW')).toMatchObject([
      { active: true, groups: 0 },
      { active: false, groups: 2 },
    ]);
    expect(balanced(bench)).toMatchObject({ accepted: 4, autoAnswered: 2, answered: 1, pending: 1, overflows: 1 });
  });

  test('never takes back what was delivered: the new group is answered when nothing else is left', () => {
    const bench = prepared('DROP_OLD', { max_pending_groups: 2 });
    groups(bench, [1, 2]);
    bench.iommu.deliver(1, 9);
    expect(groups(bench, [3])).toMatchObject([{ kind: 'ANSWERED', code: 'SUCCESS', rule: 'R-AUTO-08' }]);
    expect(waiting(bench)).toEqual([1, 2]);
  });

  test('does not drop groups of others when an endpoint is at its own limit', () => {
    const bench = prepared('DROP_OLD', { max_pending_groups_per_endpoint: 2 });
    enter(bench, 2, FULL);
    expect(kinds(bench, [1, 2], 2)).toEqual(['QUEUED', 'QUEUED']);
    expect(kinds(bench, [3, 4], 1)).toEqual(['QUEUED', 'QUEUED']);
    expect(kinds(bench, [5, 6, 7], 1)).toEqual(['ANSWERED', 'ANSWERED', 'ANSWERED']);
    expect(pending(bench).map(({ endpointId }) => endpointId)).toEqual([2, 2, 1, 1]);
    expect(bench.iommu.domain(1).overflowActive).toBe(false);
  });

  test('says UNANSWERED when the policy does', () => {
    const bench = prepared('DROP_OLD', { page_request_queue_depth: 1 });
    bench.iommu.update({ automaticAnswers: { overflow: 'UNANSWERED' } });
    groups(bench, [1, 2]);
    expect(reported(bench, 'GROUP_DISCARDED')).toMatchObject([{ rule: 'V-DROP-OLD', prgi: 1 }]);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(2);
    expect(balanced(bench)).toMatchObject({ discarded: 1, pending: 1 });
  });

  test('lets the DMA whose group it dropped ask again', () => {
    const bench = prepared('DROP_OLD', { page_request_queue_depth: 1 });
    begin(bench, write(0x5000n, new Uint8Array(4)));
    groups(bench, [500]);
    expect(pending(bench)).toMatchObject([{ pages: [{ page: 5 }] }]);
    expect(balanced(bench)).toMatchObject({ accepted: 3, autoAnswered: 2 });
  });
});

describe('HOLD_CREDITS', () => {
  test('queues beyond the depth, so that credits run out instead', () => {
    const bench = stage({ overflowPolicy: 'HOLD_CREDITS', limits: { page_request_queue_depth: 1 }, allocation: 3 });
    expect(kinds(bench, [1, 2, 3])).toEqual(['QUEUED', 'QUEUED', 'QUEUED']);
    expect(send(bench, [ask(4, { prgi: 4 })]).failures[0]?.error.reason).toBe('PRI_CREDITS_EXHAUSTED');
    expect([bench.iommu.domain(1).overflowActive, reported(bench, 'QUEUE_OVERFLOW')]).toEqual([false, []]);
    expect(bench.iommu.statistics({ domainId: 1 })).toMatchObject({ undelivered: 3, undeliveredHighWater: 3 });
  });

  test('answers only when the pools of the vIOMMU are full', () => {
    const bench = prepared('HOLD_CREDITS', { page_request_queue_depth: 1, max_pending_groups: 2 });
    expect(kinds(bench, [1, 2, 3])).toEqual(['QUEUED', 'QUEUED', 'ANSWERED']);
    expect(reported(bench, 'QUEUE_OVERFLOW')).toMatchObject([{ active: true, sticky: false }]);
  });
});

describe('limits', () => {
  test.each<[string, Partial<Limits>]>([
    ['groups of the vIOMMU', { max_pending_groups: 2 }],
    ['groups of the domain', { max_pending_groups_per_domain: 2 }],
    ['groups of the endpoint', { max_pending_groups_per_endpoint: 2 }],
    ['open page requests', { max_open_page_requests: 2 }],
  ])('on %s hold, delivered or not, until one ends', (_what, limits) => {
    const bench = prepared('NATIVE', limits);
    groups(bench, [1, 2]);
    bench.iommu.deliver(1, 9);
    expect(groups(bench, [3])).toMatchObject([{ kind: 'ANSWERED', code: 'SUCCESS', rule: 'R-AUTO-08' }]);
    answer(bench, 0);
    expect(kinds(bench, [4])).toEqual(['QUEUED']);
    balanced(bench);
  });

  test('on a domain do not concern another, nor those on an endpoint', () => {
    const bench = prepared('NATIVE', { max_pending_groups_per_domain: 1, max_pending_groups_per_endpoint: 1 });
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
    enter(bench, 2, FULL);
    bench.iommu.replace(2, NO_PASID, 2, 0n);
    expect([...kinds(bench, [1], 1), ...kinds(bench, [1], 2)]).toEqual(['QUEUED', 'QUEUED']);
  });

  test('an endpoint at its own limit does not stop the others, also where an overflow lasts', () => {
    const bench = stage({ profile: 'RISCV', limits: { max_pending_groups_per_endpoint: 1 } });
    enter(bench, 2, FULL);
    expect(kinds(bench, [1, 2], 1)).toEqual(['QUEUED', 'ANSWERED']);
    expect([bench.iommu.domain(1).overflowActive, ...kinds(bench, [1], 2)]).toEqual([false, 'QUEUED']);
    answer(bench, 0);
    expect(kinds(bench, [3], 1)).toEqual(['QUEUED']);
  });

  test('on open page requests count unclosed groups and unanswered ones', () => {
    const bench = prepared('NATIVE', { max_open_page_requests: 3 });
    send(bench, [ask(1, { prgi: 1, last: false }), ask(2, { prgi: 2 }), ask(3, { prgi: 1, last: false })]);
    expect(bench.iommu.statistics({})).toMatchObject({ openPages: 3, partialPages: 2, openPageHighWater: 3 });
    // The pool is full: this one cannot be kept, and its group is broken.
    send(bench, [ask(4, { prgi: 1, last: false })]);
    expect(reported(bench, 'PARTIALS_DROPPED')).toMatchObject([{ cause: 'PARTIAL_OVERFLOW', pageRequestCount: 3 }]);
    expect(kinds(bench, [1])).toEqual(['ANSWERED']);
    expect(balanced(bench)).toMatchObject({ openPages: 1, partialPages: 0, openPageHighWater: 3 });
  });

  test('on open page requests include the page that closes a group', () => {
    const bench = prepared('NATIVE', { max_open_page_requests: 2 });
    send(bench, [ask(1, { last: false }), ask(2, { last: false })]);
    expect(groups(bench, [0])).toMatchObject([{ kind: 'ANSWERED', code: 'SUCCESS' }]);
    expect(balanced(bench)).toMatchObject({ openPages: 0, droppedPages: 2 });
  });

  test.each<[string, Partial<Limits>]>([
    ['of the vIOMMU', { max_partial_pages: 2 }],
    ['of the endpoint', { max_partial_pages_per_endpoint: 2 }],
  ])('on unclosed page requests %s hold', (_what, limits) => {
    const bench = prepared('NATIVE', limits);
    send(bench, [ask(1, { last: false }), ask(2, { prgi: 1, last: false }), ask(3, { last: false })]);
    expect(reported(bench, 'PARTIALS_DROPPED')).toMatchObject([{ cause: 'PARTIAL_OVERFLOW', pageRequestCount: 2 }]);
    expect(bench.iommu.statistics({})).toMatchObject({ partialPages: 1, partialPageHighWater: 2 });
    expect(kinds(bench, [0, 1])).toEqual(['ANSWERED', 'QUEUED']);
  });

  test('on unclosed page requests of one endpoint do not concern another', () => {
    const bench = prepared('NATIVE', { max_partial_pages_per_endpoint: 1 });
    enter(bench, 2, FULL);
    send(bench, [ask(1, { last: false })], false, 1);
    send(bench, [ask(1, { last: false })], false, 2);
    expect(reported(bench, 'PARTIALS_DROPPED')).toEqual([]);
  });
});

test('counters of a domain know nothing of unclosed groups', () => {
  const bench = prepared('NATIVE', {});
  send(bench, [ask(1, { last: false }), ask(2, { prgi: 1 })]);
  expect(bench.iommu.statistics({ domainId: 1 })).toMatchObject({
    partialPages: 0,
    partialPageHighWater: 0,
    openPages: 1,
  });
  expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ partialPages: 1, openPages: 2 });
});

describe('a page request that is accepted', () => {
  // A VMM that forgets to invalidate: the vIOMMU goes on with what it cached.
  const stale = (profile: 'VTD' | 'GENERIC') => {
    const bench = stage({ profile, policy: { unmapInvalidates: false } });
    bench.iommu.map(1, [pages(1, 1), pages(2, 2)], 'CONTINUE');
    const request = { pasid: NO_PASID, firstPage: 1, pageCount: 2, permissions: READ };
    bench.iommu.requestTranslation('HOSTED', 1, request);
    bench.unmap(1, 0x1000n, 0x2fffn);
    send(bench, [ask(1)]);
    return bench.iommu.requestTranslation('HOSTED', 1, request).entries.map(({ permissions }) => permissions);
  };

  test('drops the cached translation of its page with VT-d, and of no other (R-AUTO-34)', () => {
    expect(stale('VTD')).toEqual([0, READ]);
  });

  test('drops nothing elsewhere', () => {
    expect(stale('GENERIC')).toEqual([READ]);
  });
});
