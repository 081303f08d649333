/**
 * PASID-based device-TLB invalidate descriptor (VT-d 6.5.2.6); 256-bit queue only.
 *
 *   MIP 8:4   PFSID 63:52 above 15:12   SID 31:16   PASID 51:32   G 64   S 75   ADDR 127:76
 *
 * The descriptor without a PASID puts SID, MIP and S elsewhere.
 */
import { bits, flag, split, zero } from '../field';
import { addressField, sizedRange } from '../sized-range';
import { descriptor, WIDE_ONLY } from './descriptor';
import type { VtdQuirk } from './quirks';

/** Type 8. G asks for translations of every PASID; PFSID needs ECAP.DIT. */
export const pasidDeviceTlb = (quirks: ReadonlySet<VtdQuirk>) =>
  descriptor(
    'pasid_device_tlb_invalidate',
    8,
    WIDE_ONLY,
    [
      bits('max_inv_pending', 8, 4),
      quirks.has('QEMU_NO_DIT') ? zero('pfsid') : split('pfsid', [63, 52], [15, 12]),
      bits('sid', 31, 16),
      bits('pasid', 51, 32),
      flag('g', 64),
      flag('s', 75),
      addressField(127, 76),
    ],
    sizedRange('PAGE'),
  );
