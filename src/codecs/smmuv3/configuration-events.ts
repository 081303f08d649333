/**
 * Events of refused transactions and of bad configuration (IHI 0070 7.3.2, 7.3.3, 7.3.5 to 7.3.9, 7.3.11, 7.3.18).
 *
 *   F_UUT: Reason 95:80   F_CFG_CONFLICT: Reason 95:64
 *
 * C_BAD_SUBSTREAMID has no SSV: its SubstreamID is always valid.
 */
import { bits, data, flag } from '../field';
import { ACCESS, event, INPUT_ADDR, SUBSTREAM } from './event';
import type { SmmuQuirk } from './quirks';

/** Events without an address that was fetched. */
export const configurationEvents = (quirks: ReadonlySet<SmmuQuirk>) => [
  event('F_UUT', 0x01, [...SUBSTREAM, bits('reason', 95, 80), ...ACCESS, INPUT_ADDR]),
  event('C_BAD_STREAMID', 0x02, SUBSTREAM),
  event('C_BAD_STE', 0x04, SUBSTREAM),
  event('F_BAD_ATS_TREQ', 0x05, SUBSTREAM),
  event('F_STREAM_DISABLED', 0x06, []),
  event('F_TRANSL_FORBIDDEN', 0x07, [flag('rnw', 99), INPUT_ADDR]),
  quirks.has('LINUX_SSID_NEEDS_SSV')
    ? event('C_BAD_SUBSTREAMID', 0x08, SUBSTREAM)
    : event('C_BAD_SUBSTREAMID', 0x08, [bits('ssid', 31, 12)]),
  event('C_BAD_CD', 0x0a, SUBSTREAM),
  event('F_CFG_CONFLICT', 0x21, [...SUBSTREAM, data('reason', 95, 64)]),
];
