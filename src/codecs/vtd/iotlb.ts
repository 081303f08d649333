/**
 * IOTLB invalidate descriptor (VT-d 6.5.2.3).
 *
 *   G 5:4   DW 6   DR 7   DID 31:16   AM 69:64   IH 70   ADDR 127:76
 */
import { bits, choice, flag, wide } from '../field';
import { BOTH_WIDTHS, descriptor, reservedGranularity } from './descriptor';

/** Type 2. AM is the log2 of the number of pages; IH says that only leaf entries changed. */
export const IOTLB = descriptor(
  'iotlb_invalidate',
  2,
  BOTH_WIDTHS,
  [
    choice('granularity', [[5, 4]], { 1: 'global', 2: 'domain', 3: 'page' }),
    flag('dw', 6),
    flag('dr', 7),
    bits('did', 31, 16),
    bits('am', 69, 64),
    flag('ih', 70),
    wide('addr', 127, 76, 12),
  ],
  { violation: reservedGranularity },
);
