import fc from 'fast-check';
import type { Output } from '../../../src/core/outputs';
import type { EndpointView } from '../../../src/model/endpoint';
import type { InvalidationEntry, OutstandingInvalidation } from '../../../src/model/invalidation';
import { check } from './check';
import { acceptedEntries, operationOf } from './coverage';
import { recordsOf, type Call, type Ended, type Machine, type Watcher } from './machine';
import { MISBEHAVING, play, scripts } from './script';
import { parameters } from './settings';

/** A batch with fences that has not ended. */
interface Fenced {
  /** Position of its first fence. */
  readonly fence: number;
  /** What the first fence waits for, as far as it was there before the batch. */
  readonly before: ReadonlySet<number>;
  /** Who did not complete any of that. */
  readonly missed: Set<number>;
  readonly dueNs: bigint | undefined;
}

/** Fences end after what is before them, and name who did not complete. */
class FenceWatch implements Watcher {
  private readonly open = new Map<bigint, Fenced>();
  private outstanding: readonly OutstandingInvalidation[] = [];

  constructor(private readonly machine: Machine) {}

  before(): void {
    this.outstanding = this.machine.iommu.outstandingInvalidations(undefined, 0, 10_000);
  }

  after(call: Call, ended: Ended, outputs: readonly Output[]): void {
    const { iommu } = this.machine;
    if (call.method === 'invalidate' && 'value' in ended) {
      this.begin(call, ended);
    }
    for (const output of outputs) {
      if (output.kind === 'ENDPOINT') {
        this.hear(output);
      } else if (output.kind === 'OPERATION') {
        this.end(output);
      }
    }
    if (call.method === 'reset') {
      expect(this.open.size).toBe(0);
      expect(iommu.outstandingInvalidations(undefined, 0, 1)).toEqual([]);
    }
  }

  private begin(call: Call, ended: Ended & { readonly value: unknown }): void {
    const operationId = operationOf(call, ended.value);
    const [entries, , timeoutNs] = call.args as [readonly InvalidationEntry[], unknown, bigint | undefined];
    const fence = entries.findIndex(({ kind }) => kind === 'FENCE');
    // Of one that may have been refused it is not known what it waits for.
    if (operationId !== undefined && fence !== -1 && acceptedEntries(call, ended).length === entries.length) {
      this.open.set(operationId, {
        fence,
        before: new Set(this.outstanding.map(({ serial }) => serial)),
        missed: new Set(),
        dueNs: timeoutNs === undefined ? undefined : this.machine.iommu.now + timeoutNs,
      });
    }
  }

  private hear({ endpointId, message }: Extract<Output, { kind: 'ENDPOINT' }>): void {
    if (message.kind !== 'INVALIDATION_ENDED' || message.outcome === 'COMPLETED') {
      return;
    }
    const sent = this.outstanding.find((each) => each.endpointId === endpointId && each.itag === message.itag);
    for (const { before, missed } of this.open.values()) {
      if (sent !== undefined && before.has(sent.serial)) {
        missed.add(endpointId);
      }
    }
  }

  private end({ result, entries }: Extract<Output, { kind: 'OPERATION' }>): void {
    const fenced = this.open.get(result.operationId);
    this.open.delete(result.operationId);
    // Its caller may have given it up.
    if (fenced === undefined || (fenced.dueNs !== undefined && fenced.dueNs <= result.endNs)) {
      return;
    }
    const left = this.machine.iommu.outstandingInvalidations(undefined, 0, 10_000);
    expect(left.filter(({ serial }) => fenced.before.has(serial))).toEqual([]);
    const { endpoints, outcome } = entries.find(({ index }) => index === fenced.fence)!;
    const named = endpoints.map(({ endpointId }) => endpointId);
    expect(named).toEqual(expect.arrayContaining([...fenced.missed]));
    expect(outcome === 'COMPLETED').toBe(named.length === 0);
  }
}

test('fences wait for everything before them, and name who did not complete', () => {
  fc.assert(
    fc.property(scripts({ ...MISBEHAVING, fence: 12, invalidateMore: 24 }), (script) => {
      play(script, (machine) => new FenceWatch(machine));
    }),
    parameters('fences', 150),
  );
});

const isGone = ({ state, fenced }: EndpointView): boolean => state !== 'ACTIVE' || fenced;

/** What is wrong with the invalidations of an endpoint. */
function objections(
  endpoint: EndpointView,
  endpoints: readonly EndpointView[],
  all: readonly OutstandingInvalidation[],
) {
  const { endpointId, config, outstandingInvalidations, waitingInvalidations, grantedPages } = endpoint;
  const own = all.filter((each) => each.endpointId === endpointId);
  const tags = new Set(own.map(({ itag }) => itag));
  tags.delete(undefined);
  const parentId = config.ats?.queueParentId ?? endpointId;
  const sharers = endpoints.filter((each) => (each.config.ats?.queueParentId ?? each.endpointId) === parentId);
  const used = sharers.reduce((sum, each) => sum + each.outstandingInvalidations, 0);
  const depth = endpoints.find((each) => each.endpointId === parentId)?.config.ats?.invalidateQueueDepth ?? 0;
  const wrong = {
    'a tag is used twice, or lost': tags.size !== outstandingInvalidations,
    'what waits is miscounted': own.length !== outstandingInvalidations + waitingInvalidations,
    'one has all its completions': own.some(
      ({ completionsReceived, completionsExpected }) => completionsReceived >= Math.max(1, completionsExpected),
    ),
    'one that is gone is owed something': isGone(endpoint) && own.length + grantedPages > 0,
    'a transfer goes on without a link': endpoint.linkDown && endpoint.outstandingDma > 0,
    'the queue is too full': used > depth,
    'one waits though there is a place': waitingInvalidations > 0 && used < depth && outstandingInvalidations < 32,
  };
  return Object.entries(wrong).flatMap(([what, isSo]) => (isSo ? [`endpoint ${endpointId}: ${what}`] : []));
}

/** Places of invalidate queues are neither lost nor used twice, and who is gone is owed nothing. */
function places({ iommu }: Machine): Watcher {
  return {
    after: () => {
      const endpoints = iommu.endpoints(0, 1000);
      const all = iommu.outstandingInvalidations(undefined, 0, 10_000);
      check(
        endpoints.flatMap((endpoint) => objections(endpoint, endpoints, all)),
        [],
      );
    },
  };
}

test('law 7: places of invalidate queues are neither lost nor used twice, and who is gone is owed nothing', () => {
  fc.assert(
    fc.property(scripts({ ...MISBEHAVING, createSharing: 10, translate: 16, unmap: 10 }), (script) => {
      play(script, places);
    }),
    parameters('queues', 150),
  );
});

/** Rules act as often as they may, say so, and what they remove is removed when the command is done. */
function rules(machine: Machine): Watcher {
  const { iommu } = machine;
  const hits = new Map<number, bigint>();
  const endpoint = (id: number) => iommu.endpoints(id - 1, 1).find(({ endpointId }) => endpointId === id);
  let known = new Map(iommu.rules(0, 1000).map((view) => [view.rule.id, view]));
  return {
    before: () => {
      known = new Map(iommu.rules(0, 1000).map((view) => [view.rule.id, view]));
    },
    after: ({ method }, ended, outputs) => {
      const records = recordsOf(outputs);
      for (const record of records.filter((each) => each.kind === 'RULE_HIT')) {
        expect(record.hits).toBe((hits.get(record.ruleId) ?? 0n) + 1n);
        hits.set(record.ruleId, record.hits);
        const { rule } = known.get(record.ruleId)!;
        expect(rule.match).toMatchObject({ event: record.event });
        expect([record.endpointId, undefined]).toContain(rule.match.endpointId);
        if (rule.action.kind === 'REMOVE_ENDPOINT') {
          const { state = 'REMOVED', linkDown = true } = endpoint(record.endpointId) ?? {};
          expect(state === 'REMOVED' || (rule.action.unnoticed && linkDown)).toBe(true);
        }
      }
      if ((method === 'reset' || method === 'deleteRules') && 'value' in ended) {
        hits.clear();
        iommu.rules(0, 1000).forEach((view) => hits.set(view.rule.id, view.hits));
      }
      for (const view of iommu.rules(0, 1000)) {
        const { count, skip, every } = view.rule.trigger;
        const most = view.matches > skip ? (view.matches - skip) / every : 0n;
        const isSo = view.hits === (hits.get(view.rule.id) ?? 0n) && (count === 0n || view.hits <= count);
        check([view, isSo && view.hits <= most], [view, true]);
      }
    },
  };
}

test('law 5: a rule says each time that it acts, acts no more often than it may, and what it removes is gone', () => {
  fc.assert(
    fc.property(scripts({ ...MISBEHAVING, addRules: 24 }), (script) => {
      play(script, rules);
    }),
    parameters('rules', 150),
  );
});
