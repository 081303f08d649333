import { NO_PASID } from '../../../src/model/page-request';
import { READ } from '../../../src/model/permissions';
import type { StopStyle } from '../../../src/core/pasid-stopper';
import type { EndpointRequest } from '../../../src/model/endpoint';
import { ask, type Bench, FULL, pages, read, write } from './fixture';
import { refusal } from './refusal';
import { answer, atOnce, balanced, begin, enter, inject, pending, reported, send, stage } from './stage';

const STYLES: StopStyle[] = ['WAIT_FOR_RESPONSES', 'STOP_MARKER'];

/** A complete group and an unclosed one of PASID 5, and a complete one of PASID 6. */
function prepared(endpoint: EndpointRequest = FULL): Bench {
  const bench = stage({ endpoint, pasids: [5, 6] });
  send(bench, [
    ask(1, { pasid: 5, prgi: 1 }),
    ask(2, { pasid: 5, prgi: 2, last: false }),
    ask(3, { pasid: 6, prgi: 3 }),
  ]);
  bench.said();
  return bench;
}

const stop = (bench: Bench, style: StopStyle, timeoutNs?: bigint) => bench.iommu.stopPasid(1, 5, style, timeoutNs);
const status = (bench: Bench) => bench.iommu.endpoint(1).pri;

describe.each(STYLES)('stopping, %s,', (style) => {
  test('drops what is unclosed at once, and its credits return', () => {
    const bench = prepared();
    const { flushed } = stop(bench, style);
    expect(flushed).toMatchObject({ droppedPages: 1, droppedGroups: 1, discarded: 0 });
    expect(reported(bench, 'PARTIALS_DROPPED')).toMatchObject([
      { cause: 'STOP_PASID', rule: 'R-PRI-46', pageRequestCount: 1, groupCount: 1 },
    ]);
    expect(bench.iommu.statistics({}).partialPages).toBe(0);
    expect(balanced(bench)).toMatchObject({ accepted: 2 });
  });

  test('leaves other PASIDs alone', () => {
    const bench = prepared();
    stop(bench, style);
    expect(pending(bench).some(({ pasid }) => pasid === 6)).toBe(true);
    expect(send(bench, [ask(9, { pasid: 6, prgi: 9 })]).failures).toEqual([]);
    expect(send(bench, [ask(9, { prgi: 10 })]).failures).toEqual([]);
  });

  test('refuses page requests and DMA of the PASID from then on, until it is attached again', () => {
    const bench = prepared();
    stop(bench, style);
    expect(bench.iommu.endpoint(1).stoppedPasids).toBe(1);
    expect(send(bench, [ask(1, { pasid: 5, prgi: 9 })]).failures[0]?.error.reason).toBe('PASID_STOPPED');
    for (const addressType of ['AUTOMATIC', 'UNTRANSLATED'] as const) {
      expect(refusal(() => atOnce(bench, { ...read(0n, 4, 5), addressType }))).toBe('PASID_STOPPED pasid');
    }
    bench.iommu.detach(1, 5);
    expect(refusal(() => atOnce(bench, read(0n, 4, 5)))).toBe('PASID_STOPPED pasid');
    bench.iommu.attach(1, 5, 1, 0n);
    expect(bench.iommu.endpoint(1).stoppedPasids).toBe(0);
    expect(send(bench, [ask(1, { pasid: 5, prgi: 9 })]).failures).toEqual([]);
  });

  test.each<[string, (bench: Bench) => unknown]>([
    ['a replacement', ({ iommu }) => iommu.replace(1, 5, 2, 0n)],
    ['a function reset', ({ iommu }) => [iommu.resetFunction(1), iommu.setAts(1, true), iommu.enablePri(1)]],
  ])('lasts until %s as well', (_what, act) => {
    const bench = prepared();
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
    stop(bench, style);
    act(bench);
    expect(bench.iommu.endpoint(1).stoppedPasids).toBe(0);
    expect(send(bench, [ask(1, { pasid: 5, prgi: 9 })]).failures).toEqual([]);
  });

  test('answers what is injected for it from then on', () => {
    const bench = prepared();
    stop(bench, style);
    const { closed } = inject(bench, [ask(7, { pasid: 5 })]);
    expect(closed[0]?.group).toEqual({ kind: 'ANSWERED', code: 'INVALID_REQUEST', rule: 'R-PRI-47' });
    expect(reported(bench, 'AUTOMATIC_ANSWER').at(-1)).toMatchObject({ cause: 'STOP_PASID', pasid: 5, domainId: 1 });
    balanced(bench);
  });

  test('ends the DMA that waits, and no other', () => {
    const bench = stage({ pasids: [5, 6] });
    const [own, other] = [5, 6].map((pasid) => begin(bench, write(0x1000n, new Uint8Array(8), pasid)));
    stop(bench, style);
    expect(bench.ended(own).dma).toMatchObject({
      status: 'PASID_STOPPED',
      failedAddress: 0x1000n,
      transferredBytes: 0,
    });
    expect(bench.hasEnded(other)).toBe(false);
    expect(bench.iommu.endpoint(1).outstandingDma).toBe(1);
  });

  test('lets who waits for credits have those of what is dropped', () => {
    const bench = stage({ pasids: [5], allocation: 2 });
    enter(bench, 2, { ats: {}, priParentId: 1 });
    send(bench, [ask(1, { pasid: 5, prgi: 9, last: false }), ask(2, { prgi: 8 })], true);
    begin(bench, write(0x7000n, new Uint8Array(4)), 2);
    stop(bench, style);
    expect(pending(bench).map(({ endpointId }) => endpointId)).toEqual([1, 2]);
  });

  test('empties the ATC of the PASID, which the operation waits for', () => {
    const bench = stage({ endpoint: { ...FULL, invalidationCompletion: 'MANUAL' }, pasids: [5, 6] });
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    [5, 6].forEach((pasid) => atOnce(bench, read(0x1000n, 8, pasid)));
    const { operationId } = stop(bench, style);
    expect(bench.hasEnded(operationId)).toBe(false);
    expect(bench.iommu.outstandingInvalidations(1, 0, 9)).toMatchObject([{ pasid: 5, operationId }]);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(bench.ended(operationId).result).toMatchObject({ operation: 'STOP_PASID', outcome: 'COMPLETED' });
    expect(bench.iommu.endpoint(1).grantedPages).toBe(1);
  });

  test('is refused when too many invalidations wait, and changes nothing', () => {
    const endpoint = { ...FULL, ats: { invalidateQueueDepth: 1 }, invalidationCompletion: 'MANUAL' } as const;
    const bench = stage({ endpoint, pasids: [5], limits: { max_waiting_invalidations: 1 } });
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    atOnce(bench, read(0x1000n, 8, 5));
    [1, 2].forEach(() => bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }], 'CONTINUE'));
    send(bench, [ask(9, { pasid: 5, last: false })]);
    bench.said();
    expect(refusal(() => stop(bench, style))).toBe('LIMIT_EXCEEDED');
    expect([bench.said(), bench.iommu.endpoint(1).stoppedPasids]).toEqual([[], 0]);
    expect(bench.iommu.statistics({}).partialPages).toBe(1);
  });

  test('a second time does nothing', () => {
    const bench = prepared();
    stop(bench, style);
    bench.said();
    const none = { autoAnswered: 0, discarded: 0, droppedPages: 0, droppedGroups: 0 };
    expect(stop(bench, style)).toEqual({ operationId: undefined, flushed: none });
    expect(bench.said()).toEqual([]);
  });

  test('is said, with the PASID', () => {
    const bench = prepared();
    stop(bench, style);
    expect(reported(bench, 'ENDPOINT_CHANGED')).toMatchObject([{ change: 'PASID_STOPPED', pasid: 5, endpointId: 1 }]);
  });

  test.each([
    ['PASID_OUT_OF_RANGE pasid', 1, 2 ** 20],
    ['PASID_NOT_SUPPORTED pasid', 2, 5],
    ['ENDPOINT_NOT_HOSTED endpoint_id', 3, 5],
    ['ENDPOINT_REMOVED endpoint_id', 4, 5],
  ])('is refused %s', (refused, id, pasid) => {
    const bench = prepared();
    bench.iommu.createEndpoint(2, {});
    bench.iommu.createEndpoint(3, { backend: 'EXTERNAL', pasid: {} });
    bench.iommu.createEndpoint(4, { pasid: {} });
    bench.iommu.surpriseRemove(4);
    expect(refusal(() => bench.iommu.stopPasid(id, pasid, style))).toBe(refused);
  });
});

describe('a device that waits for responses', () => {
  test('has stopped when every complete group is answered, whoever answers', () => {
    const bench = prepared();
    inject(bench, [ask(4, { pasid: 5 })]);
    const { operationId, flushed } = stop(bench, 'WAIT_FOR_RESPONSES');
    expect(flushed).toMatchObject({ autoAnswered: 0 });
    answer(bench, 0);
    expect(bench.hasEnded(operationId)).toBe(false);
    const injected = pending(bench).find((group) => group.injected)!;
    bench.iommu.respond([{ cookie: injected.cookie, rawCode: 1 }], 'CONTINUE');
    expect(bench.ended(operationId).result).toMatchObject({ outcome: 'COMPLETED', endpoints: [] });
    expect(status(bench)).toMatchObject({ staleResponses: 0, outstandingPageRequests: 1 });
  });

  test('has stopped at once when nothing is outstanding', () => {
    const bench = stage({ pasids: [5] });
    expect(bench.ended(stop(bench, 'WAIT_FOR_RESPONSES').operationId).result.outcome).toBe('COMPLETED');
  });

  test('waits as long as it takes', () => {
    const bench = prepared();
    const { operationId } = stop(bench, 'WAIT_FOR_RESPONSES');
    bench.iommu.tick(2n ** 60n);
    expect(bench.hasEnded(operationId)).toBe(false);
  });

  test('without anything to wait for, has no time to wait: its ATC is emptied as ever', () => {
    const bench = stage({ endpoint: { ...FULL, invalidationCompletion: 'MANUAL' }, pasids: [5] });
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    atOnce(bench, read(0x1000n, 8, 5));
    const { operationId } = stop(bench, 'WAIT_FOR_RESPONSES', 10n);
    bench.iommu.tick(50n);
    expect(bench.hasEnded(operationId)).toBe(false);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
  });

  test('gives up when its time has passed: the vIOMMU answers the rest', () => {
    const bench = prepared();
    const { operationId } = stop(bench, 'WAIT_FOR_RESPONSES', 10n);
    bench.iommu.tick(9n);
    expect(bench.hasEnded(operationId)).toBe(false);
    bench.said();
    bench.iommu.tick(50n);
    expect(bench.ended(operationId).result).toMatchObject({
      outcome: 'TIMED_OUT',
      endpoints: [{ endpointId: 1, outcome: 'TIMED_OUT' }],
      endNs: 10n,
    });
    expect(pending(bench)).toMatchObject([{ pasid: 6 }]);
    expect(status(bench)).toMatchObject({ outstandingPageRequests: 1, unexpectedPrgi: false });
    expect(balanced(bench)).toMatchObject({ autoAnswered: 1, pending: 1 });
  });

  test('in time is not late when the time passes', () => {
    const bench = prepared();
    const { operationId } = stop(bench, 'WAIT_FOR_RESPONSES', 10n);
    answer(bench, 0);
    bench.iommu.tick(50n);
    expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
    expect(bench.outputs.filter((o) => o.kind === 'OPERATION')).toHaveLength(1);
    expect(bench.iommu.nextDeadline).toBeUndefined();
  });

  test('in time is not late while its ATC is still being emptied: that has its own limit', () => {
    const bench = stage({ endpoint: { ...FULL, invalidationCompletion: 'MANUAL' }, pasids: [5] });
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    atOnce(bench, read(0x1000n, 8, 5));
    send(bench, [ask(9, { pasid: 5 })]);
    const { operationId } = stop(bench, 'WAIT_FOR_RESPONSES', 10n);
    answer(bench, 0);
    bench.iommu.tick(50n);
    expect(bench.hasEnded(operationId)).toBe(false);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
  });

  test.each<[string, string, (bench: Bench) => unknown]>([
    ['COMPLETED', 'the PASID is detached', ({ iommu }) => iommu.detach(1, 5)],
    ['COMPLETED', 'the domain is deleted', ({ iommu }) => iommu.deleteDomain(1, true)],
    ['COMPLETED', 'its groups are drained', ({ iommu }) => iommu.drain({ endpointId: 1 })],
    ['COMPLETED', 'the vIOMMU is reset', ({ iommu }) => iommu.reset(8)],
    ['ENDPOINT_GONE', 'the function is reset', ({ iommu }) => iommu.resetFunction(1)],
    ['ENDPOINT_GONE', 'the endpoint is removed', ({ iommu }) => iommu.surpriseRemove(1)],
    ['ENDPOINT_GONE', 'the endpoint is deleted', ({ iommu }) => iommu.deleteEndpoint(1, true)],
  ])('ends %s when %s meanwhile', (outcome, _when, act) => {
    const bench = prepared();
    const { operationId } = stop(bench, 'WAIT_FOR_RESPONSES', 100n);
    act(bench);
    const { result } = bench.ended(operationId);
    expect(result.outcome).toBe(outcome);
    expect(result.endpoints).toEqual(outcome === 'COMPLETED' ? [] : [{ endpointId: 1, outcome }]);
    bench.iommu.tick(1000n);
    expect(bench.outputs.filter((o) => o.kind === 'OPERATION' && o.result.operationId === operationId)).toHaveLength(1);
    balanced(bench);
  });
});

describe('a device with a Stop Marker', () => {
  test('sends it behind everything it asked, and takes that for stale (R-PRI-47)', () => {
    const bench = prepared();
    const { operationId, flushed } = stop(bench, 'STOP_MARKER');
    const said = bench.said();
    expect(said.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record.kind] : []))).toEqual([
      'PARTIALS_DROPPED',
      'STOP_MARKER',
      'ENDPOINT_CHANGED',
      'AUTOMATIC_ANSWER',
      'OPERATION_ENDED',
    ]);
    expect(said).toContainEqual(
      expect.objectContaining({
        message: expect.objectContaining({
          kind: 'PAGE_RESPONSE',
          code: 'INVALID_REQUEST',
          effect: 'STALE',
        }) as unknown,
      }),
    );
    expect(flushed).toEqual({ autoAnswered: 1, discarded: 0, droppedPages: 1, droppedGroups: 1 });
    expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
    expect(status(bench)).toMatchObject({ staleResponses: 1, unexpectedPrgi: false, outstandingPageRequests: 1 });
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ stopMarkers: 1, violations: 0 });
  });

  test('sends none while PRI is disabled, or without PRI (R-PRI-13)', () => {
    const disabled = prepared();
    disabled.iommu.disablePri(1);
    const without = stage({ endpoint: { ats: {}, pasid: {} }, pasids: [5] });
    for (const bench of [disabled, without]) {
      bench.said();
      expect(bench.ended(stop(bench, 'STOP_MARKER').operationId).result.outcome).toBe('COMPLETED');
      const kinds = bench.outputs.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record.kind] : []));
      expect(kinds).not.toContain('STOP_MARKER');
      expect(bench.iommu.endpoint(1).stoppedPasids).toBe(1);
    }
  });

  test('tells late answers that the vIOMMU was first', () => {
    const bench = prepared();
    const [group] = bench.iommu.deliver(1, 1);
    stop(bench, 'STOP_MARKER');
    expect(bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE').results).toEqual([
      { index: 0, result: { outcome: 'AUTO_ANSWERED', rule: 'R-PRI-46', code: 'INVALID_REQUEST' } },
    ]);
  });

  test('keeps nobody from a translation that another PASID was granted', () => {
    const bench = prepared();
    bench.iommu.map(1, [pages(7, 7)], 'CONTINUE');
    stop(bench, 'STOP_MARKER');
    const request = { pasid: 6, firstPage: 7, pageCount: 1, permissions: READ };
    expect(bench.iommu.requestTranslation('HOSTED', 1, request).entries).toMatchObject([{ permissions: READ }]);
  });
});

test('no PASID is none that could be stopped: what comes without one goes on', () => {
  const bench = prepared();
  stop(bench, 'STOP_MARKER');
  expect(send(bench, [ask(1, { pasid: NO_PASID, prgi: 77 })]).closed).toMatchObject([{ group: { kind: 'QUEUED' } }]);
});
