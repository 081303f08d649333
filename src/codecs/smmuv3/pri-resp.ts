/**
 * Page request group response (IHI 0070 4.5.2).
 *
 *   SSV 11   SubstreamID 31:12   StreamID 63:32   PRGIndex 72:64   Resp 77:76
 */
import { RAW_CODES } from '../../model/page-request';
import { bits } from '../field';
import { responseWord } from '../responses';
import { command, SID, SSID, SSV } from './command';
import type { SmmuQuirk } from './quirks';
import { SMMU_RESPONSES } from './responses';

/** Resp counts the other way than PCIe; `pcie_response_code` is what the endpoint is sent. */
export function priResp(quirks: ReadonlySet<SmmuQuirk>) {
  const [msb, lsb] = quirks.has('QEMU_PRI_RESP_BITS') ? [76, 75] : [77, 76];
  const { derived, complete } = responseWord(SMMU_RESPONSES, 'resp');
  return command('CMD_PRI_RESP', 0x41, [SSV, SSID, SID, bits('prgi', 72, 64), bits('resp', msb, lsb)], {
    derived: {
      ...derived,
      pcie_response_code: ({ resp }): number | undefined => {
        const code = SMMU_RESPONSES.codeOf(resp);
        return code && RAW_CODES[code];
      },
    },
    complete,
    violation: ({ resp }) => (resp === 3 ? 'resp = 3 is illegal' : undefined),
  });
}
