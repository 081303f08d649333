import { NO_PASID } from '../../../src/model/page-request';
import { PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import { riscv, SUBJECTS, type Subject } from '../walkers/subjects';
import { pages } from './fixture';
import { Guest, MOVED, RW, SPARE, type Below } from './guest';

const IOVA = 0x1234_5000n;
/** A guest-physical page for data. */
const DATA = 0x1_0000n;

const BELOW: readonly Below[] = ['MAPPINGS', 'NOTHING', 'TABLES'];
const X4: Subject[] = [riscv('SV39X4'), riscv('SV48X4'), riscv('SV57X4')];

describe('an access passes both stages', () => {
  test.each(BELOW)('and reaches the page that they lead to, with its offset: %s', (below) => {
    const guest = new Guest({ below });
    guest.stage1.map(IOVA, DATA);
    guest.setByte(DATA + 0x123n, 0x5a);
    expect(guest.read(IOVA + 0x123n)).toBe(0x5a);
    expect(guest.write(IOVA + 0xfffn, 0x77)).toBe('done');
    expect(guest.byteAt(DATA + 0xfffn)).toBe(0x77);
    expect(guest.moved).toBe(below === 'NOTHING' ? 0n : MOVED);
  });

  test.each(
    Object.entries(SUBJECTS).filter(
      ([, { configuration }]) => !('mode' in configuration && configuration.mode.endsWith('X4')),
    ),
  )('whatever the format of the first: %s', (_name, subject) => {
    const guest = new Guest({ subject });
    const input = subject.address(0x1_0000n);
    // Within one page of the largest granule, on both sides.
    guest.stage1.map(input, 0x2_0000n);
    guest.setByte(0x2_0123n, 0x5a);
    expect([guest.read(input + 0x123n), guest.write(input)]).toEqual([0x5a, 'done']);
  });

  test.each(X4.map((stage2) => [stage2.layout.levels.length, stage2] as const))(
    'whatever the format of the second: x4 with %i levels',
    (_levels, stage2) => {
      const guest = new Guest({ below: 'TABLES', stage2 });
      guest.stage1.map(IOVA, DATA);
      expect([guest.write(IOVA, 9), guest.byteAt(DATA)]).toEqual(['done', 9]);
    },
  );

  test('and a DMA crosses pages that lead apart', () => {
    const guest = new Guest();
    guest.stage1
      .map(IOVA, DATA)
      .map(IOVA + 0x1000n, DATA + 0x5000n)
      .map(IOVA + 0x2000n, DATA);
    const data = Uint8Array.from({ length: 0x1004 }, (_, i) => (i === 0x1003 ? 4 : 3));
    expect(guest.transfer({ kind: 'WRITE', data }, IOVA + 0xffen)).toMatchObject({ status: 'COMPLETED' });
    expect([guest.byteAt(DATA + 0xfffn), guest.byteAt(DATA + 0x5000n), guest.byteAt(DATA + 1n)]).toEqual([3, 3, 4]);
  });

  test('and a copy passes them with each side', () => {
    const guest = new Guest();
    guest.stage1.map(IOVA, DATA).map(0x5000n, DATA + 0x1000n);
    guest.setByte(DATA + 7n, 42);
    expect(guest.transfer({ kind: 'COPY', source: IOVA + 7n, length: 1 }, 0x5003n).status).toBe('COMPLETED');
    expect(guest.byteAt(DATA + 0x1003n)).toBe(42);
  });
});

describe('tables of a second stage alone', () => {
  const stage2Only = (subject: Subject) => {
    const guest = new Guest({ subject, below: 'NOTHING' });
    guest.stage1.map(IOVA, DATA);
    return guest;
  };

  test.each(X4.map((subject) => [subject.layout.levels.length, subject] as const))(
    'translate guest-physical addresses with two bits more: %i levels',
    (levels, subject) => {
      const guest = stage2Only(subject);
      const top = 2n ** BigInt(14 + 9 * levels) - 0x1000n;
      guest.stage1.map(top, DATA + 0x1000n);
      guest.setByte(DATA, 1);
      guest.setByte(DATA + 0x1000n, 2);
      expect([guest.read(IOVA), guest.read(top), guest.read(top + 0x1000n)]).toEqual([1, 2, 'ADDRESS_TOO_WIDE']);
    },
  );
});

describe('what both stages allow', () => {
  /** Flags of Sv39: V 1, R 2, W 4, X 8, U 0x10, G 0x20, A 0x40, D 0x80. */
  const READ_ONLY = 0xd3n;

  test.each([
    ['reading where the first allows no more', READ_ONLY, RW, [0, 'PERMISSION']],
    ['reading where the second allows no more', undefined, READ, [0, 'PERMISSION']],
    ['writing where the second allows no more', undefined, WRITE, ['PERMISSION', 'done']],
    ['everything where both do', undefined, RW, [0, 'done']],
  ] as const)('is %s', (_what, flags, below, outcome) => {
    const guest = new Guest();
    guest.mapBelow(0x1000, SPARE, below);
    guest.stage1.map(IOVA, 0x100_0000n, flags === undefined ? {} : { flags });
    expect([guest.read(IOVA), guest.write(IOVA)]).toEqual(outcome);
  });

  test('is nothing for unprivileged accesses where the domain below is for privileged ones only', () => {
    const guest = new Guest({ endpoint: { backend: 'EXTERNAL', ats: {}, pasid: {} } });
    guest.mapBelow(0x1000, SPARE, RW | PRIVILEGED);
    guest.stage1.map(IOVA, 0x100_0000n);
    expect(guest.read(IOVA)).toBe('PERMISSION');
    expect(guest.ask(IOVA, READ, 5).entries).toMatchObject([{ permissions: 0 }]);
    // User pages are open to privileged reads and writes with SUM.
    expect(guest.ask(IOVA, READ | PRIVILEGED, 5).entries).toMatchObject([{ permissions: READ | PRIVILEGED }]);
  });
});

describe('privilege', () => {
  const asked = (guest: Guest, permissions: number) => guest.ask(IOVA, permissions, 5).entries[0]!.permissions;
  const endpoint = { backend: 'EXTERNAL', ats: {}, pasid: {} } as const;

  test('decides on each access anew, whatever is cached for the other', () => {
    const guest = new Guest({ endpoint, tables: { supervisorUserMemory: false } });
    guest.stage1.map(IOVA, DATA);
    const both = () => [asked(guest, READ), asked(guest, READ | PRIVILEGED)];
    expect([both(), both()]).toEqual([
      [READ, 0],
      [READ, 0],
    ]);
    // Without U: a page of the supervisor.
    guest.stage1.map(IOVA, DATA, { flags: 0xcfn });
    guest.invalidate();
    guest.iommu.completeInvalidations('EXTERNAL', 1, [0, 1]);
    expect([both(), both()]).toEqual([
      [0, READ | PRIVILEGED],
      [0, READ | PRIVILEGED],
    ]);
  });

  test('of the domain below counts for the access; tables are read whatever it is', () => {
    const guest = new Guest({ endpoint });
    guest.stage1.map(IOVA, DATA);
    guest.iommu.map(
      1,
      [{ ...pages(0, 0x3ff, 0x400, RW | PRIVILEGED), ifMapped: 'SET_PERMISSIONS' as const }],
      'CONTINUE',
    );
    guest.said();
    expect(guest.read(IOVA)).toBe('PERMISSION');
    // The page itself is not allowed: tables were read.
    expect(guest.faults()).toMatchObject([{ nested: { stage: 2, tableAccess: false } }]);
    expect(asked(guest, READ | PRIVILEGED)).toBe(READ | PRIVILEGED);
  });
});

describe('a block that is cached', () => {
  /** What the IOTLB holds for an address of domain 2. */
  const cached = (guest: Guest, iova: bigint) => {
    const { iotlb } = guest.iommu.explain(1, NO_PASID, iova, READ).explanation;
    return iotlb && [iotlb.firstPage, iotlb.lastPage, iotlb.outputFirstPage];
  };

  test('is as large as the page of the tables where the domain below maps more', () => {
    const guest = new Guest();
    guest.stage1.map(0x4000_0000n, 0x20_0000n, { level: 1 });
    guest.read(0x4000_1000n);
    expect(cached(guest, 0x4000_0000n)).toEqual([0x4_0000, 0x4_01ff, 0x600]);
    expect(guest.read(0x4010_0000n)).toBe(0);
  });

  test('is as small as the mapping below where the tables map more', () => {
    const guest = new Guest();
    // 2 MiB from guest-physical 8 MiB on, of which 16 pages are mapped below, aligned in different ways.
    guest.stage1.map(0x4000_0000n, 0x80_0000n, { level: 1 });
    guest.mapBelow(0x810, 0x410, RW, 0x81f);
    guest.mapBelow(0x820, 0x424, RW, 0x83f);
    guest.read(0x4001_3000n);
    guest.read(0x4002_1000n);
    expect(cached(guest, 0x4001_0000n)).toEqual([0x4_0010, 0x4_001f, 0x410]);
    expect(cached(guest, 0x4002_2000n)).toEqual([0x4_0020, 0x4_0023, 0x424]);
    expect([guest.read(0x4000_f000n), guest.read(0x4004_0000n)]).toEqual(['NOT_MAPPED', 'NOT_MAPPED']);
  });

  test('is as small as the pages of a second stage', () => {
    const guest = new Guest({ below: 'TABLES' });
    guest.stage1.map(0x4000_0000n, 0x60_0000n, { level: 1 });
    guest.stage2!.map(0x60_3000n, 0x90_0000n - 0x1000n);
    expect([guest.read(0x4000_3000n), guest.read(0x4000_4000n)]).toEqual([0, 'NOT_MAPPED']);
    expect(cached(guest, 0x4000_3000n)).toEqual([0x4_0003, 0x4_0003, 0x8ff]);
  });

  test('is not used for another PASID, nor for the other privilege', () => {
    const guest = new Guest({ endpoint: { pasid: {} } });
    guest.stage1.map(IOVA, DATA);
    guest.setByte(DATA, 1);
    guest.setByte(DATA + 0x1000n, 2);
    expect([guest.read(IOVA), guest.read(IOVA, 5)]).toEqual([1, 1]);
    guest.stage1.map(IOVA, DATA + 0x1000n);
    // Nothing was invalidated: each PASID has what it was given.
    guest.iommu.attach(1, 6, 2, 0n);
    expect([guest.read(IOVA), guest.read(IOVA, 5), guest.read(IOVA, 6)]).toEqual([1, 1, 2]);
    guest.invalidate();
    expect([guest.read(IOVA), guest.read(IOVA, 5)]).toEqual([2, 2]);
  });
});

describe('what the guest changes', () => {
  test('counts once it is invalidated, for the range that is, and not before', () => {
    const guest = new Guest();
    const pages = [0x1000n, 0x2000n, 0x3000n];
    pages.forEach((iova, i) => {
      guest.setByte(DATA + BigInt(i) * 0x1000n, i);
      guest.setByte(DATA + BigInt(i + 8) * 0x1000n, i + 8);
      guest.stage1.map(iova, DATA + BigInt(i) * 0x1000n);
    });
    const seen = () => pages.map((iova) => guest.read(iova));
    expect(seen()).toEqual([0, 1, 2]);
    pages.forEach((iova, i) => guest.stage1.map(iova, DATA + BigInt(i + 8) * 0x1000n));
    expect(seen()).toEqual([0, 1, 2]);
    guest.invalidate(2, { first: 0x2000n, last: 0x2fffn });
    expect(seen()).toEqual([0, 9, 2]);
    guest.invalidate();
    expect(seen()).toEqual([8, 9, 10]);
  });

  test('counts at once where more is allowed, or what was missing is there', () => {
    const guest = new Guest();
    guest.stage1.map(IOVA, DATA, { flags: 0xd3n });
    expect([guest.read(IOVA), guest.write(IOVA), guest.read(0x5000n)]).toEqual([0, 'PERMISSION', 'NOT_MAPPED']);
    guest.stage1.map(IOVA, DATA).map(0x5000n, DATA);
    expect([guest.write(IOVA), guest.read(0x5000n)]).toEqual(['done', 1]);
  });

  test('in a second stage counts once that is invalidated', () => {
    const guest = new Guest({ below: 'TABLES' });
    guest.stage1.map(IOVA, 0x60_0000n);
    guest.stage2!.map(0x60_0000n, 0x95_0000n);
    guest.memory.bytes[0x95_0000] = 1;
    guest.memory.bytes[0x95_1000] = 2;
    expect(guest.read(IOVA)).toBe(1);
    guest.stage2!.map(0x60_0000n, 0x95_1000n);
    expect(guest.read(IOVA)).toBe(1);
    guest.invalidate(1, { first: 0x60_0000n, last: 0x60_0fffn });
    expect(guest.read(IOVA)).toBe(2);
  });
});
