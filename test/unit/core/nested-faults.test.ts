import type { FaultReason, NestedFault } from '../../../src/model/fault';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import { riscv, SUBJECTS, type Subject } from '../walkers/subjects';
import { Guest, MOVED, RW, SPARE, type Below } from './guest';

const IOVA = 0x1234_5000n;
const DATA = 0x1_0000n;
/** Guest-physical, not mapped below unless a test does. */
const FAR = 0x100_0000n;

const X86 = SUBJECTS['x86-64, four levels']!;
const ARM = SUBJECTS['AArch64, 4 KiB, 48 bits']!;

/** What is said of a fault beside what every fault event says. */
interface Said {
  readonly reason: FaultReason;
  readonly domainId: number;
  readonly nested: NestedFault;
}

/** What is expected of a fault; the rest is as if nothing were known. */
function fault(
  reason: FaultReason,
  stage: 1 | 2,
  { domainId = stage === 1 ? 2 : 1, ...nested }: Partial<NestedFault> & { readonly domainId?: number } = {},
): Said {
  return {
    reason,
    domainId,
    nested: {
      stage,
      attachedDomainId: 2,
      guestPhysicalAddress: undefined,
      tableAccess: false,
      tableWrite: false,
      level: undefined,
      entryAddress: undefined,
      ...nested,
    },
  };
}

/** The fault event of one access of endpoint 1, and that it is the result of the access and of a probe too. */
function faulting(guest: Guest, iova: bigint, access = READ, pasid = NO_PASID): Said {
  const probed = guest.iommu.probe(1, pasid, iova, access);
  guest.said();
  const outcome = access === READ ? guest.read(iova, pasid) : guest.write(iova, 1, pasid);
  const [event, ...more] = guest.faults();
  expect(more).toEqual([]);
  expect([event?.iova, event?.access, event?.transaction, event?.pasid]).toEqual([iova, access, 'UNTRANSLATED', pasid]);
  expect([event?.reason, event?.domainId, event?.nested]).toEqual([outcome, event?.domainId, event?.nested]);
  expect(probed).toMatchObject({ kind: 'FAULT', reason: outcome, domainId: event?.domainId, nested: event?.nested });
  return { reason: event!.reason, domainId: event!.domainId!, nested: event!.nested! };
}

describe('a fault of the first stage names the entry', () => {
  test.each([2, 1, 0])('that is not present, on level %i', (level) => {
    const guest = new Guest();
    guest.stage1.put(IOVA, level, 0n);
    const at = guest.stage1.at(IOVA, level);
    expect(faulting(guest, IOVA + 0x123n)).toEqual(fault('NOT_MAPPED', 1, { level, entryAddress: at }));
    expect(faulting(guest, IOVA, WRITE)).toEqual(fault('NOT_MAPPED', 1, { level, entryAddress: at }));
  });

  test('that does not allow it', () => {
    const guest = new Guest();
    guest.stage1.map(IOVA, DATA, { flags: 0xd3n });
    const where = { level: 0, entryAddress: guest.stage1.at(IOVA) };
    expect(faulting(guest, IOVA, WRITE)).toEqual(fault('PERMISSION', 1, where));
    expect(guest.iommu.probe(1, NO_PASID, IOVA, WRITE)).toMatchObject({ permissions: READ });
  });

  test.each<[string, Subject, number, bigint, FaultReason, object]>([
    ['with a reserved bit', X86, 2, 0x7n | (1n << 51n), 'TABLE_MALFORMED', { outputWidthBits: 40 }],
    ['with a reserved encoding', riscv('SV39'), 0, 0xc5n, 'TABLE_MALFORMED', {}],
    ['that is no leaf on the last level', riscv('SV39'), 0, 0x1n, 'TABLE_MALFORMED', {}],
    ['of a superpage that is not aligned', riscv('SV39'), 1, (1n << 10n) | 0xdfn, 'TABLE_MALFORMED', {}],
    ['of a page that is too wide', ARM, 3, 0xc43n | (1n << 40n), 'OUTPUT_TOO_WIDE', { outputWidthBits: 40 }],
    ['of a table that is too wide', ARM, 1, 0x3n | (1n << 40n), 'OUTPUT_TOO_WIDE', { outputWidthBits: 40 }],
    ['without access flag', ARM, 3, 0x1_0843n, 'ACCESS_FLAG_CLEAR', { hardwareAccessFlag: false }],
    ['without A', riscv('SV39'), 0, (0x10n << 10n) | 0x9fn, 'ACCESS_FLAG_CLEAR', { hardwareUpdate: false }],
  ])('%s', (_what, subject, level, entry, reason, tables) => {
    const guest = new Guest({ subject, tables });
    guest.stage1.put(IOVA, level, entry);
    expect(faulting(guest, IOVA)).toEqual(fault(reason, 1, { level, entryAddress: guest.stage1.at(IOVA, level) }));
  });

  test('without D, of a write only', () => {
    const guest = new Guest({ tables: { hardwareUpdate: false } });
    guest.stage1.map(IOVA, DATA, { flags: 0x5fn });
    expect(guest.read(IOVA)).toBe(0);
    const where = { level: 0, entryAddress: guest.stage1.at(IOVA) };
    expect(faulting(guest, IOVA, WRITE)).toEqual(fault('DIRTY_FLAG_CLEAR', 1, where));
  });

  test('of none, where the address is outside of what the tables cover', () => {
    const guest = new Guest();
    expect(faulting(guest, 2n ** 38n)).toEqual(fault('ADDRESS_TOO_WIDE', 1));
    expect(faulting(guest, 2n ** 64n - 2n ** 38n - 1n)).toEqual(fault('ADDRESS_TOO_WIDE', 1));
    expect(faulting(guest, 2n ** 64n - 2n ** 38n)).toEqual(
      fault('NOT_MAPPED', 1, { level: 2, entryAddress: guest.stage1.at(2n ** 38n, 2) }),
    );
  });
});

describe('a table that cannot be read or updated', () => {
  test.each<Below>(['MAPPINGS', 'NOTHING'])('is an abort of the walk: %s', (below) => {
    const guest = new Guest({ below });
    guest.stage1.map(IOVA, DATA);
    const entryAddress = guest.stage1.at(IOVA, 1);
    guest.memory.absent.add(Number((entryAddress + guest.moved) >> 12n));
    expect(faulting(guest, IOVA)).toEqual(fault('TABLE_ABORT', 1, { level: 1, entryAddress }));
  });

  test('in memory that can only be read says that it was to be written', () => {
    const guest = new Guest({ below: 'NOTHING' });
    guest.stage1.map(IOVA, DATA, { flags: 0x1fn });
    const entryAddress = guest.stage1.at(IOVA);
    guest.memory.readOnly.add(Number(entryAddress >> 12n));
    const where = { level: 0, entryAddress, tableWrite: true };
    expect(faulting(guest, IOVA)).toEqual(fault('TABLE_ABORT', 1, where));
  });

  test('of a second stage is an abort of that stage, with the address it was to translate', () => {
    const guest = new Guest({ below: 'TABLES' });
    guest.stage1.map(IOVA, FAR);
    guest.stage2!.map(FAR, 0x9f_0000n);
    const entryAddress = guest.stage2!.at(FAR);
    guest.memory.absent.add(Number(entryAddress >> 12n));
    const guestPhysicalAddress = FAR + 0x10n;
    expect(faulting(guest, IOVA + 0x10n)).toEqual(
      fault('TABLE_ABORT', 2, { guestPhysicalAddress, level: 0, entryAddress }),
    );
  });

  test('of a second stage says that it was to be updated', () => {
    const guest = new Guest({ below: 'TABLES' });
    guest.stage1.map(IOVA, FAR);
    guest.stage2!.map(FAR, 0x9f_0000n, { flags: 0x1fn });
    const entryAddress = guest.stage2!.at(FAR);
    guest.memory.readOnly.add(Number(entryAddress >> 12n));
    const where = { guestPhysicalAddress: FAR, level: 0, entryAddress, tableWrite: true };
    expect(faulting(guest, IOVA)).toEqual(fault('TABLE_ABORT', 2, where));
  });
});

describe('a fault of the second stage names the guest-physical address', () => {
  test('of the access, with its offset, and the last entry of the first stage', () => {
    const guest = new Guest();
    guest.stage1.map(IOVA, FAR);
    const where = { level: 0, entryAddress: guest.stage1.at(IOVA) };
    expect(faulting(guest, IOVA + 0xabcn)).toEqual(
      fault('NOT_MAPPED', 2, { guestPhysicalAddress: FAR + 0xabcn, ...where }),
    );
  });

  test('of the page within a superpage', () => {
    const guest = new Guest();
    guest.stage1.map(0x4000_0000n, FAR, { level: 1 });
    expect(faulting(guest, 0x4001_2345n, WRITE).nested).toMatchObject({
      guestPhysicalAddress: FAR + 0x1_2345n,
      level: 1,
    });
  });

  test('that the mapping does not allow', () => {
    const guest = new Guest();
    guest.stage1.map(IOVA, FAR);
    guest.mapBelow(0x1000, SPARE, READ);
    expect(faulting(guest, IOVA, WRITE)).toMatchObject({
      ...fault('PERMISSION', 2, { guestPhysicalAddress: FAR, level: 0 }),
      nested: { stage: 2 },
    });
    expect(guest.iommu.probe(1, NO_PASID, IOVA, WRITE)).toMatchObject({ permissions: READ });
  });

  test('that is wider than the domain below', () => {
    const guest = new Guest({ changes: { iovaWidthBits: 40 } });
    guest.stage1.map(IOVA, 2n ** 40n);
    expect(faulting(guest, IOVA + 5n)).toMatchObject({
      reason: 'ADDRESS_TOO_WIDE',
      domainId: 1,
      nested: { stage: 2, guestPhysicalAddress: 2n ** 40n + 5n, tableAccess: false },
    });
  });

  test.each([
    [2, 0, (guest: Guest) => guest.stage1.at(IOVA, 2)],
    [1, 1, (guest: Guest) => guest.stage1.at(IOVA, 1)],
    [0, 2, (guest: Guest) => guest.stage1.at(IOVA, 0)],
  ])('of an entry on level %i that is not mapped below', (level, _steps, at) => {
    const guest = new Guest();
    guest.stage1.map(IOVA, DATA);
    const entryAddress = at(guest);
    const page = entryAddress >> 12n;
    guest.iommu.update({ partialUnmap: 'SPLIT' });
    guest.unmap(1, page << 12n, (page << 12n) + 0xfffn);
    expect(faulting(guest, IOVA + 0x123n)).toEqual(
      fault('NOT_MAPPED', 2, { guestPhysicalAddress: entryAddress, tableAccess: true, level, entryAddress }),
    );
  });

  test('of an entry that may be read below and not updated', () => {
    const guest = new Guest();
    guest.stage1.map(IOVA, DATA, { flags: 0x1fn });
    const entryAddress = guest.stage1.at(IOVA);
    const page = Number(entryAddress >> 12n);
    guest.iommu.update({ partialUnmap: 'SPLIT' });
    guest.unmap(1, BigInt(page) << 12n, (BigInt(page) << 12n) + 0xfffn);
    guest.mapBelow(page, page + Number(MOVED >> 12n), READ);
    const where = { guestPhysicalAddress: entryAddress, tableAccess: true, tableWrite: true, level: 0, entryAddress };
    expect(faulting(guest, IOVA)).toEqual(fault('PERMISSION', 2, where));
    // What needs no update is no fault.
    guest.setEntry(IOVA, (0x10n << 10n) | 0xdfn);
    expect(guest.read(IOVA)).toBe(0);
  });
});

describe('a fault of tables of a second stage names their entry', () => {
  test.each([2, 1, 0])('that is not present, on level %i', (level) => {
    const guest = new Guest({ below: 'TABLES' });
    // In each of the places where the second stage has no table yet.
    const target = [0x60_0000n, 0x4000_0000n, 0x80_0000_0000n][level]!;
    guest.stage1.map(IOVA, target);
    guest.stage2!.put(target, level, 0n);
    expect(faulting(guest, IOVA + 8n)).toEqual(
      fault('NOT_MAPPED', 2, {
        guestPhysicalAddress: target + 8n,
        level,
        entryAddress: guest.stage2!.at(target, level),
      }),
    );
  });

  test.each<[string, bigint, FaultReason]>([
    ['with a reserved encoding', 0xc5n, 'TABLE_MALFORMED'],
    ['that is no user page', 0xcfn, 'PERMISSION'],
    ['that cannot be read', 0xd9n, 'PERMISSION'],
  ])('%s', (_what, flags, reason) => {
    const guest = new Guest({ below: 'TABLES' });
    guest.stage1.map(IOVA, FAR);
    guest.stage2!.put(FAR, 0, (0x9f0n << 10n) | flags);
    expect(faulting(guest, IOVA)).toEqual(
      fault(reason, 2, { guestPhysicalAddress: FAR, level: 0, entryAddress: guest.stage2!.at(FAR) }),
    );
  });

  test('met while a table of the first stage is read', () => {
    const guest = new Guest({ below: 'TABLES', subject: riscv('SV39'), tables: { root: FAR } });
    guest.stage2!.put(FAR, 0, 0n);
    const guestPhysicalAddress = FAR + 8n * (IOVA >> 30n);
    expect(faulting(guest, IOVA)).toEqual(
      fault('NOT_MAPPED', 2, {
        guestPhysicalAddress,
        tableAccess: true,
        level: 0,
        entryAddress: guest.stage2!.at(FAR),
      }),
    );
  });

  test('met while a table of the first stage is updated', () => {
    const guest = new Guest({ below: 'TABLES', tables: { root: FAR } });
    guest.stage2!.put(FAR, 0, (0x9f0n << 10n) | 0xd3n);
    const index = IOVA >> 30n;
    guest.memory.put(0x9f_0000n + 8n * index, 0x1fn);
    expect(faulting(guest, IOVA)).toEqual(
      fault('PERMISSION', 2, {
        guestPhysicalAddress: FAR + 8n * index,
        tableAccess: true,
        tableWrite: true,
        level: 0,
        entryAddress: guest.stage2!.at(FAR),
      }),
    );
  });

  test('of none, where the guest-physical address is wider than they cover: that of the first stage is the last', () => {
    const guest = new Guest({ below: 'TABLES' });
    guest.stage1.map(IOVA, 2n ** 41n);
    const where = { guestPhysicalAddress: 2n ** 41n + 1n, level: 0, entryAddress: guest.stage1.at(IOVA) };
    expect(faulting(guest, IOVA + 1n)).toEqual(fault('ADDRESS_TOO_WIDE', 2, where));
  });
});

test('tables of a second stage alone have faults of that stage only', () => {
  const guest = new Guest({ subject: riscv('SV39X4'), below: 'NOTHING' });
  guest.stage1.put(IOVA, 0, 0n);
  const where = { domainId: 2, guestPhysicalAddress: IOVA + 4n, level: 0, entryAddress: guest.stage1.at(IOVA) };
  expect(faulting(guest, IOVA + 4n)).toEqual(fault('NOT_MAPPED', 2, where));
  expect(faulting(guest, 2n ** 41n + 4n)).toEqual(
    fault('ADDRESS_TOO_WIDE', 2, { domainId: 2, guestPhysicalAddress: 2n ** 41n + 4n }),
  );
});

describe('every fault event', () => {
  test('names the device, its cookie and its PASID, whatever the stage', () => {
    const guest = new Guest({ endpoint: { pasid: {} } });
    guest.stage1.map(IOVA, FAR);
    guest.said();
    guest.read(IOVA, 5);
    guest.read(0x5000n);
    expect(guest.faults()).toMatchObject([
      { domainId: 1, deviceCookie: 5n, pasid: 5, attachmentGeneration: 2, requesterId: 1 },
      { domainId: 2, deviceCookie: 0xcafen, pasid: NO_PASID, attachmentGeneration: 1, requesterId: 1 },
    ]);
  });

  test('of memory that is not there has no stage: both translated', () => {
    const guest = new Guest();
    guest.stage1.map(IOVA, FAR);
    guest.mapBelow(0x1000, 0xa00);
    guest.read(0x5000n);
    guest.said();
    expect(guest.read(IOVA)).toBe('MEMORY_ABORT');
    expect(guest.faults()).toMatchObject([{ reason: 'MEMORY_ABORT', domainId: 2, nested: undefined }]);
  });

  test('of another domain says nothing of stages, also after one that did', () => {
    const guest = new Guest({ endpoint: { pasid: {} } });
    guest.iommu.attach(1, 6, 1, 0n);
    guest.read(IOVA);
    guest.said();
    guest.read(FAR, 6);
    expect(guest.faults()).toMatchObject([{ reason: 'NOT_MAPPED', domainId: 1, nested: undefined }]);
  });

  test('of a refusal before any table is looked at says nothing of stages', () => {
    const guest = new Guest();
    guest.read(IOVA);
    guest.iommu.updateContext(1, { state: 'INVALID' });
    guest.said();
    guest.read(IOVA);
    expect(guest.faults()).toMatchObject([{ reason: 'CONTEXT_INVALID', nested: undefined }]);
  });

  test('is the same whether translations are cached or not', () => {
    const events = [0, 1024].map((iotlb_entries) => {
      const guest = new Guest({ limits: { iotlb_entries } });
      guest.stage1.map(IOVA, FAR).map(0x5000n, DATA, { flags: 0xd3n });
      guest.mapBelow(0x1000, SPARE, READ);
      guest.said();
      [IOVA, 0x5000n].forEach((iova) => [guest.read(iova), guest.write(iova), guest.write(iova)]);
      return guest.faults();
    });
    expect(events[0]).toHaveLength(4);
    expect(events[0]).toEqual(events[1]);
  });
});

test('the access that needs both ways is one that both must allow', () => {
  const guest = new Guest();
  guest.stage1.map(IOVA, DATA, { flags: 0xd3n });
  expect(guest.iommu.probe(1, NO_PASID, IOVA, RW)).toMatchObject({ kind: 'FAULT', reason: 'PERMISSION' });
});
