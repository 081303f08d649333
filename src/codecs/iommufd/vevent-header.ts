/**
 * struct iommufd_vevent_header: stands before each event read from a vEVENTQ file descriptor, and alone where events were
 * lost. 8 bytes.
 *
 *   flags 31:0   sequence 63:32
 */
import { Codec } from '../codec';
import { bits } from '../field';
import { layout } from '../layout';

/** Flag 1: events were lost here. The sequence goes from 0 to 2^31-1 and around. */
export function veventHeaderCodec() {
  const header = layout('vevent_header', 8, [bits('header_flags', 31, 0), bits('sequence', 63, 32)]);
  return new Codec({ name: 'iommufd vevent_header', layouts: [header], select: () => header });
}
