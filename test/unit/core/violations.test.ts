import { GroupCounters } from '../../../src/core/counters';
import { OutputLog } from '../../../src/core/output-log';
import { Violations } from '../../../src/core/violations';
import { NO_PASID } from '../../../src/model/page-request';
import { ask } from './fixture';
import { inject, reported, send, stage, violations } from './stage';
import { refusal } from './refusal';

const breaker = (id: number) => ({ id, counters: new GroupCounters() });

function made(depth: number) {
  const log = new OutputLog(1, 100);
  return { log, kept: new Violations(log, depth) };
}

test('a breach is reported, counted for its endpoint, and kept as it was reported', () => {
  const { log, kept } = made(4);
  log.now = 6n;
  const endpoint = breaker(3);
  kept.record(endpoint, { rule: 'R-PRI-28', detail: 'why', pasid: 0, prgi: 7 });
  const report = {
    sequence: 1n,
    timeNs: 6n,
    record: {
      kind: 'VIOLATION',
      rule: 'R-PRI-28',
      endpointId: 3,
      detail: 'why',
      pasid: 0,
      prgi: 7,
      itag: undefined,
      culprit: 'ENDPOINT',
      onPurpose: false,
    },
  };
  expect(kept.list(undefined, 0n, 9)).toEqual([report]);
  expect(log.take()).toEqual([{ kind: 'REPORT', report }]);
  expect([kept.count, endpoint.counters.violations]).toEqual([1, 1]);
});

test('a breach without PASID has none, which is not PASID 0', () => {
  const { kept } = made(4);
  kept.record(breaker(3), { rule: 'R-PRI-13', detail: '', pasid: NO_PASID, culprit: 'VMM', onPurpose: true });
  expect(kept.list(3, 0n, 9)).toMatchObject([{ record: { pasid: undefined, culprit: 'VMM', onPurpose: true } }]);
});

describe('the log', () => {
  const filled = (depth: number, count: number) => {
    const { kept, log } = made(depth);
    for (let i = 1; i <= count; i += 1) {
      kept.record(breaker(i % 2), { rule: 'R-INV-04', detail: String(i), itag: i });
    }
    return { kept, log };
  };
  const itags = (reports: ReturnType<Violations['list']>) =>
    reports.map(({ record }) => record.kind === 'VIOLATION' && record.itag);

  test.each([
    [1, 1, [1]],
    [3, 2, [1, 2]],
    [3, 3, [1, 2, 3]],
    [3, 4, [2, 3, 4]],
    [3, 7, [5, 6, 7]],
    [1, 7, [7]],
  ])('of %i keeps of %i the last %p, oldest first, and counts all', (depth, count, expected) => {
    const { kept } = filled(depth, count);
    expect([itags(kept.list(undefined, 0n, 100)), kept.count]).toEqual([expected, count]);
  });

  test('is read in pages that go on behind a sequence, also where the older ones are gone', () => {
    const { kept } = filled(4, 6);
    expect(itags(kept.list(undefined, 0n, 3))).toEqual([3, 4, 5]);
    expect(itags(kept.list(undefined, 5n, 3))).toEqual([6]);
    expect(itags(kept.list(undefined, 1n, 2))).toEqual([3, 4]);
    expect(kept.list(undefined, 6n, 3)).toEqual([]);
  });

  test('is read for one endpoint, with the limit counting its own alone', () => {
    const { kept } = filled(5, 8);
    expect(itags(kept.list(0, 0n, 2))).toEqual([4, 6]);
    expect(itags(kept.list(1, 0n, 9))).toEqual([5, 7]);
  });

  test('begins anew with an incarnation', () => {
    const { kept, log } = filled(3, 5);
    log.restart(2);
    kept.restart();
    expect([kept.count, kept.list(undefined, 0n, 9)]).toEqual([0, []]);
    kept.record(breaker(1), { rule: 'R-INV-04', detail: '', itag: 9 });
    expect(itags(kept.list(undefined, 0n, 9))).toEqual([9]);
  });
});

describe('of a vIOMMU', () => {
  test('are kept longer than reports, and survive their endpoint', () => {
    const bench = stage({ limits: { report_log_depth: 1, violation_log_depth: 2 } });
    for (const prgi of [1, 2, 3]) {
      send(bench, [ask(1, { prgi }), ask(1, { prgi })], true);
    }
    bench.iommu.deleteEndpoint(1, true);
    expect(violations(bench).map(({ prgi }) => prgi)).toEqual([2, 3]);
    expect([bench.iommu.violationCount, bench.iommu.statistics({}).violations]).toEqual([3, 3]);
    expect(refusal(() => bench.iommu.violations(1, 0n, 9))).toBe('ENDPOINT_NOT_FOUND endpoint_id');
  });

  test('begin anew with a reset', () => {
    const bench = stage();
    send(bench, [ask(1), ask(2)], true);
    bench.iommu.reset(8);
    expect([bench.iommu.violationCount, violations(bench)]).toEqual([0, []]);
    expect(bench.iommu.statistics({ endpointId: 1 }).violations).toBe(0);
  });

  test('by injection are recorded with what was injected', () => {
    const bench = stage();
    inject(bench, [ask(1, { permissions: 0, last: false, prgi: 4 })], true);
    expect(reported(bench, 'VIOLATION')).toMatchObject([
      { rule: 'R-PRI-36', endpointId: 1, prgi: 4, onPurpose: true, culprit: 'ENDPOINT' },
    ]);
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ violations: 1, partialPages: 1 });
  });
});
