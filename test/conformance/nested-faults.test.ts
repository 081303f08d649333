/** Faults of nested translation, and what an unmap of a second stage reaches. */
import { NO_PASID } from '../../src/model/page-request';
import { READ, WRITE } from '../../src/model/permissions';
import type { DmaRequest } from '../../src/model/transfer';
import { FULL } from '../unit/core/fixture';
import { nestedOn, nestedStage, PTE, STAGE2, sv39, sv39Tables, X86, type NestedStage } from './nested';
import { item, range } from './space';
import { access, begin, MANUAL, pending, reports, untranslated } from './stage';

/** An access to an address, with what the device wants. */
const at = (address: bigint, kind: 'READ' | 'WRITE'): DmaRequest => ({
  ...untranslated(0),
  address,
  transfer: kind === 'READ' ? { kind, length: 1 } : { kind, data: new Uint8Array([1]) },
});

function faults({ bench }: NestedStage) {
  return reports(bench, 'FAULT_EVENT');
}

describe('a fault of the second stage', () => {
  test.each([
    ['READ', 21],
    ['WRITE', 23],
  ] as const)('of the page itself has its guest-physical address (%s: cause %i)', (kind, cause) => {
    const stage = nestedStage({ profile: 'RISCV' });
    stage.tables.map(7, 1000, stage.flags);
    expect(access(stage.bench, at(0x7123n, kind))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
    expect(faults(stage)).toMatchObject([
      {
        reason: 'NOT_MAPPED',
        iova: 0x7123n,
        domainId: 1,
        rawCode: cause,
        nested: {
          stage: 2,
          attachedDomainId: 2,
          guestPhysicalAddress: 0x3e_8123n,
          tableAccess: false,
          tableWrite: false,
        },
      },
    ]);
  });

  test.each([0, 1])('of an entry has its guest-physical address, and is implicit (level %i)', (level) => {
    const stage = nestedStage({ profile: 'RISCV' });
    const { tables, flags } = stage;
    tables.map(7, 20, flags);
    // The table of this level is where stage 2 translates nothing.
    tables.set(7, level + 1, (1000n << 10n) | PTE.V);
    expect(access(stage.bench, at(0x7123n, 'READ'))).toMatchObject({ faultReason: 'NOT_MAPPED' });
    const entry = 1000n * 4096n + (level === 0 ? 7n * 8n : 0n);
    expect(faults(stage)).toMatchObject([
      {
        iova: 0x7123n,
        domainId: 1,
        rawCode: 21,
        nested: { stage: 2, guestPhysicalAddress: entry, tableAccess: true, tableWrite: false },
      },
    ]);
  });

  test('of an entry that was to be marked is a write', () => {
    const stage = nestedStage({ profile: 'RISCV' });
    const { bench, tables, flags } = stage;
    tables.map(7, 20, flags);
    const entry = tables.entryAddress(7, 0);
    const page = Number(entry / 4096n);
    bench.unmapPages(range(0, STAGE2.lastPage));
    bench.map(item(0, page - 1, 64), item(page, page, 64 + page, READ), item(page + 1, STAGE2.lastPage, 65 + page));
    bench.said();
    // The access reads; that its entry would be written changes nothing about the cause.
    expect(access(bench, at(0x7000n, 'READ'))).toMatchObject({ faultReason: 'PERMISSION' });
    expect(faults(stage)).toMatchObject([
      { rawCode: 21, nested: { stage: 2, guestPhysicalAddress: entry, tableAccess: true, tableWrite: true } },
    ]);
    // Marked already, it need not be written.
    tables.map(7, 20, flags | PTE.A);
    expect(access(bench, at(0x7000n, 'READ')).status).toBe('COMPLETED');
  });
});

describe('what stalls in SMMUv3 behind guest tables', () => {
  const stalling = (tables = {}) =>
    nestedStage({ profile: 'SMMUV3', endpoint: { kind: 'PLATFORM', stall: {} }, tables });

  test.each<[string, object, (stage: NestedStage) => unknown]>([
    ['a page that is not there', {}, ({ tables }) => tables.map(7, 20, 0n)],
    ['a missing permission', {}, ({ tables }) => tables.map(7, 20, PTE.V | PTE.X | PTE.U | PTE.A)],
    [
      'an entry that is not marked accessed',
      { hardwareUpdate: false },
      ({ tables, flags }) => tables.map(7, 20, flags),
    ],
  ])('is %s', (_what, changes, prepare) => {
    const stage = stalling(changes);
    prepare(stage);
    begin(stage.bench, at(0x7000n, 'READ'));
    expect([pending(stage.bench).length, faults(stage)]).toEqual([1, []]);
  });

  test.each<[string, (stage: NestedStage) => unknown]>([
    ['of the page itself', ({ tables, flags }) => tables.map(7, 1000, flags)],
    ['of an entry', ({ tables }) => tables.set(7, 2, (1000n << 10n) | PTE.V)],
  ])('is not a fault of the second stage, %s: that is a fault event and no more', (_what, prepare) => {
    const stage = stalling();
    prepare(stage);
    expect(access(stage.bench, at(0x7000n, 'READ'))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
    expect([pending(stage.bench), faults(stage).length]).toEqual([[], 1]);
  });
});

describe('VT-d: the fault reason of', () => {
  const EVERYBODY = X86.PRESENT | X86.WRITABLE | X86.USER;
  const rows: [string, number, (stage: NestedStage) => unknown, DmaRequest][] = [
    [
      'a first-stage entry that cannot be read',
      0x70,
      ({ bench, tables }) => {
        bench.map(item(2000, 2000, 2000));
        tables.set(7, 3, (2000n << 12n) | EVERYBODY);
      },
      at(0x7000n, 'READ'),
    ],
    ['a first-stage entry that is not present', 0x71, ({ tables }) => tables.set(7, 0, 0n), at(0x7000n, 'READ')],
    [
      'a first-stage entry with a reserved bit',
      0x72,
      ({ tables }) => tables.map(7, 20, EVERYBODY | X86.RESERVED),
      at(0x7000n, 'READ'),
    ],
    ['an address that is not canonical', 0x80, () => undefined, at(2n ** 47n, 'READ')],
    [
      'a page of the supervisor',
      0x81,
      ({ tables }) => tables.map(7, 20, X86.PRESENT | X86.WRITABLE),
      at(0x7000n, 'READ'),
    ],
    [
      'a page that cannot be written',
      0x85,
      ({ tables }) => tables.map(7, 20, X86.PRESENT | X86.USER),
      at(0x7000n, 'WRITE'),
    ],
    [
      'an entry that cannot be marked',
      0x91,
      ({ bench }) => {
        bench.ram.isWritable = () => false;
      },
      at(0x7000n, 'READ'),
    ],
  ];

  test.each(rows)('%s is %i', (_what, code, prepare, dma) => {
    const stage = nestedStage({ profile: 'VTD', format: 'X86_64' });
    stage.tables.map(7, 20, EVERYBODY);
    prepare(stage);
    stage.bench.said();
    expect(access(stage.bench, dma).status).toBe('FAULTED');
    expect(faults(stage).map(({ rawCode }) => rawCode)).toEqual([code]);
  });
});

test('unmapping of a second stage reaches everything nested on it, each PASID and endpoint', () => {
  const { bench, tables, flags } = nestedStage({ endpoint: MANUAL });
  tables.map(7, 20, flags).map(8, 21, flags);
  const others = sv39Tables(bench.ram.bytes, 30, (page) => page + STAGE2.shift).map(100, 20, flags);
  bench.iommu.createDomain(3, { kind: 'NESTED', pageRequests: false, nested: nestedOn(1, sv39(others.rootPage)) });
  bench.iommu.createEndpoint(2, FULL);
  bench.iommu.attach(2, NO_PASID, 3, 0n);
  // Not nested, and with another output.
  bench.iommu.createDomain(4, { kind: 'PAGING', pageRequests: false });
  bench.iommu.map(4, [item(7)], 'CONTINUE');
  bench.iommu.createEndpoint(3, MANUAL);
  bench.iommu.attach(3, NO_PASID, 4, 0n);
  const ask = (endpointId: number, firstPage: number, pasid = NO_PASID) =>
    bench.iommu.requestTranslation('HOSTED', endpointId, { pasid, firstPage, pageCount: 1, permissions: READ | WRITE });
  for (const [endpointId, page, pasid] of [
    [1, 7, NO_PASID],
    [1, 7, 5],
    [1, 8, 5],
    [2, 100, NO_PASID],
    [3, 7, NO_PASID],
  ] as const) {
    expect(ask(endpointId, page, pasid).entries).toMatchObject([{ permissions: READ | WRITE }]);
  }
  expect(access(bench, untranslated(7)).status).toBe('COMPLETED');
  const { operationId } = bench.unmapPages(range(0, STAGE2.lastPage));
  const told = new Set(bench.iommu.outstandingInvalidations(undefined, 0, 100).map(({ endpointId }) => endpointId));
  expect([...told]).toEqual([1]);
  expect([2, 3].map((id) => bench.iommu.endpoint(id).grantedPages)).toEqual([0, 1]);
  expect(access(bench, untranslated(7))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
  expect(access(bench, untranslated(100), 2)).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
  const tags = bench.iommu.outstandingInvalidations(1, 0, 100).map(({ itag }) => itag!);
  bench.iommu.completeInvalidations('HOSTED', 1, tags);
  expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
  expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
});
