/**
 * struct iommu_hwpt_invalidate: the argument of the invalidation ioctl. 32 bytes.
 *
 *   size 31:0   hwpt_id 63:32   data_uptr 127:64   data_type 159:128   entry_len 191:160   entry_num 223:192
 *   reserved 255:224
 */
import { Codec } from '../codec';
import { bits, wide } from '../field';
import { layout } from '../layout';

const SIZE = 32;

/** Data type: 0 VT-d first stage, 1 SMMUv3 commands. The kernel writes to entry_num how many it carried out. */
export function hwptInvalidateCodec() {
  const argument = layout(
    'hwpt_invalidate',
    SIZE,
    [
      bits('size', 31, 0),
      bits('hwpt_id', 63, 32),
      wide('data_uptr', 127, 64),
      bits('data_type', 159, 128),
      bits('entry_len', 191, 160),
      bits('entry_num', 223, 192),
    ],
    { complete: (given) => ({ size: SIZE, ...given }) },
  );
  return new Codec({ name: 'iommufd hwpt_invalidate', layouts: [argument], select: () => argument });
}
