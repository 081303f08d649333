/**
 * struct iommu_hwpt_vtd_s1_invalidate: one invalidation of a first-stage table. 24 bytes.
 *
 *   addr 63:0   npages 127:64   flags 159:128   reserved 191:160
 */
import { U64_MAX } from '../../base/u64';
import { Codec } from '../codec';
import { bits, wide } from '../field';
import { layout } from '../layout';

const LEAF = 1;

/** What the kernel refuses, in its order: flags and reserved bits with EOPNOTSUPP, addresses with EINVAL. */
function violation(entry: { readonly addr: bigint; readonly npages: bigint; readonly flags: number }) {
  const { addr, npages, flags } = entry;
  if ((flags & ~LEAF) !== 0) return `flags = ${String(flags)} is EOPNOTSUPP; 1 (leaf) is all there is`;
  if (addr % 0x1000n !== 0n) return 'addr is EINVAL: it is no page address';
  return npages === U64_MAX && addr !== 0n ? 'addr is EINVAL: it must be 0 with all pages' : undefined;
}

/** All ones in npages, with addr 0, is everything. */
export function hwptVtdS1InvalidateCodec() {
  const entry = layout(
    'hwpt_vtd_s1_invalidate',
    24,
    [wide('addr', 63, 0), wide('npages', 127, 64), bits('flags', 159, 128)],
    { violation },
  );
  return new Codec({ name: 'iommufd hwpt_vtd_s1_invalidate', layouts: [entry], select: () => entry });
}
