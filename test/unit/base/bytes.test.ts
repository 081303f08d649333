import { bytesOf, fromHex, toHex, wordsOf } from '../../../src/base/bytes';

const HEX = '00112233445566778899aabbccddeeff';

const bytes = (): Uint8Array => fromHex(HEX)!;

test('little-endian words, lowest first', () => {
  expect([...wordsOf(bytes(), 'little')]).toEqual([0x33221100, 0x77665544, 0xbbaa9988, 0xffeeddcc]);
});

test('big-endian turns each doubleword, not the record', () => {
  expect([...wordsOf(bytes(), 'big')]).toEqual([0x44556677, 0x00112233, 0xccddeeff, 0x8899aabb]);
});

test('words of a part of a larger buffer', () => {
  expect([...wordsOf(bytes().subarray(5, 9), 'little')]).toEqual([0x88776655]);
});

test.each(['little', 'big'] as const)('bytes come back (%s)', (order) => {
  expect(toHex(bytesOf(wordsOf(bytes(), order), order))).toBe(HEX);
});

test('hexadecimal digits, of either case', () => {
  expect(fromHex('')).toEqual(new Uint8Array(0));
  expect(fromHex('0aFf')).toEqual(Uint8Array.of(10, 255));
  for (const text of ['0', '0x00', '0g', '00 11', ' 00', '00\n']) expect(fromHex(text)).toBeUndefined();
});
