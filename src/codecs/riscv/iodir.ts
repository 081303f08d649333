/**
 * Directory cache invalidation (RISC-V IOMMU 4.1.3).
 *
 *   PID 31:12   DV 33   DID 63:40
 */
import { bits, flag, zero } from '../field';
import { command } from './command';

const DV = flag('dv', 33);
const DID = bits('did', 63, 40);

/** Device directory entries, and the process directory entries below them. PID is reserved. */
export const IODIR_INVAL_DDT = command('IODIR.INVAL_DDT', 3, 0, [DV, DID, zero('pid')]);

/** One process directory entry. */
export const IODIR_INVAL_PDT = command('IODIR.INVAL_PDT', 3, 1, [bits('pid', 31, 12), DV, DID], {
  violation: ({ dv }) => (dv === 0 ? 'dv = 0 is illegal with IODIR.INVAL_PDT' : undefined),
});
