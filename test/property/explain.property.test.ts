import fc from 'fast-check';
import type { TranslationStep } from '../../src/model/explanation';
import type { FaultEvent } from '../../src/model/fault';
import { NONE, PRIVILEGED, READ, WRITE, type Permissions } from '../../src/model/permissions';
import { Guest, RW, SPARE, type Below } from '../unit/core/guest';
import { pages } from '../unit/core/fixture';
import { riscv, SUBJECTS, type Subject } from '../unit/walkers/subjects';

/** A format, some of its switches, and flags of entries that make a difference. */
const FORMATS: readonly { readonly subject: Subject; readonly switches: object; readonly flags: readonly bigint[] }[] =
  [
    {
      subject: riscv('SV39'),
      switches: { hardwareUpdate: false },
      flags: [0xdfn, 0x1fn, 0x5fn, 0xd3n, 0x13n, 0xcfn, 0xd9n, 0xc5n, 0x1n, 0n],
    },
    {
      subject: riscv('SV48'),
      switches: { supervisorUserMemory: false },
      flags: [0xdfn, 0x1fn, 0x5fn, 0xd3n, 0xcfn, 0xd9n, 1n << 63n, 0n],
    },
    {
      subject: SUBJECTS['x86-64, four levels']!,
      switches: { extendedAccessed: true },
      flags: [0x67n, 0x7n, 0x27n, 0x5n, 0x3n, 0x87n, 0n],
    },
    {
      subject: SUBJECTS['AArch64, 4 KiB, 48 bits']!,
      switches: { hardwareDirtyState: false },
      flags: [0xc40n, 0x840n, 0xcc0n, 0xcc0n | (1n << 51n), 0x440n, 0n],
    },
    {
      subject: SUBJECTS['AArch64, 16 KiB, 48 bits']!,
      switches: { outputWidthBits: 40 },
      flags: [0xc40n, 0x840n, (1n << 44n) | 0xc40n, 0n],
    },
  ];

const IOVAS = [0x4000n, 0x8000n, 0xc000n, 0x20_0000n, 0x4000_0000n, 0x4200_0000n, 2n ** 47n - 0x4000n];
/** Guest-physical: data, what is mapped below in this way or that, nothing, and tables. */
const OUTPUTS = [0x1_0000n, 0x1_4000n, 0x40_0000n, 0x40_4000n, 0x60_0000n, 0x10_0000n];

const access = fc.record({
  iova: fc.constantFrom(...IOVAS, 2n ** 63n),
  offset: fc.nat({ max: 0xfff }),
  way: fc.constantFrom<Permissions>(READ, WRITE, READ | PRIVILEGED, RW | PRIVILEGED),
});

const setup = fc.record({
  format: fc.constantFrom(...FORMATS),
  switched: fc.boolean(),
  below: fc.constantFrom<Below>('MAPPINGS', 'MAPPINGS', 'TABLES', 'NOTHING'),
  updates: fc.constantFrom('PRIVATE' as const, 'ALWAYS' as const, 'NEVER' as const),
  entries: fc.array(
    fc.record({
      iova: fc.constantFrom(...IOVAS),
      up: fc.constantFrom(0, 0, 0, 1, 2),
      output: fc.nat({ max: 5 }),
      flags: fc.nat({ max: 9 }),
    }),
    { minLength: 1, maxLength: 10 },
  ),
  /** What the domain below, or tables there, make of a few pages: permissions, or flags. */
  behind: fc.array(fc.constantFrom(NONE, READ, WRITE, RW, RW | PRIVILEGED), { minLength: 8, maxLength: 8 }),
  /** Tables that are not mapped below, read-only below, absent, read-only or shared in memory. */
  troubles: fc.array(
    fc.record({
      kind: fc.constantFrom('gone', 'weak', 'weak', 'absent', 'readOnly', 'shared'),
      table: fc.nat({ max: 5 }),
    }),
    { maxLength: 3 },
  ),
  accesses: fc.array(access, { minLength: 1, maxLength: 8 }),
});

type Setup = typeof setup extends fc.Arbitrary<infer T> ? T : never;

function build({ format, switched, below, updates, entries, behind, troubles }: Setup): Guest {
  const { subject, switches, flags } = format;
  const guest = new Guest({
    subject,
    ...(switched ? { tables: switches } : {}),
    below,
    updates,
    endpoint: { backend: 'EXTERNAL', ats: {}, pasid: {} },
    limits: { iotlb_entries: 0 },
  });
  const last = subject.leaves.length - 1;
  for (const { iova, up, output, flags: which } of entries) {
    const level = subject.leaves[Math.max(last - up, 0)]!;
    guest.stage1.put(iova, level, subject.layout.leaf(OUTPUTS[output]!, level, flags[which % flags.length]!));
  }
  behind.forEach((permissions, i) => {
    const at = 0x400 + i;
    if (below === 'MAPPINGS' && permissions !== NONE) {
      guest.mapBelow(at, SPARE + i, permissions);
    } else if (below === 'TABLES') {
      // V, R, W, X, U; A and D on some.
      const made = permissions === NONE ? 0n : 0x11n | (BigInt(permissions & RW) << 1n) | (i % 2 === 0 ? 0xc0n : 0n);
      guest.stage2!.map(BigInt(at) << 12n, BigInt(SPARE + i) << 12n, { flags: made });
    }
  });
  guest.iommu.update({ partialUnmap: 'SPLIT' });
  for (const { kind, table } of troubles) {
    const page = [0x100, 0x200, 0x201, 0x202, 0x203, 0x204][table]!;
    const inMemory = page + Number(guest.moved >> 12n);
    if (kind === 'gone' || kind === 'weak') {
      if (below === 'MAPPINGS') {
        guest.unmap(1, BigInt(page) << 12n, (BigInt(page) << 12n) | 0xfffn);
        guest.iommu.map(1, kind === 'weak' ? [pages(page, page, inMemory, READ)] : [], 'CONTINUE');
      }
    } else {
      guest.memory[kind].add(inMemory);
    }
  }
  guest.said();
  return guest;
}

/** What entries will be if an access does what its explanation says; marks of one entry add up. */
function foretold(guest: Guest, steps: readonly TranslationStep[]): [bigint, bigint][] {
  const written = new Map<bigint, bigint>();
  for (const step of steps) {
    if (step.kind === 'TABLE' && step.step.update !== undefined) {
      const at = step.step.entryAddress! + (step.domainId === 2 ? guest.moved : 0n);
      written.set(at, step.domainId === 2 ? step.step.update : step.step.update | (written.get(at) ?? 0n));
    }
  }
  return ascending(written);
}

/** What entries are that were written since so many accesses of memory. */
function written({ memory }: Guest, since: number): [bigint, bigint][] {
  const halves = memory.accesses.slice(since).filter(({ write, length }) => write && length === 4);
  return ascending(new Map(halves.map(({ address }) => [address, memory.get(address)])));
}

const ascending = (entries: ReadonlyMap<bigint, bigint>): [bigint, bigint][] =>
  [...entries].sort(([one], [other]) => (one < other ? -1 : 1));

/** What an access of endpoint 1 meets: where it leads, or the fault event. */
function meet(
  guest: Guest,
  iova: bigint,
  way: Permissions,
): { readonly output: number; readonly allowed: Permissions } | Partial<FaultEvent> {
  if (way & PRIVILEGED) {
    const { status, entries } = guest.ask(iova, way, 5);
    const [fault] = guest.faults();
    expect(fault === undefined).toBe(status === 'SUCCESS');
    return fault ?? { output: entries[0]!.outputFirstPage, allowed: entries[0]!.permissions };
  }
  const transfer =
    way === READ ? { kind: 'READ' as const, length: 1 } : { kind: 'WRITE' as const, data: Uint8Array.of(0) };
  const { faultReason } = guest.transfer(transfer, iova, 5);
  const [fault] = guest.faults();
  expect(fault?.reason).toBe(faultReason);
  if (fault !== undefined && fault.reason !== 'MEMORY_ABORT') {
    return fault;
  }
  // What it leads to may not be there, but it is where it leads.
  return { output: Number(guest.memory.accesses.at(-1)!.address >> 12n), allowed: way };
}

test('an explanation says what an access then meets, what that writes, and nothing else', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(setup, (made) => {
      const guest = build(made);
      for (const { iova: page, offset, way } of made.accesses) {
        const iova = page + BigInt(offset);
        const before = guest.memory.accesses.length;
        const { result, explanation } = guest.iommu.explain(1, 5, iova, way);
        expect(guest.memory.accesses.slice(before).filter(({ write }) => write)).toEqual([]);
        expect([guest.said(), guest.iommu.endpoint(1).grantedPages]).toEqual([[], 0]);
        const again = guest.iommu.explain(1, 5, iova, way);
        expect(again).toEqual({ result, explanation });
        const told = foretold(guest, explanation.steps);
        const met = meet(guest, iova, way);
        const isRequest = (way & PRIVILEGED) !== 0;
        if (result.kind === 'FAULT') {
          seen.add(
            `${result.reason} ${result.nested?.stage ?? ''} ${String(result.nested?.tableAccess)} ${String(result.nested?.tableWrite)}`,
          );
          if ('allowed' in met) {
            // A request is granted what is left, or nothing.
            expect([isRequest, met.allowed & way & WRITE]).toEqual([
              true,
              way === (RW | PRIVILEGED) ? met.allowed & WRITE : 0,
            ]);
          } else {
            // Of a page that a request asks for the whole address is known, and nothing of an offset.
            const { guestPhysicalAddress, ...nested } = result.nested!;
            const address =
              isRequest && !nested.tableAccess
                ? guestPhysicalAddress && (guestPhysicalAddress >> 12n) << 12n
                : guestPhysicalAddress;
            expect([met.reason, met.domainId, met.nested]).toEqual([
              result.reason,
              result.domainId,
              { ...nested, guestPhysicalAddress: address },
            ]);
          }
        } else {
          seen.add('FOUND');
          expect(met).toMatchObject({ output: Number(result.outputAddress >> 12n) });
          expect((result.permissions & way & RW) === (way & RW)).toBe(true);
          expect([iova >= result.first, iova <= result.last]).toEqual([true, true]);
        }
        if (result.kind === 'FOUND' || !isRequest) {
          expect(written(guest, before)).toEqual(told);
        }
        if (isRequest) {
          guest.invalidate();
          guest.iommu.completeInvalidations(
            'EXTERNAL',
            1,
            guest.iommu.outstandingInvalidations(1, 0, 99).map(({ itag }) => itag!),
          );
          guest.said();
        }
      }
    }),
    { seed: 20_261_125, numRuns: 150 },
  );
  // The sequence is always the same, and meets all of these.
  expect([...seen].sort()).toEqual(
    expect.arrayContaining([
      'ACCESS_FLAG_CLEAR 1 false false',
      'ADDRESS_TOO_WIDE 1 false false',
      'DIRTY_FLAG_CLEAR 1 false false',
      'FOUND',
      'NOT_MAPPED 1 false false',
      'NOT_MAPPED 2 false false',
      'NOT_MAPPED 2 true false',
      'OUTPUT_TOO_WIDE 1 false false',
      'PERMISSION 1 false false',
      'PERMISSION 2 false false',
      'PERMISSION 2 true true',
      'TABLE_ABORT 1 false false',
      'TABLE_ABORT 1 false true',
      'TABLE_MALFORMED 1 false false',
    ]),
  );
});
