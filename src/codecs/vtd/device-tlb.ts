/**
 * Device-TLB invalidate descriptor (VT-d 6.5.2.5).
 *
 *   PFSID 63:52 above 15:12   MIP 20:16   SID 47:32   S 64   ADDR 127:76
 *
 * The descriptor with a PASID puts SID, MIP and S elsewhere.
 */
import { bits, flag, split, zero } from '../field';
import { addressField, sizedRange } from '../sized-range';
import { BOTH_WIDTHS, descriptor } from './descriptor';
import type { VtdQuirk } from './quirks';

/** Type 3. MIP is how many invalidations the function takes at once; PFSID needs ECAP.DIT. */
export const deviceTlb = (quirks: ReadonlySet<VtdQuirk>) =>
  descriptor(
    'device_tlb_invalidate',
    3,
    BOTH_WIDTHS,
    [
      quirks.has('QEMU_NO_DIT') ? zero('pfsid') : split('pfsid', [63, 52], [15, 12]),
      bits('max_inv_pending', 20, 16),
      bits('sid', 47, 32),
      flag('s', 64),
      addressField(127, 76),
    ],
    sizedRange('PAGE'),
  );
