/**
 * Properties of an endpoint (virtio 5.13.6.7): what the device writes in answer to PROBE, one after another, each as long
 * as it says and 4 bytes more.
 *
 *   type 11:0   reserved 15:12   length 31:16
 *   reserved memory: subtype 39:32   reserved 63:40   start 127:64   end 191:128 (inclusive)
 */
import { Codec } from '../codec';
import { byCodes, unknownRecord } from '../dispatch';
import { bits, wide } from '../field';
import { layout } from '../layout';

const TYPE = bits('type', 11, 0);
const LENGTH = bits('length', 31, 16);
const HEAD_BYTES = 4;
const RESV_MEM_LENGTH = 20;
const SUBTYPES = ['reserved', 'msi'] as const;

/** Ends the list. */
const NONE = layout('NONE', 4, [TYPE, LENGTH], { constants: { type: 0 } });

const RESV_MEM = layout(
  'RESV_MEM',
  24,
  [TYPE, LENGTH, bits('subtype', 39, 32), wide('start', 127, 64), wide('end', 191, 128)],
  {
    constants: { type: 1 },
    derived: { subtype_name: ({ subtype }): (typeof SUBTYPES)[number] | undefined => SUBTYPES[subtype] },
    complete: (given) => ({ length: RESV_MEM_LENGTH, ...given }),
    violation: ({ length }) =>
      length === RESV_MEM_LENGTH ? undefined : `length = ${String(length)} of a RESV_MEM property is not 20`,
  },
);

/** Sizes of properties of unknown type that are looked at: whole words. */
const UNKNOWN_SIZES = Array.from({ length: 16 }, (_, index) => 4 + 4 * index);

/** One property; types that are not defined are unknown. */
export function probeCodec() {
  const unknown = unknownRecord(UNKNOWN_SIZES, [TYPE, LENGTH], 32);
  const find = byCodes([NONE, RESV_MEM], TYPE);
  return new Codec({
    name: 'virtio-iommu probe',
    layouts: [NONE, RESV_MEM, unknown],
    select: (words) => find(words) ?? unknown,
    extent: (words) => find(words)?.sizes[0] ?? HEAD_BYTES + LENGTH.read(words),
  });
}
