import { checkBitMap } from '../bit-map';
import { codecOf } from '../support';

// The structures of the kernel's header, little-endian.
describe.each([
  [
    'pgfault',
    'flags 31:0, dev_id 63:32, pasid 95:64, grpid 127:96, perm 159:128, addr 255:192, length 287:256, cookie 319:288',
  ],
  ['page_response', 'cookie 31:0, code 63:32'],
  ['vevent_header', 'header_flags 31:0, sequence 63:32'],
  ['hwpt_vtd_s1_invalidate', 'addr 63:0, npages 127:64, flags 159:128'],
  [
    'hwpt_invalidate',
    'size 31:0 (32), hwpt_id 63:32, data_uptr 127:64, data_type 159:128, entry_len 191:160, entry_num 223:192',
  ],
])('iommufd %s', (queue, fields) => {
  checkBitMap(codecOf('iommufd', queue), `${queue}: ${fields}`);
});
