/**
 * PASID-based IOTLB invalidate descriptor (VT-d 6.5.2.4); 256-bit queue only.
 *
 *   G 5:4   DID 31:16   PASID 51:32   AM 69:64   IH 70   ADDR 127:76
 */
import { bits, choice, flag, wide } from '../field';
import { descriptor, reservedGranularity, WIDE_ONLY } from './descriptor';

/** Type 6. AM is the log2 of the number of pages. */
export const PASID_IOTLB = descriptor(
  'pasid_iotlb_invalidate',
  6,
  WIDE_ONLY,
  [
    choice('granularity', [[5, 4]], { 2: 'pasid', 3: 'page' }),
    bits('did', 31, 16),
    bits('pasid', 51, 32),
    bits('am', 69, 64),
    flag('ih', 70),
    wide('addr', 127, 76, 12),
  ],
  { violation: reservedGranularity },
);
