/**
 * TLB invalidation (IHI 0070 4.4).
 *
 *   NUM 16:12   SCALE 24:20   VMID 47:32   ASID 63:48   Leaf 64   TTL 73:72   TG 75:74
 *   address 127:76, an IPA 115:76
 *
 * With TG = 0 one address is meant, and NUM, SCALE and TTL are reserved; otherwise (NUM + 1) * 2^SCALE granules.
 */
import { bits, flag, wide } from '../field';
import { command } from './command';

const VMID = bits('vmid', 47, 32);
const ASID = bits('asid', 63, 48);

const HINTS = [
  bits('num', 16, 12),
  bits('scale', 24, 20),
  flag('leaf', 64),
  bits('ttl', 73, 72),
  bits('tg', 75, 74),
] as const;

const BY_ADDRESS = [...HINTS, wide('addr', 127, 76, 12)] as const;

interface RangeHints {
  readonly num: number;
  readonly scale: number;
  readonly ttl: number;
  readonly tg: number;
}

/** A granule without a range and without a level is a reserved combination. */
const violation = ({ num, scale, ttl, tg }: RangeHints): string | undefined =>
  tg !== 0 && num === 0 && scale === 0 && ttl === 0 ? 'tg without num, scale and ttl is reserved' : undefined;

/** Every TLB invalidation of the non-secure queue. */
export const TLBI = [
  command('CMD_TLBI_NH_ALL', 0x10, [VMID]),
  command('CMD_TLBI_NH_ASID', 0x11, [VMID, ASID]),
  command('CMD_TLBI_NH_VA', 0x12, [VMID, ASID, ...BY_ADDRESS], { violation }),
  command('CMD_TLBI_NH_VAA', 0x13, [VMID, ...BY_ADDRESS], { violation }),
  command('CMD_TLBI_EL3_ALL', 0x18, []),
  command('CMD_TLBI_EL3_VA', 0x1a, BY_ADDRESS, { violation }),
  command('CMD_TLBI_EL2_ALL', 0x20, []),
  command('CMD_TLBI_EL2_ASID', 0x21, [ASID]),
  command('CMD_TLBI_EL2_VA', 0x22, [ASID, ...BY_ADDRESS], { violation }),
  command('CMD_TLBI_EL2_VAA', 0x23, BY_ADDRESS, { violation }),
  command('CMD_TLBI_S12_VMALL', 0x28, [VMID]),
  command('CMD_TLBI_S2_IPA', 0x2a, [VMID, ...HINTS, wide('ipa', 115, 76, 12)], { violation }),
  command('CMD_TLBI_NSNH_ALL', 0x30, []),
] as const;
