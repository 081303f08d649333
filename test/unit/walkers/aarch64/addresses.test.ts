import type { Aarch64Configuration, Aarch64Region, GranuleBytes } from '../../../../src/model/guest-tables';
import { GuestTables, translate } from '../guest-tables';
import { ADDRESS, bits, BLOCK, CONFIGURATION, LOWER, PAGE, TABLE, tables, withLower } from './fixture';

/** Input addresses by their indices (D8.2): eleven bits each with 16 KiB, thirteen with 64 KiB. */
const at16 = (l0: bigint, l1: bigint, l2: bigint, l3: bigint, offset: bigint): bigint =>
  (l0 << 47n) | (l1 << 36n) | (l2 << 25n) | (l3 << 14n) | offset;
const at64 = (l1: bigint, l2: bigint, l3: bigint, offset: bigint): bigint =>
  (l1 << 42n) | (l2 << 29n) | (l3 << 16n) | offset;

describe('the granule of 4 KiB', () => {
  test('leads to a page', () => {
    const memory = tables();
    expect(translate(CONFIGURATION, memory, ADDRESS, 'r')).toEqual({
      output: 0xabcde005n,
      first: 0o001_002_003_004_0000n,
      last: 0o001_002_003_004_7777n,
      permissions: 'rwx-',
      // What an unprivileged access can write is not fetched with privilege.
      both: false,
      global: false,
      dirty: true,
    });
    expect(memory.accesses.slice(4)).toEqual(['read 0x1008 0', 'read 0x2010 1', 'read 0x3018 2', 'read 0x4020 3']);
  });

  test('has blocks of 2 MiB and 1 GiB; bits below their size are no address', () => {
    for (const junk of [0n, 0x1f_f000n]) {
      expect(translate(CONFIGURATION, tables({ l2: 0xabc0_0000n | junk | BLOCK }), ADDRESS, 'r')).toMatchObject({
        output: 0xabc0_0000n + 0o004_0005n,
        first: 0o001_002_003_000_0000n,
        last: 0o001_002_003_777_7777n,
      });
    }
    for (const junk of [0n, 0x3fff_f000n]) {
      expect(translate(CONFIGURATION, tables({ l1: 0x2_4000_0000n | junk | BLOCK }), ADDRESS, 'r')).toMatchObject({
        output: 0x2_4000_0000n + 0o003_004_0005n,
        first: 0o001_002_000_000_0000n,
        last: 0o001_002_777_777_7777n,
      });
    }
  });
});

test('the granule of 16 KiB leads to a page, and to a block of 32 MiB', () => {
  const configuration = withLower({ granule: 16_384, root: 0x4000n });
  // Index 1 of two, then 1500 (8 * 1500 = 0x2ee0) three times.
  const memory = new GuestTables([
    [0x4008n, 0x8000n | TABLE],
    [0x8000n + 0x2ee0n, 0xc000n | TABLE],
    [0xc000n + 0x2ee0n, 0x1_0000n | TABLE],
    [0x1_0000n + 0x2ee0n, 0xabcdc000n | PAGE],
  ]);
  // Bit 47 is the highest of 48 bits: lower addresses may have it.
  const address = at16(1n, 1500n, 1500n, 1500n, 0x3456n);
  expect(translate(configuration, memory, address, 'r')).toMatchObject({
    output: 0xabcdf456n,
    first: address - 0x3456n,
    last: address - 0x3456n + 0x3fffn,
  });
  expect(memory.accesses.slice(4)).toEqual(['read 0x4008 0', 'read 0xaee0 1', 'read 0xeee0 2', 'read 0x12ee0 3']);
  memory.put(0xc000n + 0x2ee0n, 0x1_0600_0000n | BLOCK);
  expect(translate(configuration, memory, address, 'r')).toMatchObject({
    output: 0x1_0600_0000n + (1500n << 14n) + 0x3456n,
    last: at16(1n, 1500n, 1500n, 2047n, 0x3fffn),
  });
});

test('the granule of 64 KiB leads to a page, and to a block of 512 MiB', () => {
  const configuration = withLower({ granule: 65_536, root: 0x1_0000n });
  // Index 63 of 64 (8 * 63 = 0x1f8), then 8000 (8 * 8000 = 0xfa00) twice: in the last page of a table of sixteen.
  const memory = new GuestTables([
    [0x1_01f8n, 0x2_0000n | TABLE],
    [0x2_fa00n, 0x3_0000n | TABLE],
    [0x3_fa00n, 0xabcd_0000n | PAGE],
  ]);
  const address = at64(63n, 8000n, 8000n, 0xfedcn);
  expect(translate(configuration, memory, address, 'r')).toMatchObject({
    output: 0xabcd_fedcn,
    first: address - 0xfedcn,
    last: address - 0xfedcn + 0xffffn,
  });
  expect(memory.accesses.slice(3)).toEqual(['read 0x101f8 1', 'read 0x2fa00 2', 'read 0x3fa00 3']);
  memory.put(0x2_fa00n, 0x6000_0000n | BLOCK);
  expect(translate(configuration, memory, address, 'r')).toMatchObject({
    output: 0x6000_0000n + (8000n << 16n) + 0xfedcn,
    first: at64(63n, 8000n, 0n, 0n),
    last: at64(63n, 8000n, 8191n, 0xffffn),
  });
});

describe('the level a walk starts at', () => {
  // TxSZ (64 less the width) and the level the walk starts at (D8.2). The index of the root begins at the level's bit.
  const starts: [GranuleBytes, boolean, number, number, number, number][] = [
    // granule, wide, least TxSZ, greatest TxSZ, level, lowest bit of the index
    [4096, false, 16, 24, 0, 39],
    [4096, false, 25, 33, 1, 30],
    [4096, false, 34, 42, 2, 21],
    [4096, false, 43, 48, 3, 12],
    [4096, true, 12, 15, -1, 48],
    [4096, true, 16, 24, 0, 39],
    [16_384, false, 16, 16, 0, 47],
    [16_384, false, 17, 27, 1, 36],
    [16_384, false, 28, 38, 2, 25],
    [16_384, false, 39, 48, 3, 14],
    [16_384, true, 12, 16, 0, 47],
    [65_536, false, 16, 21, 1, 42],
    [65_536, true, 12, 21, 1, 42],
    [65_536, false, 22, 34, 2, 29],
    [65_536, false, 35, 47, 3, 16],
  ];

  test.each(starts)('granule %i, wide %s: TxSZ %i to %i is level %i', (granule, wide, least, greatest, level, lsb) => {
    for (let txsz = least; txsz <= greatest; txsz += 1) {
      const width = BigInt(64 - txsz);
      const root = 0x8000_0000n;
      const configuration = withLower({ granule, widthBits: 64 - txsz, root }, { wideAddresses: wide });
      const lastIndex = 2n ** (width - BigInt(lsb)) - 1n;
      const at = root + 8n * lastIndex;
      const memory = new GuestTables([[at, 0n]]);
      expect(translate(configuration, memory, 2n ** width - 1n, 'r')).toEqual({ fault: 'NOT_PRESENT', level, at });
      expect(translate(configuration, memory, 2n ** width, 'r')).toEqual({
        fault: 'INPUT_OUT_OF_RANGE',
        level: 0,
        at: undefined,
      });
    }
  });

  test('a root smaller than a page can lie within one', () => {
    // 25 bits: level 2 with 2^(25-21) = 16 entries of 8 bytes, so a multiple of 0x80.
    const configuration = withLower({ widthBits: 25, root: 0x1f80n });
    const memory = new GuestTables([
      [0x1f80n + 0x78n, 0x3000n | TABLE],
      [0x3000n, 0x5000n | PAGE],
    ]);
    expect(translate(configuration, memory, 0x1e0_0123n, 'r')).toMatchObject({ output: 0x5123n });
  });
});

describe('the two halves of the input addresses', () => {
  const upper: Aarch64Region = { ...LOWER, root: 0x8000n, widthBits: 39 };
  // 39 bits: level 1 with 512 entries.
  const both: Aarch64Configuration = { ...CONFIGURATION, lower: { ...LOWER, widthBits: 39 }, upper };
  const memory = (): GuestTables =>
    new GuestTables([
      [0x1000n, 0x4000_0000n | BLOCK],
      [0x8000n, 0x8000_0000n | BLOCK],
      [0x8ff8n, 0xc000_0000n | BLOCK],
      [0x1ff8n, 0x1_0000_0000n | BLOCK],
    ]);

  test('have tables of their own, chosen by bit 55', () => {
    for (const [address, output] of [
      [0x1234n, 0x4000_1234n],
      [0x7f_ffff_ffffn, 0x1_3fff_ffffn],
      [0xffff_ff80_0000_1234n, 0x8000_1234n],
      [0xffff_ffff_ffff_ffffn, 0xffff_ffffn],
    ] as const) {
      expect(translate(both, memory(), address, 'r')).toMatchObject({ output });
    }
    expect(translate(both, memory(), 0xffff_ff80_0000_1234n, 'r')).toMatchObject({
      first: 0xffff_ff80_0000_0000n,
      last: 0xffff_ff80_3fff_ffffn,
    });
  });

  test('end at their width', () => {
    for (const address of [
      0x80_0000_0000n,
      0xffff_ff7f_ffff_ffffn,
      0x007f_ffff_ffff_ffffn,
      0x0080_0000_0000_0000n,
      1n << 63n,
    ]) {
      expect(translate(both, memory(), address, 'r')).toEqual({ fault: 'INPUT_OUT_OF_RANGE', level: 0, at: undefined });
    }
  });

  test('can be of different granules and widths', () => {
    const configuration = { ...both, upper: { ...upper, granule: 65_536 as const, widthBits: 29, root: 0x1_0000n } };
    const tablesOfBoth = memory().put(0x1_fff8n, 0xabcd_0000n | PAGE);
    expect(translate(configuration, tablesOfBoth, 0x1234n, 'r')).toMatchObject({ output: 0x4000_1234n });
    expect(translate(configuration, tablesOfBoth, 0xffff_ffff_ffff_1234n, 'r')).toMatchObject({ output: 0xabcd_1234n });
  });

  test('without a table have no translation', () => {
    const lowerOnly = { ...both, upper: undefined };
    const upperOnly = { ...both, lower: undefined };
    expect(translate(lowerOnly, memory(), 0x1234n, 'r')).toMatchObject({ output: 0x4000_1234n });
    expect(translate(lowerOnly, memory(), 0xffff_ff80_0000_1234n, 'r')).toMatchObject({ fault: 'INPUT_OUT_OF_RANGE' });
    expect(translate(upperOnly, memory(), 0x1234n, 'r')).toMatchObject({ fault: 'INPUT_OUT_OF_RANGE' });
    expect(translate(upperOnly, memory(), 0xffff_ff80_0000_1234n, 'r')).toMatchObject({ output: 0x8000_1234n });
  });

  test('with TBI do not look at the top byte, each by itself', () => {
    const tbi0 = { ...both, lower: { ...LOWER, widthBits: 39, topByteIgnored: true } };
    const tbi1 = { ...both, upper: { ...upper, topByteIgnored: true } };
    expect(translate(tbi0, memory(), 0xab00_0000_0000_1234n, 'r')).toMatchObject({
      output: 0x4000_1234n,
      first: 0xab00_0000_0000_0000n,
      last: 0xab00_0000_3fff_ffffn,
    });
    expect(translate(tbi0, memory(), 0xabff_ff80_0000_1234n, 'r')).toMatchObject({ fault: 'INPUT_OUT_OF_RANGE' });
    expect(translate(tbi1, memory(), 0xabff_ff80_0000_1234n, 'r')).toMatchObject({ output: 0x8000_1234n });
    expect(translate(tbi1, memory(), 0xab00_0000_0000_1234n, 'r')).toMatchObject({ fault: 'INPUT_OUT_OF_RANGE' });
    for (const address of [0xab00_0080_0000_0000n, 0xabff_ff7f_ffff_ffffn]) {
      expect(translate({ ...tbi0, ...tbi1 }, memory(), address, 'r')).toMatchObject({ fault: 'INPUT_OUT_OF_RANGE' });
    }
  });
});

describe('a descriptor', () => {
  test.each([
    ['l0', 0, 0x1008n],
    ['l1', 1, 0x2010n],
    ['l2', 2, 0x3018n],
    ['l3', 3, 0x4020n],
  ])('that is not valid ends the walk, whatever else it holds: %s', (name, level, at) => {
    for (const entry of [0n, 0xffff_ffff_ffff_fffen]) {
      expect(translate(CONFIGURATION, tables({ [name]: entry }), ADDRESS, 'r')).toEqual({
        fault: 'NOT_PRESENT',
        level,
        at,
      });
    }
  });

  test.each<[string, GranuleBytes, boolean, number[]]>([
    ['4 KiB', 4096, false, [1, 2]],
    ['4 KiB with wide addresses', 4096, true, [0, 1, 2]],
    ['16 KiB', 16_384, false, [2]],
    ['16 KiB with wide addresses', 16_384, true, [1, 2]],
    ['64 KiB', 65_536, false, [2]],
    ['64 KiB with wide addresses', 65_536, true, [1, 2]],
  ])('can be a block at some levels, and is not valid at the others: %s', (_, granule, wideAddresses, levels) => {
    const configuration = withLower({ granule, root: 0x10_0000n }, { wideAddresses });
    // All indices 0: the tables lie 64 KiB apart.
    const place = (level: number): bigint => 0x10_0000n + BigInt(level) * 0x1_0000n;
    const start = granule === 65_536 ? 1 : 0;
    const found = bits(start, 3).filter((level) => {
      const memory = new GuestTables();
      for (const upper of bits(start, level - 1)) {
        memory.put(upper === start ? place(0) : place(upper), place(upper + 1) | TABLE);
      }
      const at = level === start ? place(0) : place(level);
      memory.put(at, BLOCK);
      const seen = translate(configuration, memory, 0x123n, 'r');
      expect(seen).toMatchObject('fault' in seen ? { fault: 'NOT_PRESENT', level, at } : { output: 0x123n });
      return !('fault' in seen);
    });
    expect(found).toEqual(levels);
  });

  test.each([32, 36, 40, 42, 44, 48])(
    'holds an address of %i bits: more is an address size fault',
    (outputWidthBits) => {
      const configuration = { ...CONFIGURATION, outputWidthBits };
      for (const [name, kind, level, at] of [
        ['l0', TABLE, 0, 0x1008n],
        ['l1', BLOCK, 1, 0x2010n],
        ['l2', BLOCK, 2, 0x3018n],
        ['l2', TABLE, 2, 0x3018n],
        ['l3', PAGE, 3, 0x4020n],
      ] as const) {
        const tooWide = bits(32, 50).filter((bit) => {
          const seen = translate(configuration, tables({ [name]: (1n << BigInt(bit)) | kind }), ADDRESS, 'r');
          if (!('fault' in seen) || seen.fault !== 'ADDRESS_SIZE') {
            return false;
          }
          expect(seen).toEqual({ fault: 'ADDRESS_SIZE', level, at });
          return true;
        });
        // Bits 50..48 are no address.
        expect(tooWide).toEqual(bits(outputWidthBits, 47));
      }
    },
  );

  test('for a block larger than all output addresses translates its beginning', () => {
    // A block of 512 GiB, and 4 GiB of output addresses.
    const configuration = withLower({}, { wideAddresses: true, outputWidthBits: 32 });
    const memory = new GuestTables([[0x1008n, BLOCK]]);
    expect(translate(configuration, memory, (1n << 39n) | 0xffff_ffffn, 'r')).toMatchObject({
      output: 0xffff_ffffn,
      first: 1n << 39n,
      last: (1n << 39n) | 0xffff_ffffn,
    });
    expect(translate(configuration, memory, (1n << 39n) | 0x1_0000_0000n, 'r')).toEqual({
      fault: 'ADDRESS_SIZE',
      level: 0,
      at: 0x1008n,
    });
  });

  test('holds an address of 52 bits with LPA2: bits 51..50 in 9..8', () => {
    const configuration = withLower({}, { wideAddresses: true, outputWidthBits: 52 });
    const seen = (l3: bigint): object => translate(configuration, tables({ l3: l3 | PAGE }), ADDRESS, 'r');
    expect(seen(0x3_0000_0000_5300n)).toMatchObject({ output: 0xf_0000_0000_5005n });
    expect(seen(0x1_0000_0000_5200n)).toMatchObject({ output: 0x9_0000_0000_5005n });
    const memory = tables({ l2: 0x2_0000_0000_4100n | TABLE }).put(0x6_0000_0000_4020n, 0x7000n | PAGE);
    expect(translate(configuration, memory, ADDRESS, 'r')).toMatchObject({ output: 0x7005n });
    const narrow = { ...configuration, outputWidthBits: 50 };
    for (const l3 of [0x5100n, 0x5200n]) {
      expect(translate(narrow, tables({ l3: l3 | PAGE }), ADDRESS, 'r')).toMatchObject({ fault: 'ADDRESS_SIZE' });
    }
    expect(translate(narrow, tables({ l3: 0x3_0000_0000_5000n | PAGE }), ADDRESS, 'r')).toMatchObject({
      output: 0x3_0000_0000_5005n,
    });
  });

  test('holds an address of 52 bits with LPA and 64 KiB: bits 51..48 in 15..12', () => {
    const configuration = withLower({ granule: 65_536, root: 0x1_0000n }, { wideAddresses: true, outputWidthBits: 52 });
    const memory = new GuestTables([
      [0x1_0000n, 0x2_a000n | TABLE],
      [0xa_0000_0002_0000n, 0x3_0000n | TABLE],
      [0x3_0000n, 0x8765_4321_5000n | PAGE],
    ]);
    expect(translate(configuration, memory, 0x1234n, 'r')).toMatchObject({ output: 0x5_8765_4321_1234n });
    const narrow = { ...configuration, outputWidthBits: 51 };
    expect(translate(narrow, memory, 0x1234n, 'r')).toEqual({ fault: 'ADDRESS_SIZE', level: 1, at: 0x1_0000n });
    // Without LPA bits 15..12 are no address.
    const plain = withLower({ granule: 65_536, root: 0x1_0000n });
    memory.put(0x2_0000n, 0x3_f000n | TABLE);
    expect(translate(plain, memory, 0x1234n, 'r')).toMatchObject({ output: 0x8765_4321_1234n });
  });
});
