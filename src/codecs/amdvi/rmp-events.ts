/**
 * Events of reverse-map checks.
 *
 *   DevID 15:0   RMP flags 23:16   VMG tag 47:32   flags 59:48   address 127:64
 *
 * The flags are what Linux prints; their meaning is not known here.
 */
import { bits, wide } from '../field';
import { DEVID, logEntry } from './entry';

const TAG = bits('vmg_tag', 47, 32);
const FLAGS = bits('flags', 59, 48);
const ADDRESS = wide('addr', 127, 64);

/** An access that the reverse map forbids; the address is guest-physical. */
export const RMP_PAGE_FAULT = logEntry('RMP_PAGE_FAULT', 0xd, [DEVID, bits('flags_rmp', 23, 16), TAG, FLAGS, ADDRESS]);

/** The reverse map could not be read; the address is system-physical. */
export const RMP_HW_ERROR = logEntry('RMP_HW_ERROR', 0xe, [DEVID, TAG, FLAGS, ADDRESS]);
