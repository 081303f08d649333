/**
 * COMPLETE_PPR_REQUEST: the answer to a page request group.
 *
 *   DevID 15:0   PASID 51:32   GN 66   tag 104:96   code 111:108
 *
 * The tag has 9 bits: the last-page bit that stands above them in a PPR log entry is not repeated.
 */
import { bits, flag } from '../field';
import { LINUX_RESPONSES, PCIE_RESPONSES, responseWord } from '../responses';
import { command, DEVID } from './entry';
import type { AmdQuirk } from './quirks';

/** GN says that the PASID is valid. Codes 2 to 14 mean failure, because Linux sends 2 for it. */
export const completePpr = (quirks: ReadonlySet<AmdQuirk>) =>
  command(
    'COMPLETE_PPR_REQUEST',
    7,
    [DEVID, bits('pasid', 51, 32), flag('gn', 66), bits('completion_tag', 104, 96), bits('response_code', 111, 108)],
    responseWord(quirks.has('LINUX_FAILURE_IS_2') ? LINUX_RESPONSES : PCIE_RESPONSES, 'response_code'),
  );
