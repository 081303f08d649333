import { MANUAL, access, pri, reports, send, stage, translated } from './stage';
import { ask, pages, type Bench } from '../unit/core/fixture';
import { NO_PASID } from '../../src/model/page-request';
import { READ, WRITE } from '../../src/model/permissions';

const SECOND = 1_000_000_000n;
const STALE = translated(11);

/** Endpoint 1 holds page 1, which leads to 11, completes nothing by itself, and the page is being unmapped. */
function unmapping(policy = {}): { bench: Bench; operation: bigint | undefined } {
  const bench = stage({ endpoint: MANUAL, policy });
  bench.iommu.map(1, [pages(1, 1, 11)], 'CONTINUE');
  const request = { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ | WRITE };
  bench.iommu.requestTranslation('HOSTED', 1, request);
  const { operationId } = bench.unmap(1, 0x1000n, 0x1fffn);
  bench.said();
  return { bench, operation: operationId };
}

const silent = () => {
  const { bench, operation } = unmapping();
  bench.iommu.tick(90n * SECOND);
  return { bench, operation };
};

describe('an endpoint that does not complete an invalidation', () => {
  test('is named by the end of the operation, by a fault event and by the log, with tag and time', () => {
    const { bench, operation } = unmapping();
    const [outstanding] = bench.iommu.outstandingInvalidations(1, 0, 10);
    expect(outstanding).toMatchObject({ operationId: operation, itag: 0, sentNs: 0n, firstPage: 1, lastPage: 1 });
    bench.iommu.tick(90n * SECOND);
    expect(bench.ended(operation).result).toMatchObject({
      outcome: 'TIMED_OUT',
      endNs: 90n * SECOND,
      endpoints: [{ endpointId: 1, outcome: 'TIMED_OUT' }],
    });
    const records = bench.outputs.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
    expect(records).toContainEqual(
      expect.objectContaining({ kind: 'FAULT_EVENT', reason: 'INVALIDATION_TIMEOUT', operationId: operation }),
    );
    expect(records).toContainEqual(expect.objectContaining({ kind: 'VIOLATION', rule: 'R-INV-07', itag: 0 }));
  });

  test('writes into memory that was unmapped, and nothing says that it did not: the unmap has not succeeded', () => {
    const { bench, operation } = silent();
    expect(bench.ended(operation).result.outcome).toBe('TIMED_OUT');
    bench.ram.bytes.fill(0);
    expect(access(bench, STALE).status).toBe('COMPLETED');
    expect(bench.ram.bytes[11 * 4096]).toBe(1);
  });

  test('is fenced by its context: its translated accesses are refused, with a fault, before memory is used again', () => {
    const { bench } = silent();
    bench.iommu.updateContext(1, { atsAllowed: false });
    bench.said();
    bench.ram.bytes.fill(0);
    expect(access(bench, STALE)).toMatchObject({ status: 'FAULTED', faultReason: 'TRANSACTION_NOT_ALLOWED' });
    expect(bench.ram.bytes[11 * 4096]).toBe(0);
    expect(reports(bench, 'FAULT_EVENT')).toMatchObject([{ transaction: 'TRANSLATED', iova: 0xb000n }]);
    expect(
      bench.iommu.requestTranslation('HOSTED', 1, {
        pasid: NO_PASID,
        firstPage: 1,
        pageCount: 1,
        permissions: READ,
      }).status,
    ).toBe('UNSUPPORTED_REQUEST');
  });

  test('stays fenced although it is reset; reset and let in again, it has nothing of before', () => {
    const { bench } = silent();
    bench.iommu.updateContext(1, { atsAllowed: false });
    bench.iommu.resetFunction(1);
    bench.iommu.setAts(1, true);
    expect(access(bench, STALE)).toMatchObject({ faultReason: 'TRANSACTION_NOT_ALLOWED' });
    bench.iommu.updateContext(1, { atsAllowed: true });
    expect(access(bench, STALE)).toMatchObject({ faultReason: 'NOT_GRANTED' });
  });

  test('may complete after its time: that is on record, and undoes no time-out', () => {
    const { bench, operation } = silent();
    bench.said();
    expect(bench.iommu.completeInvalidations('HOSTED', 1, [0])).toEqual({ completed: 0, unexpected: 1 });
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-INV-04', itag: 0 }]);
    expect(bench.ended(operation).result.outcome).toBe('TIMED_OUT');
  });

  test('may complete with the wrong tag: what is waited for goes on waiting', () => {
    const { bench, operation } = unmapping();
    expect(bench.iommu.completeInvalidations('HOSTED', 1, [5])).toEqual({ completed: 0, unexpected: 1 });
    expect(bench.hasEnded(operation)).toBe(false);
  });
});

describe('an invalidation that meets', () => {
  test.each<[string, (bench: Bench) => unknown]>([
    ['a function reset', (b) => b.iommu.resetFunction(1)],
    ['a removal', (b) => b.iommu.surpriseRemove(1)],
    ['a deletion', (b) => b.iommu.deleteEndpoint(1, true)],
  ])('%s is not completed: it ends at once, as what happened to the endpoint', (_what, act) => {
    const { bench, operation } = unmapping();
    act(bench);
    expect(bench.ended(operation).result).toMatchObject({
      outcome: 'ENDPOINT_GONE',
      endNs: 0n,
      endpoints: [{ endpointId: 1, outcome: 'ENDPOINT_GONE' }],
    });
  });

  test('the end of ATS may never be completed, and passes its time limit then', () => {
    const { bench, operation } = unmapping();
    bench.iommu.disablePri(1);
    const disabled = bench.iommu.setAts(1, false);
    bench.iommu.tick(90n * SECOND - 1n);
    expect([bench.hasEnded(operation), bench.hasEnded(disabled)]).toEqual([false, false]);
    // Without ATS the old translation is of no use, completed or not.
    expect(access(bench, STALE)).toMatchObject({ faultReason: 'ATS_DISABLED' });
    bench.iommu.tick(90n * SECOND);
    expect(bench.ended(operation).result.outcome).toBe('TIMED_OUT');
    expect(bench.ended(disabled).result.outcome).toBe('TIMED_OUT');
  });

  test('a lost channel ends with it, and page requests of the endpoint stay answerable', () => {
    const bench = stage({ endpoint: { backend: 'EXTERNAL', ats: {}, pri: {} } });
    bench.iommu.map(1, [pages(1, 1, 11)], 'CONTINUE');
    const request = { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ | WRITE };
    bench.iommu.requestTranslation('EXTERNAL', 1, request);
    send(bench, ask(9));
    const { operationId } = bench.unmap(1, 0x1000n, 0x1fffn);
    bench.iommu.disconnect(1);
    expect(bench.ended(operationId).result.outcome).toBe('ENDPOINT_GONE');
    const [group] = bench.iommu.pendingGroups(1, 0n, 1);
    expect(bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE').results).toMatchObject([
      { result: { outcome: 'HELD_FOR_ENDPOINT' } },
    ]);
    expect(pri(bench)?.outstandingPageRequests).toBe(1);
  });
});
