import { checkBitMap } from '../bit-map';
import { codecOf } from '../support';

// VT-d 6.5.2 and 7.7.1. The size of a range is given where S would otherwise ask for one.
describe('vtd qi', () => {
  checkBitMap(
    codecOf('vtd', 'qi'),
    `
context_cache_invalidate: type 11:9+3:0 = 1, granularity 5:4, did 31:16, sid 47:32, fm 49:48
iotlb_invalidate: type 11:9+3:0 = 2, granularity 5:4, dw 6, dr 7, did 31:16, am 69:64, ih 70, addr 127:76 << 12
device_tlb_invalidate: type 11:9+3:0 = 3, pfsid 63:52+15:12, max_inv_pending 20:16, sid 47:32, s 64, addr_raw 127:76 << 12
interrupt_entry_cache_invalidate: type 11:9+3:0 = 4, granularity 4, im 31:27, iidx 47:32
invalidation_wait: type 11:9+3:0 = 5, if 4, sw 5, fn 6, pd 7, status_data 63:32, status_addr 127:66 << 2
pasid_iotlb_invalidate: type 11:9+3:0 = 6, granularity 5:4, did 31:16, pasid 51:32, am 69:64, ih 70, addr 127:76 << 12
pasid_cache_invalidate: type 11:9+3:0 = 7, granularity 5:4, did 31:16, pasid 51:32
pasid_device_tlb_invalidate: type 11:9+3:0 = 8, max_inv_pending 8:4, pfsid 63:52+15:12, sid 31:16, pasid 51:32, g 64, s 75, addr_raw 127:76 << 12
page_group_response: type 11:9+3:0 = 9, pp 4, response_code 15:12, rid 31:16, pasid 51:32, ignored 66, prgi 75:67
hpt_cache_invalidate: type 11:9+3:0 = 10, g 5:4, hptdid 31:16, am 69:64, ih 71:70, addr 127:76 << 12
`,
  );
});

// VT-d 7.4.1.
describe('vtd prq', () => {
  checkBitMap(
    codecOf('vtd', 'prq'),
    `
page_request: type 7:0 = 1, pp 8, rid 31:16, pasid 51:32, exr 52, pmr 53, rdr 64, wrr 65, lpig 66, prgi 75:67, addr 127:76 << 12
`,
  );
});

// VT-d 11.4.7.6; T1 is bit 126, T2 bit 92.
describe('vtd frcd', () => {
  checkBitMap(
    codecOf('vtd', 'frcd'),
    `
fault_record: fault_info 63:12 << 12, sid 79:64, type 126+92, priv 93, exe 94, pp 95, fault_reason 103:96, pasid 123:104, at 125:124, f 127
`,
  );
});
