import { CODE, answer, begin, heard, pending, reports, stage } from './stage';
import { Bench, config, pages, Ram, read, write } from '../unit/core/fixture';
import { Iommu } from '../../src/core/iommu';
import { NO_PASID } from '../../src/model/page-request';
import { READ, WRITE } from '../../src/model/permissions';
import type { EndpointRequest } from '../../src/model/endpoint';

const BYTE = new Uint8Array([1]);
const PLATFORM: EndpointRequest = { kind: 'PLATFORM', stall: {}, pasid: {} };

/** Endpoint 1 is not on PCI Express and can stall; page 5 can only be read. */
function stalling(endpoint: EndpointRequest = PLATFORM): Bench {
  const bench = new Bench({}, {}, 'SMMUV3');
  bench.iommu.createEndpoint(1, endpoint);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, NO_PASID, 1, 0xcafen);
  bench.iommu.map(1, [pages(5, 5, 5, READ)], 'CONTINUE');
  bench.said();
  return bench;
}

describe('a stalled access', () => {
  test('is a group of its own with a tag, without credits or a page request interface', () => {
    const bench = stalling();
    const operations = [begin(bench, write(0x1000n, BYTE)), begin(bench, read(0x1000n, 4))];
    expect(bench.iommu.pendingGroups(1, 0n, 10)).toMatchObject([
      { stallTag: 0, stallReason: 'NOT_MAPPED', deviceCookie: 0xcafen, pages: [{ page: 1, permissions: WRITE }] },
      { stallTag: 1, stallReason: 'NOT_MAPPED', pages: [{ page: 1, permissions: READ }] },
    ]);
    expect(bench.iommu.endpoint(1).pri).toBeUndefined();
    expect(reports(bench, 'FAULT_EVENT')).toEqual([]);
    expect(operations.map((operation) => bench.hasEnded(operation))).toEqual([false, false]);
    // The access itself is held, not asked for again: nothing was written.
    expect(bench.ram.bytes.some((byte) => byte !== 0)).toBe(false);
  });

  test('is retried after Success, and stalls again if nothing was mapped', () => {
    const bench = stalling();
    const operation = begin(bench, write(0x1000n, BYTE));
    answer(bench, CODE.SUCCESS, ...pending(bench));
    expect(bench.hasEnded(operation)).toBe(false);
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    bench.said();
    answer(bench, CODE.SUCCESS, ...pending(bench));
    expect(heard(bench)).toMatchObject([{ effect: 'STALL_RETRIED' }]);
    expect(bench.ended(operation).dma).toMatchObject({ status: 'COMPLETED', pageRequestGroups: 2 });
    expect(bench.ram.bytes[0x1000]).toBe(1);
  });

  test.each(['INVALID_REQUEST', 'RESPONSE_FAILURE'] as const)('is aborted after %s, and that is all', (code) => {
    const bench = stalling();
    const [first, second] = [begin(bench, write(0x1000n, BYTE)), begin(bench, write(0x2000n, BYTE))];
    answer(bench, CODE[code], pending(bench)[0]!);
    expect(bench.ended(first).dma).toMatchObject({ status: 'ABORTED', failedResponse: { rawCode: CODE[code] } });
    expect(bench.hasEnded(second)).toBe(false);
    begin(bench, write(0x3000n, BYTE));
    expect(pending(bench)).toHaveLength(2);
  });

  test.each([
    ['RETRY', undefined],
    ['ABORT', 'ABORTED'],
    ['TERMINATE', 'TERMINATED'],
  ] as const)('can be answered %s', (stallAction, status) => {
    const bench = stalling();
    const operation = begin(bench, write(0x1000n, BYTE));
    const [cookie] = pending(bench);
    bench.iommu.respond([{ cookie: cookie!, rawCode: CODE.SUCCESS, stallAction }], 'CONTINUE');
    expect(bench.hasEnded(operation) ? bench.ended(operation).dma?.status : undefined).toBe(status);
  });

  test('goes on with its answer alone: nothing has to follow', () => {
    const bench = stalling();
    const operation = begin(bench, write(0x1000n, BYTE));
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    expect(bench.hasEnded(operation)).toBe(false);
    expect(answer(bench, CODE.SUCCESS, ...pending(bench))).toEqual([]);
    expect(bench.ended(operation).dma?.status).toBe('COMPLETED');
  });
});

describe('what stalls', () => {
  test.each([
    ['a missing translation', write(0x1000n, BYTE), 'NOT_MAPPED'],
    ['a missing permission', write(0x5000n, BYTE), 'PERMISSION'],
  ] as const)('is %s', (_what, dma, reason) => {
    const bench = stalling();
    begin(bench, dma);
    expect(bench.iommu.pendingGroups(1, 0n, 1)).toMatchObject([{ stallReason: reason }]);
  });

  test('is an address beyond the width', () => {
    const narrow = { ...config({}, {}, 'SMMUV3'), iovaWidthBits: 48 };
    const iommu = new Iommu({ config: narrow, incarnation: 7, memory: new Ram(4096) });
    iommu.createEndpoint(1, PLATFORM);
    iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    iommu.attach(1, NO_PASID, 1, 0n);
    expect(iommu.issueDma('HOSTED', 1, write(2n ** 48n, BYTE))).toHaveProperty('operationId');
    expect(iommu.pendingGroups(1, 0n, 1)).toMatchObject([{ stallReason: 'ADDRESS_TOO_WIDE' }]);
  });

  test.each<[string, string, (bench: Bench) => unknown]>([
    ['an access without a domain', 'NOT_ATTACHED', (b) => b.iommu.detach(1, NO_PASID)],
    ['an unusable stream entry', 'CONTEXT_INVALID', (b) => b.iommu.updateContext(1, { state: 'INVALID' })],
    [
      'translation that is off',
      'BLOCKED',
      (b) => {
        b.iommu.update({ translation: 'OFF' });
      },
    ],
    [
      'a domain that takes no page requests',
      'NOT_MAPPED',
      (b) => {
        b.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
        b.iommu.replace(1, NO_PASID, 2, 0n);
      },
    ],
    ['memory that is not there', 'MEMORY_ABORT', (b) => b.iommu.map(1, [pages(1, 1, 0x10_0000)], 'CONTINUE')],
  ])('is not %s: that is a fault event and no more', (_what, reason, prepare) => {
    const bench = stalling();
    prepare(bench);
    bench.said();
    expect(bench.iommu.issueDma('HOSTED', 1, write(0x1000n, BYTE))).toMatchObject({
      result: { status: 'FAULTED', faultReason: reason },
    });
    expect(reports(bench, 'FAULT_EVENT')).toMatchObject([{ reason }]);
    expect(pending(bench)).toEqual([]);
  });
});

describe('a device on PCI Express', () => {
  test('must not stall', () => {
    expect(() => stalling({ stall: {} })).toThrow('allow_pcie');
    const bench = stage({ profile: 'SMMUV3', endpoint: { ats: { enabled: false } } });
    expect(bench.iommu.issueDma('HOSTED', 1, write(0x1000n, BYTE))).toMatchObject({ result: { status: 'FAULTED' } });
  });

  test('stalls on request, and hangs visibly until somebody answers', () => {
    const bench = stalling({ stall: { allowPcie: true } });
    const operation = begin(bench, write(0x1000n, BYTE));
    bench.iommu.tick(10n ** 15n);
    expect(bench.hasEnded(operation)).toBe(false);
    expect(bench.iommu.endpoint(1).outstandingDma).toBe(1);
    expect(bench.iommu.statistics({}).oldestPendingAgeNs).toBe(10n ** 15n);
    answer(bench, CODE.INVALID_REQUEST, ...pending(bench));
    expect(bench.ended(operation).dma?.status).toBe('ABORTED');
  });
});
