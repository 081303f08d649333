import fc from 'fast-check';
import type { RiscvMode, TableConfiguration } from '../../../src/model/guest-tables';
import { createTableFormat } from '../../../src/walkers/formats';
import type { TableEntry, TableMemory, TableRead, TableWrite } from '../../../src/walkers/table-memory';
import { TableWalker } from '../../../src/walkers/table-walker';
import { createWalk } from '../../../src/walkers/walk';
import { accessOf, explain, GuestTables, told, translate, type Seen } from '../../unit/walkers/guest-tables';
import { SecondStage } from '../../unit/walkers/second-stage';
import {
  builderFor,
  inputEnd,
  memoryOf,
  riscv,
  ROOT,
  sizeAt,
  SUBJECTS,
  type Subject,
} from '../../unit/walkers/subjects';
import { TableBuilder } from '../../unit/walkers/table-builder';
import { parameters } from './compare';

// Oracles that do not walk: a list of the pages that were mapped, and what must hold whatever the tables contain.

const SUBJECT = fc.constantFrom(...Object.values(SUBJECTS));

/** By format: flags of an unmarked page, and the accesses it allows. A mark: what an access adds to or takes from them. */
const PAGES: Readonly<
  Record<
    TableConfiguration['format'],
    { readonly flags: readonly (readonly [flags: bigint, allowed: string])[]; read: bigint; write: bigint }
  >
> = {
  // P, R/W, U/S, XD; A and D. With WPE and SMEP.
  X86_64: {
    flags: [
      [0x07n, 'r w x rp wp'],
      [0x05n, 'r x rp'],
      [0x03n, 'rp wp xp'],
      [(1n << 63n) | 0x07n, 'r w rp wp'],
    ],
    read: 0x20n,
    write: 0x60n,
  },
  // AP, UXN, PXN, nG, DBM; AF and, of DBM, AP[2].
  AARCH64: {
    flags: [
      [(1n << 51n) | 0x8c0n, 'r w x rp wp'],
      [(1n << 51n) | 0x880n, 'x rp wp xp'],
      [(3n << 53n) | (1n << 51n) | 0x8c0n, 'r w rp wp'],
    ],
    read: 0x400n,
    write: 0x480n,
  },
  // V, R, W, X, U; A and D. With SUM.
  RISCV: {
    flags: [
      [0x1fn, 'r w x rp wp'],
      [0x13n, 'r rp'],
      [0x19n, 'x'],
      [0x17n, 'r w rp wp'],
    ],
    read: 0x40n,
    write: 0xc0n,
  },
};

interface Page {
  readonly first: bigint;
  readonly size: bigint;
  readonly output: bigint;
  readonly level: number;
  readonly flags: bigint;
  readonly allowed: readonly string[];
  marks: bigint;
}

/** Pages that do not overlap, at random places. */
function pagesOf(subject: Subject): fc.Arbitrary<Page[]> {
  const { flags } = PAGES[subject.configuration.format];
  // The second stage knows no privilege: whoever asks is a user.
  const isSecondStage = subject.configuration.format === 'RISCV' && subject.configuration.mode.endsWith('X4');
  const one = fc
    .record({
      level: fc.constantFrom(...subject.leaves),
      // Few places, so that pages share tables.
      place: fc.oneof(fc.nat({ max: 7 }), fc.nat()),
      output: fc.bigInt({ min: 0n, max: 2n ** 52n }),
      kind: fc.constantFrom(...flags),
    })
    .map(({ level, place, output, kind: [bits, allowed] }): Page => {
      const size = sizeAt(subject, level);
      const end = inputEnd(subject);
      const both = allowed.split(' ').filter((access) => access.length === 1);
      return {
        first: ((BigInt(place) * size) % end) & -size,
        size,
        output: (output * size) % 2n ** subject.outputBits,
        level,
        flags: bits,
        allowed: isSecondStage ? both.flatMap((access) => [access, `${access}p`]) : allowed.split(' '),
        marks: 0n,
      };
    });
  return fc
    .array(one, { minLength: 1, maxLength: 6 })
    .map((pages) =>
      pages.filter((page, i) =>
        pages
          .slice(0, i)
          .every((other) => page.first >= other.first + other.size || other.first >= page.first + page.size),
      ),
    );
}

const ACCESS = fc.constantFrom('r', 'w', 'x', 'rp', 'wp', 'xp');
/** Mostly in a page; now and then the byte before it, or the one after. */
const WHERE = fc.constantFrom('IN', 'IN', 'IN', 'IN', 'BEFORE', 'AFTER');

/** Runs of what takes long. */
const FEW = { ...parameters, numRuns: Math.ceil(parameters.numRuns / 10) };

test('pages that were mapped are found, allow what they should, are marked, and nothing else is there', () => {
  const cases = SUBJECT.chain((subject) =>
    fc.record({
      subject: fc.constant(subject),
      pages: pagesOf(subject),
      accesses: fc.array(
        fc.record({ which: fc.nat(), where: WHERE, offset: fc.bigInt({ min: 0n, max: 2n ** 60n }), letters: ACCESS }),
        {
          minLength: 1,
          maxLength: 8,
        },
      ),
    }),
  );
  let found = 0;
  let refused = 0;
  let missed = 0;
  fc.assert(
    fc.property(cases, ({ subject, pages, accesses }) => {
      const state = pages.map((page) => ({ ...page }));
      const builder = builderFor(subject);
      for (const { first, output, level, flags } of state) {
        builder.map(first, output, level, flags);
      }
      const memory = memoryOf(builder);
      for (const { which, where, offset, letters } of accesses) {
        const near = state[which % state.length]!;
        const lower = near.first + { IN: offset % near.size, BEFORE: -1n, AFTER: near.size }[where];
        if (lower < 0n || lower >= inputEnd(subject)) {
          continue;
        }
        const page = state.find(({ first, size }) => lower >= first && lower < first + size);
        const seen = translate(subject.configuration, memory, subject.address(lower), letters);
        if (page === undefined) {
          missed += 1;
          expect(seen).toMatchObject({ fault: 'NOT_PRESENT', ...builder.end(lower) });
        } else if (!page.allowed.includes(letters)) {
          refused += 1;
          expect(seen).toMatchObject({ fault: 'PERMISSION', level: page.level });
        } else {
          found += 1;
          expect(seen).toMatchObject({
            output: page.output + lower - page.first,
            first: subject.address(page.first),
            last: subject.address(page.first + page.size - 1n),
          });
          const { read, write } = PAGES[subject.configuration.format];
          page.marks |= letters.startsWith('w') ? write : read;
          expect((seen as Seen).dirty).toBe((page.marks | read) !== read);
        }
      }
      for (const { first, output, level, flags, marks } of state) {
        const entry = memory.at(builder.entryAddress(first, level));
        // AP[2] is taken away, everything else is added.
        const marked =
          subject.configuration.format === 'AARCH64' ? (flags | (marks & 0x400n)) & ~(marks & 0x80n) : flags | marks;
        expect(entry).toBe(subject.layout.leaf(output, level, marked));
      }
    }),
    FEW,
  );
  expect(Math.min(found, refused, missed)).toBeGreaterThan(FEW.numRuns / 4);
});

test('a page is found through two stages wherever the tables of the first one are', () => {
  const modes = fc.constantFrom<RiscvMode>('SV39X4', 'SV48X4', 'SV57X4');
  fc.assert(
    fc.property(
      SUBJECT,
      modes,
      fc.nat(),
      fc.nat(),
      fc.uniqueArray(fc.nat({ max: 2 ** 20 }), { minLength: 40, maxLength: 40 }),
      (first, mode, place, spread, frames) => {
        const second = riscv(mode);
        const level = first.leaves.at(-1)!;
        const size = sizeAt(first, level);
        const input = ((BigInt(place) * size * 0x10_0001n) % inputEnd(first)) & -size;
        const guestPage = 0x1_0000_0000n + BigInt(spread % 2 ** 20) * size;
        const stage1 = new TableBuilder(first.layout, ROOT, 0x20_0000n).map(input, guestPage, level, first.flags);
        const stage2 = new TableBuilder(second.layout, 0x40_0000_0000n, 0x41_0000_0000n);
        // Every guest-physical page that is used lies in a frame of its own.
        const used = [...new Set([...stage1.entries().map(([at]) => at & -0x1000n), guestPage])];
        const frameOf = new Map(used.map((page, i) => [page, 0x80_0000_0000n + BigInt(frames[i]!) * 0x1000n]));
        for (const [page, frame] of frameOf) {
          stage2.map(page, frame, 0, 0x1fn);
        }
        const moved = stage1
          .entries()
          .map(([at, entry]) => [frameOf.get(at & -0x1000n)! + (at & 0xfffn), entry] as const);
        const host = new GuestTables([...stage2.entries(), ...moved]);
        const configuration: TableConfiguration = {
          ...second.configuration,
          root: 0x40_0000_0000n,
        } as TableConfiguration;
        const walk = createWalk();
        const address = first.address(input);
        const port = new SecondStage(configuration, host);
        new TableWalker(createTableFormat(first.configuration), port, 'WRITE').walk(
          Number(address >> 12n),
          accessOf('w'),
          walk,
        );
        expect([told(walk, address), port.faults]).toMatchObject([{ output: guestPage, dirty: true }, []]);
        expect(translate(configuration, host, guestPage, 'w')).toMatchObject({ output: frameOf.get(guestPage) });
      },
    ),
    FEW,
  );
});

/** Memory that a hostile guest filled, and goes on to change: no two reads need be the same. */
class Garbage implements TableMemory {
  reads = 0;
  writes = 0;
  private next = 0;

  constructor(private readonly words: readonly bigint[]) {}

  read(page: number, offset: number, _level: number, entry: TableEntry): TableRead {
    expect([Number.isInteger(page), page >= 0, page < 2 ** 52, offset % 8, offset >= 0, offset < 4096]).toEqual([
      true,
      true,
      true,
      0,
      true,
      true,
    ]);
    this.reads += 1;
    this.fill(entry);
    return 'DONE';
  }

  compareAndWrite(_page: number, _offset: number, _level: number, entry: TableEntry): TableWrite {
    this.writes += 1;
    if (this.words[this.next % this.words.length]! % 3n === 0n) {
      return 'DONE';
    }
    this.fill(entry);
    return 'CHANGED';
  }

  checkWrite(): TableRead {
    return 'DONE';
  }

  private fill(entry: TableEntry): void {
    const word = this.words[this.next % this.words.length]!;
    this.next += 1;
    entry.low = Number(BigInt.asUintN(32, word));
    entry.high = Number(word >> 32n);
  }
}

test('whatever the tables contain, a walk is short and what it finds is an address', () => {
  const words = fc.array(
    fc.oneof(
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      // Present, or valid, with an address: what keeps a walk going.
      fc.bigInt({ min: 0n, max: 2n ** 52n - 1n }).map((word) => word | 3n),
      fc.bigInt({ min: 0n, max: 2n ** 52n - 1n }).map((word) => (word & ~0xffen) | 1n),
    ),
    { minLength: 1, maxLength: 20 },
  );
  const access = fc.nat({ max: 15 });
  fc.assert(
    fc.property(
      SUBJECT,
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      access,
      words,
      (subject, address, wanted, content) => {
        const levels = subject.layout.levels.length;
        const page = Number(address >> 12n);
        const memory = new Garbage(content);
        const walk = createWalk();
        const found = new TableWalker(createTableFormat(subject.configuration), memory, 'WRITE').walk(
          page,
          wanted,
          walk,
        );
        expect(memory.reads).toBeLessThanOrEqual(levels);
        // Each level's update, and eight more for entries that change.
        expect(memory.writes).toBeLessThanOrEqual(levels + 8);
        expect(walk.entriesRead).toBe(memory.reads);
        if (found) {
          expect([walk.firstPage <= page, page <= walk.lastPage]).toEqual([true, true]);
          expect(walk.outputPage).toBeLessThan(2 ** (Number(subject.outputBits) - 12));
          expect([walk.outputPage >= 0, Number.isInteger(walk.outputPage)]).toEqual([true, true]);
          // The last page of the span is an address as well.
          expect(walk.outputPage - page + walk.lastPage).toBeLessThan(2 ** (Number(subject.outputBits) - 12));
          expect(walk.outputPage - page + walk.firstPage).toBeGreaterThanOrEqual(0);
        }
        const tables = new GuestTables([], content[0]);
        expect(explain(subject.configuration, tables, address, 'w').length).toBeLessThanOrEqual(levels);
      },
    ),
    parameters,
  );
});
