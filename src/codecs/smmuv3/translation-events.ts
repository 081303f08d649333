/**
 * Events of translations that failed (IHI 0070 7.3.13 to 7.3.17).
 *
 *   STAG 79:64   Stall 95   PnU 97   InD 98   RnW 99   NSIPA 100   S2 103   CLASS 105:104   TTRnW 108
 *   InputAddr 191:128   IPA 247:204 (its bits 55:12)
 *
 * The first four are the only events that can stall their transaction. F_TLB_CONFLICT has Reason 95:64 instead.
 */
import { bits, data, flag } from '../field';
import { ACCESS, event, INPUT_ADDR, IPA, SUBSTREAM } from './event';

/** Which stage failed, at what (CLASS: 0 context descriptor, 1 table, 2 input address), and the table access. */
export const STAGE = [flag('s2', 103), bits('class', 105, 104), flag('ttrnw', 108)] as const;

const STALL = [bits('stag', 79, 64), flag('stall', 95)] as const;
const ADDRESSES = [flag('nsipa', 100), INPUT_ADDR, IPA] as const;
const FAULT = [...SUBSTREAM, ...STALL, ...ACCESS, ...STAGE, ...ADDRESSES] as const;

/** Events that tell where a translation failed. */
export const TRANSLATION_EVENTS = [
  event('F_TRANSLATION', 0x10, FAULT),
  event('F_ADDR_SIZE', 0x11, FAULT),
  event('F_ACCESS', 0x12, FAULT),
  event('F_PERMISSION', 0x13, FAULT),
  event('F_TLB_CONFLICT', 0x20, [...SUBSTREAM, data('reason', 95, 64), ...ACCESS, ...STAGE, ...ADDRESSES]),
] as const;
