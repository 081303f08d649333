import { MANUAL, stage } from './stage';
import type { Bench } from '../unit/core/fixture';
import type { InvalidationEntry } from '../../src/model/invalidation';
import type { OperationOutcome } from '../../src/model/operation';

const SECOND = 1_000_000_000n;
const TIMEOUT_NS = 90n * SECOND;
const BATCH: readonly InvalidationEntry[] = [{ kind: 'DEVICE_TLB', endpointId: 2 }, { kind: 'FENCE' }];

/** Endpoint 2 is to be invalidated, and completes nothing. */
function silent(policy = {}): Bench {
  const bench = stage({ endpoint: MANUAL, policy });
  bench.iommu.createEndpoint(2, MANUAL);
  bench.said();
  return bench;
}

/** Sends the command and its wait again and again, as a driver does that takes a time-out for bad luck. */
function insist(bench: Bench, tries: number): OperationOutcome[] {
  const outcomes: OperationOutcome[] = [];
  for (let i = 0; i < tries; i += 1) {
    const { operationId } = bench.iommu.invalidate(BATCH, 'CONTINUE');
    if (!bench.hasEnded(operationId)) {
      bench.iommu.tick(bench.iommu.now + TIMEOUT_NS);
    }
    outcomes.push(bench.ended(operationId).result.outcome);
  }
  return outcomes;
}

/** Whose time-outs were fault events so far; 0: it was not said. */
function blamed(bench: Bench): number[] {
  bench.said();
  const records = bench.outputs.flatMap((output) => (output.kind === 'REPORT' ? [output.report.record] : []));
  return records.flatMap((record) => (record.kind === 'FAULT_EVENT' ? [record.endpointId] : []));
}

/** How many invalidations endpoint 2 was sent so far. */
function sentCount(bench: Bench): number {
  bench.said();
  return bench.outputs.filter(
    (output) => output.kind === 'ENDPOINT' && output.endpointId === 2 && output.message.kind === 'INVALIDATION',
  ).length;
}

describe('a driver that sends again what timed out', () => {
  test('does so for ever when the link is lost and nobody looks: the endpoint counts as there', () => {
    const bench = silent();
    bench.iommu.setLink(2, true, false);
    expect(insist(bench, 4)).toEqual(Array(4).fill('TIMED_OUT'));
    expect(bench.iommu.endpoint(2).state).toBe('ACTIVE');
    expect(bench.iommu.now).toBe(4n * TIMEOUT_NS);
    expect(blamed(bench)).toEqual([2, 2, 2, 2]);
  });

  test('does not learn whom to leave out where hardware does not name the device', () => {
    const bench = silent({ hideInvalidationSource: true });
    bench.iommu.setLink(2, true, false);
    expect(insist(bench, 2)).toEqual(['TIMED_OUT', 'TIMED_OUT']);
    expect(blamed(bench)).toEqual([0, 0]);
  });

  test('is out of it as soon as the endpoint is known to be gone, without a time-out', () => {
    const bench = silent();
    bench.iommu.setLink(2, true, false);
    expect(insist(bench, 1)).toEqual(['TIMED_OUT']);
    bench.iommu.surpriseRemove(2);
    expect(insist(bench, 2)).toEqual(['ENDPOINT_GONE', 'ENDPOINT_GONE']);
    expect(bench.iommu.now).toBe(TIMEOUT_NS);
  });

  test('is out of it after one time-out where the endpoint is fenced', () => {
    const bench = silent({ fenceOnTimeout: true });
    bench.iommu.setLink(2, true, false);
    expect(insist(bench, 3)).toEqual(['TIMED_OUT', 'ENDPOINT_GONE', 'ENDPOINT_GONE']);
    expect(bench.iommu.now).toBe(TIMEOUT_NS);
  });
});

describe('after a time-out', () => {
  test('nothing is sent again by itself', () => {
    const bench = silent();
    expect(insist(bench, 1)).toEqual(['TIMED_OUT']);
    expect(sentCount(bench)).toBe(1);
    bench.iommu.invalidate([{ kind: 'FENCE' }], 'CONTINUE');
    bench.iommu.tick(bench.iommu.now + 10n * TIMEOUT_NS);
    expect(sentCount(bench)).toBe(1);
    expect(bench.iommu.outstandingInvalidations(undefined, 0, 9)).toEqual([]);
  });

  test('what asks no device ends at once, and never times out', () => {
    const bench = silent();
    bench.iommu.setLink(2, true, false);
    const entries: InvalidationEntry[] = [
      { kind: 'IOTLB', domainId: undefined },
      { kind: 'CONTEXT', endpointId: 2 },
      { kind: 'PASID_ENTRY', endpointId: 2, pasid: 5 },
    ];
    const { operationId } = bench.iommu.invalidate(entries, 'CONTINUE', 1n);
    expect(bench.ended(operationId).result).toMatchObject({ outcome: 'COMPLETED', endNs: 0n });
  });

  test('every entry of every batch has its own outcome, and one endpoint that is dead spoils none of the others', () => {
    const bench = silent();
    const dead = bench.iommu.invalidate(BATCH, 'CONTINUE').operationId;
    const innocent = bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }, { kind: 'FENCE' }], 'CONTINUE');
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    bench.iommu.tick(TIMEOUT_NS);
    const outcomes = (operation: bigint | undefined) => bench.ended(operation).entries.map(({ outcome }) => outcome);
    expect(outcomes(dead)).toEqual(['TIMED_OUT', 'TIMED_OUT']);
    // Its fence waited for the dead one as well, and says so; its own entry is unharmed.
    expect(outcomes(innocent.operationId)).toEqual(['COMPLETED', 'TIMED_OUT']);
  });
});
