/**
 * Interrupt-entry-cache invalidate descriptor (VT-d 6.5.2.7).
 *
 *   G 4 (0 is global, 1 is by index)   IM 31:27   IIDX 47:32
 */
import { bits, choice } from '../field';
import { BOTH_WIDTHS, descriptor } from './descriptor';

/** Type 4. IM is the log2 of the number of entries. */
export const INTERRUPT_ENTRY_CACHE = descriptor('interrupt_entry_cache_invalidate', 4, BOTH_WIDTHS, [
  choice('granularity', [[4, 4]], { 0: 'global', 1: 'index' }),
  bits('im', 31, 27),
  bits('iidx', 47, 32),
]);
