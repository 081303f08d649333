/**
 * The PPR log: page requests to the guest, 16 bytes each.
 *
 *   code 63:60, and the fields of a page request
 *
 * Linux answers an entry without GN, or with PASID 0, as a failure and shows it to nobody. It waits for a code that is
 * not zero and then clears the slot: whoever writes the entry writes the code last.
 */
import { Codec } from '../codec';
import { byCodes, unknownRecord } from '../dispatch';
import { CODE, ENTRY_BYTES, logEntry } from './entry';
import { PPR_FIELDS } from './ppr-fields';

/** Code 1 is a page request; others are unknown. */
export function pprCodec() {
  const request = logEntry('PAGE_SERVICE_REQUEST', 1, PPR_FIELDS);
  const unknown = unknownRecord([ENTRY_BYTES], [CODE]);
  const find = byCodes([request], CODE);
  return new Codec({ name: 'amdvi ppr', layouts: [request, unknown], select: (words) => find(words) ?? unknown });
}
