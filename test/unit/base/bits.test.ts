import fc from 'fast-check';
import { readBits, readWide, writeBits, writeWide } from '../../../src/base/bits';

/** A record of four words as one number: the oracle. */
const whole = (words: Uint32Array): bigint => words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);

const record = fc.array(fc.integer({ min: 0, max: 0xffff_ffff }), { minLength: 4, maxLength: 4 });

const run = (width: number) =>
  fc
    .integer({ min: 1, max: width })
    .chain((bits) => fc.integer({ min: 0, max: 128 - bits }).map((lsb) => [lsb + bits - 1, lsb] as const));

test('a run reads as the shifted and masked record', () => {
  fc.assert(
    fc.property(record, run(64), (values, [msb, lsb]) => {
      const words = Uint32Array.from(values);
      const expected = (whole(words) >> BigInt(lsb)) & ((1n << BigInt(msb - lsb + 1)) - 1n);
      expect(readWide(words, msb, lsb)).toBe(expected);
      if (msb - lsb < 32) expect(readBits(words, msb, lsb)).toBe(Number(expected));
    }),
  );
});

test('what is written is read again, and nothing else changes', () => {
  fc.assert(
    fc.property(record, run(64), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (values, [msb, lsb], noise) => {
      const mask = ((1n << BigInt(msb - lsb + 1)) - 1n) << BigInt(lsb);
      const value = noise & (mask >> BigInt(lsb));
      const words = Uint32Array.from(values);
      const expected = (whole(words) & ~mask) | (value << BigInt(lsb));
      writeWide(words, msb, lsb, value);
      expect(whole(words)).toBe(expected);
      if (msb - lsb < 32) {
        const again = Uint32Array.from(values);
        writeBits(again, msb, lsb, Number(value));
        expect(whole(again)).toBe(expected);
      }
    }),
  );
});
