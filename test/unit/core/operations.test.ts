import { worse, type OperationOutcome } from '../../../src/model/operation';
import { NO_PASID } from '../../../src/model/page-request';
import { Bench, FULL, pages, read } from './fixture';

const DEPTH_1 = { ...FULL, ats: { invalidateQueueDepth: 1 }, invalidationCompletion: 'MANUAL' } as const;

/** Two endpoints that complete by hand and hold page 1 of domain 1. */
function prepared(): Bench {
  const bench = new Bench();
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.map(1, [pages(1, 1), pages(2, 2)], 'CONTINUE');
  for (const endpointId of [2, 1]) {
    bench.iommu.createEndpoint(endpointId, DEPTH_1);
    bench.iommu.attach(endpointId, NO_PASID, 1, 0n);
    bench.iommu.issueDma('HOSTED', endpointId, read(0x1000n, 8));
  }
  bench.said();
  return bench;
}

test.each<[OperationOutcome, OperationOutcome, OperationOutcome]>([
  ['COMPLETED', 'COMPLETED', 'COMPLETED'],
  ['COMPLETED', 'ENDPOINT_GONE', 'ENDPOINT_GONE'],
  ['TIMED_OUT', 'ENDPOINT_GONE', 'TIMED_OUT'],
  ['COMPLETED', 'TIMED_OUT', 'TIMED_OUT'],
])('of %s and %s the worse is %s', (a, b, expected) => {
  expect([worse(a, b), worse(b, a)]).toEqual([expected, expected]);
});

test('an operation without anything to wait for ends at once, in the report log and for whoever waits', () => {
  const bench = new Bench();
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
  bench.said();
  const { operationId } = bench.unmap(1, 0x1000n, 0x1fffn, 0n);
  const said = bench.said();
  expect(said.map(({ kind }) => kind)).toEqual(['REPORT', 'OPERATION']);
  expect(bench.ended(operationId).result).toMatchObject({ operation: 'UNMAP', outcome: 'COMPLETED', endpoints: [] });
  expect(bench.iommu.nextDeadline).toBeUndefined();
});

test('ids carry the incarnation and grow from 1', () => {
  const bench = prepared();
  const ids = [1n, 2n].map((page) => bench.unmap(1, page * 4096n, page * 4096n + 4095n).operationId);
  expect(ids).toEqual([(7n << 40n) | 1n, (7n << 40n) | 2n]);
});

test('an operation ends with the last endpoint, and names those that did not complete, by id', () => {
  const bench = prepared();
  const { operationId } = bench.unmap(1, 0x1000n, 0x1fffn);
  bench.iommu.surpriseRemove(2);
  expect(bench.hasEnded(operationId)).toBe(false);
  bench.iommu.tick(90_000_000_000n);
  expect(bench.ended(operationId).result).toMatchObject({
    outcome: 'TIMED_OUT',
    endpoints: [
      { endpointId: 1, outcome: 'TIMED_OUT' },
      { endpointId: 2, outcome: 'ENDPOINT_GONE' },
    ],
  });
});

test('an operation ends once, also when a completion follows its time-out', () => {
  const bench = prepared();
  const { operationId } = bench.unmap(1, 0x1000n, 0x1fffn, 5n);
  bench.iommu.tick(5n);
  bench.iommu.completeInvalidations('HOSTED', 1, [0]);
  bench.iommu.completeInvalidations('HOSTED', 2, [0]);
  bench.said();
  const ends = bench.outputs.filter((o) => o.kind === 'OPERATION' && o.result.operationId === operationId);
  expect(ends).toHaveLength(1);
});

describe('a batch of invalidations', () => {
  test('tells how each accepted entry ended, by its index', () => {
    const bench = prepared();
    const { operationId, failures } = bench.iommu.invalidate(
      [
        { kind: 'DEVICE_TLB', endpointId: 1 },
        { kind: 'DEVICE_TLB', endpointId: 77 },
        { kind: 'DOMAIN', domainId: 1, first: 0x5000n, last: 0x5fffn },
        { kind: 'DEVICE_TLB', endpointId: 2 },
      ],
      'CONTINUE',
      5n,
    );
    expect(failures.map(({ index, error }) => [index, error.reason])).toEqual([[1, 'ENDPOINT_NOT_FOUND']]);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    bench.iommu.tick(5n);
    expect(bench.ended(operationId).entries).toEqual([
      { index: 0, outcome: 'COMPLETED', endpoints: [] },
      { index: 2, outcome: 'COMPLETED', endpoints: [] },
      { index: 3, outcome: 'TIMED_OUT', endpoints: [{ endpointId: 2, outcome: 'TIMED_OUT' }] },
    ]);
  });

  test('is no operation when every entry is refused', () => {
    const bench = prepared();
    const batch = bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 77 }], 'CONTINUE');
    expect(batch).toMatchObject({ executed: 0, operationId: undefined });
    expect(bench.said()).toEqual([]);
  });

  test.each([
    ['RANGE_INVALID', { kind: 'DOMAIN', domainId: 1, first: 2n, last: 1n }],
    ['DOMAIN_NOT_FOUND', { kind: 'DOMAIN', domainId: 9 }],
    ['PASID_OUT_OF_RANGE', { kind: 'DEVICE_TLB', endpointId: 1, pasid: 2 ** 20 }],
    ['ATS_NOT_SUPPORTED', { kind: 'DEVICE_TLB', endpointId: 3 }],
    ['PASID_NOT_SUPPORTED', { kind: 'DEVICE_TLB', endpointId: 4, pasid: 0 }],
  ] as const)('refuses %s', (reason, entry) => {
    const bench = prepared();
    bench.iommu.createEndpoint(3, {});
    bench.iommu.createEndpoint(4, { ats: {} });
    expect(bench.iommu.invalidate([entry], 'CONTINUE').failures[0]?.error.reason).toBe(reason);
  });

  test('of everything reaches whoever holds anything, after the IOTLB', () => {
    const bench = prepared();
    bench.iommu.invalidate([{ kind: 'EVERYTHING' }], 'CONTINUE');
    expect(bench.iommu.outstandingInvalidations(undefined, 0, 9)).toMatchObject([
      { endpointId: 1, pasid: undefined, firstPage: 0, lastPage: 2 ** 52 - 1 },
      { endpointId: 2, pasid: undefined, firstPage: 0, lastPage: 2 ** 52 - 1 },
    ]);
  });

  test('beyond what may wait is refused, and says which endpoint must complete', () => {
    const bench = new Bench({ max_waiting_invalidations: 1 });
    bench.iommu.createEndpoint(1, DEPTH_1);
    const entries = [1, 2, 3].map(() => ({ kind: 'DEVICE_TLB', endpointId: 1 }) as const);
    const { failures } = bench.iommu.invalidate(entries, 'CONTINUE');
    expect(failures).toMatchObject([
      { index: 2, error: { reason: 'LIMIT_EXCEEDED', metadata: { limit: 'max_waiting_invalidations', value: '1' } } },
    ]);
  });

  test('as many fences wait, with the entries behind them, as may, of all batches together; when they went on there is room', () => {
    const bench = new Bench({ max_waiting_invalidations: 4 });
    bench.iommu.createEndpoint(1, DEPTH_1);
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    const device = { kind: 'DEVICE_TLB', endpointId: 1 } as const;
    const iotlb = { kind: 'IOTLB', domainId: 1 } as const;
    const first = bench.iommu.invalidate([device, { kind: 'FENCE' }, iotlb], 'CONTINUE');
    expect(first.failures).toEqual([]);
    const second = bench.iommu.invalidate([{ kind: 'FENCE' }, iotlb, iotlb], 'CONTINUE');
    expect(second.failures).toMatchObject([
      { index: 2, error: { reason: 'LIMIT_EXCEEDED', metadata: { limit: 'max_waiting_invalidations', value: '4' } } },
    ]);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect([first, second].map(({ operationId }) => bench.ended(operationId).result.outcome)).toEqual([
      'COMPLETED',
      'COMPLETED',
    ]);
    bench.iommu.invalidate([device, { kind: 'FENCE' }], 'CONTINUE');
    expect(bench.iommu.invalidate([{ kind: 'FENCE' }, iotlb, iotlb], 'CONTINUE').failures).toEqual([]);
  });
});
