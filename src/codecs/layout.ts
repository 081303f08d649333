/** Layouts: which fields a kind of record has, and what follows from them. */
import { readBits, writeBits, type Words } from '../base/bits';
import type { Field, FieldsOf, Value } from './field';

/** Field values as a caller gives them, by name. */
export type Given = Readonly<Record<string, unknown>>;

/** Field values by name; undefined where the form of the record has no such field. */
export type Values = Readonly<Record<string, Value | undefined>>;

/** No values. */
export type Nothing = Readonly<Record<never, never>>;

/** What a layout says besides its fields. `R` is the record's own fields, `D` what is derived from them. */
export interface Extras<R, D> {
  /** Values that follow from the fields. They are shown, and may be given as long as they agree with the rest. */
  readonly derived?: { readonly [P in keyof D]: (record: R, bytes: number) => D[P] };
  /**
   * Fields from derived values, for those that were left out.
   *
   * @returns all that is to be written, or what is wrong with what was given
   */
  readonly complete?: (given: Given) => Given | string;
  /** Which of its sizes a record has that is made of these values; otherwise the first. */
  readonly size?: (given: Given) => number;
  /** Fields with one value in every record of this kind. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Fields written with these values whatever was given: a peer's deviation that was asked for. */
  readonly forced?: Readonly<Record<string, number>>;
  /** Why the architecture never accepts such a record, unknown kinds and reserved bits aside. */
  readonly violation?: (record: R) => string | undefined;
}

/** The fields that a record of one size has, and where its other bits are. */
export interface Form {
  readonly fields: readonly Field[];
  /** Ones where no field is. */
  readonly reserved: Words;
}

/** One kind of record. */
export interface Layout<Kind extends string = string, R extends object = Values> {
  readonly kind: Kind;
  /** Sizes in bytes, the usual one first. */
  readonly sizes: readonly number[];
  readonly fields: readonly Field[];
  readonly extras: Extras<Values, Values>;
  /** Every name a draft may use: of fields and of derived values. */
  readonly names: ReadonlySet<string>;
  /** Those whose value is the record's, whatever else is given. */
  readonly independent: ReadonlySet<string>;
  /** By size. */
  readonly forms: ReadonlyMap<number, Form>;
  /** Never there: carries the type of what a record of this kind holds. */
  readonly type?: R;
}

/** The values a record of a layout holds. */
export type RecordOf<L> = L extends Layout<string, infer R> ? R : never;

function formOf(fields: readonly Field[], bytes: number): Form {
  const there = fields.filter(({ runs }) => runs.every(([msb]) => msb < bytes * 8));
  const reserved = new Uint32Array(bytes / 4).fill(0xffff_ffff);
  for (const [msb, lsb] of there.flatMap(({ runs }) => runs)) {
    for (let bit = lsb; bit <= msb; bit += 1) writeBits(reserved, bit, bit, 0);
  }
  return { fields: there, reserved };
}

/**
 * Makes the layout of one kind of record.
 *
 * @param kind its name, as the specification spells it
 * @param bytes its size, or all its sizes with the usual one first; multiples of 4. A field is there when all its bits are
 * @param fields its fields; where two overlap, the later one is written last
 * @param extras what else is to be known
 */
export function layout<const Kind extends string, const F extends readonly Field[], D extends Values = Nothing>(
  kind: Kind,
  bytes: number | readonly number[],
  fields: F,
  extras: Extras<FieldsOf<F>, D> = {},
): Layout<Kind, FieldsOf<F> & D> {
  const sizes = typeof bytes === 'number' ? [bytes] : bytes;
  const { derived = {}, constants = {}, forced = {} } = extras;
  const names = [...fields.map(({ name }) => name), ...Object.keys(derived)];
  const isFixed = (name: string): boolean => name in derived || (name in constants && !(name in forced));
  return {
    kind,
    sizes,
    fields,
    // The functions get records that this layout read, so they find what they were written for.
    extras: extras as unknown as Extras<Values, Values>,
    names: new Set(names),
    independent: new Set(names.filter((name) => !isFixed(name))),
    forms: new Map(sizes.map((size) => [size, formOf(fields, size)])),
  };
}

/** The numbers of the bits that are set in a record where a form has no field, lowest first. */
export function reservedBits(words: Words, { reserved }: Form): readonly number[] {
  let found: number[] | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const set = words[index]! & reserved[index]!;
    if (set === 0) continue;
    found ??= [];
    for (let bit = 0; bit < 32; bit += 1) if ((set >>> bit) & 1) found.push(index * 32 + bit);
  }
  return found ?? NO_BITS;
}

const NO_BITS: readonly number[] = [];

/** Whether a bit of a record of this form is a reserved one. */
export function isReserved(bit: unknown, { reserved }: Form): bit is number {
  return (
    typeof bit === 'number' &&
    Number.isInteger(bit) &&
    bit >= 0 &&
    bit < reserved.length * 32 &&
    readBits(reserved, bit, bit) === 1
  );
}
