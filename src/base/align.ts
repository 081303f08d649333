/**
 * The greatest multiple of a power of two that does not exceed a value. Unlike a bit mask this works beyond 32 bits, so
 * for page numbers.
 *
 * @param value an integer, 0..2^53-1
 * @param size a power of two, 1..2^52
 * @returns the multiple, 0..value, exact
 */
export function alignDown(value: number, size: number): number {
  return Math.floor(value / size) * size;
}
