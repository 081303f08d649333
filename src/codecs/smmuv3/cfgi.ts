/**
 * Configuration invalidation (IHI 0070 4.3).
 *
 *   SSec 10   SubstreamID 31:12   StreamID 63:32   Leaf 64   Range 68:64
 *
 * CMD_CFGI_ALL is CMD_CFGI_STE_RANGE with Range = 31; opcode 7 is another command, although QEMU calls that CFGI_ALL.
 */
import { bits, flag, integerOf } from '../field';
import { command, secure, SID, SSEC, SSID } from './command';

/** The range that means every stream. */
const ALL = 31;

/** The opcode that a range of streams and all streams share. */
export const CFGI_RANGE_OPCODE = 0x04;

const LEAF = flag('leaf', 64);

/** How many streams: 2^(range + 1). */
export const RANGE = bits('range', 68, 64);

/** One stream table entry. */
export const CFGI_STE = command('CMD_CFGI_STE', 0x03, [SSEC, SID, LEAF], { violation: secure });

/** The aligned range of 2^(range + 1) streams around one; all of them are another command. */
export const CFGI_STE_RANGE = command('CMD_CFGI_STE_RANGE', CFGI_RANGE_OPCODE, [SSEC, SID, RANGE], {
  violation: secure,
  complete: (given) => (integerOf(given['range']) === BigInt(ALL) ? 'range = 31 makes it CMD_CFGI_ALL' : given),
});

/** The same where CMD_CFGI_ALL has an opcode of its own. */
export const QEMU_CFGI_STE_RANGE = command('CMD_CFGI_STE_RANGE', CFGI_RANGE_OPCODE, [SSEC, SID, RANGE], {
  violation: secure,
});

/** Everything; the StreamID is ignored. */
export const CFGI_ALL = command('CMD_CFGI_ALL', CFGI_RANGE_OPCODE, [SSEC, SID, RANGE], {
  violation: secure,
  constants: { range: ALL },
});

/** Everything, as QEMU spells it. */
export const QEMU_CFGI_ALL = command('CMD_CFGI_ALL', 0x07, [SSEC], { violation: secure });

/** One context descriptor. */
export const CFGI_CD = command('CMD_CFGI_CD', 0x05, [SSEC, SSID, SID, LEAF], { violation: secure });

/** Every context descriptor of a stream. */
export const CFGI_CD_ALL = command('CMD_CFGI_CD_ALL', 0x06, [SSEC, SID], { violation: secure });
