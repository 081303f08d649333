/**
 * IOTLB invalidation (RISC-V IOMMU 4.1.1).
 *
 *   AV 10   PSCID 31:12   PSCV 32   GV 33   NL 34   GSCID 59:44   S 73   ADDR 125:74 (its bits 63:12)
 *
 * NL needs capability bit 42, S needs bit 43. With S = 1 the lowest zero bit of ADDR gives the range.
 */
import { bits, flag } from '../field';
import { addressField, sizedRange } from '../sized-range';
import { command } from './command';

const FIELDS = [
  flag('av', 10),
  bits('pscid', 31, 12),
  flag('pscv', 32),
  flag('gv', 33),
  flag('nl', 34),
  bits('gscid', 59, 44),
  flag('s', 73),
  addressField(125, 74),
] as const;

// Without S the command concerns one translation, whatever its size.
const range = sizedRange('UNKNOWN_SIZE');

/** First-stage translations. */
export const IOTINVAL_VMA = command('IOTINVAL.VMA', 1, 0, FIELDS, range);

/** Second-stage translations. */
export const IOTINVAL_GVMA = command('IOTINVAL.GVMA', 1, 1, FIELDS, {
  ...range,
  violation: ({ pscv }) => (pscv === 1 ? 'pscv = 1 is illegal with IOTINVAL.GVMA' : undefined),
});
