import { MANUAL, stage } from './stage';
import { ask, FULL, pages, type Bench } from '../unit/core/fixture';
import { READ, WRITE } from '../../src/model/permissions';
import { NO_PASID } from '../../src/model/page-request';
import { fromInvalidationEntry } from '../../src/server/convert-operation';
import { toEndpointPayload } from '../../src/server/convert-endpoint';

const permissions = READ | WRITE;
const U64_MAX = 2n ** 64n - 1n;

/** Endpoint 1 holds pages 1 to 8, under each of these PASIDs. */
function holding(pasids: readonly number[], ats = {}): Bench {
  const bench = stage({ endpoint: { ...FULL, ats } });
  bench.iommu.map(1, [pages(1, 8)], 'CONTINUE');
  for (const pasid of pasids) {
    if (pasid !== NO_PASID) {
      bench.iommu.attach(1, pasid, 1, 0n);
    }
    bench.iommu.requestTranslation('HOSTED', 1, { pasid, firstPage: 1, pageCount: 8, permissions });
  }
  bench.said();
  return bench;
}

/** The invalidations that the endpoint was sent since the last look, as it receives them. */
function requests(bench: Bench) {
  const sent = bench.told(1).filter(({ kind }) => kind === 'INVALIDATION');
  return sent.map((message) => toEndpointPayload(message).invalidationRequest);
}

/** What the endpoint is sent for a range that a guest coded. */
function sent(bench: Bench, address: bigint, sizeBit: boolean) {
  const entry = fromInvalidationEntry({
    target: 'deviceTlb',
    deviceTlb: { endpointId: 1, range: null, global: false, encodedRange: { address, sizeBit } },
  });
  bench.iommu.invalidate([entry], 'CONTINUE');
  return requests(bench);
}

describe('a range as a guest codes it', () => {
  test.each([
    ['is a page without the size bit, whatever its low bits', 0x5fffn, false, 0x5000n, 0x5fffn, 1],
    ['has two pages when bit 12 is 0', 0x4000n, true, 0x4000n, 0x5fffn, 2],
    ['has four pages when bit 13 is the lowest that is 0', 0x5000n, true, 0x4000n, 0x7fffn, 4],
    ['has eight pages when bit 14 is the lowest that is 0', 0x3000n, true, 0n, 0x7fffn, 7],
    ['has half of all when bit 62 is the lowest that is 0', 2n ** 62n - 1n, true, 0n, 2n ** 63n - 1n, 8],
    ['is all there is when bit 63 alone is 0', 2n ** 63n - 1n, true, 0n, U64_MAX, 8],
    ['is all there is when no bit is 0', U64_MAX, true, 0n, U64_MAX, 8],
  ])('%s', (_what, address, sizeBit, first, last, forgotten) => {
    const bench = holding([NO_PASID]);
    expect(sent(bench, address, sizeBit)).toMatchObject([{ range: { first, last } }]);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(8 - forgotten);
  });

  test('is coded for the device again, and then holds at least what was meant', () => {
    const bench = holding([NO_PASID]);
    expect(sent(bench, 0x5000n, true)).toMatchObject([{ encodedRange: { address: 0x5000n, sizeBit: true } }]);
    bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1, first: 0x3000n, last: 0x4fffn }], 'CONTINUE');
    expect(requests(bench)).toMatchObject([
      { range: { first: 0x3000n, last: 0x4fffn }, encodedRange: { address: 0x3000n, sizeBit: true } },
    ]);
  });
});

describe('a global invalidation', () => {
  test.each([
    ['reaches the translations of every PASID', true, 0],
    ['reaches those of its own PASID only where the device does not support it', false, 16],
  ])('%s', (_what, globalInvalidate, granted) => {
    const bench = holding([NO_PASID, 5, 6], { globalInvalidate });
    bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1, pasid: 5, global: true }], 'CONTINUE');
    expect(bench.told(1)).toContainEqual(expect.objectContaining({ kind: 'INVALIDATION', pasid: 5, global: true }));
    expect(bench.iommu.endpoint(1).grantedPages).toBe(granted);
  });

  test('of another PASID reaches nothing unless it is global', () => {
    const bench = holding([5, 6]);
    bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1, pasid: 7 }], 'CONTINUE');
    expect(bench.iommu.endpoint(1).grantedPages).toBe(16);
  });
});

describe('caches that are invalidated in the order of VT-d', () => {
  const PASID = 5;
  const translate = ({ iommu }: Bench) =>
    iommu.requestTranslation('HOSTED', 1, { pasid: PASID, firstPage: 1, pageCount: 1, permissions }).entries[0]!;

  /** The caches hold a page of a PASID that is no longer mapped, because nothing is invalidated by itself. */
  function stale(): Bench {
    const bench = stage({ endpoint: MANUAL, policy: { unmapInvalidates: false } });
    bench.iommu.attach(1, PASID, 1, 0n);
    bench.iommu.map(1, [pages(1, 1, 11)], 'CONTINUE');
    translate(bench);
    bench.unmap(1, 0x1000n, 0x1fffn);
    bench.said();
    return bench;
  }

  const FENCE = { kind: 'FENCE' } as const;
  const IOTLB = { kind: 'IOTLB', domainId: 1, pasid: PASID } as const;
  const DEVICE = { kind: 'DEVICE_TLB', endpointId: 1, pasid: PASID } as const;

  test.each([
    ['of a PASID', { kind: 'PASID_ENTRY', endpointId: 1, pasid: PASID }],
    ['of a context', { kind: 'CONTEXT', endpointId: 1 }],
  ] as const)('after a change %s hold nothing of before when the device has completed', (_what, entry) => {
    const bench = stale();
    const { operationId } = bench.iommu.invalidate([entry, FENCE, IOTLB, FENCE, DEVICE, FENCE], 'CONTINUE');
    // The device still has what it was given, and gets nothing stale again.
    expect(bench.iommu.endpoint(1).grantedPages).toBe(1);
    expect(translate(bench).permissions & permissions).toBe(0);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
  });

  test('the device first, are filled again before the rest is forgotten', () => {
    const bench = stale();
    const { operationId } = bench.iommu.invalidate([DEVICE, FENCE, IOTLB], 'CONTINUE');
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
    const early = stale();
    early.iommu.invalidate([DEVICE], 'CONTINUE');
    early.iommu.completeInvalidations('HOSTED', 1, [0]);
    translate(early);
    early.iommu.invalidate([IOTLB], 'CONTINUE');
    expect(early.iommu.endpoint(1).grantedPages).toBe(1);
  });

  test('leave page requests to be drained behind them: one that came before the device completed is ended', () => {
    const bench = stale();
    const { operationId } = bench.iommu.invalidate([IOTLB, FENCE, DEVICE, FENCE], 'CONTINUE');
    expect(bench.iommu.submitPageRequests('HOSTED', 1, [ask(1, { pasid: PASID })], 'CONTINUE').failures).toEqual([]);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
    expect(bench.iommu.pendingGroups(undefined, 0n, 9)).toHaveLength(1);
    bench.iommu.drain({ endpointId: 1, pasid: PASID });
    expect(bench.iommu.pendingGroups(undefined, 0n, 9)).toEqual([]);
  });
});
