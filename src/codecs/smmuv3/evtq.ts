/** The event queue (IHI 0070 7.2, 7.3): events to the guest, 32 bytes each, always little-endian. */
import { Codec } from '../codec';
import { byCodes, unknownRecord } from '../dispatch';
import { configurationEvents } from './configuration-events';
import { EVENT_BYTES, EVENT_ID } from './event';
import { fetchEvents } from './fetch-events';
import { PAGE_REQUEST_EVENT } from './page-request-event';
import type { SmmuQuirk } from './quirks';
import { TRANSLATION_EVENTS } from './translation-events';

/** Events E0h to EFh are implementation defined and, like reserved ones, unknown here. */
export function evtqCodec(quirks: ReadonlySet<SmmuQuirk>) {
  const known = [...configurationEvents(quirks), ...fetchEvents(quirks), ...TRANSLATION_EVENTS, PAGE_REQUEST_EVENT];
  const unknown = unknownRecord([EVENT_BYTES], [EVENT_ID]);
  const find = byCodes(known, EVENT_ID);
  return new Codec({
    name: 'smmuv3 evtq',
    layouts: [...known, unknown],
    select: (words) => find(words) ?? unknown,
  });
}
