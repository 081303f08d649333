/**
 * HPT-cache invalidate descriptor (VT-d 6.5.2.9); 256-bit queue only.
 *
 *   G 5:4   HPTDID 31:16   AM 69:64   IH 71:70   ADDR 127:76
 *
 * An invalid type where HPT is not supported. It was the page stream response of revision 2, and kernels still call it so.
 */
import { bits, wide } from '../field';
import { descriptor, WIDE_ONLY } from './descriptor';

/** Type 10. */
export const HPT_CACHE = descriptor('hpt_cache_invalidate', 10, WIDE_ONLY, [
  bits('g', 5, 4),
  bits('hptdid', 31, 16),
  bits('am', 69, 64),
  bits('ih', 71, 70),
  wide('addr', 127, 76, 12),
]);
