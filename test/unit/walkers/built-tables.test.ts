import type { TableConfiguration } from '../../../src/model/guest-tables';
import { explain, GuestTables, translate, type Seen } from './guest-tables';
import { builderFor, inputEnd, memoryOf, outputFor, ROOT, samples, sizeAt, SUBJECTS } from './subjects';
import type { TableBuilder } from './table-builder';

// What is true of every format, level by level. The tables come from a builder that knows nothing of the walkers.

/** Flags of pages that an access is refused by. */
const DENIALS: Readonly<Record<TableConfiguration['format'], readonly (readonly [letters: string, flags: bigint])[]>> =
  {
    // VT-d 3.6.2: not U/S; not R/W, with WPE for a privileged write as well; XD; U/S, with SMEP.
    X86_64: [
      ['r', 0x63n],
      ['w', 0x65n],
      ['wp', 0x65n],
      ['x', (1n << 63n) | 0x67n],
      ['xp', 0x67n],
    ],
    // Arm ARM, table D8-65: AP[2:1] = 00; AP[2:1] = 11; UXN; AP[2:1] = 01.
    AARCH64: [
      ['r', 0xc00n],
      ['w', 0xcc0n],
      ['wp', 0xcc0n],
      ['x', (1n << 54n) | 0xc40n],
      ['xp', 0xc40n],
    ],
    // "Virtual Address Translation Process", steps 6 and 8: not U; not R; not W; not X.
    RISCV: [
      ['r', 0xcfn],
      ['rp', 0xd9n],
      ['w', 0xdbn],
      ['wp', 0xdbn],
      ['x', 0xd7n],
    ],
  };

/** What a page becomes that is not marked yet, and an entry that leads to a table, by a read and by a write. */
const MARKS: Readonly<Record<TableConfiguration['format'], Readonly<Record<'unmarked' | 'read' | 'written', bigint>>>> =
  {
    // A 0x20 in every entry, D 0x40 in the page's (VT-d 3.6.3).
    X86_64: { unmarked: 0x07n, read: 0x27n, written: 0x67n },
    // AF 0x400 is set and, with DBM (bit 51), AP[2] 0x80 cleared (Arm ARM D8.5); in the page's entry only.
    AARCH64: { unmarked: (1n << 51n) | 0x8c0n, read: (1n << 51n) | 0xcc0n, written: (1n << 51n) | 0xc40n },
    // A 0x40 and D 0x80, in the page's entry only (step 9).
    RISCV: { unmarked: 0x1fn, read: 0x5fn, written: 0xdfn },
  };

describe.each(Object.entries(SUBJECTS))('%s', (_name, subject) => {
  const { configuration, layout, leaves, flags, address } = subject;
  const levels = layout.levels.map(({ number }) => number);

  /** A page of the level at each sample, and the sample with the page's first address and output address. */
  function pages(level: number): { builder: TableBuilder; input: bigint; first: bigint; output: bigint }[] {
    const size = sizeAt(subject, level);
    return samples(subject).map((input) => {
      const first = input & -size;
      const output = outputFor(subject, size);
      return { builder: builderFor(subject).map(first, output, level, flags), input, first, output };
    });
  }

  test.each(leaves)('a page of level %i covers its addresses and no others', (level) => {
    const size = sizeAt(subject, level);
    for (const { builder, input, first, output } of pages(level)) {
      const found = { first: address(first), last: address(first + size - 1n), dirty: true, global: false };
      const memory = memoryOf(builder);
      for (const [lower, expected] of [
        [input, output + input - first],
        [first, output],
        [first + size - 1n, output + size - 1n],
      ] as const) {
        const seen = translate(configuration, memory, address(lower), 'rw') as Seen;
        expect(seen).toMatchObject({ ...found, output: expected });
        expect(seen.permissions).toMatch(/^rwx/);
      }
      for (const outside of [first - 1n, first + size].filter((lower) => lower >= 0n && lower < inputEnd(subject))) {
        const end = builder.end(outside);
        expect(translate(configuration, memory, address(outside), 'r')).toEqual({ fault: 'NOT_PRESENT', ...end });
      }
    }
  });

  test.each(levels)('an entry of level %i that cannot be read ends the walk there', (level) => {
    for (const { builder, input } of pages(levels.at(-1)!)) {
      const at = builder.entryAddress(input, level);
      const memory = memoryOf(builder);
      for (const [outcome, fault] of [
        ['ABORTED', 'TABLE_ABORTED'],
        ['STAGE2_FAULT', 'TABLE_STAGE2_FAULT'],
      ] as const) {
        memory.readFailures.set(at, outcome);
        const seen = translate(configuration, memory, address(input), 'r');
        expect(seen).toEqual({ fault, level, at, tableAccess: 'READ' });
      }
    }
  });

  test('a walk reads one entry of each level, from the root down', () => {
    for (const { builder, input } of pages(levels.at(-1)!)) {
      const memory = memoryOf(builder);
      const steps = explain(configuration, memory, address(input), 'r');
      expect(steps.map(({ level, entryAddress, decision }) => ({ level, entryAddress, decision }))).toEqual(
        levels.map((level, i) => ({
          level,
          entryAddress: builder.entryAddress(input, level),
          decision: i === levels.length - 1 ? 'LEAF' : 'TABLE',
        })),
      );
    }
  });

  test.each(leaves)('an access that a page of level %i does not allow is refused at its entry', (level) => {
    const size = sizeAt(subject, level);
    for (const input of samples(subject)) {
      for (const [letters, refusing] of DENIALS[configuration.format]) {
        const builder = builderFor(subject).map(input & -size, outputFor(subject, size), level, refusing);
        const at = builder.entryAddress(input, level);
        const seen = translate(configuration, memoryOf(builder), address(input), letters);
        expect(seen).toMatchObject({ fault: 'PERMISSION', level, at });
      }
    }
  });

  test.each(leaves)('a page of level %i is marked, in the entry that a walk found', (level) => {
    const size = sizeAt(subject, level);
    const { unmarked, read, written } = MARKS[configuration.format];
    const leadsTo = configuration.format === 'X86_64' ? 0x20n : 0n;
    for (const input of samples(subject)) {
      for (const [letters, flagsAfter] of [
        ['r', read],
        ['w', written],
      ] as const) {
        const output = outputFor(subject, size);
        const builder = builderFor(subject).map(input & -size, output, level, unmarked);
        const memory = memoryOf(builder);
        const before = memory.all();
        const seen = translate(configuration, memory, address(input), letters);
        expect(seen).toMatchObject({ output: output + (input & (size - 1n)), dirty: letters === 'w' });
        const at = builder.entryAddress(input, level);
        const after = before.map(([place, entry]) => [
          place,
          place === at ? layout.leaf(output, level, flagsAfter) : entry | leadsTo,
        ]);
        expect(memory.all()).toEqual(after);
      }
    }
  });

  test('tables that lead to themselves are walked once for each level', () => {
    const memory = (): GuestTables => new GuestTables([], layout.pointer(ROOT));
    // A pointer on the last level is a page in the format of x86-64 and in that of AArch64; in that of RISC-V it is reserved.
    const last = configuration.format === 'RISCV' ? 'RESERVED' : 'LEAF';
    for (const input of [...samples(subject), 0n]) {
      const steps = explain(configuration, memory(), address(input), 'wp');
      expect(steps.map((step) => step.level)).toEqual(levels);
      expect(steps.map((step) => step.decision)).toEqual([...levels.slice(1).map(() => 'TABLE'), last]);
      // The walk itself says what its explanation says, with entries that it marks under its own feet.
      const seen = translate(configuration, memory(), address(input), 'wp');
      expect(seen).toMatchObject(
        last === 'LEAF' ? { output: ROOT + (input & (layout.tableBytes - 1n)) } : { level: 0, fault: last },
      );
    }
  });

  // From the only level of tables there is nowhere to go.
  for (const level of levels.slice(0, -1)) {
    test(`a table at the last address there is, from level ${String(level)}`, () => {
      const table = 2n ** subject.outputBits - layout.tableBytes;
      const below = layout.levels[levels.indexOf(level) + 1]!;
      for (const input of samples(subject)) {
        const memory = new GuestTables(builderFor(subject).put(input, level, layout.pointer(table)).entries());
        const at = table + 8n * ((input >> below.lsb) & (2n ** below.bits - 1n));
        const seen = translate(configuration, memory, address(input), 'r');
        expect(seen).toEqual({ fault: 'TABLE_ABORTED', level: below.number, at, tableAccess: 'READ' });
      }
    });
  }
});

// Which addresses an entry cannot hold: Arm ARM D8.1.7 (an address size fault), VT-d 9.7 (reserved bits).
describe.each(Object.entries(SUBJECTS).filter(([, { configuration }]) => configuration.format !== 'RISCV'))(
  '%s, with 40 bits of output address',
  (_name, subject) => {
    const { layout, leaves, flags, address } = subject;
    const configuration = { ...subject.configuration, outputWidthBits: 40 } as TableConfiguration;
    const fault = configuration.format === 'X86_64' ? 'RESERVED' : 'ADDRESS_SIZE';
    const tooWide = Array.from({ length: Number(subject.outputBits) - 40 }, (_, i) => 2n ** BigInt(40 + i));
    const widest = (size: bigint): bigint => 2n ** 40n - size;
    const [input] = samples(subject);

    test.each(layout.levels.map((level) => level.number))(
      'an entry of level %i that is wider faults there',
      (level) => {
        const size = sizeAt(subject, level);
        const isLeaf = leaves.includes(level) && size <= 2n ** 40n;
        for (const target of tooWide) {
          const entries = [
            ...(level === layout.levels.at(-1)!.number ? [] : [layout.pointer(target)]),
            ...(isLeaf ? [layout.leaf(target, level, flags)] : []),
          ];
          for (const entry of entries) {
            const builder = builderFor(subject).put(input!, level, entry);
            const at = builder.entryAddress(input!, level);
            expect(translate(configuration, memoryOf(builder), address(input!), 'r')).toEqual({ fault, level, at });
          }
        }
        if (isLeaf) {
          const builder = builderFor(subject).map(input! & -size, widest(size), level, flags);
          expect(translate(configuration, memoryOf(builder), address(input!), 'r')).toMatchObject({
            output: widest(size) + (input! & (size - 1n)),
          });
        }
      },
    );
  },
);
