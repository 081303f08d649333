/**
 * Fields of guest-native records. A record file is a table of these: a name, the bits as the specification draws them
 * (whole-record bit numbers, highest first, both included), and what the bits mean.
 *
 * Values that fit 32 bits are numbers, wider ones bigints, code points with a name are words. Whoever encodes may give
 * any of them as a number, a bigint, or text in decimal or hexadecimal.
 */
import { readBits, readWide, writeBits, writeWide, type Words } from '../base/bits';
import { hex } from '../base/u64';

/** What a field holds. */
export type Value = number | bigint | string;

/** A run of bits: its highest and its lowest, both included. */
export type Run = readonly [msb: number, lsb: number];

/** One named field of a record. */
export interface Field<Name extends string = string, V extends Value | undefined = Value | undefined> {
  readonly name: Name;
  /** The bits it owns, most significant first; none for a field that is always zero. */
  readonly runs: readonly Run[];
  /** Bits of its value, those that are not stored included. */
  readonly width: number;
  /** Whether people read it in hexadecimal. */
  readonly hex: boolean;
  /** Its value in a record. */
  read(words: Words): V;
  /**
   * Puts a value into a record.
   *
   * @param value anything a caller gave
   * @returns what is wrong with the value, and then nothing is written; undefined when it fits
   */
  write(words: Words, value: unknown): string | undefined;
}

/** The values of fields by name. */
export type FieldsOf<F extends readonly Field[]> = { readonly [X in F[number] as X['name']]: ReturnType<X['read']> };

const NUMBER = /^(?:0[xX][0-9a-fA-F]{1,16}|\d{1,20})$/;

/**
 * The integer a caller means.
 *
 * @returns undefined when it means none
 */
export function integerOf(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  return typeof value === 'string' && NUMBER.test(value) ? BigInt(value) : undefined;
}

/** A value as messages print it; hostile text is cut. */
export function printed(value: unknown): string {
  if (typeof value === 'bigint') return value < 0n ? String(value) : hex(value);
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return typeof value === 'number' || value === null ? String(value) : typeof value;
}

/** The highest value of so many bits. */
const highest = (width: number): bigint => (1n << BigInt(width)) - 1n;

/** What is wrong with a value for so many bits of which the lowest `shift` are not stored. */
function objection(name: string, value: unknown, width: number, shift: number): string | undefined {
  const integer = integerOf(value);
  if (integer === undefined) {
    return `${name} = ${printed(value)} is no unsigned integer of at most 64 bits; write it in decimal or as 0x…`;
  }
  if (integer < 0n || integer > highest(width)) {
    return `${name} = ${printed(value)} does not fit: ${String(width)} bits hold 0..${hex(highest(width))}`;
  }
  if ((integer & highest(shift)) !== 0n) {
    return `${name} = ${printed(value)} has low bits that are not stored; give a multiple of ${hex(1n << BigInt(shift))}`;
  }
  return undefined;
}

/** Whether a value is what nearly every caller gives: a number that fits so many bits. */
const isPlain = (value: unknown, size: number): value is number =>
  typeof value === 'number' && value >= 0 && value < size && Number.isInteger(value);

/** A number of at most 32 bits in one run. */
function oneRun<const Name extends string>(name: Name, [msb, lsb]: Run): Field<Name, number> {
  const width = msb - lsb + 1;
  const size = 2 ** width;
  return {
    name,
    runs: [[msb, lsb]],
    width,
    hex: false,
    read: (words) => readBits(words, msb, lsb),
    write: (words, value) => {
      const problem = isPlain(value, size) ? undefined : objection(name, value, width, 0);
      if (problem === undefined) writeBits(words, msb, lsb, Number(value));
      return problem;
    },
  };
}

/**
 * A number whose bits lie apart.
 *
 * @param runs most significant first; at most 32 bits together
 */
export function split<const Name extends string>(name: Name, ...runs: Run[]): Field<Name, number> {
  const [first, ...rest] = runs.map((run) => oneRun(name, run));
  if (first === undefined) return zero(name);
  if (rest.length === 0) return first;
  const lower = split(name, ...runs.slice(1));
  const size = 2 ** lower.width;
  const width = first.width + lower.width;
  return {
    name,
    runs,
    width,
    hex: false,
    read: (words) => first.read(words) * size + lower.read(words),
    write: (words, value) => {
      const problem = objection(name, value, width, 0);
      if (problem !== undefined) return problem;
      const number = Number(value);
      return first.write(words, Math.floor(number / size)) ?? lower.write(words, number % size);
    },
  };
}

/** A number of at most 32 bits. */
export function bits<const Name extends string>(name: Name, msb: number, lsb: number): Field<Name, number> {
  return split(name, [msb, lsb]);
}

/** One bit. */
export function flag<const Name extends string>(name: Name, bit: number): Field<Name, number> {
  return split(name, [bit, bit]);
}

/** A number of at most 32 bits that people read in hexadecimal: data rather than a count or an id. */
export function data<const Name extends string>(name: Name, msb: number, lsb: number): Field<Name, number> {
  return { ...bits(name, msb, lsb), hex: true };
}

/**
 * A value of more than 32 bits.
 *
 * @param shift how many low bits of the value are zero and not stored: 12 for the address of a page
 */
export function wide<const Name extends string>(name: Name, msb: number, lsb: number, shift = 0): Field<Name, bigint> {
  const width = msb - lsb + 1 + shift;
  const by = BigInt(shift);
  const size = 1n << BigInt(width);
  const unstored = highest(shift);
  const isUsual = (value: unknown): value is bigint =>
    typeof value === 'bigint' && value >= 0n && value < size && (value & unstored) === 0n;
  return {
    name,
    runs: [[msb, lsb]],
    width,
    hex: true,
    read: (words) => readWide(words, msb, lsb) << by,
    write: (words, value) => {
      const problem = isUsual(value) ? undefined : objection(name, value, width, shift);
      if (problem === undefined) writeWide(words, msb, lsb, integerOf(value)! >> by);
      return problem;
    },
  };
}

/**
 * A code point.
 *
 * @param runs where its bits are, most significant first
 * @param names what the codes mean; any other code stays a number
 */
export function choice<const Name extends string, const Names extends Readonly<Record<number, string>>>(
  name: Name,
  runs: readonly Run[],
  names: Names,
): Field<Name, Extract<Names[keyof Names], string> | number> {
  const number = split(name, ...runs);
  const codes = new Map<unknown, string>(Object.entries(names).map(([code, word]) => [word, code]));
  return {
    ...number,
    read: (words) => {
      const code = number.read(words);
      return (names[code] as Extract<Names[keyof Names], string> | undefined) ?? code;
    },
    write: (words, value) => {
      const problem = number.write(words, codes.get(value) ?? value);
      if (problem === undefined || typeof value !== 'string') return problem;
      return `${problem}, or one of ${[...codes.keys()].join(', ')}`;
    },
  };
}

/** A field that other records of the queue have and this one has not: reads as zero, and only zero can be written. */
export function zero<const Name extends string>(name: Name): Field<Name, number> {
  return {
    name,
    runs: [],
    width: 0,
    hex: false,
    read: () => 0,
    write: (_words, value) => objection(name, value, 0, 0),
  };
}

/** As {@link zero}, for a field that elsewhere has more than 32 bits. */
export function wideZero<const Name extends string>(name: Name): Field<Name, bigint> {
  return { ...zero(name), hex: true, read: () => 0n };
}

/** As `field`, for a field that not every form of a record has: only the longer one, or only with a quirk. */
export function optional<Name extends string, V extends Value>(field: Field<Name, V>): Field<Name, V | undefined> {
  return field;
}
