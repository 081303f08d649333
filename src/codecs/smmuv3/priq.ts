/**
 * The PRI queue (IHI 0070 8.1): page requests to the guest, 16 bytes each, always little-endian.
 *
 *   StreamID 31:0   SubstreamID 51:32   Priv 58   X 59   R 60   W 61   Last 62   SSV 63   PRGIndex 72:64   address 127:76
 *
 * A stop marker has Last = SSV = 1 and R = W = 0; with SSV = 0 the same is an ordinary request.
 */
import { Codec } from '../codec';
import { bits, flag, wide } from '../field';
import { layout } from '../layout';

/** There is one kind of record, and no quirk. */
export function priqCodec() {
  const request = layout('page_request', 16, [
    bits('sid', 31, 0),
    bits('ssid', 51, 32),
    flag('priv', 58),
    flag('x', 59),
    flag('r', 60),
    flag('w', 61),
    flag('last', 62),
    flag('ssv', 63),
    bits('prgi', 72, 64),
    wide('addr', 127, 76, 12),
  ]);
  return new Codec({ name: 'smmuv3 priq', layouts: [request], select: () => request });
}
