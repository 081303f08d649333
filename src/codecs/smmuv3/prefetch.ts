/**
 * Prefetch commands (IHI 0070 4.2). They are hints.
 *
 *   SSec 10   SSV 11   SubstreamID 31:12   StreamID 63:32   Size 68:64   address 127:76
 */
import { bits, wide } from '../field';
import { command, secure, SID, SSEC, SSID, SSV } from './command';

/** Configuration of a stream. */
export const PREFETCH_CONFIG = command('CMD_PREFETCH_CONFIG', 0x01, [SSEC, SSV, SSID, SID], { violation: secure });

/** Translations of a stream; Size is the log2 of their number. */
export const PREFETCH_ADDR = command(
  'CMD_PREFETCH_ADDR',
  0x02,
  [SSEC, SSV, SSID, SID, bits('size', 68, 64), wide('addr', 127, 76, 12)],
  { violation: secure },
);
