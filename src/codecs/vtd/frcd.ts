/**
 * Fault recording registers (VT-d 11.4.7.6): non-recoverable faults to the guest, 16 bytes each, in registers rather than
 * memory.
 *
 *   FI 63:12 (its bits 63:12; for interrupts the index is in 63:48)   SID 79:64   T2 92   PRIV 93   EXE 94   PP 95
 *   FR 103:96   PASID 123:104   AT 125:124   T1 126   F 127
 *
 * T1 and T2 together say what was asked. F is written last: readers look at the top word first.
 */
import { Codec } from '../codec';
import { bits, choice, flag, wide, zero } from '../field';
import { layout } from '../layout';
import { FAULT_REASONS } from './fault-reasons';
import type { VtdQuirk } from './quirks';

const RECORD_BYTES = 16;

const specified = [
  choice(
    'type',
    [
      [126, 126],
      [92, 92],
    ],
    { 0: 'write', 1: 'page_request', 2: 'read', 3: 'atomic' },
  ),
  flag('priv', 93),
  flag('exe', 94),
  bits('pasid', 123, 104),
  bits('at', 125, 124),
] as const;

const qemu = [
  choice('type', [[126, 126]], { 0: 'write', 1: 'read' }),
  zero('priv'),
  zero('exe'),
  bits('pasid', 119, 104),
  zero('at'),
] as const;

/** There is one kind of record. */
export function frcdCodec(quirks: ReadonlySet<VtdQuirk>) {
  const record = layout(
    'fault_record',
    RECORD_BYTES,
    [
      wide('fault_info', 63, 12, 12),
      bits('sid', 79, 64),
      flag('pp', 95),
      bits('fault_reason', 103, 96),
      flag('f', 127),
      ...(quirks.has('QEMU_FRCD') ? qemu : specified),
    ],
    { derived: { reason_name: ({ fault_reason }) => FAULT_REASONS.get(fault_reason) } },
  );
  return new Codec({ name: 'vtd frcd', layouts: [record], select: () => record });
}
