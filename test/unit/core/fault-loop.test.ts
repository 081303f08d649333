import { NO_PASID } from '../../../src/model/page-request';
import { ask, Bench, FULL, pages, read, write } from './fixture';

const DATA = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);

function prepared(): Bench {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, FULL);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, NO_PASID, 1, 0xcafen);
  bench.iommu.enablePri(1);
  bench.said();
  return bench;
}

describe('the fault loop of a hosted endpoint', () => {
  test('a first touch asks for pages, is answered, and moves the data', () => {
    const bench = prepared();
    const begun = bench.iommu.issueDma('HOSTED', 1, write(0x1ffcn, DATA));
    if (!('operationId' in begun)) {
      throw new Error('the DMA must wait');
    }
    const [group] = bench.iommu.deliver(1, 10);
    expect(group).toMatchObject({
      deviceCookie: 0xcafen,
      endpointId: 1,
      pasid: NO_PASID,
      pages: [{ page: 1 }, { page: 2 }],
    });

    const mappings = [pages(1, 1, 5), pages(2, 2, 9)];
    const answer = bench.iommu.resolve([{ cookie: group!.cookie, mappings }], 'CONTINUE');
    expect(answer).toMatchObject({ sent: 1, failures: [] });

    const end = bench.ended(begun.operationId);
    expect(end.dma).toMatchObject({ status: 'COMPLETED', transferredBytes: 8, pageRequestGroups: 1 });
    expect([...bench.ram.bytes.subarray(5 * 4096 + 4092, 6 * 4096)]).toEqual([1, 2, 3, 4]);
    expect([...bench.ram.bytes.subarray(9 * 4096, 9 * 4096 + 4)]).toEqual([5, 6, 7, 8]);
    const back = bench.iommu.issueDma('HOSTED', 1, read(0x1ffcn, 8));
    expect(back).toMatchObject({ result: { status: 'COMPLETED', data: DATA } });
  });

  test('Invalid Request ends the DMA at the first byte not moved', () => {
    const bench = prepared();
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    const begun = bench.iommu.issueDma('HOSTED', 1, write(0x1ffcn, DATA));
    const [group] = bench.iommu.deliver(1, 10);
    expect(group?.pages).toEqual([{ page: 2, permissions: 2 }]);
    bench.iommu.respond([{ cookie: group!.cookie, rawCode: 1 }], 'CONTINUE');
    const end = bench.ended('operationId' in begun ? begun.operationId : undefined);
    expect(end.dma).toMatchObject({ status: 'INVALID_REQUEST', transferredBytes: 4, failedAddress: 0x2000n });
  });

  test('Response Failure turns PRI off; the next answer is ignored', () => {
    const bench = prepared();
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1), ask(2, { prgi: 1 })], 'CONTINUE');
    const [first, second] = bench.iommu.deliver(1, 10);
    expect(bench.iommu.respond([{ cookie: first!.cookie, rawCode: 15 }], 'CONTINUE').sent).toBe(1);
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ enabled: false, responseFailure: true, stopped: true });
    const late = bench.iommu.respond([{ cookie: second!.cookie, rawCode: 0 }], 'CONTINUE');
    expect(late.results).toEqual([{ index: 0, result: { outcome: 'IGNORED_PRI_OFF', effect: 'IGNORED' } }]);
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ accepted: 2, answered: 2, pending: 0 });
  });

  test('an unmap that the device does not complete is held back, times out and names it', () => {
    const bench = new Bench();
    bench.iommu.createEndpoint(1, { ...FULL, invalidationCompletion: 'MANUAL' });
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    bench.iommu.issueDma('HOSTED', 1, write(0x1000n, DATA));
    const { operationId } = bench.unmap(1, 0x1000n, 0x1fffn);
    expect(bench.hasEnded(operationId)).toBe(false);
    expect(bench.iommu.map(1, [pages(1, 1)], 'CONTINUE').failures[0]?.error.reason).toBe('INVALIDATION_PENDING');
    bench.iommu.tick(90_000_000_000n);
    expect(bench.ended(operationId).result).toMatchObject({
      outcome: 'TIMED_OUT',
      endpoints: [{ endpointId: 1, outcome: 'TIMED_OUT' }],
      endNs: 90_000_000_000n,
    });
    expect(bench.iommu.map(1, [pages(1, 1)], 'CONTINUE').failures).toEqual([]);
    expect(bench.iommu.completeInvalidations('HOSTED', 1, [0])).toEqual({ completed: 0, unexpected: 1 });
  });

  test('an answer given twice is told so, with the code it had', () => {
    const bench = prepared();
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    const [group] = bench.iommu.deliver(1, 1);
    bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    const again = bench.iommu.respond([{ cookie: group!.cookie, rawCode: 1 }], 'CONTINUE');
    expect(again.results).toEqual([{ index: 0, result: { outcome: 'ALREADY_ANSWERED', code: 'SUCCESS' } }]);
  });
});
