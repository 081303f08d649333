import { MANUAL, reports, stage } from './stage';
import { pages, type Bench } from '../unit/core/fixture';
import { READ, WRITE } from '../../src/model/permissions';
import { NO_PASID } from '../../src/model/page-request';

const SECOND = 1_000_000_000n;

/** An endpoint that holds page 1, which is unmapped: it owes the completion of tag 0. */
function owing(policy = {}): { readonly bench: Bench; readonly operation: bigint | undefined } {
  const bench = stage({ endpoint: MANUAL, policy });
  bench.iommu.map(1, [pages(1, 1, 11)], 'CONTINUE');
  const permissions = READ | WRITE;
  bench.iommu.requestTranslation('HOSTED', 1, { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions });
  const operation = bench.unmap(1, 0x1000n, 0x1fffn).operationId;
  bench.said();
  return { bench, operation };
}

const complete = ({ iommu }: Bench, itags: number[], count?: number, requesterId?: number) =>
  iommu.completeInvalidations('HOSTED', 1, itags, count, requesterId);

describe('an invalidation', () => {
  test('is completed when as many completions have come as the first one said', () => {
    const { bench, operation } = owing();
    for (let i = 1; i < 8; i += 1) {
      complete(bench, [0], 8);
      expect([i, bench.hasEnded(operation)]).toEqual([i, false]);
      expect(bench.iommu.outstandingInvalidations(1, 0, 9)).toMatchObject([
        { itag: 0, completionsReceived: i, completionsExpected: 8 },
      ]);
    }
    complete(bench, [0], 8);
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
    expect(reports(bench, 'VIOLATION')).toEqual([]);
  });

  test('goes by the number of the first completion; another in a later one is on record', () => {
    const { bench, operation } = owing();
    complete(bench, [0], 2);
    complete(bench, [0], 3);
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-INV-06', itag: 0, culprit: 'ENDPOINT' }]);
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
  });

  test('is counted by itself where one message completes several', () => {
    const { bench, operation } = owing();
    const second = bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }], 'CONTINUE').operationId;
    const received = () =>
      bench.iommu.outstandingInvalidations(1, 0, 9).map(({ itag, completionsReceived }) => [itag, completionsReceived]);
    // One message for each of two traffic classes.
    expect(complete(bench, [0, 1], 2)).toMatchObject({ unexpected: 0 });
    expect(received()).toEqual([
      [0, 1],
      [1, 1],
    ]);
    complete(bench, [1], 2);
    expect(received()).toEqual([[0, 1]]);
    expect([bench.hasEnded(operation), bench.hasEnded(second)]).toEqual([false, true]);
    complete(bench, [0], 2);
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
  });

  test('is not completed by another function, whatever tag it names', () => {
    const { bench, operation } = owing();
    expect(complete(bench, [0], 1, 0x777)).toEqual({ completed: 0, unexpected: 1 });
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-INV-04', itag: 0 }]);
    expect(bench.hasEnded(operation)).toBe(false);
    complete(bench, [0], 1, 1);
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
  });

  test('whose completions come in part only times out', () => {
    const { bench, operation } = owing();
    complete(bench, [0], 2);
    bench.iommu.tick(90n * SECOND);
    expect(bench.ended(operation).result).toMatchObject({
      outcome: 'TIMED_OUT',
      endpoints: [{ endpointId: 1, outcome: 'TIMED_OUT' }],
    });
    // The rest comes when nobody waits any more.
    expect(complete(bench, [0], 2)).toEqual({ completed: 0, unexpected: 1 });
  });

  test('completes after a late completion of an earlier use of its tag, which nobody can tell apart', () => {
    const { bench } = owing();
    bench.iommu.tick(90n * SECOND);
    const next = () => bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }], 'CONTINUE').operationId;
    let last = next();
    for (let used = 1; used < 32; used += 1) {
      complete(bench, [used]);
      last = next();
    }
    expect(bench.iommu.outstandingInvalidations(1, 0, 9).map(({ itag }) => itag)).toEqual([0]);
    // Meant for the one that timed out.
    complete(bench, [0]);
    expect(bench.ended(last).result.outcome).toBe('COMPLETED');
  });
});

describe('functions that share an invalidate queue', () => {
  const OWN = { ats: { invalidateQueueDepth: 2 }, invalidationCompletion: 'MANUAL' } as const;
  const SHARED = { ats: { queueParentId: 1 }, invalidationCompletion: 'MANUAL' } as const;

  function family(): Bench {
    const bench = stage({ endpoint: OWN });
    bench.iommu.createEndpoint(2, SHARED);
    return bench;
  }

  const invalidate = ({ iommu }: Bench, endpointId: number) =>
    iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId }], 'CONTINUE');
  const outstanding = ({ iommu }: Bench) =>
    [1, 2].map((id) => {
      const { outstandingInvalidations, waitingInvalidations } = iommu.endpoint(id);
      return [outstandingInvalidations, waitingInvalidations];
    });

  test('have its depth together, and one that completes makes room for the other', () => {
    const bench = family();
    invalidate(bench, 1);
    invalidate(bench, 2);
    invalidate(bench, 2);
    expect(outstanding(bench)).toEqual([
      [1, 0],
      [1, 1],
    ]);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(outstanding(bench)).toEqual([
      [0, 0],
      [2, 0],
    ]);
  });

  test('use tags of their own', () => {
    const bench = family();
    invalidate(bench, 1);
    invalidate(bench, 2);
    expect(bench.iommu.outstandingInvalidations(undefined, 0, 9).map(({ itag }) => itag)).toEqual([0, 0]);
    // That of the other is not meant.
    bench.iommu.completeInvalidations('HOSTED', 2, [0]);
    expect(outstanding(bench)).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  test('are reset with the one whose it is', () => {
    const bench = family();
    const { operationId } = invalidate(bench, 2);
    bench.iommu.resetFunction(1);
    expect(bench.ended(operationId).result.outcome).toBe('ENDPOINT_GONE');
    expect(bench.iommu.endpoint(2).generation).toBe(2);
  });

  test.each([
    ['one without ATS', { kind: 'PCIE' }, {}, 'QUEUE_PARENT_INVALID'],
    ['one of the other backend', { ats: {}, backend: 'EXTERNAL' }, {}, 'QUEUE_PARENT_INVALID'],
    ['one that shares itself', { ats: { queueParentId: 1 } }, {}, 'QUEUE_PARENT_INVALID'],
    ['nobody', undefined, {}, 'ENDPOINT_NOT_FOUND'],
    ['one beside a depth of its own', { ats: {} }, { invalidateQueueDepth: 3 }, 'FIELD_NOT_APPLICABLE'],
  ] as const)('cannot have it of %s', (_who, parent, more, reason) => {
    const bench = stage({ endpoint: OWN });
    if (parent !== undefined) {
      bench.iommu.createEndpoint(2, parent);
    }
    expect(() => bench.iommu.createEndpoint(3, { ats: { queueParentId: 2, ...more } })).toThrow(
      expect.objectContaining({ reason }) as Error,
    );
    expect(() => bench.iommu.endpoint(3)).toThrow();
  });

  test('have no page request interface of their own', () => {
    const bench = family();
    expect(() => bench.iommu.createEndpoint(5, { ats: { queueParentId: 1 }, pri: {} })).toThrow(
      expect.objectContaining({ reason: 'QUEUE_PARENT_INVALID' }) as Error,
    );
  });
});
