/**
 * Context-cache invalidate descriptor (VT-d 6.5.2.1).
 *
 *   G 5:4   DID 31:16   SID 47:32   FM 49:48
 */
import { bits, choice } from '../field';
import { BOTH_WIDTHS, descriptor, reservedGranularity } from './descriptor';

/** Type 1. FM says how many of the three function-number bits of SID are not compared: the highest ones. */
export const CONTEXT_CACHE = descriptor(
  'context_cache_invalidate',
  1,
  BOTH_WIDTHS,
  [
    choice('granularity', [[5, 4]], { 1: 'global', 2: 'domain', 3: 'device' }),
    bits('did', 31, 16),
    bits('sid', 47, 32),
    bits('fm', 49, 48),
  ],
  { violation: reservedGranularity },
);
