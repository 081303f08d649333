/**
 * What invalidation queue descriptors share (VT-d 6.5.2). They have 32 bytes, or 16 with IQA_REG.DW = 0.
 *
 *   type  11:9 above 3:0
 */
import { integerOf, split, type Field, type FieldsOf } from '../field';
import { layout, type Extras, type Given, type Layout, type Nothing, type Values } from '../layout';

/** The type of a descriptor, 7 bits. Kernels that print it look at bits 3:0 only. */
export const TYPE = split('type', [11, 9], [3, 0]);

const WIDE_BYTES = 32;
const NARROW_BYTES = 16;

/** Sizes of descriptors that both widths of the queue have; the upper half of the wide form is reserved. */
export const BOTH_WIDTHS = [WIDE_BYTES, NARROW_BYTES] as const;

/** Sizes of descriptors that only the wide queue has. */
export const WIDE_ONLY = [WIDE_BYTES] as const;

/** What a descriptor of any type says. */
type Common = {
  readonly type: number;
  /** 128 or 256; follows from the number of bytes. */
  readonly width_bits: number;
};

type AnyExtras = Extras<Values, Values>;

/** Extras that also tell the width of a descriptor, and let it be chosen: 256 unless said otherwise. */
export function withWidth(extras: AnyExtras, sizes: readonly number[]): AnyExtras {
  return {
    ...extras,
    derived: { ...extras.derived, width_bits: (_record, bytes) => bytes * 8 },
    size: (given: Given) => {
      if (given['width_bits'] === undefined) return extras.size?.(given) ?? WIDE_BYTES;
      return integerOf(given['width_bits']) === 128n && sizes.includes(NARROW_BYTES) ? NARROW_BYTES : WIDE_BYTES;
    },
  };
}

/**
 * Makes the layout of one type of descriptor.
 *
 * @param type its number, 7 bits
 * @param sizes {@link BOTH_WIDTHS} or {@link WIDE_ONLY}
 */
export function descriptor<const Kind extends string, const F extends readonly Field[], D extends Values = Nothing>(
  kind: Kind,
  type: number,
  sizes: readonly number[],
  fields: F,
  extras: Extras<FieldsOf<F>, D> = {},
): Layout<Kind, FieldsOf<F> & D & Common> {
  const own = withWidth(extras as unknown as AnyExtras, sizes);
  const made: Layout = layout(kind, sizes, [TYPE, ...fields], { ...own, constants: { type } });
  // The fields are those of F, what the extras derive, and the common ones: what the parts of this call say.
  return made as unknown as Layout<Kind, FieldsOf<F> & D & Common>;
}

/** Why a descriptor is refused whose granularity has no meaning: a word where it has one, else the bare number. */
export function reservedGranularity({ granularity }: { readonly granularity: string | number }): string | undefined {
  return typeof granularity === 'number' ? `granularity ${String(granularity)} is reserved` : undefined;
}
