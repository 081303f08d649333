import { checkBitMap } from '../bit-map';
import { codecOf } from '../support';

// virtio 5.13.6; the status is behind the driver's part.
describe('virtio-iommu req', () => {
  checkBitMap(
    codecOf('virtio-iommu', 'req'),
    `
ATTACH: type 7:0 = 1, domain 63:32, endpoint 95:64, flags 127:96, status 167:160
DETACH: type 7:0 = 2, domain 63:32, endpoint 95:64, status 167:160
MAP: type 7:0 = 3, domain 63:32, virt_start 127:64, virt_end 191:128, phys_start 255:192, flags 287:256, status 295:288
UNMAP: type 7:0 = 4, domain 63:32, virt_start 127:64, virt_end 191:128, status 231:224
PROBE: type 7:0 = 5, endpoint 63:32
tail: status 7:0
`,
  );
});

describe('virtio-iommu probe', () => {
  checkBitMap(
    codecOf('virtio-iommu', 'probe'),
    `
NONE: type 11:0 = 0, length 31:16
RESV_MEM: type 11:0 = 1, length 31:16 (20), subtype 39:32, start 127:64, end 191:128
`,
  );
});

describe('virtio-iommu event', () => {
  checkBitMap(
    codecOf('virtio-iommu', 'event'),
    `
fault: reason 7:0, flags 63:32, endpoint 95:64, address 191:128
`,
  );
});
