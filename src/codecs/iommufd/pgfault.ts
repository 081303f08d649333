/**
 * struct iommu_hwpt_pgfault: a page request, read from a fault file descriptor. 40 bytes; integers in the host's order,
 * which is little-endian wherever this runs.
 *
 *   flags 31:0   dev_id 63:32   pasid 95:64   grpid 127:96   perm 159:128   reserved 191:160
 *   addr 255:192   length 287:256   cookie 319:288
 */
import { Codec } from '../codec';
import { bits, wide } from '../field';
import { layout } from '../layout';

/**
 * Flags: 1 the PASID is valid, 2 last page of its group; the kernel leaks an internal one, 4. Without flag 1 there is no
 * PASID, whatever the field says. Perm: 1 read, 2 write, 4 execute, 8 privileged. The length is 0 today; all members of
 * a group have one cookie.
 */
export function pgfaultCodec() {
  const fault = layout('pgfault', 40, [
    bits('flags', 31, 0),
    bits('dev_id', 63, 32),
    bits('pasid', 95, 64),
    bits('grpid', 127, 96),
    bits('perm', 159, 128),
    wide('addr', 255, 192),
    bits('length', 287, 256),
    bits('cookie', 319, 288),
  ]);
  return new Codec({ name: 'iommufd pgfault', layouts: [fault], select: () => fault });
}
