import { GuestTables, translate } from '../guest-tables';
import { PAGE, TABLE, withLower } from './fixture';

// Walks from the first to the last level with input and output addresses of 52 bits, computed by hand (D8.2.8 to D8.2.10).
const WIDE = { wideAddresses: true, outputWidthBits: 52 };

test('4 KiB: five levels, of which the first has sixteen entries', () => {
  const configuration = withLower({ widthBits: 52, root: 0x1000n }, WIDE);
  // Indices 0xa, 0x155, 0xaa, 1, 0x1ff: IA[51:48], IA[47:39], IA[38:30], IA[29:21], IA[20:12].
  const address = (0xan << 48n) | (0x155n << 39n) | (0xaan << 30n) | (1n << 21n) | (0x1ffn << 12n) | 0xabcn;
  const memory = new GuestTables([
    // To 0xf_0000_0000_2000: bits 51..50 of the address in 9..8, bits 49..48 where they are.
    [0x1050n, 0x0003_0000_0000_2303n],
    [0xf_0000_0000_2aa8n, 0x3000n | TABLE],
    [0x3550n, 0x4000n | TABLE],
    [0x4008n, 0x5000n | TABLE],
    // To 0x5_4321_8765_4000.
    [0x5ff8n, 0x0001_4321_8765_4000n | 0x100n | PAGE],
  ]);
  expect(translate(configuration, memory, address, 'r')).toMatchObject({
    output: 0x5_4321_8765_4abcn,
    first: address - 0xabcn,
    last: address - 0xabcn + 0xfffn,
  });
  expect(memory.accesses.slice(5)).toEqual([
    'read 0x1050 -1',
    'read 0xf000000002aa8 0',
    'read 0x3550 1',
    'read 0x4008 2',
    'read 0x5ff8 3',
  ]);
});

test('16 KiB: four levels, of which the first has thirty-two entries', () => {
  const configuration = withLower({ granule: 16_384, widthBits: 52, root: 0x4100n }, WIDE);
  // Indices 0x1f, 0x7ff, 0x400, 1: IA[51:47], IA[46:36], IA[35:25], IA[24:14].
  const address = (0x1fn << 47n) | (0x7ffn << 36n) | (0x400n << 25n) | (1n << 14n) | 0x2345n;
  const memory = new GuestTables([
    [0x41f8n, 0x8000n | TABLE],
    [0xbff8n, 0xc000n | TABLE],
    [0xe000n, 0x1_0000n | TABLE],
    // To 0xa_1234_5678_0000: bits 51..50 in 9..8.
    [0x1_0008n, 0x0002_1234_5678_0000n | 0x200n | PAGE],
  ]);
  expect(translate(configuration, memory, address, 'r')).toMatchObject({ output: 0xa_1234_5678_2345n });
  expect(memory.accesses.slice(4)).toEqual(['read 0x41f8 0', 'read 0xbff8 1', 'read 0xe000 2', 'read 0x10008 3']);
});

test('64 KiB: three levels, of which the first has 1024 entries', () => {
  const configuration = withLower({ granule: 65_536, widthBits: 52, root: 0x2000n }, WIDE);
  // Indices 0x3ff, 0x1000, 0x1fff: IA[51:42], IA[41:29], IA[28:16].
  const address = (0x3ffn << 42n) | (0x1000n << 29n) | (0x1fffn << 16n) | 0xfedcn;
  const memory = new GuestTables([
    // To 0x7_0000_0001_0000: bits 51..48 of the address in 15..12.
    [0x3ff8n, 0x1_7000n | TABLE],
    [0x7_0000_0001_8000n, 0x2_0000n | TABLE],
    // To 0xc_ffff_ffff_0000.
    [0x2_fff8n, 0xffff_ffff_c000n | PAGE],
  ]);
  expect(translate(configuration, memory, address, 'r')).toMatchObject({ output: 0xc_ffff_ffff_fedcn });
  expect(memory.accesses.slice(3)).toEqual(['read 0x3ff8 1', 'read 0x7000000018000 2', 'read 0x2fff8 3']);
});
