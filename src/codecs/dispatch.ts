/** How a record's codes say which layout it has. */
import type { Words } from '../base/bits';
import { UNKNOWN } from './codec';
import { data, wide, type Field } from './field';
import { layout, type Extras, type Given, type Layout, type Values } from './layout';

/**
 * Finds a layout by the codes it has as constants.
 *
 * @param layouts each has every one of the codes among its constants, and no two the same
 * @param codes the fields that tell the layouts apart; at most 52 bits together
 * @returns the layout of a record; undefined for codes that none has
 */
export function byCodes<L extends Layout>(
  layouts: readonly L[],
  ...codes: Field<string, number>[]
): (words: Words) => L | undefined {
  const keyOf = (code: (field: Field<string, number>) => number): number =>
    codes.reduce((key, field) => key * 2 ** field.width + code(field), 0);
  const found = new Map(layouts.map((each) => [keyOf(({ name }) => each.extras.constants![name]!), each]));
  return (words) => found.get(keyOf((field) => field.read(words)));
}

/**
 * The layout of records whose codes mean nothing here: the raw words, and the codes that they contain.
 *
 * @param sizes its sizes in bytes, the usual one first; the words that a draft has say which one it is
 * @param codes the fields that tell the records of this queue apart
 * @param wordBits 64, or 32 where records are not whole 64-bit words
 * @param more adds what every record of this queue has
 */
export function unknownRecord(
  sizes: readonly number[],
  codes: readonly Field[],
  wordBits: 32 | 64 = 64,
  more: (extras: Extras<Values, Values>) => Extras<Values, Values> = (extras) => extras,
): Layout<typeof UNKNOWN, Values> {
  const make = wordBits === 64 ? wide : data;
  const words = Array.from({ length: (Math.max(...sizes) * 8) / wordBits }, (_, index) =>
    make(`word${String(index)}`, (index + 1) * wordBits - 1, index * wordBits),
  );
  const size = (given: Given): number => {
    const bytes = (words.findLastIndex(({ name }) => name in given) + 1) * (wordBits / 8);
    return bytes === 0 ? sizes[0]! : Math.min(...sizes.filter((each) => each >= bytes));
  };
  return layout(UNKNOWN, sizes, [...words, ...codes], more({ size }));
}
