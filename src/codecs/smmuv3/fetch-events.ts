/**
 * Events of aborted fetches (IHI 0070 7.3.4, 7.3.10, 7.3.12, 7.3.20).
 *
 *   Reason 79:64 (implementation defined)   GPCF 80   FetchAddr 247:195 (its bits 55:3)
 *
 * F_WALK_EABT also says which access it was for, with InputAddr 191:128.
 */
import { bits, flag, wide } from '../field';
import { ACCESS, event, FETCH_ADDR, INPUT_ADDR, SUBSTREAM } from './event';
import type { SmmuQuirk } from './quirks';
import { STAGE } from './translation-events';

const FETCH = [...SUBSTREAM, bits('reason', 79, 64), flag('gpcf', 80)] as const;

/** QEMU puts the address of the context descriptor where others have the transaction's. */
const QEMU_FETCH_ADDR = wide('fetch_addr', 191, 128);

/** Events with the address that was fetched. */
export const fetchEvents = (quirks: ReadonlySet<SmmuQuirk>) => [
  event('F_STE_FETCH', 0x03, [...FETCH, FETCH_ADDR]),
  event('F_CD_FETCH', 0x09, [...FETCH, quirks.has('QEMU_CD_FETCH_SLOT') ? QEMU_FETCH_ADDR : FETCH_ADDR]),
  event('F_WALK_EABT', 0x0b, [...FETCH, ...ACCESS, ...STAGE, INPUT_ADDR, FETCH_ADDR]),
  event('F_VMS_FETCH', 0x25, [...FETCH, FETCH_ADDR]),
];
