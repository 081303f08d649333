import type { RiscvMode, TableConfiguration } from '../../../src/model/guest-tables';
import { createTableFormat } from '../../../src/walkers/formats';
import { TableWalker } from '../../../src/walkers/table-walker';
import { createWalk } from '../../../src/walkers/walk';
import { accessOf, GuestTables, told, translate, type Fault, type Seen } from './guest-tables';
import { SecondStage } from './second-stage';
import { ROOT, riscv, samples, SUBJECTS, type Subject } from './subjects';
import { TableBuilder } from './table-builder';

/** Where the second stage has its root and its tables, and by how much it moves guest-physical addresses up. */
const HOST_ROOT = 0x4000_0000n;
const HOST_FREE = 0x4010_0000n;
const SHIFT = 0x80_0000_0000n;
/** Where the page of the access is, guest-physical. */
const GUEST_PAGE = 0x1_2345_6000n;

// V, R, W, X, U of the second stage; without A and D, for it marks pages as well. A 0x40, D 0x80.
const CLEAN = 0x1fn;
const ACCESSED = 0x5fn;
const WRITTEN = 0xdfn;
const READ_ONLY = 0x1bn;

/** Both stages for one input address: the first one's tables and page are what the second stage maps. */
class Nested {
  readonly stage1: TableBuilder;
  readonly stage2: TableBuilder;
  readonly configuration: TableConfiguration;
  readonly input: bigint;
  /** Guest-physical pages that hold tables of the first stage. */
  readonly tablePages: readonly bigint[];

  /**
   * @param first the first stage
   * @param mode of the second stage
   * @param flags of the page in the first stage
   */
  constructor(
    readonly first: Subject,
    mode: RiscvMode,
    flags: bigint,
  ) {
    const second = riscv(mode);
    this.configuration = { ...second.configuration, root: HOST_ROOT } as TableConfiguration;
    [this.input] = samples(first) as [bigint];
    const last = first.layout.levels.at(-1)!;
    this.stage1 = new TableBuilder(first.layout, ROOT, 0x20_0000n).map(
      this.input & -0x1000n,
      GUEST_PAGE,
      last.number,
      flags,
    );
    this.stage2 = new TableBuilder(second.layout, HOST_ROOT, HOST_FREE);
    this.tablePages = first.layout.levels.map(({ number }) => this.entryAt(number) & -0x1000n);
    for (const page of [...this.tablePages, GUEST_PAGE]) {
      this.allow(page, CLEAN);
    }
  }

  /** The guest-physical address of the first stage's entry of a level. */
  entryAt(level: number): bigint {
    return this.stage1.entryAddress(this.input, level);
  }

  /** Has the second stage map a page with other flags. */
  allow(page: bigint, flags: bigint): this {
    this.stage2.map(page, page + SHIFT, 0, flags);
    return this;
  }

  /** What the second stage has of a page: its flags. */
  flagsOf(host: GuestTables, page: bigint): bigint {
    return host.at(this.stage2.entryAddress(page, 0))! & 0x3ffn;
  }

  host(): GuestTables {
    const moved = this.stage1.entries().map(([at, entry]) => [at + SHIFT, entry] as const);
    return new GuestTables([...this.stage2.entries(), ...moved], 0n);
  }

  /** Explains a walk of the first stage and walks it: they must say the same. */
  walk(host: GuestTables, letters: string): { seen: Seen | Fault; refused: string | undefined } {
    const address = this.first.address(this.input);
    const port = new SecondStage(this.configuration, host);
    const walker = new TableWalker(createTableFormat(this.first.configuration), port, 'WRITE');
    const outcomes = (['explain', 'walk'] as const).map((way) => {
      const walk = createWalk();
      walker[way](Number(address >> 12n), accessOf(letters), walk, () => undefined);
      return { seen: told(walk, address), refused: port.faults.pop() };
    });
    expect(outcomes[0]).toEqual(outcomes[1]);
    return outcomes[1]!;
  }
}

// R-RV-10 and the hypervisor extension, "Two-Stage Address Translation": an implicit access is one of a user.
const PAIRS = ['Sv39', 'Sv48', 'Sv57', 'x86-64, four levels', 'AArch64, 4 KiB, 48 bits'].flatMap((first) =>
  (['SV39X4', 'SV48X4', 'SV57X4'] as const).map((second) => [first, second] as const),
);

describe.each(PAIRS)('%s over %s', (name, mode) => {
  const first = SUBJECTS[name]!;
  const levels = first.layout.levels.map(({ number }) => number);
  const last = levels.at(-1)!;
  const marked = first.flags;

  test('the page is found through both', () => {
    const nested = new Nested(first, mode, marked);
    const host = nested.host();
    const offset = nested.input & 0xfffn;
    expect(nested.walk(host, 'rw').seen).toMatchObject({ output: GUEST_PAGE + offset });
    const seen = translate(nested.configuration, host, GUEST_PAGE + offset, 'rw');
    expect(seen).toMatchObject({ output: GUEST_PAGE + offset + SHIFT });
  });

  test('the second stage marks the pages of tables as read, and as written where an entry was marked', () => {
    const nested = new Nested(first, mode, marked);
    const host = nested.host();
    nested.walk(host, 'r');
    // The tables that the builder made of x86-64 are not marked yet, and will be.
    const whenRead = name.startsWith('x86') ? WRITTEN : ACCESSED;
    const [pageOfLast] = nested.tablePages.slice(-1);
    for (const page of nested.tablePages) {
      expect([page, nested.flagsOf(host, page)]).toEqual([page, page === pageOfLast ? ACCESSED : whenRead]);
    }
    expect(nested.flagsOf(host, GUEST_PAGE)).toBe(CLEAN);
  });

  test.each(levels)('a table of level %i that the second stage does not map, or not for a user', (level) => {
    for (const [flags, why] of [
      [0n, 'r NOT_PRESENT at level 0'],
      [CLEAN & ~0x10n, 'r PERMISSION at level 0'],
    ] as const) {
      const nested = new Nested(first, mode, marked);
      const at = nested.entryAt(level);
      nested.allow(at & -0x1000n, flags);
      const { seen, refused } = nested.walk(nested.host(), 'r');
      expect(seen).toEqual({ fault: 'TABLE_STAGE2_FAULT', level, at, tableAccess: 'READ' });
      expect(refused).toBe(why);
    }
  });

  test('an entry that is to be marked where the second stage lets nobody write', () => {
    const unmarked = { X86_64: 0x07n, AARCH64: 0x840n, RISCV: 0x1fn }[first.configuration.format];
    const nested = new Nested(first, mode, unmarked);
    const at = nested.entryAt(last);
    nested.allow(at & -0x1000n, READ_ONLY);
    const host = nested.host();
    const { seen, refused } = nested.walk(host, 'r');
    expect(seen).toEqual({ fault: 'TABLE_STAGE2_FAULT', level: last, at, tableAccess: 'WRITE' });
    expect(refused).toBe('rw PERMISSION at level 0');
    expect(host.at(at + SHIFT)).toBe(first.layout.leaf(GUEST_PAGE, last, unmarked));
    // Marked already, nothing has to be written.
    const whole = new Nested(first, mode, marked).allow(at & -0x1000n, READ_ONLY);
    expect(whole.walk(whole.host(), 'r').seen).toMatchObject({ output: GUEST_PAGE + (nested.input & 0xfffn) });
  });
});

test.each<[string, RiscvMode, bigint]>([
  ['Sv39', 'SV39X4', 41n],
  ['Sv57', 'SV48X4', 50n],
])('%s: a table beyond what %s translates', (name, mode, bits) => {
  const nested = new Nested(SUBJECTS[name]!, mode, 0xdfn);
  const level = nested.first.layout.levels[1]!.number;
  nested.stage1.put(nested.input, level + 1, nested.first.layout.pointer(2n ** bits));
  const { seen, refused } = nested.walk(nested.host(), 'r');
  const index = nested.entryAt(level) & 0xfffn;
  expect(seen).toEqual({ fault: 'TABLE_STAGE2_FAULT', level, at: 2n ** bits + index, tableAccess: 'READ' });
  expect(refused).toBe('r INPUT_OUT_OF_RANGE at level 0');
});
