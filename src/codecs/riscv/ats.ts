/**
 * ATS commands (RISC-V IOMMU 4.1.4). Their second half is the payload of the PCIe message.
 *
 *   PID 31:12   PV 32   DSV 33   RID 55:40   DSEG 63:56
 *   invalidation request: G 64   S 75   address 127:76
 *   page request group response: index 104:96   code 111:108   destination 127:112
 *
 * The destination is drawn as zero, but the kernel has a field for it and the reference model puts the RID there in its
 * own responses: any value is accepted.
 */
import { bits, flag } from '../field';
import { PCIE_RESPONSES, responseWord } from '../responses';
import { addressField, sizedRange } from '../sized-range';
import { command } from './command';

const TARGET = [
  bits('pid', 31, 12),
  flag('pv', 32),
  flag('dsv', 33),
  bits('rid', 55, 40),
  bits('dseg', 63, 56),
] as const;

/** Sends an invalidation request. */
export const ATS_INVAL = command(
  'ATS.INVAL',
  4,
  0,
  [...TARGET, flag('g', 64), flag('s', 75), addressField(127, 76)],
  sizedRange('PAGE'),
);

/** Sends a page request group response. */
export const ATS_PRGR = command(
  'ATS.PRGR',
  4,
  1,
  [...TARGET, bits('prgi', 104, 96), bits('response_code', 111, 108), bits('destination', 127, 112)],
  responseWord(PCIE_RESPONSES, 'response_code'),
);
