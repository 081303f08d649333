/** Endpoints that are pulled out in the middle of everything and plugged in again, 10,000 times: nothing is left behind. */
import v8 from 'node:v8';
import vm from 'node:vm';
import type { Iommu } from '../../src/core/iommu';
import type { EndpointRequest } from '../../src/model/endpoint';
import type { InvalidationEntry } from '../../src/model/invalidation';
import type { Rule, RuleAction, RuleEvent } from '../../src/model/misbehaviour';
import { NO_PASID } from '../../src/model/page-request';
import { NONE, READ, WRITE } from '../../src/model/permissions';
import { ask, Bench, pages, read } from '../unit/core/fixture';

const REMOVALS = 10_000;
/** After these every pool and log is as large as it gets. */
const WARM_UP = 4000;
/** So many in a row are looked at for the least heap: what is not yet compiled or collected is no leak. */
const WINDOW = 1000;
/** A leak of one small object per removal is more. */
const MOST_BYTES_PER_REMOVAL = 100;
const SECOND = 1_000_000_000n;
const PASID = 3;
const DOMAIN = 1;

/** An endpoint whose invalidate queue others come to share. */
const STAYING = 100;

const MANUAL = { pasid: {}, invalidationCompletion: 'MANUAL' } as const;

/** Endpoints that come and go together: the others share something with the first. */
const FAMILIES: readonly (readonly EndpointRequest[])[] = [
  [{ ats: {}, pri: {}, pasid: {} }],
  [{ ats: { invalidateQueueDepth: 2 }, pri: { capacity: 4 }, ...MANUAL }],
  [
    { ats: { invalidateQueueDepth: 3 }, pri: {}, ...MANUAL },
    { ats: { queueParentId: 1 }, priParentId: 1, ...MANUAL },
    { ats: { queueParentId: 1 }, pasid: {} },
  ],
  [
    { ats: {}, pri: { capacity: 6 }, ...MANUAL },
    { ats: { invalidateQueueDepth: 1 }, priParentId: 1, ...MANUAL },
  ],
  [{ ats: { queueParentId: STAYING }, ...MANUAL }],
  [{ backend: 'EXTERNAL', ats: { invalidateQueueDepth: 1 }, pri: {}, pasid: {} }],
];

/** How the first of a family goes, and all others with it. */
const REMOVALS_BY: readonly ((bench: Bench) => void)[] = [
  ({ iommu }) => iommu.surpriseRemove(1),
  // Nobody notices before its invalidations time out.
  ({ iommu }) => {
    iommu.setLink(1, true, false);
    iommu.tick(iommu.now + 91n * SECOND);
    iommu.surpriseRemove(1);
  },
  ({ iommu }) => {
    iommu.addRules([rule('ACCESS', { kind: 'REMOVE_ENDPOINT', unnoticed: false })]);
    iommu.issueDma(iommu.endpoint(1).config.backend, 1, { ...read(0n, 8), addressType: 'UNTRANSLATED' });
    iommu.deleteRules([]);
  },
  ({ iommu }) => iommu.resetFunction(1),
  ({ iommu }) => {
    iommu.setLink(1, true, false);
    iommu.deleteEndpoint(1, true);
  },
];

function rule(event: RuleEvent, action: RuleAction): Rule {
  return {
    id: 0,
    name: '',
    priority: 0,
    match: { event, endpointId: undefined, pasid: undefined, pages: undefined, code: undefined, anyPermission: NONE },
    trigger: { skip: 0n, count: 0n, every: 1n, probability: undefined },
    action,
    expectation: undefined,
  };
}

/** Operations that were begun and have not ended. */
class Operations {
  readonly open = new Set<bigint>();
  count = 0;

  begun(operationId: bigint | undefined): void {
    if (operationId !== undefined) {
      this.open.add(operationId);
      this.count += 1;
    }
  }

  /** Hears what was said. */
  take(iommu: Iommu): void {
    for (const output of iommu.takeOutputs()) {
      if (output.kind === 'OPERATION') {
        this.open.delete(output.result.operationId);
      }
    }
  }
}

/** Plugs a family in and gives it much to do, most of which does not end. */
function plugIn({ iommu }: Bench, family: readonly EndpointRequest[], round: number, operations: Operations): void {
  family.forEach((request, i) => {
    const id = i + 1;
    iommu.createEndpoint(id, request);
    const speaker = request.backend ?? 'HOSTED';
    if (speaker === 'EXTERNAL') {
      iommu.connect(id);
      iommu.setAts(id, true);
    }
    iommu.attach(id, NO_PASID, DOMAIN, BigInt(round));
    iommu.attach(id, PASID, DOMAIN, BigInt(round));
    for (const pasid of [NO_PASID, PASID]) {
      iommu.requestTranslation(speaker, id, { pasid, firstPage: 4, pageCount: 3, permissions: READ | WRITE });
    }
    if (request.pri !== undefined || request.priParentId !== undefined) {
      if (request.pri !== undefined) {
        iommu.enablePri(id);
      }
      const open = ask(80, { prgi: 4 * i, last: false });
      const complete = [ask(81, { prgi: 4 * i + 1 }), ask(82, { prgi: 4 * i + 2, pasid: PASID })];
      iommu.submitPageRequests(speaker, id, [open, ...complete], 'CONTINUE', true);
      iommu.inject([{ endpointId: id, item: ask(83, { prgi: 4 * i + 3, last: round % 2 === 0 }) }], 'CONTINUE');
    }
    if (speaker === 'HOSTED') {
      // It waits for a page that is not mapped, or is over.
      const done = iommu.issueDma(speaker, id, read(0x50_000n, 8));
      operations.begun('operationId' in done ? done.operationId : undefined);
    }
  });
}

/** Invalidations that wait for tags, for completions and for fences. */
function invalidate({ iommu }: Bench, family: readonly EndpointRequest[], round: number, operations: Operations): void {
  const device = (i: number): InvalidationEntry => ({ kind: 'DEVICE_TLB', endpointId: i + 1 });
  const all = family.map((_, i) => device(i));
  const fence: InvalidationEntry = { kind: 'FENCE' };
  const timeoutNs = round % 7 === 0 ? SECOND : undefined;
  operations.begun(iommu.invalidate([...all, ...all, fence, ...all], 'CONTINUE', timeoutNs).operationId);
  operations.begun(iommu.invalidate([{ kind: 'DOMAIN', domainId: DOMAIN }, fence], 'CONTINUE').operationId);
  operations.begun(iommu.replace(1, PASID, 2, 9n).operationId);
  // The first of two messages.
  const [sent] = iommu.outstandingInvalidations(1, 0, 1);
  if (sent?.itag !== undefined) {
    iommu.completeInvalidations(iommu.endpoint(1).config.backend, 1, [sent.itag], 2);
  }
}

/** What a controller and its answers do meanwhile. */
function answer({ iommu }: Bench, round: number): void {
  const [group] = iommu.deliver(DOMAIN, 2);
  if (group !== undefined && round % 3 === 0) {
    // The rule delays the response beyond the end of the endpoint.
    iommu.addRules([rule('PAGE_RESPONSE', { kind: 'DELAY', delayNs: 3n * SECOND })]);
    iommu.respond([{ cookie: group.cookie, rawCode: 0 }], 'CONTINUE');
    iommu.deleteRules([]);
  }
  if (round % 2 === 0) {
    iommu.undeliver(group === undefined ? [] : [group.cookie]);
  }
}

function unplug(bench: Bench, family: readonly EndpointRequest[], round: number): void {
  const { iommu } = bench;
  REMOVALS_BY[round % REMOVALS_BY.length]!(bench);
  family.forEach((_, i) => {
    if (iommu.endpoints(i, 1)[0]?.endpointId === i + 1) {
      iommu.deleteEndpoint(i + 1, true);
    }
  });
}

/** Everything that was removed is over, whatever time it is. */
function expectNothingLeft({ iommu }: Bench, operations: Operations): void {
  expect(operations.open).toEqual(new Set());
  expect(iommu.endpoints(0, 9).map(({ endpointId }) => endpointId)).toEqual([STAYING]);
  expect(iommu.attachments(undefined, undefined, 9)).toEqual([]);
  expect(iommu.outstandingInvalidations(undefined, 0, 9)).toEqual([]);
  expect(iommu.pendingGroupCount).toBe(0);
  for (const scope of [{}, { domainId: DOMAIN }, { domainId: 2 }]) {
    const statistics = iommu.statistics(scope);
    expect(statistics).toMatchObject({ pending: 0, undelivered: 0, partialPages: 0, openPages: 0 });
    const { accepted, answered, autoAnswered, discarded } = statistics;
    expect(answered + autoAnswered + discarded).toBe(accepted);
  }
}

const HIGH_WATERS = ['pendingHighWater', 'partialPageHighWater', 'openPageHighWater', 'undeliveredHighWater'] as const;

function highWaters({ iommu }: Bench): readonly number[] {
  const statistics = [iommu.statistics({}), iommu.statistics({ domainId: DOMAIN })];
  return statistics.flatMap((each) => HIGH_WATERS.map((name) => each[name]));
}

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

function heapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

test('10,000 removals with requests, groups, transfers, tags, fences and messages under way leave nothing behind', () => {
  const limits = { report_log_depth: 256, violation_log_depth: 256 };
  const bench = new Bench(limits, { fenceOnTimeout: true, reportGoneInvalidations: true });
  const { iommu } = bench;
  const operations = new Operations();
  for (const domainId of [DOMAIN, 2]) {
    iommu.createDomain(domainId, { kind: 'PAGING', pageRequests: true });
  }
  iommu.map(DOMAIN, [pages(0, 15)], 'CONTINUE');
  iommu.createEndpoint(STAYING, { ats: { invalidateQueueDepth: 2 }, ...MANUAL });
  let highWaterMarks: readonly number[] = [];
  let before = Infinity;
  let after = Infinity;
  let busy = 0;
  for (let round = 0; round < REMOVALS; round += 1) {
    const family = FAMILIES[Math.floor(round / REMOVALS_BY.length) % FAMILIES.length]!;
    plugIn(bench, family, round, operations);
    answer(bench, round);
    invalidate(bench, family, round, operations);
    operations.take(iommu);
    busy += operations.open.size;
    unplug(bench, family, round);
    iommu.tick(iommu.now + SECOND);
    operations.take(iommu);
    if (round % 100 === 0 || round === REMOVALS - 1) {
      expectNothingLeft(bench, operations);
    }
    if (round === WARM_UP) {
      highWaterMarks = highWaters(bench);
    }
    if (round % 200 === 0 && round >= WARM_UP && round < WARM_UP + WINDOW) {
      before = Math.min(before, heapBytes());
    } else if (round % 200 === 0 && round >= REMOVALS - WINDOW) {
      after = Math.min(after, heapBytes());
    }
  }
  // Nearly every round had something that had not ended by itself.
  expect(busy).toBeGreaterThan(REMOVALS);
  expect(highWaters(bench)).toEqual(highWaterMarks);
  // What was under way to or from an endpoint arrives nowhere; nothing else is due.
  iommu.tick(iommu.now + 100n * SECOND);
  expect(iommu.nextDeadline).toBeUndefined();
  expect(iommu.mappingCount).toBe(1);
  // Its id is that of many that are gone: no fence names it for them.
  iommu.createEndpoint(1, {});
  const fence = iommu.invalidate([{ kind: 'FENCE' }], 'CONTINUE').operationId;
  expect(bench.ended(fence).entries).toEqual([{ index: 0, outcome: 'COMPLETED', endpoints: [] }]);
  expect((after - before) / (REMOVALS - WINDOW - WARM_UP)).toBeLessThan(MOST_BYTES_PER_REMOVAL);
});
