import { access, MANUAL, reports, stage, translated, untranslated, type Wishes } from './stage';
import { Bench, config, FULL, pages, Ram, read } from '../unit/core/fixture';
import { Iommu } from '../../src/core/iommu';
import type { ContextPatch } from '../../src/model/endpoint';
import { READ, WRITE } from '../../src/model/permissions';
import { NO_PASID } from '../../src/model/page-request';

const SECOND = 1_000_000_000n;

describe('VT-d: the fault reason of', () => {
  const context = (patch: ContextPatch) => (bench: Bench) => bench.iommu.updateContext(1, patch);
  const rows: [string, number, (bench: Bench) => unknown, ReturnType<typeof untranslated>][] = [
    [
      'a blocked access',
      0x33,
      (b) => {
        b.iommu.update({ translation: 'OFF' });
      },
      untranslated(1),
    ],
    [
      'a root entry that is not there',
      0x39,
      (b) => {
        b.iommu.update({ virtualIdWidthBits: 8 });
      },
      untranslated(1),
    ],
    ['a context entry that cannot be read', 0x40, context({ state: 'ACCESS_FAULT' }), untranslated(1)],
    ['a context entry that is not present', 0x41, context({ state: 'INVALID' }), untranslated(1)],
    ['a context entry that is not valid', 0x42, context({ state: 'MISCONFIGURED' }), untranslated(1)],
    ['a translated access that is not allowed', 0x44, context({ atsAllowed: false }), translated(1)],
    ['a function whose own PASID entry is not present', 0x59, (b) => b.iommu.detach(1, NO_PASID), untranslated(1)],
    ['a PASID entry that is not present', 0x59, () => undefined, { ...untranslated(1), pasid: 5 }],
    ['a write that is not allowed', 0x85, (b) => b.iommu.map(1, [pages(1, 1, 1, READ)], 'CONTINUE'), untranslated(1)],
    [
      'a read that is not allowed',
      0x86,
      (b) => b.iommu.map(1, [pages(1, 1, 1, WRITE)], 'CONTINUE'),
      {
        ...read(0x1000n, 1),
        addressType: 'UNTRANSLATED',
      },
    ],
  ];

  test.each(rows)('%s is %i', (_what, reason, prepare, dma) => {
    const bench = stage({ profile: 'VTD', endpoint: { ats: {}, pasid: {}, virtualId: 0x100n } });
    prepare(bench);
    bench.said();
    expect(access(bench, dma).status).toBe('FAULTED');
    expect(reports(bench, 'FAULT_EVENT').map(({ rawCode }) => rawCode)).toEqual([reason]);
  });

  test('an address beyond the width is 132', () => {
    const narrow = { ...config({}, {}, 'VTD'), iovaWidthBits: 48 };
    const iommu = new Iommu({ config: narrow, incarnation: 7, memory: new Ram(4096) });
    iommu.createEndpoint(1, {});
    iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
    iommu.attach(1, NO_PASID, 1, 0n);
    iommu.takeOutputs();
    iommu.issueDma('HOSTED', 1, untranslated(2 ** 36));
    const [output] = iommu.takeOutputs();
    expect(output).toMatchObject({ report: { record: { reason: 'ADDRESS_TOO_WIDE', rawCode: 0x84 } } });
  });
});

describe('a context that suppresses fault events', () => {
  function suppressing(wishes: Wishes = {}): Bench {
    return stage({ ...wishes, endpoint: { ...FULL, context: { suppressFaults: true } } });
  }

  test('makes them counted and not reported, and every access ends as it would', () => {
    const bench = suppressing({ profile: 'VTD' });
    expect(access(bench, untranslated(1))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
    expect(reports(bench, 'FAULT_EVENT')).toEqual([]);
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ suppressedFaults: 1 });
    bench.iommu.updateContext(1, { suppressFaults: false });
    access(bench, untranslated(1));
    expect(reports(bench, 'FAULT_EVENT')).toHaveLength(1);
  });

  test.each<[string, (bench: Bench) => unknown]>([
    [
      'translation is off',
      (b) => {
        b.iommu.update({ translation: 'OFF' });
      },
    ],
    [
      'the root table has no place for the device',
      (b) => {
        b.iommu.update({ virtualIdWidthBits: 1 });
      },
    ],
    ['it cannot be read', (b) => b.iommu.updateContext(1, { state: 'ACCESS_FAULT' })],
  ])('suppresses nothing when %s, for nobody looked at it', (_when, prepare) => {
    const bench = stage({ profile: 'VTD', endpoint: { ...FULL, virtualId: 2n, context: { suppressFaults: true } } });
    prepare(bench);
    bench.said();
    access(bench, untranslated(1));
    expect(reports(bench, 'FAULT_EVENT')).toHaveLength(1);
  });

  test.each([
    ['VTD', 0],
    ['RISCV', 1],
  ] as const)('counts in %s also where it is not valid: %i fault events', (profile, count) => {
    const bench = suppressing({ profile });
    bench.iommu.updateContext(1, { state: 'INVALID' });
    bench.said();
    access(bench, untranslated(1));
    expect(reports(bench, 'FAULT_EVENT')).toHaveLength(count);
  });

  test('does not hide an invalidation that was not completed', () => {
    const bench = stage({ endpoint: { ...MANUAL, context: { suppressFaults: true } } });
    bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }], 'CONTINUE');
    bench.iommu.tick(90n * SECOND);
    expect(reports(bench, 'FAULT_EVENT')).toMatchObject([{ reason: 'INVALIDATION_TIMEOUT' }]);
  });
});

describe('virtio-iommu', () => {
  function virtio(): Bench {
    const bench = new Bench({}, {}, 'VIRTIO');
    bench.iommu.createEndpoint(1, { virtualId: 0x77n });
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
    return bench;
  }

  test('reports a fault with reason, access, endpoint and address, and expects no answer', () => {
    const bench = virtio();
    bench.said();
    access(bench, untranslated(1));
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    access(bench, untranslated(2));
    access(bench, { ...read(0x3000n, 4), addressType: 'UNTRANSLATED' });
    expect(reports(bench, 'FAULT_EVENT')).toMatchObject([
      { rawCode: 1, access: WRITE, virtualId: 0x77n, iova: 0x1000n },
      { rawCode: 2, access: WRITE, virtualId: 0x77n, iova: 0x2000n },
      { rawCode: 2, access: READ, virtualId: 0x77n, iova: 0x3000n },
    ]);
    expect(bench.iommu.pendingGroupCount).toBe(0);
  });

  test('has no page requests: no endpoint has PRI, no domain takes them', () => {
    const bench = virtio();
    expect(() => bench.iommu.createEndpoint(2, FULL)).toThrow('profile VIRTIO has no page requests');
    expect(() => bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true })).toThrow('no page requests');
  });
});
