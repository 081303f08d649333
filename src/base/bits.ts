/**
 * Runs of bits in records made of 32-bit words: word `i` holds bits 32i+31..32i of the record, so bit 64 is bit 0 of
 * the second 64-bit word. A run is given by its highest and its lowest bit, both included.
 *
 * Nothing here checks its input: a run outside the record, or a value that does not fit its run, is a programming
 * error of the caller.
 */
import { highWord, join, lowWord } from './u64';

/** A record as words of 32 bits, the lowest first. */
export type Words = Uint32Array;

const WORD_BITS = 32;

/** The highest value of so many bits, 1..32. */
const maskOf = (width: number): number => 2 ** width - 1;

/**
 * Reads a run of at most 32 bits.
 *
 * @param words the record
 * @param msb highest bit of the run
 * @param lsb lowest bit of the run
 * @returns 0..2^width-1
 */
export function readBits(words: Words, msb: number, lsb: number): number {
  const index = lsb >>> 5;
  const shift = lsb & 31;
  const width = msb - lsb + 1;
  let value = words[index]! >>> shift;
  if (shift + width > WORD_BITS) value |= words[index + 1]! << (WORD_BITS - shift);
  return width === WORD_BITS ? value >>> 0 : value & maskOf(width);
}

/**
 * Replaces a run of at most 32 bits.
 *
 * @param words the record; changed
 * @param msb highest bit of the run
 * @param lsb lowest bit of the run
 * @param value 0..2^width-1
 */
export function writeBits(words: Words, msb: number, lsb: number, value: number): void {
  const index = lsb >>> 5;
  const shift = lsb & 31;
  const width = msb - lsb + 1;
  const mask = maskOf(width);
  words[index] = (words[index]! & ~(mask << shift)) | (value << shift);
  const below = WORD_BITS - shift;
  if (width > below) words[index + 1] = (words[index + 1]! & ~(mask >>> below)) | (value >>> below);
}

/**
 * Reads a run of at most 64 bits.
 *
 * @param words the record
 * @param msb highest bit of the run
 * @param lsb lowest bit of the run
 * @returns 0..2^width-1
 */
export function readWide(words: Words, msb: number, lsb: number): bigint {
  if (msb - lsb < WORD_BITS) return BigInt(readBits(words, msb, lsb));
  return join(readBits(words, msb, lsb + WORD_BITS), readBits(words, lsb + WORD_BITS - 1, lsb));
}

/**
 * Replaces a run of at most 64 bits.
 *
 * @param words the record; changed
 * @param msb highest bit of the run
 * @param lsb lowest bit of the run
 * @param value 0..2^width-1
 */
export function writeWide(words: Words, msb: number, lsb: number, value: bigint): void {
  if (msb - lsb < WORD_BITS) {
    writeBits(words, msb, lsb, lowWord(value));
  } else {
    writeBits(words, lsb + WORD_BITS - 1, lsb, lowWord(value));
    writeBits(words, msb, lsb + WORD_BITS, highWord(value));
  }
}
