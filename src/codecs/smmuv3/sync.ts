/**
 * Synchronisation (IHI 0070 4.7.3).
 *
 *   CS 13:12   MSH 23:22   MSIAttr 27:24   MSIData 63:32   MSIAddress 119:66 (its bits 55:2)
 */
import { bits, data, wide } from '../field';
import { command } from './command';

/** CS: 0 tells nobody, 1 interrupts (a message when the address is not zero, and the wire), 2 sends an event. */
export const SYNC = command(
  'CMD_SYNC',
  0x46,
  [
    bits('cs', 13, 12),
    bits('msh', 23, 22),
    bits('msiattr', 27, 24),
    data('msi_data', 63, 32),
    wide('msi_addr', 119, 66, 2),
  ],
  { violation: ({ cs }) => (cs === 3 ? 'cs = 3 is illegal' : undefined) },
);
