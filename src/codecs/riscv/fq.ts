/**
 * The fault queue (RISC-V IOMMU 4.2): faults to the guest, 32 bytes each, in the byte order of fctl.BE.
 *
 *   CAUSE 11:0   PID 31:12   PV 32   PRIV 33   TTYP 39:34   DID 63:40   custom 95:64   iotval 191:128   iotval2 255:192
 *
 * DID, PV, PID and PRIV mean nothing with TTYP = 0, PID and PRIV nothing with PV = 0. In a guest page fault iotval2 is
 * the guest-physical address, with bit 0 for an implicit access and bit 1 for an implicit write. With TTYP = 9 iotval is
 * the code of a PCIe message: 4 is a page request.
 */
import type { ByteOrder } from '../../base/bytes';
import { Codec } from '../codec';
import { bits, data, flag, wide } from '../field';
import { layout } from '../layout';
import { CAUSES, TRANSACTION_TYPES } from './causes';
import type { RiscvQuirk } from './quirks';

/** There is one kind of record. */
export function fqCodec(quirks: ReadonlySet<RiscvQuirk>, order: ByteOrder) {
  const record = layout(
    'record',
    32,
    [
      bits('cause', 11, 0),
      bits('pid', 31, 12),
      flag('pv', 32),
      flag('priv', 33),
      bits('ttyp', 39, 34),
      bits('did', 63, 40),
      data('custom', 95, 64),
      wide('iotval', 191, 128),
      wide('iotval2', 255, 192),
    ],
    {
      derived: {
        cause_name: ({ cause }) => CAUSES.get(cause),
        ttyp_name: ({ ttyp }) => TRANSACTION_TYPES[ttyp],
      },
      ...(quirks.has('QEMU_PV_ALWAYS') && { forced: { pv: 1 } }),
    },
  );
  return new Codec({ name: 'riscv fq', layouts: [record], select: () => record, order });
}
