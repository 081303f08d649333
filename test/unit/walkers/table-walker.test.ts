import type { X86Configuration } from '../../../src/model/guest-tables';
import { createTableFormat } from '../../../src/walkers/formats';
import type { TableMemory } from '../../../src/walkers/table-memory';
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

const walker = (memory: TableMemory): TableWalker => new TableWalker(createTableFormat(CONFIGURATION), memory, 'WRITE');

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

  test('shows an entry that is met again as a walk would have left it', () => {
    const step = { entryAddress: 0x1008n, target: 0x1000n };
    const memory = new GuestTables([[0x1008n, 0x1007n]]);
    expect(explain(CONFIGURATION, memory, 0o001_001_001_001_0000n, 'w')).toEqual([
      { ...step, level: 4, entry: 0x1007n, decision: 'TABLE', update: 0x1027n },
      { ...step, level: 3, entry: 0x1027n, decision: 'TABLE', update: undefined },
      { ...step, level: 2, entry: 0x1027n, decision: 'TABLE', update: undefined },
      { ...step, level: 1, entry: 0x1027n, decision: 'LEAF', update: 0x1067n },
    ]);
    expect(memory.all()).toEqual([[0x1008n, 0x1007n]]);
  });

  test('has no step for an address that no table covers', () => {
    expect(explain(CONFIGURATION, tables(), 1n << 48n, 'r')).toEqual([]);
  });
});
