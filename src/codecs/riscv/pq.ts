/**
 * The page-request queue (RISC-V IOMMU 4.3): page requests to the guest, 16 bytes each, in the byte order of fctl.BE.
 *
 *   PID 31:12   PV 32   PRIV 33   EXEC 34   DID 63:40   R 64   W 65   L 66   PRGI 75:67   address 127:76
 *
 * A stop marker has L = 1 and R = W = 0. PRIV and EXEC are zero without a PASID.
 */
import type { ByteOrder } from '../../base/bytes';
import { Codec } from '../codec';
import { bits, flag, wide } from '../field';
import { layout } from '../layout';
import type { RiscvQuirk } from './quirks';

/** There is one kind of record. */
export function pqCodec(_quirks: ReadonlySet<RiscvQuirk>, order: ByteOrder) {
  const request = layout('page_request', 16, [
    bits('pid', 31, 12),
    flag('pv', 32),
    flag('priv', 33),
    flag('exec', 34),
    bits('did', 63, 40),
    flag('r', 64),
    flag('w', 65),
    flag('l', 66),
    bits('prgi', 75, 67),
    wide('addr', 127, 76, 12),
  ]);
  return new Codec({ name: 'riscv pq', layouts: [request], select: () => request, order });
}
