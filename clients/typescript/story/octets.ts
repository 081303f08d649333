/** What a story writes instead of base64: 64-bit words, as entries of tables are, and bytes. */
import { compile, referencesIn, type Integer } from './expression';
import { isList, type Json } from './json';

/** The value of a `bytes` field, taken apart. */
export interface Octets {
  /** References it needs. */
  readonly references: readonly string[];
  /** The bytes as base64; the function it gets says what a reference stands for. */
  readonly encode: (valueOf: (reference: string) => Integer) => string;
}

/** The operators that stand for bytes, each with what reads its argument. */
const OPERATORS: Readonly<Record<string, (argument: Json) => Octets>> = { $words: words, $hex: hex };

/** Whether an operator stands for bytes. */
export function isOctets(operator: string): boolean {
  return Object.hasOwn(OPERATORS, operator);
}

/**
 * Reads the argument of `$words` or `$hex`.
 *
 * @throws Error when it is none
 */
export function octets(operator: string, argument: Json): Octets {
  return OPERATORS[operator]!(argument);
}

function words(argument: Json): Octets {
  const wrong = new Error('$words is a list of 64-bit integers and expressions, such as ["0x2000 + 0x7"]');
  if (!isList(argument) || argument.length === 0) throw wrong;
  const texts = argument.map((word) => {
    if (typeof word !== 'string' && typeof word !== 'number') throw wrong;
    return String(word);
  });
  const expressions = texts.map(compile);
  return {
    references: texts.flatMap(referencesIn),
    encode: (valueOf) => {
      const bytes = Buffer.alloc(8 * texts.length);
      for (const [index, expression] of expressions.entries()) {
        const word = BigInt(expression(valueOf));
        if (word !== BigInt.asUintN(64, word)) throw new Error(`$words: ${texts[index]} is ${word}, not 64 bits`);
        bytes.writeBigUInt64LE(word, 8 * index);
      }
      return bytes.toString('base64');
    },
  };
}

const HEX = /^[0-9a-f]{2}(?: [0-9a-f]{2})*$/;

function hex(argument: Json): Octets {
  if (typeof argument !== 'string' || !HEX.test(argument)) {
    throw new Error('$hex is a text of bytes with spaces between, such as "de ad 00"');
  }
  const bytes = Buffer.from(argument.replaceAll(' ', ''), 'hex').toString('base64');
  return { references: [], encode: () => bytes };
}
