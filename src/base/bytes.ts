/** Bytes as words of 32 bits, and as text. */
import type { Words } from './bits';

/** How the bytes of a record stand in memory: lowest first, or each 64-bit doubleword of it highest first. */
export type ByteOrder = 'little' | 'big';

const HEX = /^(?:[0-9a-f]{2})*$/i;

/** Where, in bytes, the 32-bit word `index` of a record begins. */
const offsetOf = (index: number, order: ByteOrder): number => 4 * (order === 'little' ? index : index ^ 1);

/**
 * The words of a record.
 *
 * @param bytes the record as it stands in memory; a multiple of 4 bytes, of 8 for `big`
 * @param order how it stands there
 * @returns word `i` holds bits 32i+31..32i of the record
 */
export function wordsOf(bytes: Uint8Array, order: ByteOrder): Words {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new Uint32Array(bytes.length / 4);
  for (let index = 0; index < words.length; index += 1) {
    words[index] = view.getUint32(offsetOf(index, order), order === 'little');
  }
  return words;
}

/**
 * The bytes of a record; the inverse of {@link wordsOf}.
 *
 * @param words the record; an even number of words for `big`
 * @param order how it is to stand in memory
 */
export function bytesOf(words: Words, order: ByteOrder): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => view.setUint32(offsetOf(index, order), word, order === 'little'));
  return bytes;
}

/** Bytes as lower-case hexadecimal digits, the first byte first, without a prefix. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Reads what {@link toHex} writes; upper-case digits too.
 *
 * @returns undefined for anything but pairs of hexadecimal digits
 */
export function fromHex(text: string): Uint8Array | undefined {
  if (!HEX.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) => parseInt(text.slice(2 * index, 2 * index + 2), 16));
}
