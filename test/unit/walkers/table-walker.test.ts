import type { RiscvConfiguration, X86Configuration } from '../../../src/model/guest-tables';
import { createTableFormat } from '../../../src/walkers/formats';
import type { TableEntry, TableMemory, TableRead, TableWrite } from '../../../src/walkers/table-memory';
import { TableWalker } from '../../../src/walkers/table-walker';
import { createWalk } from '../../../src/walkers/walk';
import { accessOf, explain, GuestTables, told, translate } from './guest-tables';

const CONFIGURATION: X86Configuration = {
  format: 'X86_64',
  root: 0x1000n,
  levels: 4,
  outputWidthBits: 46,
  gigabytePages: true,
  executeDisable: true,
  writeProtect: true,
  supervisorExecuteProtection: false,
  extendedAccessed: false,
};

// Indices 1, 2, 3, 4 and offset 5: nine bits are three octal digits. Entries: P 1, R/W 2, U/S 4, A 0x20, D 0x40.
const ADDRESS = 0o001_002_003_004_0005n;
const PAGE = Number(ADDRESS >> 12n);

function tables(): GuestTables {
  return new GuestTables([
    [0x1008n, 0x2007n],
    [0x2010n, 0x3007n],
    [0x3018n, 0x4007n],
    [0x4020n, 0xabcde007n],
  ]);
}

const walker = (memory: TableMemory, updates: 'WRITE' | 'SUPPRESS' = 'WRITE'): TableWalker =>
  new TableWalker(createTableFormat(CONFIGURATION), memory, updates);

describe('a table that cannot be used', () => {
  const places = [
    [4, 0x1008n],
    [3, 0x2010n],
    [2, 0x3018n],
    [1, 0x4020n],
  ] as const;

  test.each(places)('when reading at level %i', (level, at) => {
    for (const [failure, fault] of [
      ['ABORTED', 'TABLE_ABORTED'],
      ['STAGE2_FAULT', 'TABLE_STAGE2_FAULT'],
    ] as const) {
      const memory = tables();
      memory.readFailures.set(at, failure);
      expect(translate(CONFIGURATION, memory, ADDRESS, 'r')).toEqual({ fault, level, at, tableAccess: 'READ' });
    }
  });

  test.each(places)('when marking at level %i', (level, at) => {
    for (const [failure, fault] of [
      ['ABORTED', 'TABLE_ABORTED'],
      ['STAGE2_FAULT', 'TABLE_STAGE2_FAULT'],
    ] as const) {
      const memory = tables();
      memory.writeFailures.set(at, failure);
      expect(translate(CONFIGURATION, memory, ADDRESS, 'r')).toEqual({ fault, level, at, tableAccess: 'WRITE' });
    }
  });
});

describe('a result used again', () => {
  test('shows nothing of an earlier walk', () => {
    const walk = createWalk();
    const memory = tables();
    const subject = walker(memory);
    expect(subject.walk(PAGE, accessOf('r'), walk)).toBe(true);
    expect(walk).toMatchObject({ entryLow: 0xabcde027, entryHigh: 0, forBothPrivileges: true, entriesWritten: 4 });
    expect(subject.walk(PAGE, accessOf('r'), walk)).toBe(true);
    expect(walk).toMatchObject({ entriesRead: 4, entriesWritten: 0 });
    memory.put(0x1008n, 0x8000_0000_0000_2027n).readFailures.set(0x2010n, 'ABORTED');
    expect(subject.walk(PAGE, accessOf('r'), walk)).toBe(false);
    expect(walk).toMatchObject({
      entryPage: 2,
      entryOffset: 0x10,
      entryLow: 0,
      entryHigh: 0,
      permissions: 0,
      forBothPrivileges: false,
      level: 3,
      entriesRead: 2,
    });
    memory.put(0x1008n, 0x8000_0000_0000_2026n);
    expect(subject.walk(PAGE, accessOf('r'), walk)).toBe(false);
    expect(walk).toMatchObject({ fault: 'NOT_PRESENT', entryLow: 0x2026, entryHigh: 0x8000_0000 });
    expect(subject.walk(2 ** 51, accessOf('r'), walk)).toBe(false);
    expect(walk).toMatchObject({
      fault: 'INPUT_OUT_OF_RANGE',
      entryPage: -1,
      entryOffset: 0,
      level: 0,
      entriesRead: 0,
    });
    expect([walk.entryLow, walk.entryHigh]).toEqual([0, 0]);
  });

  test('says anew whether a table could not be read or not be marked', () => {
    const walk = createWalk();
    const memory = tables();
    memory.writeFailures.set(0x1008n, 'ABORTED');
    walker(memory).walk(PAGE, accessOf('r'), walk);
    expect(walk.tableAccess).toBe('WRITE');
    memory.readFailures.set(0x1008n, 'ABORTED');
    walker(memory).walk(PAGE, accessOf('r'), walk);
    expect(walk.tableAccess).toBe('READ');
  });

  test('inherits nothing from the tables of an earlier walk', () => {
    // By index 5 of the root to a supervisor's table for reading only, in which the walk ends.
    const memory = tables().put(0x1028n, 0x8000_0000_0000_2001n);
    const subject = walker(memory);
    const walk = createWalk();
    expect(subject.walk(Number(0o005_000_000_000_0000n >> 12n), accessOf('r'), walk)).toBe(false);
    expect(subject.walk(PAGE, accessOf('rwx'), walk)).toBe(true);
  });
});

describe('an entry that changes between its read and its update', () => {
  test('counts as it is now', () => {
    const memory = tables();
    memory.changes.set(0x3018n, [0x5007n]);
    memory.put(0x5020n, 0x77777007n);
    const walk = createWalk();
    expect(walker(memory).walk(PAGE, accessOf('r'), walk)).toBe(true);
    expect(told(walk, ADDRESS)).toMatchObject({ output: 0x77777005n });
    expect([walk.entriesRead, walk.entriesWritten]).toEqual([4, 4]);
    expect(memory.at(0x3018n)).toBe(0x5027n);
  });

  test.each([
    ['NOT_PRESENT', 0x5006n],
    ['RESERVED', (1n << 50n) | 0x5007n],
  ])('is judged anew: %s', (fault, entry) => {
    const memory = tables();
    memory.changes.set(0x3018n, [entry]);
    const walk = createWalk();
    expect(walker(memory).walk(PAGE, accessOf('r'), walk)).toBe(false);
    expect(told(walk, ADDRESS)).toEqual({ fault, level: 2, at: 0x3018n });
    expect(memory.at(0x3018n)).toBe(entry);
  });

  test('loses the permission it had', () => {
    const memory = tables();
    memory.changes.set(0x4020n, [0xabcde005n]);
    const walk = createWalk();
    expect(walker(memory).walk(PAGE, accessOf('w'), walk)).toBe(false);
    expect(told(walk, ADDRESS)).toEqual({ fault: 'PERMISSION', level: 1, at: 0x4020n, permissions: 'r-x-' });
    expect(memory.at(0x4020n)).toBe(0xabcde005n);
  });

  test('does not inherit from what it was', () => {
    // The PDE loses U/S, but has it again when the walk marks it.
    const memory = tables();
    memory.put(0x3018n, 0x4003n).changes.set(0x3018n, [0x4007n]);
    expect(walker(memory).walk(PAGE, accessOf('r'), createWalk())).toBe(true);
  });

  test.each([
    ['eight changes are followed', 8, undefined],
    ['the ninth ends the walk', 9, 'TABLE_CONTENDED'],
  ] as const)('%s', (_, count, fault) => {
    const memory = tables();
    // Ignored bits count up; three changes at the root and the rest at the page.
    const changes = Array.from({ length: count }, (_unused, i) => BigInt(i + 1) << 52n);
    memory.changes.set(
      0x1008n,
      changes.slice(0, 3).map((bits) => bits | 0x2007n),
    );
    memory.changes.set(
      0x4020n,
      changes.slice(3).map((bits) => bits | 0xabcde007n),
    );
    const walk = createWalk();
    expect(walker(memory).walk(PAGE, accessOf('r'), walk)).toBe(fault === undefined);
    expect([walk.fault, walk.entriesRead]).toEqual([fault, 4]);
    // Four entries are marked when it succeeds; each change costs one attempt more.
    expect(memory.accesses.filter((access) => access.startsWith('write'))).toHaveLength(4 + 8);
  });

  test('the next walk may see changes again', () => {
    const memory = tables();
    const subject = walker(memory);
    const changes = (): bigint[] => Array.from({ length: 8 }, (_, i) => (BigInt(i) << 52n) | 0x2007n);
    for (let round = 0; round < 3; round += 1) {
      memory.put(0x1008n, 0x2007n).changes.set(0x1008n, changes());
      expect(subject.walk(PAGE, accessOf('r'), createWalk())).toBe(true);
    }
  });
});

describe('work is bounded', () => {
  test('by the levels when a table refers to itself', () => {
    // Every index is 1, and entry 1 of the root is the root: the last level finds it again, as a page.
    const memory = new GuestTables([[0x1008n, 0x1007n]]);
    const address = 0o001_001_001_001_0000n;
    expect(translate(CONFIGURATION, memory, address, 'w')).toMatchObject({ output: 0x1000n });
    const walk = createWalk();
    walker(memory).walk(Number(address >> 12n), accessOf('w'), walk);
    expect(walk.entriesRead).toBe(4);
  });
});

describe('an explanation', () => {
  test('has a step for each entry, with what a walk would write', () => {
    const memory = tables();
    expect(explain(CONFIGURATION, memory, ADDRESS, 'w')).toEqual([
      { level: 4, entryAddress: 0x1008n, entry: 0x2007n, decision: 'TABLE', target: 0x2000n, update: 0x2027n },
      { level: 3, entryAddress: 0x2010n, entry: 0x3007n, decision: 'TABLE', target: 0x3000n, update: 0x3027n },
      { level: 2, entryAddress: 0x3018n, entry: 0x4007n, decision: 'TABLE', target: 0x4000n, update: 0x4027n },
      {
        level: 1,
        entryAddress: 0x4020n,
        entry: 0xabcde007n,
        decision: 'LEAF',
        target: 0xabcde000n,
        update: 0xabcde067n,
      },
    ]);
    expect(memory.accesses.some((access) => access.startsWith('write'))).toBe(false);
    expect(memory.all()).toEqual(tables().all());
  });

  test('ends with the fault', () => {
    const memory = tables().put(0x3018n, 0x8000_0000_0000_0006n);
    expect(explain(CONFIGURATION, memory, ADDRESS, 'r').slice(2)).toEqual([
      {
        level: 2,
        entryAddress: 0x3018n,
        entry: 0x8000_0000_0000_0006n,
        decision: 'NOT_PRESENT',
        target: undefined,
        update: undefined,
      },
    ]);
  });

  test('says which entry could not be read', () => {
    const memory = tables();
    memory.readFailures.set(0x2010n, 'STAGE2_FAULT');
    expect(explain(CONFIGURATION, memory, ADDRESS, 'r').slice(1)).toEqual([
      {
        level: 3,
        entryAddress: 0x2010n,
        entry: undefined,
        decision: 'TABLE_STAGE2_FAULT',
        target: undefined,
        update: undefined,
      },
    ]);
  });

  test('has no step for an address that no table covers', () => {
    expect(explain(CONFIGURATION, tables(), 1n << 48n, 'r')).toEqual([]);
  });
});

describe('suppressed updates', () => {
  test('leave the tables alone, and the translation is the same', () => {
    const memory = tables();
    memory.writeFailures.set(0x1008n, 'ABORTED');
    expect(translate(CONFIGURATION, memory, ADDRESS, 'w', 'SUPPRESS')).toMatchObject({
      output: 0xabcde005n,
      dirty: true,
    });
    expect(translate(CONFIGURATION, memory, ADDRESS, 'r', 'SUPPRESS')).toMatchObject({ dirty: false });
    expect(memory.all()).toEqual(tables().all());
  });

  test('still fault where the walk may not mark entries', () => {
    const riscv: RiscvConfiguration = {
      format: 'RISCV',
      mode: 'SV39',
      root: 0x1000n,
      hardwareUpdate: false,
      supervisorUserMemory: false,
      napot: false,
      memoryTypes: false,
      softwareBits: false,
    };
    // Index 1 of the root: a page of 1 GiB, V R W U without A.
    const memory = new GuestTables([[0x1008n, 0x17n]]);
    expect(translate(riscv, memory, 1n << 30n, 'r', 'SUPPRESS')).toMatchObject({ fault: 'ACCESS_FLAG' });
  });
});

describe('two stages', () => {
  const STAGE2: RiscvConfiguration = {
    format: 'RISCV',
    mode: 'SV39X4',
    root: 0x10_0000n,
    hardwareUpdate: true,
    supervisorUserMemory: false,
    napot: false,
    memoryTypes: false,
    softwareBits: false,
  };

  /** A port over a second stage, as a nested domain has one: tables lie in what the second stage maps. */
  class SecondStage implements TableMemory {
    readonly faults: string[] = [];
    private readonly walk = createWalk();
    private readonly stage2: TableWalker;

    constructor(private readonly host: GuestTables) {
      this.stage2 = new TableWalker(createTableFormat(STAGE2), host, 'WRITE');
    }

    read(page: number, offset: number, level: number, entry: TableEntry): TableRead {
      return this.allows(page, 'r') ? this.host.read(this.walk.outputPage, offset, level, entry) : 'STAGE2_FAULT';
    }

    compareAndWrite(page: number, offset: number, level: number, entry: TableEntry, low: number): TableWrite {
      return this.allows(page, 'rw')
        ? this.host.compareAndWrite(this.walk.outputPage, offset, level, entry, low)
        : 'STAGE2_FAULT';
    }

    checkWrite(page: number): TableRead {
      return this.allows(page, 'rw') ? 'DONE' : 'STAGE2_FAULT';
    }

    private allows(page: number, letters: string): boolean {
      const found = this.stage2.walk(page, accessOf(letters), this.walk);
      if (!found) {
        this.faults.push(`${letters} ${this.walk.fault} at stage-2 level ${this.walk.level}`);
      }
      return found;
    }
  }

  /** The guest's tables of ADDRESS at 0x1000..0x4fff, each a page that the second stage moves up by 0x8000_0000. */
  function host(rights: readonly [bigint, bigint, bigint, bigint]): GuestTables {
    const memory = new GuestTables([
      [0x10_0000n, (0x20_0000n >> 2n) | 1n],
      [0x20_0000n, (0x20_1000n >> 2n) | 1n],
    ]);
    rights.forEach((right, i) =>
      memory.put(0x20_1008n + 8n * BigInt(i), ((0x8000_1000n + 0x1000n * BigInt(i)) >> 2n) | right),
    );
    for (const [address, entry] of tables().all()) {
      memory.put(address + 0x8000_0000n, entry);
    }
    return memory;
  }

  // V 1, R 2, W 4, U 0x10, A 0x40, D 0x80.
  const RW = 0xd7n;
  const RO = 0xd3n;

  test('the tables are read and marked through the second stage', () => {
    const memory = host([RW, RW, RW, RW]);
    const walk = createWalk();
    expect(walker(new SecondStage(memory)).walk(PAGE, accessOf('w'), walk)).toBe(true);
    expect(told(walk, ADDRESS)).toMatchObject({ output: 0xabcde005n });
    expect(memory.at(0x8000_4020n)).toBe(0xabcde067n);
  });

  test.each([
    ['the third table is not mapped', [RW, RW, 0n, RW], 2, 0x3018n, 'READ', 'r NOT_PRESENT'],
    ['the second table is read-only', [RW, RO, RW, RW], 3, 0x2010n, 'WRITE', 'rw PERMISSION'],
  ] as const)('%s: the walk says where, and whether it read or wrote', (_, rights, level, at, tableAccess, reason) => {
    const port = new SecondStage(host(rights));
    const walk = createWalk();
    for (const attempt of ['explain', 'walk'] as const) {
      walker(port)[attempt](PAGE, accessOf('r'), walk, () => undefined);
      expect(told(walk, ADDRESS)).toEqual({ fault: 'TABLE_STAGE2_FAULT', level, at, tableAccess });
      expect(port.faults.pop()).toBe(`${reason} at stage-2 level 0`);
    }
  });
});
