/**
 * The page request queue (VT-d 7.4.1): page requests to the guest, 32 bytes each.
 *
 *   type 7:0   PP 8   RID 31:16   PASID 51:32   EXR 52   PMR 53
 *   RDR 64   WRR 65   LPIG 66   PRGI 75:67   ADDR 127:76   reserved 255:128
 *
 * A stop marker has PP = LPIG = 1 and RDR = WRR = 0. In revision 3 bit 9 said that bits 255:128 hold private data; that
 * is a quirk now.
 */
import { Codec } from '../codec';
import { byCodes, unknownRecord } from '../dispatch';
import { bits, flag, optional, wide, zero } from '../field';
import { layout } from '../layout';
import type { VtdQuirk } from './quirks';

const RECORD_BYTES = 32;
const TYPE = bits('type', 7, 0);
const PRIVATE_DATA = [
  optional(flag('pdp', 9)),
  optional(wide('private_data_0', 191, 128)),
  optional(wide('private_data_1', 255, 192)),
] as const;

/** Type 1 is a page request; others are unknown. */
export function prqCodec(quirks: ReadonlySet<VtdQuirk>) {
  const request = layout(
    'page_request',
    RECORD_BYTES,
    [
      TYPE,
      flag('pp', 8),
      bits('rid', 31, 16),
      bits('pasid', 51, 32),
      quirks.has('QEMU_NO_EXR') ? zero('exr') : flag('exr', 52),
      flag('pmr', 53),
      flag('rdr', 64),
      flag('wrr', 65),
      flag('lpig', 66),
      bits('prgi', 75, 67),
      wide('addr', 127, 76, 12),
      ...(quirks.has('R3_PRIVATE_DATA') ? PRIVATE_DATA : []),
    ],
    { constants: { type: 1 } },
  );
  const unknown = unknownRecord([RECORD_BYTES], [TYPE]);
  const byType = byCodes([request], TYPE);
  return new Codec({
    name: 'vtd prq',
    layouts: [request, unknown],
    select: (words) => byType(words) ?? unknown,
  });
}
