import { access, MANUAL, reports, stage, translated, untranslated } from './stage';
import { ask, pages, type Bench } from '../unit/core/fixture';
import { READ, WRITE } from '../../src/model/permissions';
import { NO_PASID } from '../../src/model/page-request';

const SECOND = 1_000_000_000n;
const permissions = READ | WRITE;

/** An endpoint that holds page 1 and is silent, its neighbour, and the unmap that waits for it. */
function silent(policy = {}) {
  const bench = stage({ endpoint: MANUAL, policy: { fenceOnTimeout: true, ...policy } });
  bench.iommu.createEndpoint(2, MANUAL);
  bench.iommu.attach(2, NO_PASID, 1, 2n);
  bench.iommu.map(1, [pages(1, 1, 11), pages(2, 2, 12)], 'CONTINUE');
  const request = { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions };
  bench.iommu.requestTranslation('HOSTED', 1, request);
  const operation = bench.unmap(1, 0x1000n, 0x1fffn).operationId;
  bench.said();
  return { bench, operation };
}

const status = (bench: Bench, endpointId = 1) => access(bench, untranslated(2), endpointId);

describe('an endpoint that misses the time-out of an invalidation', () => {
  test('is left alone unless fencing is on: it still uses what was unmapped', () => {
    const { bench } = silent({ fenceOnTimeout: false });
    bench.iommu.tick(90n * SECOND);
    expect(access(bench, translated(11)).status).toBe('COMPLETED');
    expect(bench.iommu.endpoint(1).fenced).toBe(false);
  });

  test('is cut off: nothing of it passes, translated or not, and everybody is told', () => {
    const { bench, operation } = silent();
    bench.iommu.tick(90n * SECOND);
    expect(bench.ended(operation).result).toMatchObject({
      outcome: 'TIMED_OUT',
      endpoints: [{ endpointId: 1, outcome: 'TIMED_OUT' }],
    });
    expect(bench.iommu.endpoint(1)).toMatchObject({ fenced: true, grantedPages: 0, outstandingInvalidations: 0 });
    expect(bench.outputs.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []))).toContainEqual(
      expect.objectContaining({ kind: 'ENDPOINT_CHANGED', endpointId: 1, change: 'FENCED' }),
    );
    expect(access(bench, translated(11))).toMatchObject({ status: 'FAULTED', faultReason: 'FENCED' });
    expect(status(bench)).toMatchObject({ status: 'FAULTED', faultReason: 'FENCED' });
    const request = { pasid: NO_PASID, firstPage: 2, pageCount: 1, permissions };
    expect(bench.iommu.requestTranslation('HOSTED', 1, request).status).toBe('UNSUPPORTED_REQUEST');
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(2)], 'CONTINUE');
    expect(reports(bench, 'AUTOMATIC_ANSWER')).toMatchObject([{ cause: 'FENCED', endpointId: 1 }]);
  });

  test('is cut off when the limit of a caller passes, too', () => {
    const { bench } = silent();
    const { operationId } = bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }], 'CONTINUE', 10n);
    bench.iommu.tick(10n);
    expect(bench.ended(operationId).result.outcome).toBe('TIMED_OUT');
    expect(bench.iommu.endpoint(1).fenced).toBe(true);
  });

  test('holds nobody back: what was unmapped can be mapped again, and its neighbour goes on', () => {
    const { bench } = silent();
    bench.iommu.tick(90n * SECOND);
    expect(bench.iommu.map(1, [pages(1, 1, 13)], 'CONTINUE').failures).toEqual([]);
    expect(status(bench, 2).status).toBe('COMPLETED');
    const { operationId } = bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }], 'CONTINUE');
    expect(bench.ended(operationId).result.outcome).toBe('ENDPOINT_GONE');
  });

  test('comes back with a function reset, for what is attached after it', () => {
    const { bench } = silent();
    bench.iommu.tick(90n * SECOND);
    bench.iommu.resetFunction(1);
    expect(bench.iommu.endpoint(1).fenced).toBe(false);
    // The attachment is that of before.
    expect(status(bench)).toMatchObject({ status: 'FAULTED', faultReason: 'FENCED' });
    bench.iommu.detach(1, NO_PASID);
    bench.iommu.attach(1, NO_PASID, 1, 3n);
    expect(status(bench).status).toBe('COMPLETED');
  });

  test('does not come back by being attached anew alone', () => {
    const { bench } = silent();
    bench.iommu.tick(90n * SECOND);
    bench.iommu.detach(1, NO_PASID);
    bench.iommu.attach(1, NO_PASID, 1, 3n);
    expect(status(bench)).toMatchObject({ status: 'FAULTED', faultReason: 'FENCED' });
  });
});

describe('an endpoint whose link is down', () => {
  const down = (policy = {}) => {
    const { bench } = silent({ fenceOnTimeout: false, ...policy });
    bench.iommu.setLink(1, true, false);
    return bench;
  };

  test('is not known to be gone: what it is sent is lost, and times out', () => {
    const bench = down();
    const { operationId } = bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }], 'CONTINUE');
    expect(bench.told(1).filter(({ kind }) => kind === 'INVALIDATION')).toEqual([]);
    expect(bench.iommu.endpoint(1)).toMatchObject({ state: 'ACTIVE', linkDown: true });
    expect(bench.hasEnded(operationId)).toBe(false);
    bench.iommu.tick(90n * SECOND);
    expect(bench.ended(operationId).result.outcome).toBe('TIMED_OUT');
  });

  test('says nothing', () => {
    const bench = down();
    const said: [string, () => unknown][] = [
      ['DMA', () => bench.iommu.issueDma('HOSTED', 1, untranslated(2))],
      ['page requests', () => bench.iommu.submitPageRequests('HOSTED', 1, [ask(2)], 'CONTINUE')],
      ['completions', () => bench.iommu.completeInvalidations('HOSTED', 1, [0])],
    ];
    for (const [what, say] of said) {
      expect([what, say]).toEqual([what, expect.any(Function)]);
      expect(say).toThrow(expect.objectContaining({ reason: 'LINK_DOWN' }) as Error);
    }
  });

  test('hears no answer: its credits stay used', () => {
    const { bench } = silent({ fenceOnTimeout: false });
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(5)], 'CONTINUE');
    const [group] = bench.iommu.pendingGroups(undefined, 0n, 1);
    bench.iommu.setLink(1, true, false);
    bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    expect(bench.told(1).filter(({ kind }) => kind === 'PAGE_RESPONSE')).toEqual([]);
    bench.iommu.setLink(1, false, true);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(1);
  });

  test.each([
    [false, 2, false],
    [true, 1, true],
  ])('is reset when it comes up, unless it is to keep its state (%s)', (keepState, generation, atsEnabled) => {
    const bench = down();
    bench.iommu.setLink(1, false, keepState);
    expect(bench.iommu.endpoint(1)).toMatchObject({ linkDown: false, generation, atsEnabled });
    expect(reports(bench, 'ENDPOINT_CHANGED').map(({ change }) => change)).toEqual(
      keepState ? ['LINK_DOWN', 'LINK_UP'] : ['LINK_DOWN', 'LINK_UP', 'FUNCTION_RESET'],
    );
  });

  test('changes once, however often it is told', () => {
    const bench = down();
    bench.said();
    bench.iommu.setLink(1, true, false);
    expect(bench.said()).toEqual([]);
  });
});
