import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import type { EndpointRequest } from '../../../src/model/endpoint';
import type { StallAction } from '../../../src/model/page-request';
import type { DmaRequest } from '../../../src/model/transfer';
import type { Limits } from '../../../src/model/viommu';
import { ask, type Bench, FULL, pages, read, write } from './fixture';
import { refusal } from './refusal';
import { answer, atOnce, balanced, begin, enter, inject, oldest, pending, reported, stage } from './stage';

const STALLING: EndpointRequest = { kind: 'PLATFORM', stall: { retryLimit: 2 }, pasid: {} };
const BYTES = new Uint8Array([1, 2, 3, 4]);

/** A platform endpoint whose accesses stall, in a domain that takes page requests. */
function prepared(endpoint: EndpointRequest = STALLING, limits: Partial<Limits> = {}): Bench {
  return stage({ profile: 'SMMUV3', endpoint, limits, pasids: endpoint.pasid === undefined ? [] : [5] });
}

/** Answers the oldest stalled access. */
const act = (bench: Bench, stallAction: StallAction) =>
  bench.iommu.respond([{ cookie: oldest(bench).cookie, rawCode: 0, stallAction }], 'CONTINUE').results;

const map = (bench: Bench, page: number) => bench.iommu.map(1, [pages(page, page)], 'CONTINUE');

describe('a stalled access', () => {
  test('is a group of its own, with its tag, its reason and its page (R-SMMU-01)', () => {
    const bench = prepared();
    const dma = { ...write(0x1ffen, BYTES, 5), queueTag: 8 };
    const operation = begin(bench, dma);
    expect(pending(bench)).toEqual([
      expect.objectContaining({
        domainId: 1,
        endpointId: 1,
        deviceCookie: 5n,
        pasid: 5,
        prgi: 0,
        stallTag: 0,
        stallReason: 'NOT_MAPPED',
        pages: [{ page: 1, permissions: WRITE }],
        queueTag: 8,
        lengthHint: 4n,
        injected: false,
      }),
    ]);
    expect(reported(bench, 'FAULT_EVENT')).toEqual([]);
    expect(bench.hasEnded(operation)).toBe(false);
    expect(balanced(bench)).toMatchObject({ accepted: 1, pending: 1, openPages: 1 });
  });

  test('goes on where it was when it is retried and the page is there', () => {
    const bench = prepared();
    map(bench, 1);
    const operation = begin(bench, write(0x1ffen, BYTES));
    expect(pending(bench)).toMatchObject([{ pages: [{ page: 2 }], lengthHint: 2n }]);
    map(bench, 2);
    bench.said();
    expect(act(bench, 'RETRY')).toEqual([]);
    expect(bench.ended(operation).dma).toMatchObject({
      status: 'COMPLETED',
      transferredBytes: 4,
      pageRequestGroups: 1,
    });
    expect([...bench.ram.bytes.subarray(0x1ffe, 0x2002)]).toEqual([...BYTES]);
  });

  test('that lacks a permission only has that reason', () => {
    const bench = prepared();
    bench.iommu.map(1, [pages(1, 1, 1, READ)], 'CONTINUE');
    begin(bench, write(0x1000n, BYTES));
    expect(oldest(bench).stallReason).toBe('PERMISSION');
  });

  test('is aborted: the device sees an error, and which answer it was', () => {
    const bench = prepared();
    const operation = begin(bench, write(0x1000n, BYTES));
    const { cookie } = oldest(bench);
    act(bench, 'ABORT');
    expect(bench.ended(operation).dma).toMatchObject({
      status: 'ABORTED',
      transferredBytes: 0,
      failedAddress: 0x1000n,
      failedAccess: WRITE,
      failedResponse: { cookie, prgi: 0, rawCode: 1, rule: undefined, stallTag: 0 },
    });
  });

  test('is terminated: it reads zeros and writes nothing, and what comes after it is done', () => {
    const bench = prepared();
    bench.ram.bytes.fill(7, 0x2000, 0x3000);
    map(bench, 2);
    const operation = begin(bench, read(0x1ffen, 4));
    act(bench, 'TERMINATE');
    expect(bench.ended(operation).dma).toMatchObject({
      status: 'TERMINATED',
      data: new Uint8Array([0, 0, 7, 7]),
      failedAddress: 0x1ffen,
      failedAccess: READ,
      failedResponse: { stallTag: 0, rule: undefined },
    });
    const second = begin(bench, write(0x1ffen, BYTES));
    act(bench, 'TERMINATE');
    expect(bench.ended(second).dma?.status).toBe('TERMINATED');
    expect([...bench.ram.bytes.subarray(0x1ffe, 0x2002)]).toEqual([0, 0, 3, 4]);
  });

  test.each([
    [0, 'STALL_RETRIED', 'SUCCESS'],
    [1, 'STALL_ABORTED', 'INVALID_REQUEST'],
    [15, 'STALL_ABORTED', 'RESPONSE_FAILURE'],
    [9, 'STALL_ABORTED', 'RESPONSE_FAILURE'],
  ])('is answered by the code %i as %s', (rawCode, effect, code) => {
    const bench = prepared();
    begin(bench, write(0x1000n, BYTES));
    bench.said();
    answer(bench, rawCode);
    const said = bench.said();
    expect(said).toContainEqual(
      expect.objectContaining({
        modelSequence: undefined,
        message: expect.objectContaining({ kind: 'PAGE_RESPONSE', stallTag: 0, effect, code, rawCode }) as unknown,
      }),
    );
    expect(said).toContainEqual(
      expect.objectContaining({
        report: expect.objectContaining({
          record: expect.objectContaining({
            kind: 'GROUP_ANSWERED',
            effect,
            code,
            rawCode,
            outcome: 'SENT',
          }) as unknown,
        }) as unknown,
      }),
    );
  });

  test.each([
    ['RETRY', 'SUCCESS'],
    ['ABORT', 'INVALID_REQUEST'],
    ['TERMINATE', 'INVALID_REQUEST'],
  ] as const)('answered with %s is remembered as %s', (stallAction, code) => {
    const bench = prepared();
    begin(bench, write(0x1000n, BYTES));
    const { cookie } = oldest(bench);
    act(bench, stallAction);
    expect(bench.iommu.respond([{ cookie, rawCode: 0 }], 'CONTINUE').results).toEqual([
      { index: 0, result: { outcome: 'ALREADY_ANSWERED', code } },
    ]);
  });

  test('may stall again after a retry, up to the limit', () => {
    const bench = prepared();
    const operation = begin(bench, write(0x1000n, BYTES));
    act(bench, 'RETRY');
    act(bench, 'RETRY');
    expect(bench.hasEnded(operation)).toBe(false);
    act(bench, 'RETRY');
    expect(bench.ended(operation).dma).toMatchObject({ status: 'RETRY_LIMIT', retries: 3, pageRequestGroups: 3 });
    expect(balanced(bench)).toMatchObject({ accepted: 3, answered: 3, pending: 0, openPages: 0 });
  });

  test('counts retries for one access at a time', () => {
    const bench = prepared({ ...STALLING, stall: { retryLimit: 0 } });
    const operation = begin(bench, write(0x1ffen, BYTES));
    for (const page of [1, 2]) {
      map(bench, page);
      act(bench, 'RETRY');
    }
    expect(bench.ended(operation).dma?.status).toBe('COMPLETED');
  });

  test('takes the lowest tag that is free, and gives it back with its end', () => {
    const bench = prepared();
    [1n, 2n, 3n].forEach((page) => begin(bench, write(page * 4096n, BYTES)));
    act(bench, 'ABORT');
    begin(bench, write(0x4000n, BYTES));
    expect(pending(bench).map(({ stallTag }) => stallTag)).toEqual([1, 2, 0]);
  });
});

describe('accesses that do not stall', () => {
  const DMA = write(0x1000n, BYTES);
  test.each<[string, string, (bench: Bench) => unknown, DmaRequest]>([
    ['NOT_ATTACHED', 'nothing is attached', ({ iommu }) => iommu.detach(1, NO_PASID), DMA],
    ['BLOCKED', 'translation is off', ({ iommu }) => iommu.update({ translation: 'OFF' }), DMA],
    ['NOT_MAPPED', 'the queue is off', ({ iommu }) => iommu.update({ pageRequestQueueEnabled: false }), DMA],
    ['CONTEXT_INVALID', 'the entry cannot be used', ({ iommu }) => iommu.updateContext(1, { state: 'INVALID' }), DMA],
    ['MEMORY_ABORT', 'there is no memory', (b) => b.iommu.map(1, [pages(1, 1, 999)], 'CONTINUE'), DMA],
    ['ATS_DISABLED', 'the address is translated', () => undefined, { ...DMA, addressType: 'TRANSLATED' }],
  ])('%s: %s', (faultReason, _when, prepare, dma) => {
    const bench = prepared();
    prepare(bench);
    expect(atOnce(bench, dma)).toMatchObject({ status: 'FAULTED', faultReason });
    expect(reported(bench, 'FAULT_EVENT')).toMatchObject([{ reason: faultReason }]);
    expect(pending(bench)).toEqual([]);
  });

  test('NOT_MAPPED: the domain takes no page requests', () => {
    const bench = prepared();
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    bench.iommu.replace(1, NO_PASID, 2, 0n);
    expect(atOnce(bench, DMA)).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
  });

  test('NOT_MAPPED: the endpoint cannot stall', () => {
    expect(atOnce(prepared({ kind: 'PLATFORM' }), DMA)).toMatchObject({ faultReason: 'NOT_MAPPED' });
  });
});

describe('making an endpoint that stalls', () => {
  test.each<[string, EndpointRequest, 'SMMUV3' | 'RISCV']>([
    ['STALL_NOT_SUPPORTED config.stall', STALLING, 'RISCV'],
    ['STALL_NOT_ALLOWED config.stall', { stall: {} }, 'SMMUV3'],
    ['FIELD_NOT_APPLICABLE config.stall', { ...FULL, stall: { allowPcie: true } }, 'SMMUV3'],
    ['FIELD_NOT_APPLICABLE config.ats', { ...STALLING, ats: {} }, 'SMMUV3'],
    ['FIELD_NOT_APPLICABLE config.pri', { ...STALLING, pri: {} }, 'SMMUV3'],
    ['CAPABILITY_OUT_OF_RANGE config.stall.retry_limit', { ...STALLING, stall: { retryLimit: 1_000_001 } }, 'SMMUV3'],
  ])('is refused %s', (refused, request, profile) => {
    const bench = stage({ profile });
    expect(refusal(() => bench.iommu.createEndpoint(2, request))).toBe(refused);
  });

  test('of PCI Express takes a word, for it can deadlock (R-SMMU-03)', () => {
    const bench = prepared({ stall: { allowPcie: true } });
    begin(bench, write(0x1000n, BYTES));
    expect(oldest(bench)).toMatchObject({ stallTag: 0 });
    expect(bench.iommu.endpoint(1).config.stall).toEqual({ retryLimit: 8 });
  });
});

test('the index of a stalled access is 0 whatever its tag, and is checked as such', () => {
  const bench = prepared();
  [1n, 2n].forEach((page) => begin(bench, write(page * 4096n, BYTES)));
  const { cookie, stallTag } = pending(bench)[1]!;
  expect(stallTag).toBe(1);
  const respond = (prgi: number) => bench.iommu.respond([{ cookie, rawCode: 1, prgi }], 'CONTINUE').results;
  expect(respond(1)).toMatchObject([{ result: { outcome: 'MISMATCH' } }]);
  expect(respond(0)).toEqual([]);
});

describe('an action for stalls', () => {
  test('does not answer page requests, which stay pending', () => {
    const bench = stage({ profile: 'SMMUV3' });
    inject(bench, [ask(1)]);
    const { cookie } = oldest(bench);
    const { failures } = bench.iommu.respond([{ cookie, rawCode: 0, stallAction: 'ABORT' }], 'CONTINUE');
    expect(failures.map(({ error }) => [error.reason, error.field])).toEqual([
      ['STALL_ACTION_NOT_APPLICABLE', 'stall_action'],
    ]);
    expect(pending(bench)).toHaveLength(1);
  });
});

describe('a full queue', () => {
  test.each<[string, Partial<Limits>]>([
    ['the queue of the domain', { page_request_queue_depth: 1 }],
    ['the groups of the vIOMMU', { max_pending_groups: 1 }],
    ['open page requests', { max_open_page_requests: 1 }],
  ])('holds the access without a report until there is room: %s', (_what, limits) => {
    const bench = prepared(STALLING, limits);
    const [first, second] = [0x1000n, 0x2000n].map((iova) => begin(bench, write(iova, BYTES)));
    expect(pending(bench)).toMatchObject([{ pages: [{ page: 1 }] }]);
    act(bench, 'ABORT');
    expect(pending(bench)).toMatchObject([{ pages: [{ page: 2 }], stallTag: 0 }]);
    act(bench, 'ABORT');
    expect([first, second].map((id) => bench.ended(id).dma?.status)).toEqual(['ABORTED', 'ABORTED']);
    expect(bench.ended(second).dma?.pageRequestGroups).toBe(1);
    expect(balanced(bench)).toMatchObject({ accepted: 2, answered: 2, autoAnswered: 0, overflows: 0 });
  });

  test('has room again when a controller took the group', () => {
    const bench = prepared(STALLING, { page_request_queue_depth: 1 });
    [0x1000n, 0x2000n].forEach((iova) => begin(bench, write(iova, BYTES)));
    bench.iommu.deliver(1, 1);
    bench.iommu.tick(1n);
    expect(pending(bench)).toMatchObject([{ delivered: true }, { delivered: false, pages: [{ page: 2 }] }]);
  });

  test('has room again when an unclosed group is dropped', () => {
    const bench = prepared(STALLING, { max_open_page_requests: 1 });
    enter(bench, 2, FULL);
    bench.iommu.submitPageRequests('HOSTED', 2, [ask(1, { last: false })], 'CONTINUE');
    begin(bench, write(0x1000n, BYTES));
    expect(pending(bench)).toEqual([]);
    bench.iommu.resetFunction(2);
    expect(pending(bench)).toMatchObject([{ endpointId: 1, stallTag: 0 }]);
  });

  test('does not keep an access that cannot be reported any more', () => {
    const bench = prepared(STALLING, { page_request_queue_depth: 1 });
    inject(bench, [ask(9, { pasid: 5 })]);
    const operation = begin(bench, write(0x1000n, BYTES));
    bench.iommu.detach(1, NO_PASID);
    expect(bench.ended(operation).dma).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_ATTACHED' });
  });
});

describe('whatever ends a group ends the access', () => {
  test.each<[string, string, (bench: Bench) => unknown]>([
    ['ABORTED', 'a detach', ({ iommu }) => iommu.detach(1, NO_PASID)],
    ['ABORTED', 'a drain', ({ iommu }) => iommu.drain({ domainId: 1 })],
    ['ABORTED', 'a reset of the vIOMMU', ({ iommu }) => iommu.reset(8)],
    ['ENDPOINT_GONE', 'a function reset', ({ iommu }) => iommu.resetFunction(1)],
    ['ENDPOINT_GONE', 'a removal', ({ iommu }) => iommu.surpriseRemove(1)],
    ['ENDPOINT_GONE', 'a deletion', ({ iommu }) => iommu.deleteEndpoint(1, true)],
  ])('%s: %s', (status, _what, end) => {
    const bench = prepared();
    const operation = begin(bench, write(0x1000n, BYTES));
    end(bench);
    expect(bench.ended(operation).dma?.status).toBe(status);
    expect(pending(bench)).toEqual([]);
    expect(balanced(bench).openPages).toBe(0);
  });

  test('names the rule when the vIOMMU answered, and tells the endpoint', () => {
    const bench = prepared();
    const operation = begin(bench, write(0x1000n, BYTES));
    const { cookie } = oldest(bench);
    bench.iommu.detach(1, NO_PASID);
    expect(bench.ended(operation).dma?.failedResponse).toEqual({
      cookie,
      prgi: 0,
      rawCode: 1,
      rule: 'R-AUTO-43',
      stallTag: 0,
    });
    const answers = bench.outputs.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
    expect(answers).toContainEqual(
      expect.objectContaining({ kind: 'AUTOMATIC_ANSWER', prgi: 0, stallTag: 0, effect: 'STALL_ABORTED' }),
    );
  });

  test('a deadline answers as its code says', () => {
    const bench = prepared({ ...STALLING, stall: { retryLimit: 0 } });
    bench.iommu.update({ pageResponseDeadlineNs: 5n, pageResponseDeadlineCode: 'SUCCESS' });
    const operation = begin(bench, write(0x1000n, BYTES));
    bench.iommu.tick(9n);
    expect(bench.ended(operation).dma).toMatchObject({ status: 'RETRY_LIMIT', retries: 1 });
  });

  test('stopping its PASID: nobody waits for the answer any more', () => {
    const bench = prepared();
    const operation = begin(bench, write(0x1000n, BYTES, 5));
    bench.iommu.stopPasid(1, 5, 'WAIT_FOR_RESPONSES');
    expect(bench.ended(operation).dma?.status).toBe('PASID_STOPPED');
    answer(bench, 0);
    expect(balanced(bench)).toMatchObject({ answered: 1, pending: 0 });
    begin(bench, write(0x1000n, BYTES));
    expect(oldest(bench).stallTag).toBe(0);
  });
});

describe('an external endpoint', () => {
  const EXTERNAL: EndpointRequest = { ...STALLING, backend: 'EXTERNAL' };
  const DMA = { ...write(0x1000n, BYTES), addressType: 'UNTRANSLATED' } as const;

  test('gets the result of its access when the stall has ended', () => {
    const bench = prepared(EXTERNAL);
    const operation = begin(bench, DMA);
    map(bench, 1);
    act(bench, 'RETRY');
    expect(bench.ended(operation).dma?.status).toBe('COMPLETED');
  });

  test('that is lost leaves no stalled access behind', () => {
    const bench = prepared(EXTERNAL);
    const operation = begin(bench, DMA);
    bench.said();
    bench.iommu.disconnect(1);
    expect(bench.ended(operation).dma?.status).toBe('ENDPOINT_GONE');
    const said = bench.outputs.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
    expect(said).toContainEqual(
      expect.objectContaining({ kind: 'GROUP_DISCARDED', cause: 'CHANNEL_LOST', rule: 'V-CHANNEL-LOST', prgi: 0 }),
    );
    expect(said).toContainEqual(expect.objectContaining({ change: 'DISCONNECTED', droppedMessages: 1 }));
    expect(balanced(bench)).toMatchObject({ discarded: 1, pending: 0, openPages: 0 });
  });

  test('may have no more of them than a hosted one', () => {
    const bench = prepared(EXTERNAL, { max_outstanding_dma: 1 });
    begin(bench, DMA);
    expect(refusal(() => bench.iommu.issueDma('EXTERNAL', 1, DMA))).toBe('LIMIT_EXCEEDED');
  });
});
