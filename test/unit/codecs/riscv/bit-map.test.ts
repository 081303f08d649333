import { checkBitMap } from '../bit-map';
import { codecOf } from '../support';

const IOTINVAL = 'av 10, pscid 31:12, pscv 32, gv 33, nl 34, gscid 59:44, s 73, addr_raw 125:74 << 12';
const ATS = 'pid 31:12, pv 32, dsv 33, rid 55:40, dseg 63:56';

// RISC-V IOMMU 4.1.
describe('riscv cq', () => {
  checkBitMap(
    codecOf('riscv', 'cq'),
    `
IOTINVAL.VMA: opcode 6:0 = 1, func3 9:7 = 0, ${IOTINVAL}
IOTINVAL.GVMA: opcode 6:0 = 1, func3 9:7 = 1, ${IOTINVAL}
IOFENCE.C: opcode 6:0 = 2, func3 9:7 = 0, av 10, wsi 11, pr 12, pw 13, data 63:32, addr 125:64 << 2
IODIR.INVAL_DDT: opcode 6:0 = 3, func3 9:7 = 0, dv 33, did 63:40
IODIR.INVAL_PDT: opcode 6:0 = 3, func3 9:7 = 1, pid 31:12, dv 33, did 63:40
ATS.INVAL: opcode 6:0 = 4, func3 9:7 = 0, ${ATS}, g 64, s 75, addr_raw 127:76 << 12
ATS.PRGR: opcode 6:0 = 4, func3 9:7 = 1, ${ATS}, prgi 104:96, response_code 111:108, destination 127:112
`,
  );
});

// RISC-V IOMMU 4.2.
describe('riscv fq', () => {
  checkBitMap(
    codecOf('riscv', 'fq'),
    `
record: cause 11:0, pid 31:12, pv 32, priv 33, ttyp 39:34, did 63:40, custom 95:64, iotval 191:128, iotval2 255:192
`,
  );
});

// RISC-V IOMMU 4.3.
describe('riscv pq', () => {
  checkBitMap(
    codecOf('riscv', 'pq'),
    `
page_request: pid 31:12, pv 32, priv 33, exec 34, did 63:40, r 64, w 65, l 66, prgi 75:67, addr 127:76 << 12
`,
  );
});
