/** The command queue (IHI 0070 chapter 4): commands from the guest, 16 bytes each, always little-endian. */
import { Codec } from '../codec';
import { byCodes, unknownRecord } from '../dispatch';
import { ATC_INV } from './atc-inv';
import {
  CFGI_ALL,
  CFGI_CD,
  CFGI_CD_ALL,
  CFGI_RANGE_OPCODE,
  CFGI_STE,
  CFGI_STE_RANGE,
  QEMU_CFGI_ALL,
  QEMU_CFGI_STE_RANGE,
  RANGE,
} from './cfgi';
import { COMMAND_BYTES, OPCODE } from './command';
import { PREFETCH_ADDR, PREFETCH_CONFIG } from './prefetch';
import { priResp } from './pri-resp';
import type { SmmuQuirk } from './quirks';
import { RESUME, STALL_TERM } from './resume';
import { SYNC } from './sync';
import { TLBI } from './tlbi';

/** Commands of secure queues, of MPAM and of device permission tables are unknown: a non-secure queue refuses them. */
export function cmdqCodec(quirks: ReadonlySet<SmmuQuirk>) {
  const isQemu = quirks.has('QEMU_CFGI_ALL_7');
  const byOpcode = [
    PREFETCH_CONFIG,
    PREFETCH_ADDR,
    CFGI_STE,
    isQemu ? QEMU_CFGI_STE_RANGE : CFGI_STE_RANGE,
    CFGI_CD,
    CFGI_CD_ALL,
    ...TLBI,
    ATC_INV,
    priResp(quirks),
    RESUME,
    STALL_TERM,
    SYNC,
    ...(isQemu ? [QEMU_CFGI_ALL] : []),
  ];
  const unknown = unknownRecord([COMMAND_BYTES], [OPCODE]);
  const find = byCodes(byOpcode, OPCODE);
  return new Codec({
    name: 'smmuv3 cmdq',
    layouts: [...byOpcode, ...(isQemu ? [] : [CFGI_ALL]), unknown],
    select: (words) => {
      const isAll = !isQemu && OPCODE.read(words) === CFGI_RANGE_OPCODE && RANGE.read(words) === 31;
      return isAll ? CFGI_ALL : (find(words) ?? unknown);
    },
  });
}
