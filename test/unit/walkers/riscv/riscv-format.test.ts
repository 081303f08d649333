import type { RiscvConfiguration, RiscvMode } from '../../../../src/model/guest-tables';
import { RiscvFormat } from '../../../../src/walkers/riscv/riscv-format';
import { refusal } from '../../core/refusal';
import { GuestTables, translate, type Seen } from '../guest-tables';

// An entry: the page number (PPN) from bit 10, below it V 1, R 2, W 4, X 8, U 0x10, G 0x20, A 0x40, D 0x80.
const pte = (address: bigint, flags: bigint): bigint => ((address >> 12n) << 10n) | flags;
const N = 1n << 63n;
/** Everything but G. */
const USER_PAGE = 0xdfn;
const POINTER = 0x01n;

const SV39: RiscvConfiguration = {
  format: 'RISCV',
  mode: 'SV39',
  root: 0x1000n,
  hardwareUpdate: true,
  supervisorUserMemory: true,
  napot: true,
  memoryTypes: true,
  softwareBits: true,
};
const SV39X4: RiscvConfiguration = { ...SV39, mode: 'SV39X4', root: 0x1_0000n };

// An index has nine bits, which are three octal digits, and the offset four: this address has the indices 1, 2, 3 and the
// offset 4. An entry lies at its table's address + 8 * index.
const ADDRESS = 0o001_002_003_0004n;

/** Tables of Sv39 for ADDRESS; any entry can be given instead. */
function tables(entries: { top?: bigint; middle?: bigint; page?: bigint } = {}): GuestTables {
  return new GuestTables([
    [0x1008n, entries.top ?? pte(0x2000n, POINTER)],
    [0x2010n, entries.middle ?? pte(0x3000n, POINTER)],
    [0x3018n, entries.page ?? pte(0xabcde000n, USER_PAGE)],
  ]);
}

function bits(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Which of the bits, set in turn, end the walk as reserved. */
function reservedBits(configuration: RiscvConfiguration, name: string, entry: bigint, from = 0): number[] {
  return bits(from, 63).filter((bit) => {
    const seen = translate(configuration, tables({ [name]: entry | (1n << BigInt(bit)) }), ADDRESS, 'r');
    return 'fault' in seen && seen.fault === 'RESERVED';
  });
}

test('Sv39 leads to a page', () => {
  const memory = tables();
  // 0xabcde000 is page 0xabcde, in the entry 0xabcde << 10 = 0x2af37800.
  expect(memory.at(0x3018n)).toBe(0x2af378dfn);
  expect(translate(SV39, memory, ADDRESS, 'r')).toEqual({
    output: 0xabcde004n,
    first: 0o001_002_003_0000n,
    last: 0o001_002_003_7777n,
    permissions: 'rwx-',
    // Even with SUM a privileged access cannot fetch from a user page.
    both: false,
    global: false,
    dirty: true,
  });
  expect(memory.accesses.slice(3)).toEqual(['read 0x1008 2', 'read 0x2010 1', 'read 0x3018 0']);
});

test.each<[RiscvMode, bigint, bigint[]]>([
  ['SV48', 0o001_002_003_004_0005n, [0x1008n, 0x2010n, 0x3018n, 0x4020n]],
  ['SV57', 0o001_002_003_004_005_0005n, [0x1008n, 0x2010n, 0x3018n, 0x4020n, 0x5028n]],
])('%s leads to a page', (mode, address, places) => {
  const memory = new GuestTables(
    places.map((at, i) => [
      at,
      i + 1 < places.length ? pte(0x2000n + BigInt(i) * 0x1000n, 1n) : pte(0x7000n, USER_PAGE),
    ]),
  );
  expect(translate({ ...SV39, mode }, memory, address, 'r')).toMatchObject({ output: 0x7005n });
});

test.each<[RiscvMode, bigint]>([
  ['SV39', 1n << 38n],
  ['SV48', 1n << 47n],
  ['SV57', 1n << 56n],
])('%s takes addresses whose upper bits are all the same', (mode, half) => {
  const configuration = { ...SV39, mode };
  const memory = new GuestTables([
    [0x1000n + 255n * 8n, 0n],
    [0x1000n + 256n * 8n, 0n],
  ]);
  expect(translate(configuration, memory, half - 1n, 'r')).toMatchObject({ fault: 'NOT_PRESENT', at: 0x17f8n });
  expect(translate(configuration, memory, 2n ** 64n - half, 'r')).toMatchObject({ fault: 'NOT_PRESENT', at: 0x1800n });
  for (const address of [half, 2n ** 64n - half - 1n, 1n << 63n]) {
    expect(translate(configuration, memory, address, 'r')).toEqual({
      fault: 'INPUT_OUT_OF_RANGE',
      level: 0,
      at: undefined,
    });
  }
});

test.each<[RiscvMode, bigint, number]>([
  // The root has 2048 entries, four pages: the last one lies 2047 * 8 = 0x3ff8 above it.
  ['SV39X4', 1n << 41n, 2],
  ['SV48X4', 1n << 50n, 3],
  ['SV57X4', 1n << 59n, 4],
])('%s takes addresses with two bits more, and none above', (mode, size, level) => {
  const configuration = { ...SV39X4, mode };
  const memory = new GuestTables([
    [0x1_3ff8n, 0n],
    [0x1_2000n, 0n],
  ]);
  expect(translate(configuration, memory, size - 1n, 'r')).toEqual({ fault: 'NOT_PRESENT', level, at: 0x1_3ff8n });
  expect(translate(configuration, memory, size / 2n, 'r')).toEqual({ fault: 'NOT_PRESENT', level, at: 0x1_2000n });
  for (const address of [size, 2n ** 64n - 1n, 1n << 63n]) {
    expect(translate(configuration, memory, address, 'r')).toMatchObject({ fault: 'INPUT_OUT_OF_RANGE' });
  }
});

test('Sv39x4 leads from the third page of its root to a page', () => {
  // Index 0x601 of the root: 0x601 * 8 = 0x3008. Then 2 and 3.
  const memory = new GuestTables([
    [0x1_3008n, pte(0x2000n, POINTER)],
    [0x2010n, pte(0x3000n, POINTER)],
    [0x3018n, pte(0xabcde000n, USER_PAGE)],
  ]);
  const address = (0x601n << 30n) | 0o002_003_0004n;
  expect(translate(SV39X4, memory, address, 'r')).toMatchObject({ output: 0xabcde004n, both: true });
});

describe('superpages', () => {
  test('of 2 MiB', () => {
    expect(translate(SV39, tables({ middle: pte(0x1_2340_0000n, USER_PAGE) }), ADDRESS, 'r')).toMatchObject({
      output: 0x1_2340_0000n + 0o003_0004n,
      first: 0o001_002_000_0000n,
      last: 0o001_002_777_7777n,
    });
  });

  test('of 1 GiB', () => {
    expect(translate(SV39, tables({ top: pte(0x12_4000_0000n, USER_PAGE) }), ADDRESS, 'r')).toMatchObject({
      output: 0x12_4000_0000n + 0o002_003_0004n,
      first: 0o001_000_000_0000n,
      last: 0o001_777_777_7777n,
    });
  });

  test('of 256 TiB, in Sv57', () => {
    const configuration: RiscvConfiguration = { ...SV39, mode: 'SV57' };
    const memory = new GuestTables([[0x1008n, pte(0x7f_0000_0000_0000n, USER_PAGE)]]);
    const address = 0x1_2345_6789_abcdn;
    expect(translate(configuration, memory, address, 'r')).toMatchObject({
      output: 0x7f_2345_6789_abcdn,
      first: 0x1_0000_0000_0000n,
      last: 0x1_ffff_ffff_ffffn,
    });
  });

  test('are misaligned when any bit of the address below their size is set', () => {
    const misaligned = (name: string, entry: bigint): number[] =>
      bits(10, 53).filter((bit) => {
        const seen = translate(SV39, tables({ [name]: entry | (1n << BigInt(bit)) }), ADDRESS, 'r');
        return 'fault' in seen && seen.fault === 'MISALIGNED';
      });
    // 9 bits of PPN below 2 MiB, 18 below 1 GiB, from bit 10.
    expect(misaligned('middle', USER_PAGE)).toEqual(bits(10, 18));
    expect(misaligned('top', USER_PAGE)).toEqual(bits(10, 27));
    expect(misaligned('page', USER_PAGE)).toEqual([]);
  });
});

describe('an entry', () => {
  test.each([
    ['top', 2, 0x1008n],
    ['middle', 1, 0x2010n],
    ['page', 0, 0x3018n],
  ])('that is not valid ends the walk, whatever else it holds: %s', (name, level, at) => {
    for (const entry of [0n, 0xffff_ffff_ffff_fffen]) {
      expect(translate(SV39, tables({ [name]: entry }), ADDRESS, 'r')).toEqual({ fault: 'NOT_PRESENT', level, at });
    }
  });

  test('that can be written but not read is reserved, at every level', () => {
    for (const name of ['top', 'middle', 'page']) {
      for (const flags of [0xd5n, 0xddn, 0x05n, 0x0dn]) {
        expect(translate(SV39, tables({ [name]: flags }), ADDRESS, 'r')).toMatchObject({ fault: 'RESERVED' });
      }
    }
  });

  test('of a page has bits that must be 0, fewer with the extensions', () => {
    const page = pte(0xabcde000n, USER_PAGE);
    const none = { ...SV39, napot: false, memoryTypes: false, softwareBits: false };
    expect(reservedBits(none, 'page', page)).toEqual(bits(54, 63));
    expect(reservedBits({ ...none, softwareBits: true }, 'page', page)).toEqual([...bits(54, 58), 61, 62, 63]);
    expect(reservedBits({ ...none, memoryTypes: true }, 'page', page)).toEqual([...bits(54, 60), 63]);
    // N with another PPN than ...1000: reserved as an encoding.
    expect(reservedBits({ ...none, napot: true }, 'page', page)).toEqual(bits(54, 63));
    expect(reservedBits({ ...none, napot: true }, 'page', pte(0xabcd8000n, USER_PAGE))).toEqual(bits(54, 62));
    expect(reservedBits(none, 'page', pte(0xabcd8000n, USER_PAGE))).toEqual(bits(54, 63));
  });

  test('that points to a table has those of a page besides: U, A, D, the memory type and N', () => {
    for (const [name, entry] of [
      ['top', pte(0x2000n, POINTER)],
      ['middle', pte(0x3000n, POINTER)],
    ] as const) {
      // Bit 2 alone is the reserved W without R; bits 1 and 3 make it a superpage, whose address is misaligned.
      expect(reservedBits(SV39, name, entry)).toEqual([2, 4, 6, 7, ...bits(54, 58), 61, 62, 63]);
      expect(reservedBits({ ...SV39, softwareBits: false }, name, entry)).toEqual([2, 4, 6, 7, ...bits(54, 63)]);
    }
  });

  test('of the last level cannot point to a table', () => {
    expect(translate(SV39, tables({ page: pte(0x4000n, POINTER) }), ADDRESS, 'r')).toEqual({
      fault: 'RESERVED',
      level: 0,
      at: 0x3018n,
    });
  });

  test('has two memory types; the third is reserved', () => {
    const seen = (type: bigint): object =>
      translate(SV39, tables({ page: pte(0xabcde000n, USER_PAGE) | (type << 61n) }), ADDRESS, 'r');
    expect(seen(1n)).toMatchObject({ output: 0xabcde004n });
    expect(seen(2n)).toMatchObject({ output: 0xabcde004n });
    expect(seen(3n)).toMatchObject({ fault: 'RESERVED' });
  });

  test('holds a page number of 44 bits', () => {
    expect(translate(SV39, tables({ page: pte(0xff_ffff_ffff_f000n, USER_PAGE) }), ADDRESS, 'r')).toMatchObject({
      output: 0xff_ffff_ffff_f004n,
    });
    const memory = new GuestTables([[0x1008n, pte(0xff_ffff_ffff_f000n, POINTER)]]).put(0xff_ffff_ffff_f010n, 0n);
    expect(translate(SV39, memory, ADDRESS, 'r')).toMatchObject({ fault: 'NOT_PRESENT', at: 0xff_ffff_ffff_f010n });
  });
});

describe('Svnapot', () => {
  // Page 0x5550_0000 of 64 KiB: PPN 0x55500, with 1000 in its low bits 0x55508. Index 0x13 (octal 023) is the fourth of its
  // row, which begins at index 0x10 (octal 020).
  const address = 0o001_002_023_0004n;
  const napot = (ppn: bigint): GuestTables => tables().put(0x3098n, (ppn << 10n) | USER_PAGE | N);

  test('makes sixteen entries one page', () => {
    expect(translate(SV39, napot(0x55508n), address, 'r')).toMatchObject({
      output: 0x5550_3004n,
      first: 0o001_002_020_0000n,
      last: 0o001_002_037_7777n,
    });
  });

  test('has one size', () => {
    const valid = bits(0, 15).filter((low) => {
      const seen = translate(SV39, napot(0x55500n | BigInt(low)), address, 'r');
      expect('fault' in seen ? seen.fault : 'RESERVED').toBe('RESERVED');
      return !('fault' in seen);
    });
    expect(valid).toEqual([8]);
  });

  test('is for the last level only', () => {
    for (const name of ['top', 'middle']) {
      // PPN ...1000 of a superpage: 0x8 << 10.
      for (const entry of [USER_PAGE | N, 0x2000n | USER_PAGE | N]) {
        expect(translate(SV39, tables({ [name]: entry }), ADDRESS, 'r')).toMatchObject({ fault: 'RESERVED' });
      }
    }
  });

  test('marks the entry that was read', () => {
    const memory = tables().put(0x3098n, (0x55508n << 10n) | 0x1fn | N);
    expect(translate(SV39, memory, address, 'w')).toMatchObject({ dirty: true });
    expect(memory.at(0x3098n)).toBe((0x55508n << 10n) | 0xdfn | N);
  });
});

describe('permissions', () => {
  const accesses = ['r', 'w', 'x', 'rp', 'wp', 'xp'];

  function allowed(configuration: RiscvConfiguration, flags: bigint): string[] {
    return accesses.filter((letters) => {
      const seen = translate(configuration, tables({ page: pte(0xabcde000n, flags) }), ADDRESS, letters);
      if ('fault' in seen) {
        expect([seen.fault, seen.level, seen.at]).toEqual(['PERMISSION', 0, 0x3018n]);
      }
      return !('fault' in seen);
    });
  }

  const withoutSum = { ...SV39, supervisorUserMemory: false };

  test.each([
    ['R', 0xc3n, ['r']],
    ['RW', 0xc7n, ['r', 'w']],
    ['X', 0xc9n, ['x']],
    ['RX', 0xcbn, ['r', 'x']],
    ['RWX', 0xcfn, ['r', 'w', 'x']],
  ])('%s', (_, flags, rights) => {
    const privileged = rights.map((right) => `${right}p`);
    // A supervisor page.
    expect(allowed(SV39, flags)).toEqual(privileged);
    expect(allowed(withoutSum, flags)).toEqual(privileged);
    // A user page: SUM lets privileged reads and writes in, and never fetches.
    expect(allowed(SV39, flags | 0x10n)).toEqual([...rights, ...privileged.filter((right) => right !== 'xp')]);
    expect(allowed(withoutSum, flags | 0x10n)).toEqual(rights);
  });

  test('of the second stage are those of a user, whatever the privilege', () => {
    const configuration: RiscvConfiguration = { ...withoutSum, mode: 'SV39X4', root: 0x0n };
    const seen = (flags: bigint, letters: string): Seen | object =>
      translate(configuration, new GuestTables([[0x0n, pte(0x4000_0000n, flags)]]), 0x1234n, letters);
    for (const letters of accesses) {
      expect(seen(0xdfn, letters)).toMatchObject({ output: 0x4000_1234n, permissions: 'rwx-', both: true });
      expect(seen(0xcfn, letters)).toEqual({ fault: 'PERMISSION', level: 2, at: 0x0n, permissions: '----' });
    }
    expect(seen(0xdbn, 'wp')).toEqual({ fault: 'PERMISSION', level: 2, at: 0x0n, permissions: 'r-x-' });
  });

  test('come after alignment and before A and D', () => {
    const misaligned = tables({ middle: pte(0x1000n, 0xcfn) });
    expect(translate(SV39, misaligned, ADDRESS, 'r')).toMatchObject({ fault: 'MISALIGNED' });
    const configuration = { ...SV39, hardwareUpdate: false };
    expect(translate(configuration, tables({ page: pte(0x5000n, 0x13n) }), ADDRESS, 'w')).toMatchObject({
      fault: 'PERMISSION',
      permissions: 'r---',
    });
  });
});

describe('A and D', () => {
  const CLEAN = 0x1fn;

  test('are set by the walk: A by all accesses, D by writes too, in one update', () => {
    const memory = tables({ page: pte(0xabcde000n, CLEAN) });
    expect(translate(SV39, memory, ADDRESS, 'r')).toMatchObject({ dirty: false, permissions: 'rwx-' });
    expect(memory.at(0x3018n)).toBe(pte(0xabcde000n, 0x5fn));
    memory.put(0x3018n, pte(0xabcde000n, CLEAN));
    expect(translate(SV39, memory, ADDRESS, 'rw')).toMatchObject({ dirty: true });
    expect(memory.at(0x3018n)).toBe(pte(0xabcde000n, 0xdfn));
    expect(memory.accesses.filter((access) => access.startsWith('write'))).toHaveLength(2);
  });

  test('that lack fault where the walk may not set them', () => {
    const configuration = { ...SV39, hardwareUpdate: false };
    const seen = (flags: bigint, letters: string): object =>
      translate(configuration, tables({ page: pte(0xabcde000n, flags) }), ADDRESS, letters);
    const at = { level: 0, at: 0x3018n };
    expect(seen(0x1fn, 'r')).toEqual({ fault: 'ACCESS_FLAG', ...at });
    expect(seen(0x9fn, 'r')).toEqual({ fault: 'ACCESS_FLAG', ...at });
    expect(seen(0x1fn, 'w')).toEqual({ fault: 'ACCESS_FLAG', ...at });
    expect(seen(0x5fn, 'w')).toEqual({ fault: 'DIRTY', ...at });
    expect(seen(0x5fn, 'r')).toMatchObject({ dirty: false });
    expect(seen(0xdfn, 'w')).toMatchObject({ dirty: true });
  });

  test('of the second stage are set too', () => {
    const memory = new GuestTables([[0x1_0008n, pte(0x4000_0000n, CLEAN)]]);
    expect(translate(SV39X4, memory, 1n << 30n, 'w')).toMatchObject({ dirty: true });
    expect(memory.at(0x1_0008n)).toBe(pte(0x4000_0000n, 0xdfn));
  });

  test('of a page that the access may not use stay as they are', () => {
    const memory = tables({ page: pte(0xabcde000n, 0x13n) });
    expect(translate(SV39, memory, ADDRESS, 'w')).toMatchObject({ fault: 'PERMISSION' });
    expect(memory.at(0x3018n)).toBe(pte(0xabcde000n, 0x13n));
  });
});

test('G makes global, from above too, but not in the second stage', () => {
  const isGlobal = (memory: GuestTables): boolean => (translate(SV39, memory, ADDRESS, 'r') as Seen).global;
  expect(isGlobal(tables())).toBe(false);
  expect(isGlobal(tables({ page: pte(0xabcde000n, 0xffn) }))).toBe(true);
  expect(isGlobal(tables({ middle: pte(0x3000n, 0x21n) }))).toBe(true);
  expect(isGlobal(tables({ top: pte(0x2000n, 0x21n) }))).toBe(true);
  const memory = new GuestTables([
    [0x1_0008n, pte(0x2000n, 0x21n)],
    [0x2000n, pte(0x4000_0000n, 0xffn)],
  ]);
  expect(translate(SV39X4, memory, 1n << 30n, 'r')).toMatchObject({ global: false });
});

test('a root can lie anywhere in 56 bits', () => {
  const configuration = { ...SV39X4, root: 2n ** 56n - 0x4000n };
  const memory = new GuestTables([[2n ** 56n - 8n, pte(0x4000_0000n, USER_PAGE)]]);
  expect(translate(configuration, memory, (0x7ffn << 30n) | 0x123n, 'r')).toMatchObject({ output: 0x4000_0123n });
});

test.each<[string, RiscvConfiguration]>([
  ['ADDRESS_MISALIGNED root', { ...SV39, root: 0x1008n }],
  ['ADDRESS_MISALIGNED root', { ...SV39X4, root: 0x1000n }],
  ['ADDRESS_TOO_WIDE root', { ...SV39, root: 1n << 56n }],
  ['ADDRESS_TOO_WIDE root', { ...SV39, root: -4096n }],
])('%s is refused (%#)', (reason, configuration) => {
  expect(refusal(() => new RiscvFormat(configuration))).toBe(reason);
});
