import type { Aarch64Configuration, RiscvConfiguration, X86Configuration } from '../../../src/model/guest-tables';
import { createTableFormat } from '../../../src/walkers/formats';
import { TableWalker } from '../../../src/walkers/table-walker';
import { createWalk } from '../../../src/walkers/walk';
import { accessOf, told } from './guest-tables';
import { builderFor, memoryOf, samples, SUBJECTS, type Subject } from './subjects';

// For every bit of an entry: does a walk look at it? The lists are those of the specifications' drawings. A bit that is not
// in one belongs to software, or says what means nothing here: memory types, shareability, security states.

/** An output address in which every bit can be turned without a collision: it has those above 2^39 only. */
const PAGE = 0x5a8_0000_0000n;

/** Accesses that between them show all there is: what is allowed to either privilege, and what is marked by either kind. */
const ACCESSES = ['', 'p', 'w'];

function subject(
  name: string,
  change: Partial<X86Configuration> | Partial<Aarch64Configuration> | Partial<RiscvConfiguration> = {},
): Subject {
  const found = SUBJECTS[name]!;
  return { ...found, configuration: { ...found.configuration, ...change } as Subject['configuration'] };
}

/** The pages below an entry that leads to a table: between them they show whatever it can forbid. */
const FLAGS = { X86_64: [0x67n], AARCH64: [0xc40n, 0xcc0n], RISCV: [0xdfn] } as const;

/** What walks find and which bits of the entry they change, when an entry is turned in some bits. */
function observe(of: Subject, level: number, turned: bigint, entry: bigint | undefined): string {
  const [input] = samples(of) as [bigint];
  const { number: last, lsb } = of.layout.levels.at(-1)!;
  const pages = FLAGS[of.configuration.format].flatMap((flags) => ACCESSES.map((letters) => [flags, letters] as const));
  const seen = pages.map(([flags, letters]) => {
    const builder = builderFor(of).map((input >> lsb) << lsb, PAGE, last, flags);
    const at = builder.entryAddress(input, level);
    const before = (entry ?? builder.entries().find(([address]) => address === at)![1]) ^ turned;
    const memory = memoryOf(builder.put(input, level, before));
    const address = of.address(input);
    const walk = createWalk();
    new TableWalker(createTableFormat(of.configuration), memory, 'WRITE').walk(
      Number(address >> 12n),
      accessOf(letters),
      walk,
    );
    return { ...told(walk, address), changed: memory.at(at)! ^ before };
  });
  return JSON.stringify(seen, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString(16) : value));
}

function bits(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

const X86 = subject('x86-64, four levels', { outputWidthBits: 46 });
const X86_FIVE = subject('x86-64, five levels', { outputWidthBits: 46 });
const WITH_EA = subject('x86-64, four levels', { extendedAccessed: true });
const A64 = subject('AArch64, 4 KiB, 48 bits');
const WITHOUT_DIRTY = subject('AArch64, 4 KiB, 48 bits', { hardwareDirtyState: false });
const WITHOUT_FLAG = subject('AArch64, 4 KiB, 48 bits', { hardwareAccessFlag: false, accessFlagFaults: false });
const RV = subject('Sv39');
const RV_PLAIN = subject('Sv39', { napot: false, memoryTypes: false });
const RV_SOFTWARE = subject('Sv39', { softwareBits: true });

/** DBM, AP[2], AF, nG: a page for privileged accesses that is clean. */
const CLEAN = (1n << 51n) | 0xc80n;

describe.each<[string, Subject, readonly (readonly [string, number, bigint | undefined, readonly number[]])[]]>([
  [
    // VT-d 9.7: P, R/W, U/S, A, D, PS, G, the address, XD; above 46 bits of HAW reserved, as below a large page's size.
    'x86-64',
    X86,
    [
      ['a PML4E', 4, undefined, [0, 1, 2, 5, 7, ...bits(12, 51), 63]],
      ['a PDPTE for a table', 3, undefined, [0, 1, 2, 5, 7, ...bits(12, 51), 63]],
      ['a PDPTE for a page', 3, PAGE | 0xe7n, [0, 1, 2, 5, 6, 7, 8, ...bits(13, 51), 63]],
      ['a PDE for a table', 2, undefined, [0, 1, 2, 5, 7, ...bits(12, 51), 63]],
      ['a PDE for a page', 2, PAGE | 0xe7n, [0, 1, 2, 5, 6, 7, 8, ...bits(13, 51), 63]],
      ['a PTE', 1, PAGE | 0x67n, [0, 1, 2, 5, 6, 8, ...bits(12, 51), 63]],
    ],
  ],
  ['x86-64 with five levels', X86_FIVE, [['a PML5E', 5, undefined, [0, 1, 2, 5, 7, ...bits(12, 51), 63]]]],
  ['x86-64 with EAFE', WITH_EA, [['a PTE', 1, PAGE | 0x467n, [0, 1, 2, 5, 6, 8, 10, ...bits(12, 51), 63]]]],
  [
    // Arm ARM, tables D8-50 and D8-52: AP, AF, nG, the address, DBM, Contiguous, PXN, UXN; of tables PXNTable to APTable.
    'AArch64, 4 KiB',
    A64,
    [
      ['a table', 0, undefined, [0, 1, ...bits(12, 47), ...bits(59, 62)]],
      ['a table', 2, undefined, [0, 1, ...bits(12, 47), ...bits(59, 62)]],
      ['a block of level 1', 1, PAGE | CLEAN | 1n, [0, 1, 6, 7, 10, 11, ...bits(30, 47), ...bits(51, 54)]],
      ['a block of level 2', 2, PAGE | CLEAN | 1n, [0, 1, 6, 7, 10, 11, ...bits(21, 47), ...bits(51, 54)]],
      ['a page', 3, PAGE | CLEAN | 3n, [0, 1, 6, 7, 10, 11, ...bits(12, 47), ...bits(51, 54)]],
    ],
  ],
  // DBM belongs to software.
  [
    'AArch64 without HD',
    WITHOUT_DIRTY,
    [['a page', 3, PAGE | CLEAN | 3n, [0, 1, 6, 7, 10, 11, ...bits(12, 47), 52, 53, 54]]],
  ],
  // AF is not looked at.
  [
    'AArch64 without HA, with AFFD',
    WITHOUT_FLAG,
    [['a page', 3, PAGE | CLEAN | 3n, [0, 1, 6, 7, 11, ...bits(12, 47), 52, 53, 54]]],
  ],
  [
    // 51..50 of an address are 9..8, of tables too; level 0 has blocks, without Contiguous.
    'AArch64, 4 KiB, 52 bits',
    subject('AArch64, 4 KiB, 52 bits'),
    [
      ['a table', 1, undefined, [0, 1, 8, 9, ...bits(12, 49), ...bits(59, 62)]],
      ['a block of level 0', 0, PAGE | CLEAN | 1n, [0, 1, ...bits(6, 11), ...bits(39, 49), 51, 53, 54]],
      ['a page', 3, PAGE | CLEAN | 3n, [0, 1, ...bits(6, 49), ...bits(51, 54)]],
    ],
  ],
  [
    'AArch64, 16 KiB',
    subject('AArch64, 16 KiB, 48 bits'),
    [
      ['a table', 1, undefined, [0, 1, ...bits(14, 47), ...bits(59, 62)]],
      ['a block of level 2', 2, PAGE | CLEAN | 1n, [0, 1, 6, 7, 10, 11, ...bits(25, 47), ...bits(51, 54)]],
      ['a page', 3, PAGE | CLEAN | 3n, [0, 1, 6, 7, 10, 11, ...bits(14, 47), ...bits(51, 54)]],
    ],
  ],
  [
    'AArch64, 16 KiB, 52 bits',
    subject('AArch64, 16 KiB, 52 bits'),
    [
      ['a table', 1, undefined, [0, 1, 8, 9, ...bits(14, 49), ...bits(59, 62)]],
      ['a block of level 1', 1, PAGE | CLEAN | 1n, [0, 1, ...bits(6, 11), ...bits(36, 49), 51, 53, 54]],
      ['a page', 3, PAGE | CLEAN | 3n, [0, 1, ...bits(6, 11), ...bits(14, 49), ...bits(51, 54)]],
    ],
  ],
  [
    'AArch64, 64 KiB',
    subject('AArch64, 64 KiB, 48 bits'),
    [
      ['a table', 1, undefined, [0, 1, ...bits(16, 47), ...bits(59, 62)]],
      ['a block of level 2', 2, PAGE | CLEAN | 1n, [0, 1, 6, 7, 10, 11, ...bits(29, 47), ...bits(51, 54)]],
      ['a page', 3, PAGE | CLEAN | 3n, [0, 1, 6, 7, 10, 11, ...bits(16, 47), ...bits(51, 54)]],
    ],
  ],
  [
    // 51..48 of an address are 15..12.
    'AArch64, 64 KiB, 52 bits',
    subject('AArch64, 64 KiB, 52 bits'),
    [
      ['a table', 1, undefined, [0, 1, ...bits(12, 47), ...bits(59, 62)]],
      ['a block of level 1', 1, CLEAN | 1n, [0, 1, 6, 7, 10, 11, ...bits(12, 15), ...bits(42, 47), 51, 53, 54]],
      ['a page', 3, PAGE | CLEAN | 3n, [0, 1, 6, 7, 10, 11, ...bits(12, 47), ...bits(51, 54)]],
    ],
  ],
  [
    // "Sv39": V, R, W, X, U, G, A, D, PPN, reserved, PBMT, N. One bit of PBMT alone is one of its types.
    'Sv39',
    RV,
    [
      ['a pointer', 2, undefined, [...bits(0, 7), ...bits(10, 63)]],
      ['a superpage', 1, (PAGE >> 2n) | 0xdfn, [...bits(0, 7), ...bits(10, 60), 63]],
      ['a page', 0, (PAGE >> 2n) | 0xdfn, [...bits(0, 7), ...bits(10, 60), 63]],
    ],
  ],
  ['Sv39 without extensions', RV_PLAIN, [['a page', 0, (PAGE >> 2n) | 0xdfn, [...bits(0, 7), ...bits(10, 63)]]]],
  [
    // Svrsw60t59b.
    'Sv39 with more bits for software',
    RV_SOFTWARE,
    [
      ['a pointer', 1, undefined, [...bits(0, 7), ...bits(10, 58), 61, 62, 63]],
      ['a page', 0, (PAGE >> 2n) | 0xdfn, [...bits(0, 7), ...bits(10, 58), 63]],
    ],
  ],
  [
    // G is ignored (hypervisor extension, "Guest-Page Faults").
    'Sv39x4',
    subject('Sv39x4'),
    [
      ['a pointer', 2, undefined, [...bits(0, 4), 6, 7, ...bits(10, 63)]],
      ['a page', 0, (PAGE >> 2n) | 0xdfn, [...bits(0, 4), 6, 7, ...bits(10, 60), 63]],
    ],
  ],
])('%s', (_name, of, entries) => {
  test.each(entries)('%s (level %i): every bit that counts, and no other', (_what, level, entry, expected) => {
    const usual = observe(of, level, 0n, entry);
    const found = bits(0, 63).filter((bit) => observe(of, level, 1n << BigInt(bit), entry) !== usual);
    expect(found).toEqual(expected);
  });
});
