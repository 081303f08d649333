/**
 * The event queue (virtio 5.13.6.8): faults from the device, 24 bytes each.
 *
 *   reason 7:0   reserved 31:8   flags 63:32   endpoint 95:64   reserved 127:96   address 191:128
 *
 * A driver ignores a fault in which 127:96 is not zero.
 */
import { Codec } from '../codec';
import { bits, wide } from '../field';
import { layout } from '../layout';

const REASONS = ['unknown', 'domain', 'mapping'] as const;

/** Flags: 1 read, 2 write, 4 execute (in Linux's header only), 0x100 the address is valid. */
export function eventCodec() {
  const fault = layout(
    'fault',
    24,
    [bits('reason', 7, 0), bits('flags', 63, 32), bits('endpoint', 95, 64), wide('address', 191, 128)],
    { derived: { reason_name: ({ reason }): (typeof REASONS)[number] | undefined => REASONS[reason] } },
  );
  return new Codec({ name: 'virtio-iommu event', layouts: [fault], select: () => fault });
}
