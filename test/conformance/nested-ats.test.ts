/** Translation requests and translated accesses through page tables of a guest. */
import { NO_PASID } from '../../src/model/page-request';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE, type Permissions } from '../../src/model/permissions';
import { nestedStage, PTE, X86, type NestedStage, type NestedWishes } from './nested';
import { item, range } from './space';
import { access, EXTERNAL, reports, translated, untranslated } from './stage';

const RW = READ | WRITE;

/** Endpoint 1 asks for one page; the whole answer. */
function ask({ bench }: NestedStage, firstPage: number, permissions: Permissions = RW, pasid = NO_PASID) {
  const { backend } = bench.iommu.endpoint(1).config;
  return bench.iommu.requestTranslation(backend, 1, { pasid, firstPage, pageCount: 1, permissions });
}

/** What endpoint 1 is granted of one page. */
function granted(stage: NestedStage, page: number, permissions?: Permissions, pasid?: number): Permissions {
  const { status, entries } = ask(stage, page, permissions, pasid);
  expect(status).toBe('SUCCESS');
  return entries[0]!.permissions;
}

describe('a translation request through guest tables', () => {
  const ABORTS: [string, (stage: NestedStage) => void, boolean][] = [
    [
      'a table is outside of memory',
      ({ bench }) => {
        bench.iommu.map(1, [item(2000, 2000, 2000)], 'CONTINUE');
      },
      false,
    ],
    [
      'an entry cannot be marked',
      ({ bench, tables, flags }) => {
        tables.map(7, 20, flags);
        bench.ram.isWritable = () => false;
        bench.ram.write = () => false;
      },
      true,
    ],
  ];

  describe.each<NestedWishes>([
    { format: 'RISCV', profile: 'RISCV' },
    { format: 'X86_64', profile: 'VTD' },
    { format: 'X86_64', profile: 'GENERIC' },
  ])('of $profile', (wishes) => {
    test.each(ABORTS)('is aborted when %s, and that is one fault event', (_when, prepare, tableWrite) => {
      const stage = nestedStage(wishes);
      const { bench, tables, flags } = stage;
      tables.map(7, 20, flags);
      if (!tableWrite) {
        // The entry of the root table leads to page 2000, which stage 2 translates to no memory.
        const pointer = wishes.format === 'RISCV' ? (2000n << 10n) | PTE.V : (2000n << 12n) | flags;
        tables.set(7, wishes.format === 'RISCV' ? 2 : 3, pointer);
      }
      prepare(stage);
      bench.said();
      expect(ask(stage, 7)).toEqual({ status: 'COMPLETER_ABORT', entries: [] });
      expect(reports(bench, 'FAULT_EVENT')).toMatchObject([
        {
          reason: 'TABLE_ABORT',
          transaction: 'TRANSLATION_REQUEST',
          iova: 0x7000n,
          nested: { stage: 1, attachedDomainId: 2, tableWrite },
        },
      ]);
      expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
    });
  });

  test('that was aborted can be made again, and succeeds when the tables are in order', () => {
    const stage = nestedStage();
    stage.tables.map(7, 20, stage.flags);
    stage.bench.ram.isWritable = () => false;
    expect(ask(stage, 7).status).toBe('COMPLETER_ABORT');
    stage.bench.ram.isWritable = () => true;
    expect(granted(stage, 7)).toBe(RW);
  });

  test.each<[string, NestedWishes, Permissions, (stage: NestedStage) => unknown]>([
    ['the page is not present', {}, RW, ({ tables }) => tables.map(7, 20, 0n)],
    ['a table is not present', {}, RW, ({ tables }) => tables.set(7, 2, 0n)],
    [
      'the page can only be executed, and is to be read',
      {},
      READ,
      ({ tables }) => tables.map(7, 20, PTE.V | PTE.X | PTE.U),
    ],
    ['an entry has a reserved encoding', {}, RW, ({ tables }) => tables.map(7, 20, PTE.V | PTE.W | PTE.U)],
    [
      'an entry has a reserved bit',
      { format: 'X86_64', tables: { outputWidthBits: 48 } },
      RW,
      ({ tables, flags }) => tables.map(7, 20, flags | X86.RESERVED),
    ],
    [
      'a superpage is misaligned',
      {},
      RW,
      ({ tables, flags }) => tables.map(7, 20, flags).set(7, 1, (21n << 10n) | flags),
    ],
    ['stage 2 does not translate the page', {}, RW, ({ tables, flags }) => tables.map(7, 1000, flags)],
    ['stage 2 does not translate a table', {}, RW, ({ tables }) => tables.set(7, 2, (1000n << 10n) | PTE.V)],
    [
      'stage 2 does not let the page be written, and it is to be',
      {},
      WRITE,
      ({ bench, tables, flags }) => {
        bench.map(item(1000, 1000, 100, READ));
        tables.map(7, 1000, flags);
      },
    ],
  ])('succeeds with nothing granted, without a fault event, when %s', (_when, wishes, permissions, prepare) => {
    const stage = nestedStage(wishes);
    stage.tables.map(7, 20, stage.flags);
    expect(granted(stage, 7)).toBe(RW);
    const again = nestedStage(wishes);
    again.tables.map(7, 20, again.flags);
    prepare(again);
    again.bench.said();
    expect(granted(again, 7, permissions)).toBe(NONE);
    expect(again.bench.said()).toEqual([]);
    expect(again.bench.iommu.endpoint(1).grantedPages).toBe(0);
  });

  test.each([
    ['RISCV', 2 ** 26],
    ['X86_64', 2 ** 35],
  ] as const)('succeeds with nothing granted when the address is not canonical (%s)', (format, page) => {
    const stage = nestedStage({ format });
    stage.tables.map(page, 20, stage.flags);
    expect(granted(stage, page)).toBe(NONE);
    expect(stage.bench.said()).toEqual([]);
  });

  test.each([
    ['a user', 'a page of users', PTE.U, false, RW, RW],
    ['a user', 'a page of the supervisor', 0n, false, RW, NONE],
    ['the supervisor', 'a page of the supervisor', 0n, false, RW | PRIVILEGED, RW],
    ['the supervisor', 'a page of users', PTE.U, false, RW | PRIVILEGED, NONE],
    ['the supervisor, who may,', 'a page of users', PTE.U, true, RW | PRIVILEGED, RW],
  ])('made by %s for %s is granted what its privilege allows', (_who, _what, user, sum, wanted, got) => {
    const stage = nestedStage({ tables: { supervisorUserMemory: sum } });
    stage.tables.map(7, 20, PTE.V | PTE.R | PTE.W | user);
    expect(granted(stage, 7, wanted, 5) & RW).toBe(got);
  });

  test.each([
    ['RISCV', PTE.G],
    ['X86_64', X86.GLOBAL],
  ] as const)('says that it holds for every PASID if the tables do, and the request has one (%s)', (format, global) => {
    const stage = nestedStage({ format });
    stage.tables.map(7, 20, stage.flags | global).map(8, 21, stage.flags);
    const told = ([page, pasid]: [number, number]) =>
      ask(stage, page, READ, pasid).entries.map((entry) => entry.global);
    expect(
      (
        [
          [7, 5],
          [7, NO_PASID],
          [8, 5],
          [8, NO_PASID],
        ] as [number, number][]
      ).map(told),
    ).toEqual([[true], [false], [false], [false]]);
  });

  test('of a page of a mapping never says so: mappings are of one domain', () => {
    const stage = nestedStage();
    stage.bench.iommu.attach(1, 6, 1, 0n);
    expect(ask(stage, 7, READ, 6).entries).toMatchObject([{ permissions: READ, global: false }]);
  });

  test('for reading leaves the page clean; one for writing marks it dirty', () => {
    const stage = nestedStage();
    const { tables, flags, bench } = stage;
    tables.map(7, 20, flags);
    expect(granted(stage, 7, READ)).toBe(READ);
    expect(tables.get(7, 0) & (PTE.A | PTE.D)).toBe(PTE.A);
    // What was granted for reading does not let the device write: it asks again, and the tables learn of it.
    const write = { ...untranslated(7), addressType: 'AUTOMATIC' } as const;
    expect(access(bench, write).status).toBe('COMPLETED');
    expect(tables.get(7, 0) & (PTE.A | PTE.D)).toBe(PTE.A | PTE.D);
  });

  test('grants execute only if it was asked for, and both stages allow it', () => {
    const stage = nestedStage();
    stage.bench.map(item(1000, 1000, 100, RW));
    stage.tables
      .map(7, 20, stage.flags | PTE.X)
      .map(8, 20, stage.flags)
      .map(9, 1000, stage.flags | PTE.X);
    expect(granted(stage, 7, RW, 5)).toBe(RW);
    expect(granted(stage, 7, RW | EXECUTE, 5)).toBe(RW | EXECUTE);
    expect([granted(stage, 8, RW | EXECUTE, 5), granted(stage, 9, RW | EXECUTE, 5)]).toEqual([RW, RW]);
  });
});

describe('an endpoint whose translations end at the guest-physical address', () => {
  /** Page 7 leads to guest-physical page 20, which is page 84 of memory. */
  function guestPhysical(profile: 'RISCV' | 'SMMUV3' = 'RISCV', atsGuestPhysical = true): NestedStage {
    const stage = nestedStage({ profile, endpoint: { ...EXTERNAL, context: { atsGuestPhysical } } });
    stage.tables.map(7, 20, stage.flags);
    return stage;
  }

  test.each(['RISCV', 'SMMUV3'] as const)('is granted that, and stage 2 translates its accesses (%s)', (profile) => {
    const stage = guestPhysical(profile);
    const { bench } = stage;
    expect(ask(stage, 7)).toMatchObject({ status: 'SUCCESS', entries: [{ firstPage: 7, outputFirstPage: 20 }] });
    expect(access(bench, translated(20)).status).toBe('COMPLETED');
    expect([bench.ram.bytes[20 * 4096], bench.ram.bytes[84 * 4096]]).toEqual([0, 1]);
  });

  test('is otherwise granted where both stages lead', () => {
    const stage = guestPhysical('RISCV', false);
    expect(ask(stage, 7).entries).toMatchObject([{ outputFirstPage: 84 }]);
    expect(access(stage.bench, translated(20))).toMatchObject({ faultReason: 'NOT_GRANTED' });
    expect(access(stage.bench, translated(84)).status).toBe('COMPLETED');
  });

  test('faults where stage 2 does not translate, with the guest-physical address', () => {
    const stage = guestPhysical();
    const { bench } = stage;
    ask(stage, 7);
    bench.iommu.update({ translatedRequestCheck: 'CONTEXT' });
    bench.said();
    const at = (address: bigint) => ({ ...translated(0), address });
    expect(access(bench, at(0x40_0123n))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
    expect(reports(bench, 'FAULT_EVENT')).toMatchObject([
      {
        reason: 'NOT_MAPPED',
        transaction: 'TRANSLATED',
        domainId: 1,
        rawCode: 23,
        nested: { stage: 2, attachedDomainId: 2, guestPhysicalAddress: 0x40_0123n, tableAccess: false },
      },
    ]);
  });

  test('has the wrong kind of address if that is changed while ATS is on; not if ATS was off meanwhile', () => {
    const stage = guestPhysical('RISCV', false);
    const { bench } = stage;
    expect(ask(stage, 7).entries).toMatchObject([{ outputFirstPage: 84 }]);
    bench.iommu.updateContext(1, { atsGuestPhysical: true });
    // Who looks at grants knows which kind it is; else page 84 is no guest-physical page that stage 2 translates.
    expect(access(bench, translated(84)).status).toBe('COMPLETED');
    bench.iommu.update({ translatedRequestCheck: 'CONTEXT' });
    expect(access(bench, translated(84))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
    bench.iommu.update({ translatedRequestCheck: 'GRANTED' });
    bench.iommu.setAts(1, false);
    bench.iommu.completeInvalidations('EXTERNAL', 1, [0]);
    bench.iommu.updateContext(1, { atsGuestPhysical: false });
    bench.iommu.updateContext(1, { atsGuestPhysical: true });
    bench.iommu.setAts(1, true);
    expect(access(bench, translated(84))).toMatchObject({ faultReason: 'NOT_GRANTED' });
    expect(ask(stage, 7).entries).toMatchObject([{ outputFirstPage: 20 }]);
    expect(access(bench, translated(20)).status).toBe('COMPLETED');
  });

  test('keeps what it was granted until stage 2 unmaps it', () => {
    const stage = guestPhysical();
    const { bench } = stage;
    ask(stage, 7);
    const { operationId } = bench.unmapPages(range(0, 63));
    expect(bench.hasEnded(operationId)).toBe(false);
    bench.iommu.completeInvalidations('EXTERNAL', 1, [0]);
    expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
    bench.map(item(0, 63, 64));
    expect(access(bench, translated(20))).toMatchObject({ faultReason: 'NOT_GRANTED' });
  });
});
