import { MANUAL, reports, stage } from './stage';
import { pages, type Bench } from '../unit/core/fixture';
import { READ, WRITE } from '../../src/model/permissions';
import { NO_PASID } from '../../src/model/page-request';
import type { InvalidationEntry } from '../../src/model/invalidation';

const SECOND = 1_000_000_000n;
const FENCE = { kind: 'FENCE' } as const;
const device = (endpointId: number): InvalidationEntry => ({ kind: 'DEVICE_TLB', endpointId });

/** Three endpoints with ATS that complete when they are told to. */
function three(policy = {}): Bench {
  const bench = stage({ endpoint: MANUAL, policy });
  bench.iommu.createEndpoint(2, MANUAL);
  bench.iommu.createEndpoint(3, MANUAL);
  bench.said();
  return bench;
}

const invalidate = ({ iommu }: Bench, entries: readonly InvalidationEntry[], timeoutNs?: bigint) =>
  iommu.invalidate(entries, 'CONTINUE', timeoutNs).operationId;
const complete = ({ iommu }: Bench, endpointId: number, itag = 0) =>
  iommu.completeInvalidations('HOSTED', endpointId, [itag]);
const outcomes = (bench: Bench, operation: bigint | undefined) =>
  bench
    .ended(operation)
    .entries.map(({ index, outcome, endpoints }) => [index, outcome, endpoints.map(({ endpointId }) => endpointId)]);
const sentTo = ({ iommu }: Bench) =>
  iommu.outstandingInvalidations(undefined, 0, 99).map(({ endpointId }) => endpointId);

describe('a fence', () => {
  test('ends at once when there is nothing before it', () => {
    const bench = three();
    expect(outcomes(bench, invalidate(bench, [FENCE]))).toEqual([[0, 'COMPLETED', []]]);
  });

  test('waits for everything before it, of its own batch and of others', () => {
    const bench = three();
    invalidate(bench, [device(1)]);
    const operation = invalidate(bench, [device(2), FENCE]);
    complete(bench, 2);
    expect(bench.hasEnded(operation)).toBe(false);
    complete(bench, 1);
    expect(outcomes(bench, operation)).toEqual([
      [0, 'COMPLETED', []],
      [1, 'COMPLETED', []],
    ]);
  });

  test('does not wait for what comes after it', () => {
    const bench = three();
    invalidate(bench, [device(1)]);
    const operation = invalidate(bench, [FENCE]);
    invalidate(bench, [device(2)]);
    complete(bench, 1);
    expect(bench.hasEnded(operation)).toBe(true);
  });

  test('holds what is behind it in its batch', () => {
    const bench = three();
    const operation = invalidate(bench, [device(1), FENCE, device(2), FENCE, device(3)]);
    expect(sentTo(bench)).toEqual([1]);
    complete(bench, 1);
    expect(sentTo(bench)).toEqual([2]);
    complete(bench, 2);
    expect(sentTo(bench)).toEqual([3]);
    expect(bench.hasEnded(operation)).toBe(false);
    complete(bench, 3);
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
  });

  test('names each endpoint that did not complete, though another completed', () => {
    const bench = three();
    const operation = invalidate(bench, [device(1), device(2), device(3), FENCE]);
    complete(bench, 2);
    bench.iommu.surpriseRemove(3);
    bench.iommu.tick(90n * SECOND);
    expect(outcomes(bench, operation)).toEqual([
      [0, 'TIMED_OUT', [1]],
      [1, 'COMPLETED', []],
      [2, 'ENDPOINT_GONE', [3]],
      [3, 'TIMED_OUT', [1, 3]],
    ]);
  });

  test('tells of a time-out that was before it was reached; the next one does not any more', () => {
    const bench = three();
    invalidate(bench, [device(1)]);
    bench.iommu.tick(90n * SECOND);
    expect(outcomes(bench, invalidate(bench, [FENCE]))).toEqual([[0, 'TIMED_OUT', [1]]]);
    expect(outcomes(bench, invalidate(bench, [FENCE]))).toEqual([[0, 'COMPLETED', []]]);
  });

  test('names the endpoint it waited for, also when another fence that waited for the same did', () => {
    const bench = three();
    invalidate(bench, [device(1)]);
    const fences = [invalidate(bench, [FENCE]), invalidate(bench, [FENCE])];
    bench.iommu.tick(90n * SECOND);
    for (const fence of fences) {
      expect(outcomes(bench, fence)).toEqual([[0, 'TIMED_OUT', [1]]]);
    }
    expect(outcomes(bench, invalidate(bench, [FENCE]))).toEqual([[0, 'COMPLETED', []]]);
  });

  test('waits for a second endpoint before it tells that the first one timed out', () => {
    const bench = three();
    invalidate(bench, [device(1)]);
    bench.iommu.tick(50n * SECOND);
    invalidate(bench, [device(2)]);
    const operation = invalidate(bench, [FENCE]);
    bench.iommu.tick(90n * SECOND);
    expect(bench.hasEnded(operation)).toBe(false);
    bench.iommu.tick(140n * SECOND);
    expect(outcomes(bench, operation)).toEqual([[0, 'TIMED_OUT', [1, 2]]]);
  });

  test('is bounded by its caller, and what is behind it is then not executed', () => {
    const bench = three();
    const operation = invalidate(bench, [device(1), FENCE, device(2)], 10n);
    bench.iommu.tick(10n);
    expect(outcomes(bench, operation)).toEqual([
      [0, 'TIMED_OUT', [1]],
      [1, 'TIMED_OUT', [1]],
      [2, 'TIMED_OUT', []],
    ]);
    complete(bench, 1);
    expect(sentTo(bench)).toEqual([]);
    expect(bench.iommu.nextDeadline).toBeUndefined();
  });

  test('is passed by a reset of the vIOMMU', () => {
    const bench = three();
    const operation = invalidate(bench, [device(1), FENCE]);
    bench.iommu.reset(8);
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
    expect(outcomes(bench, invalidate(bench, [FENCE]))).toEqual([[0, 'COMPLETED', []]]);
  });
});

describe('the event of a time-out', () => {
  test('tells whose invalidation it was, unless hardware would not', () => {
    for (const hideInvalidationSource of [false, true]) {
      const bench = three({ hideInvalidationSource });
      invalidate(bench, [device(2)]);
      bench.iommu.tick(90n * SECOND);
      const nobody = { endpointId: 0, requesterId: 0, virtualId: 0n };
      const event = { reason: 'INVALIDATION_TIMEOUT', synthetic: undefined };
      const whose = hideInvalidationSource ? nobody : { endpointId: 2, requesterId: 2, virtualId: 2n };
      expect(reports(bench, 'FAULT_EVENT')).toMatchObject([{ ...event, ...whose }]);
    }
  });

  test('is made at once for an endpoint that is gone, where that is wished', () => {
    for (const reportGoneInvalidations of [false, true]) {
      const bench = three({ reportGoneInvalidations });
      bench.iommu.surpriseRemove(2);
      bench.said();
      const operation = invalidate(bench, [device(2)]);
      const event = { reason: 'INVALIDATION_TIMEOUT', endpointId: 2, synthetic: true };
      expect(reports(bench, 'FAULT_EVENT')).toMatchObject(reportGoneInvalidations ? [event] : []);
      expect(outcomes(bench, operation)).toEqual([[0, 'ENDPOINT_GONE', [2]]]);
    }
  });
});

describe('an invalidation of the IOTLB alone', () => {
  const permissions = READ | WRITE;
  const ask = ({ iommu }: Bench) =>
    iommu.requestTranslation('HOSTED', 1, { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions }).entries[0]!;

  /** The IOTLB and the ATC hold what is no longer mapped, because nothing is invalidated by itself. */
  function stale(): Bench {
    const bench = three({ unmapInvalidates: false });
    bench.iommu.map(1, [pages(1, 1, 11)], 'CONTINUE');
    ask(bench);
    bench.unmap(1, 0x1000n, 0x1fffn);
    return bench;
  }

  test('leaves device TLBs alone', () => {
    const bench = stale();
    invalidate(bench, [{ kind: 'IOTLB', domainId: 1 }]);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(1);
    expect(ask(bench).permissions & permissions).toBe(0);
  });

  test('after that of the device TLB is the wrong order: a request in between fills the device TLB again', () => {
    const bench = stale();
    invalidate(bench, [device(1)]);
    complete(bench, 1);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
    expect(ask(bench).permissions & permissions).toBe(permissions);
    invalidate(bench, [{ kind: 'IOTLB', domainId: 1 }]);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(1);
  });

  test.each<[string, InvalidationEntry, boolean]>([
    ['its domain', { kind: 'IOTLB', domainId: 1 }, true],
    ['every domain', { kind: 'IOTLB', domainId: undefined }, true],
    ['its page', { kind: 'IOTLB', domainId: 1, first: 0x1800n, last: 0x1800n }, true],
    ['another page', { kind: 'IOTLB', domainId: 1, first: 0x2000n, last: 0x2fffn }, false],
    ['another PASID', { kind: 'IOTLB', domainId: 1, pasid: 5 }, false],
    ['its endpoint', { kind: 'CONTEXT', endpointId: 1 }, true],
    ['another endpoint', { kind: 'CONTEXT', endpointId: 2 }, false],
    ['its entry without PASID', { kind: 'PASID_ENTRY', endpointId: 1, pasid: NO_PASID }, true],
    ['an entry of a PASID', { kind: 'PASID_ENTRY', endpointId: 1, pasid: 5 }, false],
  ])('by %s', (_what, entry, forgotten) => {
    const bench = stale();
    invalidate(bench, [entry]);
    expect((ask(bench).permissions & permissions) === 0).toBe(forgotten);
  });
});
