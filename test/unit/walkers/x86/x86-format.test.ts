import type { X86Configuration } from '../../../../src/model/guest-tables';
import { X86Format } from '../../../../src/walkers/x86/x86-format';
import { refusal } from '../../core/refusal';
import { GuestTables, translate, type Seen } from '../guest-tables';

// Entries as VT-d 9.7 has them: P 1, R/W 2, U/S 4, A 0x20, D 0x40, PS 0x80, G 0x100, EA 0x400, XD bit 63.
const XD = 1n << 63n;

const FOUR_LEVELS: X86Configuration = {
  format: 'X86_64',
  root: 0x1000n,
  levels: 4,
  outputWidthBits: 46,
  gigabytePages: true,
  executeDisable: true,
  writeProtect: true,
  supervisorExecuteProtection: true,
  extendedAccessed: false,
};
const FIVE_LEVELS: X86Configuration = { ...FOUR_LEVELS, levels: 5 };

// An index has nine bits, which are three octal digits, and the offset four: this address has the indices 1, 2, 3, 4 and
// the offset 5. An entry lies at its table's address + 8 * index.
const ADDRESS = 0o001_002_003_004_0005n;

/** Tables for ADDRESS in which everything is allowed and marked; any entry can be given instead. */
function tables(entries: { pml4e?: bigint; pdpte?: bigint; pde?: bigint; pte?: bigint } = {}): GuestTables {
  return new GuestTables([
    [0x1008n, entries.pml4e ?? 0x2027n],
    [0x2010n, entries.pdpte ?? 0x3027n],
    [0x3018n, entries.pde ?? 0x4027n],
    [0x4020n, entries.pte ?? 0xabcde067n],
  ]);
}

describe('four levels', () => {
  test('lead to a page', () => {
    const memory = tables();
    expect(translate(FOUR_LEVELS, memory, ADDRESS, 'r')).toEqual({
      output: 0xabcde005n,
      first: 0o001_002_003_004_0000n,
      last: 0o001_002_003_004_7777n,
      permissions: 'rwx-',
      // SMEP: privileged accesses cannot fetch from this page.
      both: false,
      global: false,
      dirty: true,
    });
    expect(memory.accesses.slice(4)).toEqual(['read 0x1008 4', 'read 0x2010 3', 'read 0x3018 2', 'read 0x4020 1']);
  });

  test('lead to a page of 2 MiB: the offset has 21 bits', () => {
    const large = { output: 0xabc00000n + 0o004_0005n, first: 0o001_002_003_000_0000n, last: 0o001_002_003_777_7777n };
    expect(translate(FOUR_LEVELS, tables({ pde: 0xabc000e7n }), ADDRESS, 'r')).toMatchObject(large);
    // Bit 12 of a large page is PAT, no address bit.
    expect(translate(FOUR_LEVELS, tables({ pde: 0xabc010e7n }), ADDRESS, 'r')).toMatchObject(large);
  });

  test('lead to a page of 1 GiB: the offset has 30 bits', () => {
    const large = {
      output: 0x2_4000_0000n + 0o003_004_0005n,
      first: 0o001_002_000_000_0000n,
      last: 0o001_002_777_777_7777n,
    };
    expect(translate(FOUR_LEVELS, tables({ pdpte: 0x2_4000_00e7n }), ADDRESS, 'r')).toMatchObject(large);
    expect(translate(FOUR_LEVELS, tables({ pdpte: 0x2_4000_10e7n }), ADDRESS, 'r')).toMatchObject(large);
  });

  test('take addresses with 48 bits and the copies of bit 47 above', () => {
    const memory = new GuestTables([
      // Index 0xff of PML4, PDPT, PD and PT of the greatest address below the hole, and 0x100, 0 of the least above it.
      [0x1000n + 0xffn * 8n, 0x2027n],
      [0x2ff8n, 0x3027n],
      [0x3ff8n, 0x4027n],
      [0x4ff8n, 0x5067n],
      [0x1000n + 0x100n * 8n, 0x6027n],
      [0x6000n, 0x7027n],
      [0x7000n, 0x8027n],
      [0x8000n, 0x9067n],
    ]);
    expect(translate(FOUR_LEVELS, memory, 0x0000_7fff_ffff_ffffn, 'r')).toMatchObject({ output: 0x5fffn });
    expect(translate(FOUR_LEVELS, memory, 0xffff_8000_0000_0000n, 'r')).toMatchObject({
      output: 0x9000n,
      first: 0xffff_8000_0000_0000n,
      last: 0xffff_8000_0000_0fffn,
    });
    for (const address of [0x0000_8000_0000_0000n, 0xffff_7fff_ffff_ffffn, 1n << 63n, 1n << 48n]) {
      expect(translate(FOUR_LEVELS, memory, address, 'r')).toEqual({
        fault: 'INPUT_OUT_OF_RANGE',
        level: 0,
        at: undefined,
      });
    }
  });
});

describe('five levels', () => {
  test('lead to a page', () => {
    const memory = new GuestTables([
      [0x1008n, 0x2027n],
      [0x2010n, 0x3027n],
      [0x3018n, 0x4027n],
      [0x4020n, 0x5027n],
      [0x5028n, 0xabcde067n],
    ]);
    expect(translate(FIVE_LEVELS, memory, 0o001_002_003_004_005_0006n, 'r')).toMatchObject({ output: 0xabcde006n });
    expect(memory.accesses[5]).toBe('read 0x1008 5');
  });

  test('take addresses with 57 bits and the copies of bit 56 above', () => {
    const memory = new GuestTables([
      [0x1000n + 0xffn * 8n, 0n],
      [0x1000n + 0x100n * 8n, 0n],
    ]);
    for (const [address, at] of [
      [0x00ff_ffff_ffff_ffffn, 0x17f8n],
      [0xff00_0000_0000_0000n, 0x1800n],
    ] as const) {
      expect(translate(FIVE_LEVELS, memory, address, 'r')).toEqual({ fault: 'NOT_PRESENT', level: 5, at });
    }
    for (const address of [0x0100_0000_0000_0000n, 0xfeff_ffff_ffff_ffffn]) {
      expect(translate(FIVE_LEVELS, memory, address, 'r')).toMatchObject({ fault: 'INPUT_OUT_OF_RANGE' });
    }
  });
});

describe('an entry', () => {
  const places = [
    ['pml4e', 4, 0x1008n],
    ['pdpte', 3, 0x2010n],
    ['pde', 2, 0x3018n],
    ['pte', 1, 0x4020n],
  ] as const;

  test.each(places)('that is not present ends the walk, whatever else it holds: %s', (name, level, at) => {
    for (const entry of [0n, 0xffff_ffff_ffff_fffen]) {
      expect(translate(FOUR_LEVELS, tables({ [name]: entry }), ADDRESS, 'r')).toEqual({
        fault: 'NOT_PRESENT',
        level,
        at,
      });
    }
  });

  // The bits that must be 0 in an entry that is present. Above the 46 bits of output width that is 51..46 everywhere.
  const above46 = [46, 47, 48, 49, 50, 51];

  test.each([
    { name: 'pml4e', entry: 0x2027n, reserved: [7, ...above46] },
    { name: 'pdpte', entry: 0x3027n, reserved: above46 },
    // PS is set: bits 29..13 lie below the page's size, bit 12 is PAT.
    { name: 'pdpte', entry: 0xc00000e7n, reserved: [...bits(13, 29), ...above46] },
    { name: 'pde', entry: 0x4027n, reserved: above46 },
    { name: 'pde', entry: 0x00a000e7n, reserved: [...bits(13, 20), ...above46] },
    { name: 'pte', entry: 0xabcde067n, reserved: above46 },
  ])('has its reserved bits: $name $entry', ({ name, entry, reserved }) => {
    const found = bits(0, 63).filter((bit) => {
      // A bit set in turn; a table that moves away with it is not there, and that is another fault.
      const seen = translate(FOUR_LEVELS, tables({ [name]: entry | (1n << BigInt(bit)) }), ADDRESS, 'r');
      return 'fault' in seen && seen.fault === 'RESERVED';
    });
    // Bit 7 of a PDPTE or PDE for a table makes it a large page, whose address then has bits that are too low.
    const turned = (name === 'pdpte' || name === 'pde') && (entry & 0x80n) === 0n ? [7] : [];
    expect(found).toEqual([...turned, ...reserved].sort((a, b) => a - b));
  });

  test.each([32, 39, 48, 52])('holds an address of %i bits', (outputWidthBits) => {
    const configuration = { ...FOUR_LEVELS, outputWidthBits };
    const reserved = bits(12, 62).filter((bit) => {
      const seen = translate(configuration, tables({ pte: 0x067n | (1n << BigInt(bit)) }), ADDRESS, 'r');
      return 'fault' in seen && seen.fault === 'RESERVED';
    });
    expect(reserved).toEqual(bits(outputWidthBits, 51));
  });

  test('cannot have XD without NXE', () => {
    const configuration = { ...FOUR_LEVELS, executeDisable: false };
    for (const [name, level, at] of places) {
      const entry = tables().at(at)! | XD;
      expect(translate(configuration, tables({ [name]: entry }), ADDRESS, 'r')).toEqual({
        fault: 'RESERVED',
        level,
        at,
      });
      expect(translate(FOUR_LEVELS, tables({ [name]: entry }), ADDRESS, 'r')).toMatchObject({ permissions: 'rw--' });
    }
  });

  test('of level 3 cannot map a page without FS1GP', () => {
    const configuration = { ...FOUR_LEVELS, gigabytePages: false };
    const memory = tables({ pdpte: 0xc00000e7n });
    expect(translate(configuration, memory, ADDRESS, 'r')).toEqual({ fault: 'RESERVED', level: 3, at: 0x2010n });
    expect(translate(configuration, tables({ pde: 0xabc000e7n }), ADDRESS, 'r')).toMatchObject({ both: false });
  });

  test('of level 5 cannot map a page', () => {
    const memory = new GuestTables([[0x1008n, 0x20a7n]]);
    const address = 0o001_002_003_004_005_0006n;
    expect(translate(FIVE_LEVELS, memory, address, 'r')).toEqual({ fault: 'RESERVED', level: 5, at: 0x1008n });
  });

  test('that is not present is reported before what is reserved in it, and what is reserved before the permission', () => {
    expect(translate(FOUR_LEVELS, tables({ pde: 1n << 51n }), ADDRESS, 'w')).toMatchObject({ fault: 'NOT_PRESENT' });
    const memory = tables({ pml4e: 0x2021n, pte: (1n << 51n) | 1n });
    expect(translate(FOUR_LEVELS, memory, ADDRESS, 'w')).toMatchObject({ fault: 'RESERVED', level: 1 });
  });
});

describe('permissions (VT-d 3.6.2)', () => {
  const accesses = ['r', 'w', 'x', 'rp', 'wp', 'xp'];

  /** The accesses that are allowed. */
  function allowed(configuration: X86Configuration, entries: Parameters<typeof tables>[0]): string[] {
    return accesses.filter((letters) => {
      const seen = translate(configuration, tables(entries), ADDRESS, letters);
      if ('fault' in seen) {
        expect([seen.fault, seen.level, seen.at]).toEqual(['PERMISSION', 1, 0x4020n]);
      }
      return !('fault' in seen);
    });
  }

  const switches = (writeProtect: boolean, supervisorExecuteProtection: boolean): X86Configuration => ({
    ...FOUR_LEVELS,
    writeProtect,
    supervisorExecuteProtection,
  });

  test('a user page: SMEP keeps privileged fetches away', () => {
    expect(allowed(switches(true, true), {})).toEqual(['r', 'w', 'x', 'rp', 'wp']);
    expect(allowed(switches(true, false), {})).toEqual(['r', 'w', 'x', 'rp', 'wp', 'xp']);
  });

  test.each([
    ['pml4e', 0x2023n],
    ['pdpte', 0x3023n],
    ['pde', 0x4023n],
    ['pte', 0xabcde063n],
  ])('U/S = 0 in one entry makes it a supervisor page: %s', (name, entry) => {
    expect(allowed(switches(true, true), { [name]: entry })).toEqual(['rp', 'wp', 'xp']);
  });

  test.each([
    ['pml4e', 0x2025n],
    ['pdpte', 0x3025n],
    ['pde', 0x4025n],
    ['pte', 0xabcde065n],
  ])('R/W = 0 in one entry forbids writes, privileged ones with WPE only: %s', (name, entry) => {
    expect(allowed(switches(true, false), { [name]: entry })).toEqual(['r', 'x', 'rp', 'xp']);
    expect(allowed(switches(false, false), { [name]: entry })).toEqual(['r', 'x', 'rp', 'wp', 'xp']);
  });

  test.each([
    ['pml4e', 0x2027n],
    ['pdpte', 0x3027n],
    ['pde', 0x4027n],
    ['pte', 0xabcde067n],
  ])('XD in one entry forbids fetches: %s', (name, entry) => {
    expect(allowed(switches(true, false), { [name]: entry | XD })).toEqual(['r', 'w', 'rp', 'wp']);
  });

  test('a read and write needs both', () => {
    const memory = tables({ pte: 0xabcde065n });
    expect(translate(FOUR_LEVELS, memory, ADDRESS, 'rw')).toEqual({
      fault: 'PERMISSION',
      level: 1,
      at: 0x4020n,
      permissions: 'r-x-',
    });
  });

  test('are said for the privilege of the access', () => {
    const seen = (configuration: X86Configuration, pte: bigint, letters: string): [string, boolean] => {
      const { permissions, both } = translate(configuration, tables({ pte }), ADDRESS, letters) as Seen;
      return [permissions, both];
    };
    // A supervisor page: nothing for a user.
    expect(seen(switches(true, true), 0xabcde063n, '')).toEqual(['----', false]);
    expect(seen(switches(true, true), 0xabcde063n, 'p')).toEqual(['rwxp', false]);
    // A user page without SMEP: the same for both.
    expect(seen(switches(true, false), 0xabcde067n, '')).toEqual(['rwx-', true]);
    expect(seen(switches(true, false), 0xabcde067n, 'p')).toEqual(['rwx-', true]);
    // Read-only without WPE: more with privilege.
    expect(seen(switches(false, false), 0xabcde065n, '')).toEqual(['r-x-', false]);
    expect(seen(switches(false, false), 0xabcde065n, 'p')).toEqual(['rwxp', false]);
  });
});

describe('marks (VT-d 3.6.3)', () => {
  const unmarked = { pml4e: 0x2007n, pdpte: 0x3007n, pde: 0x4007n, pte: 0xabcde007n };
  const marks = (memory: GuestTables): (bigint | undefined)[] =>
    [0x1008n, 0x2010n, 0x3018n, 0x4020n].map((at) => memory.at(at));

  test('a read sets A in every entry used', () => {
    const memory = tables(unmarked);
    expect(translate(FOUR_LEVELS, memory, ADDRESS, 'r')).toMatchObject({ dirty: false, permissions: 'rwx-' });
    expect(marks(memory)).toEqual([0x2027n, 0x3027n, 0x4027n, 0xabcde027n]);
  });

  test('a write sets D as well, in the entry of the page and in one update', () => {
    const memory = tables(unmarked);
    expect(translate(FOUR_LEVELS, memory, ADDRESS, 'w')).toMatchObject({ dirty: true });
    expect(marks(memory)).toEqual([0x2027n, 0x3027n, 0x4027n, 0xabcde067n]);
    expect(memory.accesses.filter((access) => access.startsWith('write 0x4020'))).toEqual([
      'write 0x4020 1 0xabcde067',
    ]);
  });

  test('a write sets D in a large page', () => {
    const memory = tables({ ...unmarked, pde: 0xabc00087n });
    expect(translate(FOUR_LEVELS, memory, ADDRESS, 'w')).toMatchObject({ dirty: true });
    expect(marks(memory)).toEqual([0x2027n, 0x3027n, 0xabc000e7n, 0xabcde007n]);
  });

  test('EAFE sets EA, with A', () => {
    const configuration = { ...FOUR_LEVELS, extendedAccessed: true };
    const memory = tables({ ...unmarked, pde: 0x4027n });
    expect(translate(configuration, memory, ADDRESS, 'r')).toMatchObject({ dirty: false });
    expect(marks(memory)).toEqual([0x2427n, 0x3427n, 0x4427n, 0xabcde427n]);
    translate(configuration, memory, ADDRESS, 'w');
    expect(marks(memory)).toEqual([0x2427n, 0x3427n, 0x4427n, 0xabcde467n]);
  });

  test('a walk that fails marks what it used, and not the entry that stopped it', () => {
    const memory = tables({ ...unmarked, pte: 0xabcde005n });
    expect(translate(FOUR_LEVELS, memory, ADDRESS, 'w')).toMatchObject({ fault: 'PERMISSION' });
    expect(marks(memory)).toEqual([0x2027n, 0x3027n, 0x4027n, 0xabcde005n]);
  });

  test('what is marked is not written again', () => {
    const memory = tables();
    translate(FOUR_LEVELS, memory, ADDRESS, 'w');
    expect(memory.accesses.some((access) => access.startsWith('write'))).toBe(false);
  });

  test('G makes the translation global, in the entry of the page only', () => {
    expect(translate(FOUR_LEVELS, tables({ pte: 0xabcde167n }), ADDRESS, 'r')).toMatchObject({ global: true });
    expect(translate(FOUR_LEVELS, tables({ pde: 0x4127n }), ADDRESS, 'r')).toMatchObject({ global: false });
    expect(translate(FOUR_LEVELS, tables({ pde: 0xabc001e7n }), ADDRESS, 'r')).toMatchObject({ global: true });
  });
});

test.each<[string, Partial<X86Configuration>]>([
  ['WIDTH_OUT_OF_RANGE output_width_bits', { outputWidthBits: 31 }],
  ['WIDTH_OUT_OF_RANGE output_width_bits', { outputWidthBits: 53 }],
  ['WIDTH_OUT_OF_RANGE output_width_bits', { outputWidthBits: 40.5 }],
  ['ADDRESS_MISALIGNED root', { root: 0x1800n }],
  ['ADDRESS_TOO_WIDE root', { root: 1n << 46n }],
  ['ADDRESS_TOO_WIDE root', { root: -4096n }],
])('%s is refused (%#)', (reason, change) => {
  expect(refusal(() => new X86Format({ ...FOUR_LEVELS, ...change }))).toBe(reason);
});

function bits(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
