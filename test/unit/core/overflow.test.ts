import { NO_PASID } from '../../../src/model/page-request';
import { NONE } from '../../../src/model/permissions';
import type { OverflowPolicy } from '../../../src/model/domain';
import type { ProfileName } from '../../../src/model/viommu';
import { ask, type Bench } from './fixture';
import { answer, balanced, COOKIE, inject, pending, reported, send, stage } from './stage';
import { refusal } from './refusal';

const STICKY = ['VTD', 'SMMUV3', 'RISCV', 'AMDVI'] as const;
const RULES = { VTD: 'R-AUTO-31', SMMUV3: 'R-AUTO-20', RISCV: 'R-AUTO-12', AMDVI: 'R-AMD-05', GENERIC: 'R-AUTO-08' };

/** A queue with room for one group, which is there. */
function full(profile: ProfileName = 'GENERIC', overflowPolicy?: OverflowPolicy, pasids: number[] = []): Bench {
  const options = overflowPolicy === undefined ? {} : { overflowPolicy };
  const bench = stage({ profile, pasids, limits: { page_request_queue_depth: 1 }, ...options });
  send(bench, [ask(1, { prgi: 500 })]);
  bench.said();
  return bench;
}

/** Groups with the indexes given, of one page each; what became of each. */
const groups = (bench: Bench, ...prgis: number[]) =>
  prgis.map((prgi) => send(bench, [ask(prgi, { prgi })]).closed[0]!.group.kind);

const active = (bench: Bench) => bench.iommu.domain(1).overflowActive;

describe.each(STICKY)('%s: an overflow', (profile) => {
  test('begins once, is announced with who met it, and lasts whatever is answered', () => {
    const bench = full(profile);
    expect(groups(bench, 1, 2)).toEqual(['ANSWERED', 'ANSWERED']);
    answer(bench, 0);
    expect(pending(bench)).toEqual([]);
    expect(groups(bench, 3)).toEqual(['ANSWERED']);
    expect(reported(bench, 'QUEUE_OVERFLOW')).toEqual([
      {
        kind: 'QUEUE_OVERFLOW',
        domainId: 1,
        active: true,
        rule: RULES[profile],
        endpointId: 1,
        sticky: true,
        groups: 0,
        pages: 0,
      },
    ]);
    expect(active(bench)).toBe(true);
    expect(balanced(bench)).toMatchObject({ accepted: 4, answered: 1, autoAnswered: 3, overflows: 1 });
  });

  test('ends when it is acknowledged, and tells what it cost', () => {
    const bench = full(profile);
    groups(bench, 1, 2);
    answer(bench, 0);
    bench.said();
    const cost = bench.iommu.acknowledgeOverflow(1);
    expect(cost).toMatchObject({ active: false, sticky: true, groups: 2, pages: 0, endpointId: undefined });
    expect(reported(bench, 'QUEUE_OVERFLOW')).toEqual([cost]);
    expect([active(bench), ...groups(bench, 3)]).toEqual([false, 'QUEUED']);
  });

  test('begins anew when the queue is still full', () => {
    const bench = full(profile);
    groups(bench, 1);
    bench.iommu.acknowledgeOverflow(1);
    expect(groups(bench, 2)).toEqual(['ANSWERED']);
    expect(reported(bench, 'QUEUE_OVERFLOW').map((r) => r.active)).toEqual([true, false, true]);
    expect(bench.iommu.statistics({ domainId: 1 }).overflows).toBe(2);
  });

  test('begins with a request that is not the last, which is dropped (R-AUTO-12, R-AUTO-20)', () => {
    const bench = full(profile);
    send(bench, [ask(1, { prgi: 1, last: false })]);
    expect(bench.records()).toMatchObject([
      { kind: 'QUEUE_OVERFLOW', active: true },
      { kind: 'PARTIALS_DROPPED', cause: 'QUEUE_OVERFLOW', rule: RULES[profile], pageRequestCount: 1, groupCount: 1 },
    ]);
    answer(bench, 0);
    expect(bench.iommu.acknowledgeOverflow(1)).toMatchObject({ groups: 0, pages: 1 });
    // The group lost a page: it is answered, though the queue has room.
    expect(groups(bench, 1)).toEqual(['ANSWERED']);
    expect(balanced(bench)).toMatchObject({ autoAnswered: 1, pending: 0, openPages: 0 });
  });

  test('takes the pages of a group that was open before it, and counts every page but closing ones', () => {
    const bench = stage({ profile, limits: { page_request_queue_depth: 1 } });
    send(bench, [ask(1, { last: false }), ask(2, { last: false }), ask(9, { prgi: 500 })]);
    bench.said();
    // Two held pages and the one that met the full queue; then one that comes too late; then the last.
    send(bench, [ask(3, { last: false }), ask(4, { last: false }), ask(5)]);
    const dropped = reported(bench, 'PARTIALS_DROPPED').reduce((sum, r) => sum + r.pageRequestCount, 0);
    expect(dropped).toBe(4);
    expect(bench.iommu.acknowledgeOverflow(1)).toMatchObject({ groups: 1, pages: 4 });
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ droppedPages: 4, partialPages: 0 });
  });

  test('counts only what it cost itself', () => {
    const bench = full(profile);
    groups(bench, 1);
    bench.iommu.injectExhaustion({ stage: 'GROUP', count: 1, action: 'SUCCESS' });
    bench.iommu.injectExhaustion({ stage: 'PARTIAL', count: 1 });
    groups(bench, 2);
    send(bench, [ask(3, { prgi: 3, last: false })]);
    expect(bench.iommu.acknowledgeOverflow(1)).toMatchObject({ groups: 1, pages: 0 });
  });

  test('is not met by page requests that nobody would have queued (R-AUTO-13)', () => {
    const bench = full(profile);
    bench.iommu.update({ pageRequestQueueEnabled: false });
    groups(bench, 1);
    expect([active(bench), reported(bench, 'QUEUE_OVERFLOW')]).toEqual([false, []]);
  });

  test.each(['DROP_NEW', 'HOLD_CREDITS', 'DROP_OLD'] as const)('does not last with %s', (policy) => {
    const bench = full(profile, policy);
    groups(bench, 1);
    bench.iommu.respond(
      pending(bench).map(({ cookie }) => ({ cookie, rawCode: 0 })),
      'CONTINUE',
    );
    expect([...groups(bench, 2), active(bench)]).toEqual(['QUEUED', false]);
  });

  test('loses Stop Markers, and is not begun by them (R-PRI-43)', () => {
    const bench = full(profile, undefined, [5]);
    const marker = ask(0, { permissions: NONE, pasid: 5 });
    inject(bench, [marker]);
    expect(bench.records()).toMatchObject([
      { kind: 'STOP_MARKER', dropped: { cause: 'QUEUE_OVERFLOW', rule: 'R-PRI-43' } },
    ]);
    groups(bench, 1);
    answer(bench, 0);
    bench.said();
    inject(bench, [marker]);
    bench.iommu.acknowledgeOverflow(1);
    inject(bench, [marker]);
    expect(reported(bench, 'STOP_MARKER').map(({ dropped }) => dropped?.rule)).toEqual(['R-PRI-43', undefined]);
  });
});

describe('GENERIC: an overflow', () => {
  test('ends by itself with the first group that finds room', () => {
    const bench = full();
    expect(groups(bench, 1, 2)).toEqual(['ANSWERED', 'ANSWERED']);
    answer(bench, 0);
    expect(groups(bench, 3)).toEqual(['QUEUED']);
    expect(reported(bench, 'QUEUE_OVERFLOW')).toMatchObject([
      { active: true, rule: 'R-AUTO-08', endpointId: 1, sticky: false, groups: 0 },
      { active: false, rule: 'R-AUTO-08', endpointId: undefined, sticky: false, groups: 2, pages: 0 },
    ]);
    expect(active(bench)).toBe(false);
  });

  test('can be acknowledged all the same', () => {
    const bench = full();
    groups(bench, 1);
    expect(bench.iommu.acknowledgeOverflow(1)).toMatchObject({ active: false, sticky: false, groups: 1 });
    expect(active(bench)).toBe(false);
  });

  test('does not begin before the last page, and counts the pages that its group had', () => {
    const bench = full();
    send(bench, [ask(1, { prgi: 1, last: false }), ask(2, { prgi: 1, last: false })]);
    expect(reported(bench, 'QUEUE_OVERFLOW')).toEqual([]);
    expect(bench.iommu.statistics({}).partialPages).toBe(2);
    groups(bench, 1);
    expect(bench.iommu.acknowledgeOverflow(1)).toMatchObject({ groups: 1, pages: 2 });
    expect(balanced(bench)).toMatchObject({ partialPages: 0, openPages: 1, droppedPages: 2 });
  });
});

describe('each domain', () => {
  test('has its own', () => {
    const bench = full('RISCV');
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
    bench.iommu.createEndpoint(2, {});
    bench.iommu.attach(2, NO_PASID, 2, COOKIE);
    groups(bench, 1);
    const { closed } = bench.iommu.inject([{ endpointId: 2, item: ask(1) }], 'CONTINUE');
    expect(closed[0]?.group.kind).toBe('QUEUED');
    expect([active(bench), bench.iommu.domain(2).overflowActive]).toEqual([true, false]);
    expect(bench.iommu.statistics({}).overflows).toBe(1);
    expect(bench.iommu.statistics({ domainId: 2 }).overflows).toBe(0);
    expect(bench.iommu.statistics({ endpointId: 1 }).overflows).toBe(0);
  });

  test('that has none is acknowledged to no effect', () => {
    const bench = full();
    expect(bench.iommu.acknowledgeOverflow(1)).toBeUndefined();
    expect(bench.said()).toEqual([]);
    expect(refusal(() => bench.iommu.acknowledgeOverflow(9))).toBe('DOMAIN_NOT_FOUND domain_id');
  });

  test('chooses its policy when it is made, and only if it takes page requests', () => {
    const bench = full('GENERIC', 'DROP_OLD');
    expect(bench.iommu.domain(1).overflowPolicy).toBe('DROP_OLD');
    expect(bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true }).overflowPolicy).toBe('NATIVE');
    const request = { kind: 'PAGING', pageRequests: false, overflowPolicy: 'DROP_NEW' } as const;
    expect(refusal(() => bench.iommu.createDomain(3, request))).toBe('FIELD_NOT_APPLICABLE overflow_policy');
  });
});
