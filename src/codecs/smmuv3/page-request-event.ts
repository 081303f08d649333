/**
 * E_PAGE_REQUEST (IHI 0070 7.3.19): a hint that pages will be wanted. It needs no response.
 *
 *   uX 97   uW 98   uR 99   pX 101   pW 102   pR 103   Span 115:108   InputAddr 191:140 (its bits 63:12)
 */
import { bits, flag, wide } from '../field';
import { layout } from '../layout';
import { EVENT_BYTES, EVENT_ID, SID, SUBSTREAM } from './event';

/** Which accesses are expected, unprivileged (u) and privileged (p). */
export const PAGE_REQUEST_EVENT = layout(
  'E_PAGE_REQUEST',
  EVENT_BYTES,
  [
    EVENT_ID,
    SID,
    ...SUBSTREAM,
    flag('uX', 97),
    flag('uW', 98),
    flag('uR', 99),
    flag('pX', 101),
    flag('pW', 102),
    flag('pR', 103),
    bits('span_pages', 115, 108),
    wide('input_addr', 191, 140, 12),
  ],
  { constants: { event_id: 0x24 }, derived: { name: () => 'E_PAGE_REQUEST' } },
);
