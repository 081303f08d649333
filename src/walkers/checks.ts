import { hex } from '../base/u64';
import { IommuError } from '../model/errors';

/** Pages there are: page numbers have 52 bits. */
const ALL_PAGES = 2 ** 52;

/**
 * Pages that an address of so many bits can name.
 *
 * @param widthBits 12..64
 */
export function pagesIn(widthBits: number): number {
  return 2 ** (widthBits - 12);
}

/**
 * Whether the bits of an address above its width all equal the highest bit of the width.
 *
 * @param page page number of the address
 * @param half pages in half of that width, {@link pagesIn} of the width less 1
 */
export function isCanonical(page: number, half: number): boolean {
  return page < half || page >= ALL_PAGES - half;
}

/**
 * Refuses a width that is not an integer in a range.
 *
 * @param field the field's path in the configuration
 * @param widthBits the width given
 * @param least inclusive
 * @param most inclusive
 * @throws IommuError WIDTH_OUT_OF_RANGE
 */
export function checkWidth(field: string, widthBits: number, least: number, most: number): void {
  if (!Number.isInteger(widthBits) || widthBits < least || widthBits > most) {
    throw new IommuError(
      'WIDTH_OUT_OF_RANGE',
      `${field} = ${String(widthBits)}; give ${String(least)} to ${String(most)} bits`,
      { field },
    );
  }
}

/**
 * Refuses an address at which a root table cannot lie.
 *
 * @param field the field's path in the configuration
 * @param root the address given
 * @param alignment bytes, a power of two
 * @param widthBits the widest address a table can have
 * @throws IommuError ADDRESS_MISALIGNED, ADDRESS_TOO_WIDE
 */
export function checkRoot(field: string, root: bigint, alignment: number, widthBits: number): void {
  if (root >> BigInt(widthBits) !== 0n) {
    const message = `${field} = ${hex(root)} has more than ${String(widthBits)} bits; give the address of a table within them`;
    throw new IommuError('ADDRESS_TOO_WIDE', message, { field });
  }
  if (root % BigInt(alignment) !== 0n) {
    const message = `${field} = ${hex(root)}; give a multiple of ${String(alignment)}, the alignment of this root table`;
    throw new IommuError('ADDRESS_MISALIGNED', message, { field });
  }
}
