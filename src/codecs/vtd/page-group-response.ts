/**
 * Page group response descriptor (VT-d 7.7.1); 256-bit queue only.
 *
 *   PP 4   RC 15:12   RID 31:16   PASID 51:32   ignored 66   PRGI 75:67
 *
 * Bit 66 was LPIG until revision 4 and guests still set it: it is ignored, not reserved. In revision 3 bit 5 said that
 * bits 255:128 hold the private data of the request; that is a quirk now.
 */
import { bits, flag, optional, wide } from '../field';
import { LINUX_RESPONSES, PCIE_RESPONSES, responseWord } from '../responses';
import { descriptor, WIDE_ONLY } from './descriptor';
import type { VtdQuirk } from './quirks';

const PRIVATE_DATA = [
  optional(flag('pdp', 5)),
  optional(wide('private_data_0', 191, 128)),
  optional(wide('private_data_1', 255, 192)),
] as const;

/** Type 9. RC 2 to 14 are reserved; they are accepted and mean failure, because Linux sends 2 for it. */
export const pageGroupResponse = (quirks: ReadonlySet<VtdQuirk>) => {
  const isRevision3 = quirks.has('R3_PRIVATE_DATA');
  return descriptor(
    'page_group_response',
    9,
    WIDE_ONLY,
    [
      flag('pp', 4),
      bits('response_code', 15, 12),
      bits('rid', 31, 16),
      bits('pasid', 51, 32),
      optional(flag(isRevision3 ? 'lpig' : 'ignored', 66)),
      bits('prgi', 75, 67),
      ...(isRevision3 ? PRIVATE_DATA : []),
    ],
    responseWord(quirks.has('LINUX_FAILURE_IS_2') ? LINUX_RESPONSES : PCIE_RESPONSES, 'response_code'),
  );
};
