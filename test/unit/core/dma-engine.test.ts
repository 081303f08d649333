import { MAX_PAGE } from '../../../src/base/u64';
import { NO_PASID } from '../../../src/model/page-request';
import type { EndpointRequest } from '../../../src/model/endpoint';
import { READ, WRITE } from '../../../src/model/permissions';
import type { DmaRequest } from '../../../src/model/transfer';
import { ask, Bench, FULL, pages, read, write } from './fixture';
import { refusal } from './refusal';

const BYTES = new Uint8Array([1, 2, 3, 4]);

/** An endpoint, attached to a domain that takes page requests, PRI enabled. */
function prepared(endpoint: EndpointRequest = FULL, limits = {}): Bench {
  const bench = new Bench(limits);
  bench.iommu.createEndpoint(1, endpoint);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, NO_PASID, 1, 0xcafen);
  bench.iommu.enablePri(1);
  bench.said();
  return bench;
}

function begin(bench: Bench, dma: DmaRequest): bigint {
  const begun = bench.iommu.issueDma('HOSTED', 1, dma);
  if (!('operationId' in begun)) {
    throw new Error(`the DMA must wait, but ended ${begun.result.status}`);
  }
  return begun.operationId;
}

function atOnce(bench: Bench, dma: DmaRequest) {
  const done = bench.iommu.issueDma('HOSTED', 1, dma);
  if (!('result' in done)) {
    throw new Error('the DMA must not wait');
  }
  return done.result;
}

/** Maps what is asked for, and answers, until nothing is asked any more. Returns how often. */
function serve(bench: Bench, most = 20): number {
  for (let count = 0; count < most; count += 1) {
    const [group] = bench.iommu.pendingGroups(1, 0n, 1);
    if (group === undefined) {
      return count;
    }
    const mappings = group.pages.map(({ page }) => ({ ...pages(page, page), ifMapped: 'ACCEPT_IDENTICAL' as const }));
    bench.iommu.resolve([{ cookie: group.cookie, mappings }], 'CONTINUE');
  }
  return most;
}

describe('translation', () => {
  test('an endpoint with warm translations is blocked when translation is off', () => {
    const bench = prepared();
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    expect(atOnce(bench, write(0x1000n, BYTES)).status).toBe('COMPLETED');
    bench.iommu.update({ translation: 'OFF' });
    expect(atOnce(bench, write(0x1000n, BYTES))).toMatchObject({ status: 'FAULTED', faultReason: 'BLOCKED' });
  });

  test('bypass passes addresses through, whatever is cached', () => {
    const bench = prepared();
    bench.iommu.map(1, [pages(1, 1, 9)], 'CONTINUE');
    atOnce(bench, read(0x1000n, 4));
    bench.iommu.update({ translation: 'BYPASS' });
    atOnce(bench, write(0x1000n, BYTES));
    expect([...bench.ram.bytes.subarray(0x1000, 0x1004)]).toEqual([...BYTES]);
  });
});

describe('copy', () => {
  test('asks for what holds it up, so that one credit is enough', () => {
    const bench = prepared({ ...FULL, pri: { capacity: 1 } });
    bench.ram.bytes.fill(7, 0x1000, 0x5000);
    const operation = begin(bench, {
      addressType: 'AUTOMATIC',
      pasid: NO_PASID,
      address: 0x8000n,
      transfer: { kind: 'COPY', source: 0x1000n, length: 0x4000 },
    });
    expect(serve(bench)).toBe(8);
    expect(bench.ended(operation).dma).toMatchObject({ status: 'COMPLETED', transferredBytes: 0x4000 });
    expect(bench.ram.bytes.subarray(0x8000, 0xc000).every((byte) => byte === 7)).toBe(true);
  });

  test('an answer that brings one side does not count against the retries of the other', () => {
    const bench = prepared({ ...FULL, pri: { capacity: 1, retryLimit: 0 } });
    const operation = begin(bench, {
      addressType: 'AUTOMATIC',
      pasid: NO_PASID,
      address: 0x8000n,
      transfer: { kind: 'COPY', source: 0x1000n, length: 16 },
    });
    serve(bench);
    expect(bench.ended(operation).dma?.status).toBe('COMPLETED');
  });
});

describe('answers in one batch', () => {
  test('a Success is acted on although a later answer turns PRI off', () => {
    const bench = prepared();
    const operation = begin(bench, write(0x1000n, BYTES));
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(9, { prgi: 7 })], 'CONTINUE');
    const [own, other] = bench.iommu.pendingGroups(1, 0n, 2);
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    const answers = [
      { cookie: own!.cookie, rawCode: 0 },
      { cookie: other!.cookie, rawCode: 15 },
    ];
    bench.iommu.respond(answers, 'CONTINUE');
    expect(bench.ended(operation).dma?.status).toBe('COMPLETED');
  });
});

describe('credits', () => {
  test('a DMA asks for as many pages as there are credits, and goes on when they return', () => {
    const bench = prepared({ ...FULL, pri: { capacity: 2 } });
    const operation = begin(bench, write(0x1000n, new Uint8Array(5 * 4096)));
    expect(bench.iommu.pendingGroups(1, 0n, 9)).toMatchObject([{ pages: [{ page: 1 }, { page: 2 }] }]);
    expect(serve(bench)).toBe(3);
    expect(bench.ended(operation).dma).toMatchObject({ status: 'COMPLETED', pageRequestGroups: 3 });
  });

  test('a DMA without credits waits, and asks when those of another return', () => {
    const bench = prepared({ ...FULL, pri: { capacity: 1 } });
    const [first, second] = [begin(bench, write(0x1000n, BYTES)), begin(bench, write(0x2000n, BYTES))];
    expect(bench.iommu.pendingGroups(1, 0n, 9)).toMatchObject([{ pages: [{ page: 1 }] }]);
    serve(bench, 1);
    expect(bench.ended(first).dma?.status).toBe('COMPLETED');
    expect(bench.iommu.pendingGroups(1, 0n, 9)).toMatchObject([{ pages: [{ page: 2 }] }]);
    serve(bench, 1);
    expect(bench.ended(second).dma?.status).toBe('COMPLETED');
  });

  test('no group is longer than the vIOMMU takes', () => {
    const bench = prepared(FULL, { max_pages_per_group: 2 });
    begin(bench, write(0x1000n, new Uint8Array(5 * 4096)));
    expect(bench.iommu.pendingGroups(1, 0n, 9)).toMatchObject([{ pages: [{ page: 1 }, { page: 2 }] }]);
  });

  test('one DMA more than may be outstanding is refused', () => {
    const bench = prepared(FULL, { max_outstanding_dma: 1 });
    begin(bench, write(0x1000n, BYTES));
    expect(refusal(() => bench.iommu.issueDma('HOSTED', 1, write(0x2000n, BYTES)))).toBe('LIMIT_EXCEEDED');
    expect(bench.iommu.endpoint(1).outstandingDma).toBe(1);
  });
});

describe('answers', () => {
  test.each([0, 1, 3])('a fruitless Success is followed by another request %i times', (retryLimit) => {
    const bench = prepared({ ...FULL, pri: { retryLimit } });
    const operation = begin(bench, write(0x1000n, BYTES));
    for (let i = 0; i < retryLimit; i += 1) {
      const [group] = bench.iommu.pendingGroups(1, 0n, 1);
      bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
      expect(bench.hasEnded(operation)).toBe(false);
    }
    const [group] = bench.iommu.pendingGroups(1, 0n, 1);
    bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    expect(bench.ended(operation).dma).toMatchObject({
      status: 'RETRY_LIMIT',
      pageRequestGroups: retryLimit + 1,
      failedAddress: 0x1000n,
    });
  });

  test('an overflowing queue lets a DMA end by its retry limit, at once', () => {
    const bench = prepared({ ...FULL, pri: { retryLimit: 2 } }, { page_request_queue_depth: 1 });
    bench.iommu.inject([{ endpointId: 1, item: ask(9) }], 'CONTINUE');
    expect(atOnce(bench, write(0x1000n, BYTES))).toMatchObject({ status: 'RETRY_LIMIT', pageRequestGroups: 3 });
  });

  test.each<[string, string, (bench: Bench) => unknown]>([
    ['PRI_OFF', 'PRI is disabled and reset', (b) => [b.iommu.disablePri(1), b.iommu.resetPri(1)]],
    ['INVALID_REQUEST', 'the endpoint is detached', (b) => b.iommu.detach(1, NO_PASID)],
    ['ENDPOINT_GONE', 'the function is reset', (b) => b.iommu.resetFunction(1)],
    ['ENDPOINT_GONE', 'the endpoint is removed', (b) => b.iommu.surpriseRemove(1)],
  ])('%s when %s meanwhile', (status, _when, act) => {
    const bench = prepared();
    const operation = begin(bench, write(0x1ffcn, new Uint8Array(8)));
    act(bench);
    expect(bench.ended(operation).dma).toMatchObject({ status, transferredBytes: 0, failedAddress: 0x1ffcn });
    expect(bench.iommu.endpoint(1).outstandingDma).toBe(0);
  });

  test('PRI disabled: what is asked is still answered, but nothing more is asked', () => {
    const bench = prepared();
    const operation = begin(bench, write(0x1000n, BYTES));
    bench.iommu.disablePri(1);
    expect(bench.hasEnded(operation)).toBe(false);
    const [group] = bench.iommu.pendingGroups(1, 0n, 1);
    bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    expect(bench.ended(operation).dma?.status).toBe('PRI_OFF');
  });
});

describe('a result tells why', () => {
  test('by the answer of the vIOMMU to a group that was never queued', () => {
    const bench = prepared();
    bench.iommu.update({ automaticAnswers: { queueOff: 'INVALID_REQUEST' }, pageRequestQueueEnabled: false });
    expect(atOnce(bench, write(0x1000n, BYTES))).toMatchObject({
      status: 'INVALID_REQUEST',
      failedAddress: 0x1000n,
      failedAccess: WRITE,
      failedResponse: { cookie: undefined, prgi: 0, rawCode: 1, rule: 'R-AUTO-06', stallTag: undefined },
      retries: 0,
    });
  });

  test('by the answer of the vIOMMU to one that was', () => {
    const bench = prepared();
    const operation = begin(bench, read(0x1ffcn, 8));
    const [group] = bench.iommu.pendingGroups(1, 0n, 1);
    bench.iommu.detach(1, NO_PASID);
    expect(bench.ended(operation).dma).toMatchObject({
      failedAddress: 0x1ffcn,
      failedAccess: READ,
      failedResponse: { cookie: group!.cookie, rawCode: 1, rule: 'R-AUTO-43' },
    });
  });

  test('by how often it asked in vain for what it lacked last', () => {
    const bench = prepared({ ...FULL, pri: { capacity: 1 } });
    const operation = begin(bench, write(0x1ffcn, new Uint8Array(8)));
    const respond = (rawCode: number) => {
      const [group] = bench.iommu.pendingGroups(1, 0n, 1);
      bench.iommu.respond([{ cookie: group!.cookie, rawCode }], 'CONTINUE');
    };
    respond(0);
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    [0, 0, 0, 1].forEach(respond);
    expect(bench.ended(operation).dma).toMatchObject({
      status: 'INVALID_REQUEST',
      transferredBytes: 4,
      failedAddress: 0x2000n,
      retries: 2,
      pageRequestGroups: 5,
    });
  });

  test('and names nothing when all went well', () => {
    const bench = prepared();
    const operation = begin(bench, write(0x1000n, BYTES));
    serve(bench);
    expect(bench.ended(operation).dma).toMatchObject({
      status: 'COMPLETED',
      failedAddress: undefined,
      failedAccess: undefined,
      failedResponse: undefined,
      retries: 0,
    });
  });

  test('and names no answer where none was given', () => {
    const bench = prepared();
    const operation = begin(bench, write(0x1000n, BYTES));
    bench.iommu.disablePri(1);
    bench.iommu.resetPri(1);
    expect(bench.ended(operation).dma).toMatchObject({ status: 'PRI_OFF', failedResponse: undefined });
  });
});

describe('transfers', () => {
  const mapped = (endpoint: EndpointRequest = FULL) => {
    const bench = prepared(endpoint);
    bench.iommu.map(1, [pages(0, 0, 8), pages(1, 1, 4), pages(2, 2, 255), pages(3, 3, 256)], 'CONTINUE');
    return bench;
  };

  test('a fill repeats its pattern across pages', () => {
    const bench = mapped();
    const fill = { kind: 'FILL', pattern: new Uint8Array([1, 2, 3]), length: 8 } as const;
    atOnce(bench, { addressType: 'AUTOMATIC', pasid: NO_PASID, address: 0xffcn, transfer: fill });
    expect([...bench.ram.bytes.subarray(8 * 4096 + 4092, 9 * 4096)]).toEqual([1, 2, 3, 1]);
    expect([...bench.ram.bytes.subarray(4 * 4096, 4 * 4096 + 4)]).toEqual([2, 3, 1, 2]);
  });

  test('a copy works with room for one translation', () => {
    const bench = mapped({ ...FULL, ats: { atcCapacityPages: 1 } });
    bench.ram.bytes.set(BYTES, 8 * 4096);
    const copy = { kind: 'COPY', source: 0n, length: 4 } as const;
    const dma = { addressType: 'AUTOMATIC', pasid: NO_PASID, address: 0x1000n, transfer: copy } as const;
    expect(atOnce(bench, dma).status).toBe('COMPLETED');
    expect([...bench.ram.bytes.subarray(4 * 4096, 4 * 4096 + 4)]).toEqual([...BYTES]);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(1);
  });

  test.each(['AUTOMATIC', 'UNTRANSLATED'] as const)(
    '%s: the end of memory is an abort at its first byte',
    (addressType) => {
      const bench = mapped();
      const transfer = { kind: 'READ', length: 16 } as const;
      expect(atOnce(bench, { addressType, pasid: NO_PASID, address: 0x2ff8n, transfer })).toMatchObject({
        status: 'FAULTED',
        faultReason: 'MEMORY_ABORT',
        transferredBytes: 8,
        failedAddress: 0x3000n,
        data: new Uint8Array(8),
      });
    },
  );

  test.each([
    ['LENGTH_OUT_OF_RANGE transfer', 0n, { kind: 'READ', length: 0 }],
    ['LENGTH_OUT_OF_RANGE transfer', 0n, { kind: 'READ', length: 262_145 }],
    ['LENGTH_OUT_OF_RANGE transfer', 0n, { kind: 'WRITE', data: new Uint8Array(0) }],
    ['LENGTH_OUT_OF_RANGE fill.pattern', 0n, { kind: 'FILL', pattern: new Uint8Array(0), length: 1 }],
    ['LENGTH_OUT_OF_RANGE fill.pattern', 0n, { kind: 'FILL', pattern: new Uint8Array(4097), length: 1 }],
    ['ADDRESS_OVERFLOW iova', 2n ** 64n - 7n, { kind: 'READ', length: 8 }],
    ['ADDRESS_OVERFLOW copy.source_iova', 0n, { kind: 'COPY', source: 2n ** 64n - 7n, length: 8 }],
  ] as const)('%s is refused', (refused, address, transfer) => {
    const bench = prepared();
    const dma = { addressType: 'AUTOMATIC', pasid: NO_PASID, address, transfer } as const;
    expect(refusal(() => bench.iommu.issueDma('HOSTED', 1, dma))).toBe(refused);
  });

  test('the last bytes of the address space can be read', () => {
    const bench = prepared();
    const last = 2n ** 64n - 1n;
    bench.iommu.map(1, [pages(MAX_PAGE, MAX_PAGE, 3)], 'CONTINUE');
    expect(atOnce(bench, read(last - 7n, 8)).status).toBe('COMPLETED');
  });

  test('without ATS a miss is a fault event, never a page request', () => {
    const bench = prepared();
    bench.iommu.disablePri(1);
    bench.iommu.setAts(1, false);
    bench.said();
    expect(atOnce(bench, write(0x1000n, BYTES))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
    expect(bench.records()).toEqual([
      expect.objectContaining({ kind: 'FAULT_EVENT', reason: 'NOT_MAPPED', iova: 0x1000n, deviceCookie: 0xcafen }),
    ]);
  });

  test('a queue tag comes back in groups and in faults', () => {
    const bench = prepared();
    begin(bench, { ...write(0x1000n, BYTES), queueTag: 6 });
    expect(bench.iommu.pendingGroups(1, 0n, 1)).toMatchObject([{ queueTag: 6, lengthHint: 4n }]);
    bench.said();
    atOnce(bench, { ...write(0x1000n, BYTES), queueTag: 7, addressType: 'UNTRANSLATED' });
    expect(bench.records()).toMatchObject([{ kind: 'FAULT_EVENT', queueTag: 7, lengthHint: 4n }]);
  });
});
