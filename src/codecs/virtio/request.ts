/**
 * What requests share (virtio 1.x, 5.13.6). The driver's part is followed by a part that the device writes; where both
 * stand in one piece of memory, the request is 4 bytes longer.
 *
 *   type 7:0   reserved 31:8   the request's own fields   status (8 bits)   reserved (24 bits)
 *
 * Version 1 of virtio-iommu has no page requests and no page responses: there are no response codes.
 */
import { bits, optional, type Field, type FieldsOf } from '../field';
import { layout, type Layout } from '../layout';

/** Which request it is. */
export const TYPE = bits('type', 7, 0);

const TAIL_BYTES = 4;

type Common = {
  readonly type: number;
  /** What the device wrote; there in the longer form only. */
  readonly status: number | undefined;
};

/**
 * Makes the layout of a request: without a tail, or with one when a status is given.
 *
 * @param type 8 bits
 * @param bytes size of the driver's part
 */
export function request<const Kind extends string, const F extends readonly Field[]>(
  kind: Kind,
  type: number,
  bytes: number,
  fields: F,
): Layout<Kind, FieldsOf<F> & Common> {
  const status = optional(bits('status', bytes * 8 + 7, bytes * 8));
  const made: Layout = layout(kind, [bytes, bytes + TAIL_BYTES], [TYPE, ...fields, status], {
    constants: { type },
    size: (given) => (given['status'] === undefined ? bytes : bytes + TAIL_BYTES),
  });
  // The fields are those of F and the common ones.
  return made as unknown as Layout<Kind, FieldsOf<F> & Common>;
}
