import { NO_PASID } from '../../../src/model/page-request';
import type { EndpointRequest } from '../../../src/model/endpoint';
import type { DmaRequest } from '../../../src/model/transfer';
import { ask, Bench, FULL, pages, read, write } from './fixture';

const BYTES = new Uint8Array([1, 2, 3, 4]);

/** An endpoint, attached to a domain that takes page requests, PRI enabled. */
function prepared(endpoint: EndpointRequest = FULL, limits = {}): Bench {
  const bench = new Bench(limits);
  bench.iommu.createEndpoint(1, endpoint);
  bench.iommu.createDomain(1, 'PAGING', true);
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
