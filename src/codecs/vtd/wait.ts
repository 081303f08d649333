/**
 * Invalidation wait descriptor (VT-d 6.5.2.8).
 *
 *   IF 4   SW 5   FN 6   PD 7   status data 63:32   status address 127:66 (its bits 63:2)
 */
import { data, flag, wide, zero } from '../field';
import { BOTH_WIDTHS, descriptor } from './descriptor';
import type { VtdQuirk } from './quirks';

/** Type 5. PD needs ECAP.PDS; address bits above the host address width are ignored by the reader, not here. */
export const wait = (quirks: ReadonlySet<VtdQuirk>) =>
  descriptor('invalidation_wait', 5, BOTH_WIDTHS, [
    flag('if', 4),
    flag('sw', 5),
    flag('fn', 6),
    quirks.has('QEMU_NO_PD') ? zero('pd') : flag('pd', 7),
    data('status_data', 63, 32),
    wide('status_addr', 127, 66, 2),
  ]);
