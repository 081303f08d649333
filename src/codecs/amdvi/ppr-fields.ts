/**
 * The fields of a peripheral page request, in the PPR log and in the event about an invalid one.
 *
 *   DevID 15:0   PASID[15:0] 31:16   PASID[19:16] 45:42   PRGI 40:32   Last 41
 *   EXEC 49   READ 50   WRITE 53   US 54 (1 is user)   RZ 55   GN 56   address 127:64
 *
 * The PASID stands elsewhere than in all other events. US is the opposite of the privileged flag of other architectures.
 */
import { bits, flag, split, wide } from '../field';
import { DEVID } from './entry';

/** GN says that the PASID is valid; PRGI and Last together are the 10-bit tag. */
export const PPR_FIELDS = [
  DEVID,
  split('pasid', [45, 42], [31, 16]),
  bits('prgi', 40, 32),
  flag('last', 41),
  flag('exec', 49),
  flag('read', 50),
  flag('write', 53),
  flag('user', 54),
  flag('rz', 55),
  flag('gn', 56),
  wide('addr', 127, 64),
] as const;
