import { checkBitMap } from '../bit-map';
import { codecOf } from '../support';

// IHI 0070 chapter 4.
describe('smmuv3 cmdq', () => {
  checkBitMap(
    codecOf('smmuv3', 'cmdq'),
    `
CMD_PREFETCH_CONFIG: op 7:0 = 0x01, ssec 10, ssv 11, ssid 31:12, sid 63:32
CMD_PREFETCH_ADDR: op 7:0 = 0x02, ssec 10, ssv 11, ssid 31:12, sid 63:32, size 68:64, addr 127:76 << 12
CMD_CFGI_STE: op 7:0 = 0x03, ssec 10, sid 63:32, leaf 64
CMD_CFGI_STE_RANGE: op 7:0 = 0x04, ssec 10, sid 63:32, range 68:64
CMD_CFGI_ALL: op 7:0 = 0x04, ssec 10, sid 63:32, range 68:64 = 31
CMD_CFGI_CD: op 7:0 = 0x05, ssec 10, ssid 31:12, sid 63:32, leaf 64
CMD_CFGI_CD_ALL: op 7:0 = 0x06, ssec 10, sid 63:32
CMD_TLBI_NH_ALL: op 7:0 = 0x10, vmid 47:32
CMD_TLBI_NH_ASID: op 7:0 = 0x11, vmid 47:32, asid 63:48
CMD_TLBI_NH_VA: op 7:0 = 0x12, num 16:12, scale 24:20, vmid 47:32, asid 63:48, leaf 64, ttl 73:72, tg 75:74, addr 127:76 << 12
CMD_TLBI_NH_VAA: op 7:0 = 0x13, num 16:12, scale 24:20, vmid 47:32, leaf 64, ttl 73:72, tg 75:74, addr 127:76 << 12
CMD_TLBI_EL3_ALL: op 7:0 = 0x18
CMD_TLBI_EL3_VA: op 7:0 = 0x1a, num 16:12, scale 24:20, leaf 64, ttl 73:72, tg 75:74, addr 127:76 << 12
CMD_TLBI_EL2_ALL: op 7:0 = 0x20
CMD_TLBI_EL2_ASID: op 7:0 = 0x21, asid 63:48
CMD_TLBI_EL2_VA: op 7:0 = 0x22, num 16:12, scale 24:20, asid 63:48, leaf 64, ttl 73:72, tg 75:74, addr 127:76 << 12
CMD_TLBI_EL2_VAA: op 7:0 = 0x23, num 16:12, scale 24:20, leaf 64, ttl 73:72, tg 75:74, addr 127:76 << 12
CMD_TLBI_S12_VMALL: op 7:0 = 0x28, vmid 47:32
CMD_TLBI_S2_IPA: op 7:0 = 0x2a, num 16:12, scale 24:20, vmid 47:32, leaf 64, ttl 73:72, tg 75:74, ipa 115:76 << 12
CMD_TLBI_NSNH_ALL: op 7:0 = 0x30
CMD_ATC_INV: op 7:0 = 0x40, g 9, ssv 11, ssid 31:12, sid 63:32, size 69:64, addr 127:76 << 12
CMD_PRI_RESP: op 7:0 = 0x41, ssv 11, ssid 31:12, sid 63:32, prgi 72:64, resp 77:76
CMD_RESUME: op 7:0 = 0x44, ssec 10, ac 12, ab 13, sid 63:32, stag 79:64
CMD_STALL_TERM: op 7:0 = 0x45, ssec 10, sid 63:32
CMD_SYNC: op 7:0 = 0x46, cs 13:12, msh 23:22, msiattr 27:24, msi_data 63:32, msi_addr 119:66 << 2
`,
  );
});

const CONFIGURATION = 'ssv 11, ssid 31:12, sid 63:32';
const ACCESS = 'pnu 97, ind 98, rnw 99';
const STAGE = 's2 103, class 105:104, ttrnw 108';
const FETCH = `${CONFIGURATION}, reason 79:64, gpcf 80`;
const ADDRESSES = 'nsipa 100, input_addr 191:128, ipa 247:204 << 12';
const FAULT = `${CONFIGURATION}, stag 79:64, stall 95, ${ACCESS}, ${STAGE}, ${ADDRESSES}`;

// IHI 0070 7.3.
describe('smmuv3 evtq', () => {
  checkBitMap(
    codecOf('smmuv3', 'evtq'),
    `
F_UUT: event_id 7:0 = 0x01, ${CONFIGURATION}, reason 95:80, ${ACCESS}, input_addr 191:128
C_BAD_STREAMID: event_id 7:0 = 0x02, ${CONFIGURATION}
F_STE_FETCH: event_id 7:0 = 0x03, ${FETCH}, fetch_addr 247:195 << 3
C_BAD_STE: event_id 7:0 = 0x04, ${CONFIGURATION}
F_BAD_ATS_TREQ: event_id 7:0 = 0x05, ${CONFIGURATION}
F_STREAM_DISABLED: event_id 7:0 = 0x06, sid 63:32
F_TRANSL_FORBIDDEN: event_id 7:0 = 0x07, sid 63:32, rnw 99, input_addr 191:128
C_BAD_SUBSTREAMID: event_id 7:0 = 0x08, ssid 31:12, sid 63:32
F_CD_FETCH: event_id 7:0 = 0x09, ${FETCH}, fetch_addr 247:195 << 3
C_BAD_CD: event_id 7:0 = 0x0a, ${CONFIGURATION}
F_WALK_EABT: event_id 7:0 = 0x0b, ${FETCH}, ${ACCESS}, ${STAGE}, input_addr 191:128, fetch_addr 247:195 << 3
F_TRANSLATION: event_id 7:0 = 0x10, ${FAULT}
F_ADDR_SIZE: event_id 7:0 = 0x11, ${FAULT}
F_ACCESS: event_id 7:0 = 0x12, ${FAULT}
F_PERMISSION: event_id 7:0 = 0x13, ${FAULT}
F_TLB_CONFLICT: event_id 7:0 = 0x20, ${CONFIGURATION}, reason 95:64, ${ACCESS}, ${STAGE}, ${ADDRESSES}
F_CFG_CONFLICT: event_id 7:0 = 0x21, ${CONFIGURATION}, reason 95:64
E_PAGE_REQUEST: event_id 7:0 = 0x24, ${CONFIGURATION}, uX 97, uW 98, uR 99, pX 101, pW 102, pR 103, span_pages 115:108, input_addr 191:140 << 12
F_VMS_FETCH: event_id 7:0 = 0x25, ${FETCH}, fetch_addr 247:195 << 3
`,
  );
});

// IHI 0070 8.1.
describe('smmuv3 priq', () => {
  checkBitMap(
    codecOf('smmuv3', 'priq'),
    `
page_request: sid 31:0, ssid 51:32, priv 58, x 59, r 60, w 61, last 62, ssv 63, prgi 72:64, addr 127:76 << 12
`,
  );
});
