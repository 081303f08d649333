/**
 * The event log: events to the guest, 16 bytes each.
 *
 * Linux waits for a code that is not zero and then clears the slot: whoever writes an entry writes the code last.
 */
import { Codec } from '../codec';
import { byCodes, unknownRecord } from '../dispatch';
import { ILLEGAL_DEV_TABLE_ENTRY, INVALID_DEVICE_REQUEST, ioPageFault } from './access-events';
import { CODE, ENTRY_BYTES, logEntry } from './entry';
import {
  COMMAND_HARDWARE_ERROR,
  DEV_TAB_HARDWARE_ERROR,
  ILLEGAL_COMMAND_ERROR,
  IOTLB_INV_TIMEOUT,
  PAGE_TAB_HARDWARE_ERROR,
} from './hardware-events';
import { PPR_FIELDS } from './ppr-fields';
import type { AmdQuirk } from './quirks';
import { RMP_HW_ERROR, RMP_PAGE_FAULT } from './rmp-events';

/** Codes 10h and 11h, which VirtualBox lists, do not fit the field; the other reserved ones are unknown. */
export function eventCodec(quirks: ReadonlySet<AmdQuirk>) {
  const known = [
    ILLEGAL_DEV_TABLE_ENTRY,
    ioPageFault(quirks),
    DEV_TAB_HARDWARE_ERROR,
    PAGE_TAB_HARDWARE_ERROR,
    ILLEGAL_COMMAND_ERROR,
    COMMAND_HARDWARE_ERROR,
    IOTLB_INV_TIMEOUT,
    INVALID_DEVICE_REQUEST,
    logEntry('INVALID_PPR_REQUEST', 9, PPR_FIELDS),
    RMP_PAGE_FAULT,
    RMP_HW_ERROR,
  ];
  const unknown = unknownRecord([ENTRY_BYTES], [CODE]);
  const find = byCodes(known, CODE);
  return new Codec({ name: 'amdvi event', layouts: [...known, unknown], select: (words) => find(words) ?? unknown });
}
