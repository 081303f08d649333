import type { GranuleBytes } from '../../../../src/model/guest-tables';
import { GuestTables, translate } from '../guest-tables';
import { BLOCK, CONTIGUOUS, DBM, PAGE, withLower } from './fixture';

describe('the contiguous hint', () => {
  // A row of 16 descriptors of 4 KiB, of 128 of 16 KiB, of 32 of 32 MiB, of 32 of 64 KiB or 512 MiB (D8.7).
  test.each<[string, GranuleBytes, number, bigint, bigint]>([
    ['4 KiB, pages', 4096, 3, 0x1000n, 16n],
    ['4 KiB, blocks of level 2', 4096, 2, 0x20_0000n, 16n],
    ['4 KiB, blocks of level 1', 4096, 1, 0x4000_0000n, 16n],
    ['16 KiB, pages', 16_384, 3, 0x4000n, 128n],
    ['16 KiB, blocks of level 2', 16_384, 2, 0x200_0000n, 32n],
    ['64 KiB, pages', 65_536, 3, 0x1_0000n, 32n],
    ['64 KiB, blocks of level 2', 65_536, 2, 0x2000_0000n, 32n],
  ])('makes a row one page: %s', (_, granule, level, size, row) => {
    // One level of tables covers the address: its width says at which level it starts.
    const indexBits = Math.log2(granule) - 3;
    const widthBits = Math.log2(Number(size)) + indexBits;
    const address = 0x13n * size + 0x123n;
    const at = 0x10_0000n + 8n * 0x13n;
    const kind = level === 3 ? PAGE : BLOCK;
    const output = row * size * 5n;
    const memory = new GuestTables([[at, output | (0x3n * size) | kind | CONTIGUOUS]]);
    const configuration = withLower({ granule, widthBits, root: 0x10_0000n });
    const inRow = 0x13n % row;
    expect(translate(configuration, memory, address, 'r')).toMatchObject({
      output: output + inRow * size + 0x123n,
      first: (0x13n - inRow) * size,
      last: (0x13n - inRow + row) * size - 1n,
    });
    // Not used, the descriptor speaks for itself.
    expect(translate({ ...configuration, contiguousHint: false }, memory, address, 'r')).toMatchObject({
      output: output + 0x3n * size + 0x123n,
      first: 0x13n * size,
      last: 0x14n * size - 1n,
    });
  });

  test.each<[string, GranuleBytes, bigint]>([
    ['4 KiB, level 0', 4096, 1n << 39n],
    ['16 KiB, level 1', 16_384, 1n << 36n],
    ['64 KiB, level 1', 65_536, 1n << 42n],
  ])('is nothing in the blocks that only wide addresses have: %s', (_, granule, size) => {
    const configuration = withLower({ granule, widthBits: 47, root: 0x10_0000n }, { wideAddresses: true });
    const memory = new GuestTables([[0x10_0008n, BLOCK | CONTIGUOUS]]);
    expect(translate(configuration, memory, size, 'r')).toMatchObject({ first: size, last: 2n * size - 1n });
  });

  test('is ignored when its row is larger than all input addresses', () => {
    // 18 bits and 16 KiB: sixteen pages, but a row has 128.
    const configuration = withLower({ granule: 16_384, widthBits: 18, root: 0x10_0000n });
    const memory = new GuestTables([[0x10_0018n, 0xc000n | PAGE | CONTIGUOUS]]);
    expect(translate(configuration, memory, 0xc123n, 'r')).toMatchObject({
      output: 0xc123n,
      first: 0xc000n,
      last: 0xffffn,
    });
  });

  test('is used when its row is all input addresses', () => {
    // 16 bits and 4 KiB: sixteen pages.
    const configuration = withLower({ widthBits: 16, root: 0x10_0000n });
    const memory = new GuestTables([[0x10_0018n, 0x5_3000n | PAGE | CONTIGUOUS]]);
    expect(translate(configuration, memory, 0x3123n, 'r')).toMatchObject({
      output: 0x5_3123n,
      first: 0n,
      last: 0xffffn,
    });
  });

  test('has only the descriptor marked that was read', () => {
    // D8.5.5. Three pages of a row of sixteen, all of them clean: AF 0 and AP[2] set, with DBM.
    const clean = (n: bigint): bigint => DBM | CONTIGUOUS | (0x5_0000n + n * 0x1000n) | 0x8c3n;
    const memory = new GuestTables([0n, 1n, 2n].map((n) => [0x10_0000n + 8n * n, clean(n)]));
    const configuration = withLower({ widthBits: 21, root: 0x10_0000n });
    expect(translate(configuration, memory, 0x1234n, 'w')).toMatchObject({
      output: 0x5_1234n,
      first: 0n,
      last: 0xffffn,
      dirty: true,
    });
    expect([0n, 1n, 2n].map((n) => memory.at(0x10_0000n + 8n * n)! ^ clean(n))).toEqual([0n, 0x480n, 0n]);
  });

  test('does not reach beyond the output addresses', () => {
    // R XFDVL of D8.7.1.2. A row of sixteen blocks of 1 GiB, from 16 GiB on, to 4 GiB of output addresses.
    const configuration = withLower({ widthBits: 39, root: 0x10_0000n }, { outputWidthBits: 32 });
    const block = 0x4000_0000n | BLOCK | CONTIGUOUS;
    const memory = new GuestTables([
      [0x10_0000n + 8n * 0x13n, block],
      [0x10_0000n + 8n * 0x14n, block],
    ]);
    expect(translate(configuration, memory, (0x13n << 30n) | 0x123n, 'r')).toMatchObject({
      output: 0xc000_0123n,
      first: 0x10n << 30n,
      last: (0x14n << 30n) - 1n,
    });
    expect(translate(configuration, memory, (0x14n << 30n) | 0x123n, 'r')).toEqual({
      fault: 'ADDRESS_SIZE',
      level: 1,
      at: 0x10_00a0n,
    });
  });
});
