import { NO_PASID } from '../../../src/model/page-request';
import { Bench, FULL, pages, read } from './fixture';

/** A hosted endpoint that completes by hand, with `depth` tags and pages 0 to 9 in its ATC. */
function prepared(depth: number): Bench {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, {
    ...FULL,
    ats: { invalidateQueueDepth: depth },
    invalidationCompletion: 'MANUAL',
  });
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, NO_PASID, 1, 0n);
  for (let page = 0; page < 10; page += 1) {
    bench.iommu.map(1, [pages(page, page)], 'CONTINUE');
  }
  bench.iommu.issueDma('HOSTED', 1, read(0n, 10 * 4096));
  bench.said();
  return bench;
}

const unmapPage = (bench: Bench, page: number, timeoutNs?: bigint) =>
  bench.unmap(1, BigInt(page) * 4096n, BigInt(page) * 4096n + 4095n, timeoutNs).operationId;

test('a tag named twice in one completion does not complete what is sent under it next', () => {
  const bench = prepared(32);
  const operations = Array.from({ length: 33 }, () =>
    bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }], 'CONTINUE'),
  ).map(({ operationId }) => operationId);
  expect(bench.iommu.completeInvalidations('HOSTED', 1, [5, 5])).toEqual({ completed: 1, unexpected: 1 });
  expect(bench.iommu.endpoint(1)).toMatchObject({ outstandingInvalidations: 32, waitingInvalidations: 0 });
  expect(bench.hasEnded(operations[32])).toBe(false);
});

describe('tags', () => {
  test.each([1, 2, 31, 32])('no more than %i are outstanding; the rest waits', (depth) => {
    const bench = prepared(depth);
    for (let i = 0; i < 40; i += 1) {
      bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }], 'CONTINUE');
    }
    expect(bench.iommu.endpoint(1)).toMatchObject({
      outstandingInvalidations: depth,
      waitingInvalidations: 40 - depth,
    });
    const tags = bench.iommu.outstandingInvalidations(1, 0, 100).flatMap(({ itag }) => itag ?? []);
    expect(new Set(tags).size).toBe(depth);
  });

  test('what waits is sent in the order in which it came', () => {
    const bench = prepared(1);
    const operations = [0, 1, 2].map((page) => unmapPage(bench, page));
    const sent: (number | undefined)[] = [];
    for (const operation of operations) {
      expect(bench.hasEnded(operation)).toBe(false);
      const [first] = bench.iommu.outstandingInvalidations(1, 0, 1);
      sent.push(first?.firstPage);
      bench.iommu.completeInvalidations('HOSTED', 1, [first!.itag!]);
      expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
    }
    expect(sent).toEqual([0, 1, 2]);
  });
});

describe('time limits', () => {
  const LIMIT = 90_000_000_000n;

  test('the hardware limit counts from the sending, to the nanosecond', () => {
    const bench = prepared(1);
    const first = unmapPage(bench, 0);
    const second = unmapPage(bench, 1);
    bench.iommu.tick(LIMIT - 1n);
    expect(bench.hasEnded(first)).toBe(false);
    expect(bench.iommu.nextDeadline).toBe(LIMIT);
    bench.iommu.tick(LIMIT);
    expect(bench.ended(first).result).toMatchObject({ outcome: 'TIMED_OUT', endNs: LIMIT });
    bench.iommu.tick(2n * LIMIT - 1n);
    expect(bench.hasEnded(second)).toBe(false);
    bench.iommu.tick(5n * LIMIT);
    expect(bench.ended(second).result).toMatchObject({ outcome: 'TIMED_OUT', endNs: 2n * LIMIT });
  });

  test('a time-out is a fault event and a violation that name the operation and the tag', () => {
    const bench = prepared(1);
    const operationId = unmapPage(bench, 3);
    bench.iommu.tick(LIMIT);
    expect(bench.records()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'FAULT_EVENT', reason: 'INVALIDATION_TIMEOUT', operationId, iova: 0x3000n }),
        expect.objectContaining({ kind: 'VIOLATION', rule: 'R-INV-07', itag: 0 }),
      ]),
    );
  });

  test("a caller's shorter limit ends the wait; the endpoint may still complete", () => {
    const bench = prepared(1);
    const sent = unmapPage(bench, 0, 5n);
    const waiting = unmapPage(bench, 1, 5n);
    bench.iommu.tick(5n);
    for (const operation of [sent, waiting]) {
      expect(bench.ended(operation).result).toMatchObject({ outcome: 'TIMED_OUT', endNs: 5n });
    }
    expect(bench.iommu.endpoint(1)).toMatchObject({ outstandingInvalidations: 1, waitingInvalidations: 0 });
    const held = bench.iommu.endpoint(1).grantedPages;
    expect(bench.iommu.completeInvalidations('HOSTED', 1, [0])).toEqual({ completed: 1, unexpected: 0 });
    expect(bench.iommu.endpoint(1).grantedPages).toBe(held - 1);
  });

  test("a caller's longer limit does not lengthen the hardware's", () => {
    const bench = prepared(1);
    const operation = unmapPage(bench, 0, 2n * LIMIT);
    bench.iommu.tick(LIMIT);
    expect(bench.ended(operation).result).toMatchObject({ outcome: 'TIMED_OUT', endNs: LIMIT });
    expect(bench.iommu.nextDeadline).toBeUndefined();
  });

  test('a completion after the time-out is a violation and otherwise harmless', () => {
    const bench = prepared(1);
    unmapPage(bench, 0);
    bench.iommu.tick(LIMIT);
    bench.said();
    expect(bench.iommu.completeInvalidations('HOSTED', 1, [0])).toEqual({ completed: 0, unexpected: 1 });
    expect(bench.records()).toEqual([expect.objectContaining({ kind: 'VIOLATION', rule: 'R-INV-04', itag: 0 })]);
  });

  test('a shorter limit of the policy holds for what was sent before', () => {
    const bench = prepared(1);
    const operation = unmapPage(bench, 0);
    bench.iommu.tick(10n);
    bench.iommu.update({ invalidationTimeoutNs: 7n });
    bench.iommu.tick(10n);
    expect(bench.ended(operation).result).toMatchObject({ outcome: 'TIMED_OUT', endNs: 10n });
  });
});

describe('what a completion ends', () => {
  test('translations given after the invalidation was made stay', () => {
    const bench = prepared(1);
    bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1, first: 0n, last: 0x1fffn }], 'CONTINUE');
    const again = { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: 1 };
    bench.iommu.requestTranslation('HOSTED', 1, again);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(9);
  });

  test.each([
    ['a removal', (bench: Bench) => bench.iommu.surpriseRemove(1)],
    ['a function reset', (bench: Bench) => bench.iommu.resetFunction(1)],
    ['a forced deletion', (bench: Bench) => bench.iommu.deleteEndpoint(1, true)],
  ])('%s ends what was sent and what waits as ENDPOINT_GONE', (_what, act) => {
    const bench = prepared(1);
    const operations = [unmapPage(bench, 0), unmapPage(bench, 1)];
    act(bench);
    for (const operation of operations) {
      expect(bench.ended(operation).result).toMatchObject({
        outcome: 'ENDPOINT_GONE',
        endpoints: [{ endpointId: 1, outcome: 'ENDPOINT_GONE' }],
      });
    }
  });
});
