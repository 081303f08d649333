import { checkBitMap } from '../bit-map';
import { codecOf } from '../support';

// As Linux and VirtualBox have them.
describe('amdvi cmd', () => {
  checkBitMap(
    codecOf('amdvi', 'cmd'),
    `
COMPLETION_WAIT: op 63:60 = 1, s 0, i 1, f 2, store_addr 51:3 << 3, store_data 127:64
INVALIDATE_DEVTAB_ENTRY: op 63:60 = 2, devid 15:0
INVALIDATE_IOMMU_PAGES: op 63:60 = 3, pasid 19:0, domid 47:32, s 64, pde 65, gn 66, addr_raw 127:76 << 12
INVALIDATE_IOTLB_PAGES: op 63:60 = 4, devid 15:0, pasid 59:56+23:16+55:48, maxpend 31:24, qid 47:32, s 64, gn 66, type 69:68, addr_raw 127:76 << 12
INVALIDATE_INTERRUPT_TABLE: op 63:60 = 5, devid 15:0
PREFETCH_IOMMU_PAGES: op 63:60 = 6, devid 15:0, pfcount 31:24, pasid 51:32, s 64, gn 66, inval 68, addr_raw 127:76 << 12
COMPLETE_PPR_REQUEST: op 63:60 = 7, devid 15:0, pasid 51:32, gn 66, completion_tag 104:96, response_code 111:108
INVALIDATE_IOMMU_ALL: op 63:60 = 8
`,
  );
});

const PPR =
  'devid 15:0, pasid 45:42+31:16, prgi 40:32, last 41, exec 49, read 50, write 53, user 54, rz 55, gn 56, addr 127:64';
const HARDWARE = 'i 51, rw 53, tr 56, type 58:57, addr 127:64';

describe('amdvi event', () => {
  checkBitMap(
    codecOf('amdvi', 'event'),
    `
ILLEGAL_DEV_TABLE_ENTRY: code 63:60 = 1, devid 15:0, pasid 19:16+47:32, gn 48, i 51, rw 53, rz 55, tr 56, addr 127:64
IO_PAGE_FAULT: code 63:60 = 2, devid 15:0, domid_or_pasid 19:16+47:32, gn 48, nx 49, us 50, i 51, pr 52, rw 53, pe 54, rz 55, tr 56, addr 127:64
DEV_TAB_HARDWARE_ERROR: code 63:60 = 3, devid 15:0, ${HARDWARE}
PAGE_TAB_HARDWARE_ERROR: code 63:60 = 4, devid 15:0, domid_or_pasid 19:16+47:32, gn 48, ${HARDWARE}
ILLEGAL_COMMAND_ERROR: code 63:60 = 5, addr 127:64
COMMAND_HARDWARE_ERROR: code 63:60 = 6, type 58:57, addr 127:64
IOTLB_INV_TIMEOUT: code 63:60 = 7, devid 15:0, addr 127:68 << 4
INVALID_DEVICE_REQUEST: code 63:60 = 8, devid 15:0, pasid 19:16+47:32, gn 48, us 49, tr 56, type 59:57, addr 127:64
INVALID_PPR_REQUEST: code 63:60 = 9, ${PPR}
RMP_PAGE_FAULT: code 63:60 = 13, devid 15:0, flags_rmp 23:16, vmg_tag 47:32, flags 59:48, addr 127:64
RMP_HW_ERROR: code 63:60 = 14, devid 15:0, vmg_tag 47:32, flags 59:48, addr 127:64
`,
  );
});

describe('amdvi ppr', () => {
  checkBitMap(
    codecOf('amdvi', 'ppr'),
    `
PAGE_SERVICE_REQUEST: code 63:60 = 1, ${PPR}
`,
  );
});
