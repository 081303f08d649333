import { flagText, updateText } from '../../../src/cli/table-entries';

const bit = (...bits: number[]): bigint => bits.reduce((all, each) => all | (1n << BigInt(each)), 0n);

describe('flags', () => {
  // The bits as the specifications draw them, from the highest to the lowest.
  test.each([
    ['x86', [63, 10, 8, 7, 6, 5, 2, 1, 0], 'XEGSDAUWP'],
    ['riscv', [63, 7, 6, 5, 4, 3, 2, 1, 0], 'NDAGUXWRV'],
  ] as const)('of %s: a letter for each bit, a - where it is clear', (format, bits, letters) => {
    expect(flagText(format, bit(...bits), 1)).toBe(letters);
    expect(flagText(format, 0n, 1)).toBe('-'.repeat(9));
    bits.forEach((each, index) => {
      expect(flagText(format, bit(each), 1)).toBe(`${'-'.repeat(index)}${letters[index]}${'-'.repeat(8 - index)}`);
    });
    const others = (1n << 64n) - 1n - bit(...bits);
    expect(flagText(format, others, 1)).toBe('-'.repeat(9));
  });

  test.each<[number, bigint, string]>([
    [3, bit(0, 1, 6, 7, 10, 11, 51, 52, 53, 54), 'valid AF AP[1] AP[2] nG DBM contiguous PXN UXN'],
    [3, bit(0, 1, 59, 60, 61, 62), 'valid'],
    [2, bit(0, 10), 'valid AF'],
    [2, bit(0, 1, 10, 53), 'valid'],
    [-1, bit(0, 1, 59, 60, 61, 62), 'valid PXNTable UXNTable APTable[0] APTable[1]'],
    [1, 0n, '-'],
  ])('of aarch64 on level %d, %d: by name, those of a table or of a page', (level, entry, names) => {
    expect(flagText('aarch64', entry, level)).toBe(names);
  });
});

describe('an update', () => {
  test.each([
    ['x86', bit(0), bit(0, 5, 6), 1, 'sets D A'],
    ['riscv', bit(0), bit(0, 6), 0, 'sets A'],
    ['aarch64', bit(0, 1, 7, 51), bit(0, 1, 10, 51), 3, 'sets AF, clears AP[2]'],
    ['aarch64', bit(0, 1, 7), bit(0, 1), 3, 'clears AP[2]'],
    ['x86', bit(0), bit(0, 40), 1, ''],
  ] as const)('of %s says what changes', (format, before, after, level, text) => {
    expect(updateText(format, before, after, level)).toBe(text);
  });
});
