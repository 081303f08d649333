/**
 * PASID-cache invalidate descriptor (VT-d 6.5.2.2); 256-bit queue only.
 *
 *   G 5:4   DID 31:16   PASID 51:32
 */
import { bits, choice } from '../field';
import { descriptor, reservedGranularity, WIDE_ONLY } from './descriptor';

/** Type 7. Its global granularity is 3, unlike that of the other caches. */
export const PASID_CACHE = descriptor(
  'pasid_cache_invalidate',
  7,
  WIDE_ONLY,
  [
    choice('granularity', [[5, 4]], { 0: 'domain', 1: 'pasid', 3: 'global' }),
    bits('did', 31, 16),
    bits('pasid', 51, 32),
  ],
  { violation: reservedGranularity },
);
