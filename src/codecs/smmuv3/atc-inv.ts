/**
 * ATC invalidation (IHI 0070 4.5.1).
 *
 *   G 9   SSV 11   SubstreamID 31:12   StreamID 63:32   Size 69:64   address 127:76
 */
import { bits, flag, integerOf, printed, wide } from '../field';
import type { Given } from '../layout';
import { command, SID, SSID, SSV } from './command';

const PAGE_BYTES = 0x1000n;

/** The size that means the whole address space. */
const ALL_SIZE = 52;

const bytesOf = (size: number): bigint => PAGE_BYTES << BigInt(size);

/** Size from `range_bytes`, for a draft without it. */
function complete(given: Given): Given | string {
  const { range_bytes, size } = given;
  if (range_bytes === undefined || size !== undefined) return given;
  if (range_bytes === 'all') return { ...given, size: ALL_SIZE };
  const bytes = integerOf(range_bytes);
  for (let power = 0; power < ALL_SIZE; power += 1) if (bytes === bytesOf(power)) return { ...given, size: power };
  return `range_bytes = ${printed(range_bytes)} is no power of two from 0x1000; give one, or all`;
}

/** The range is 4096 * 2^size bytes, aligned to its size by the reader; sizes above 52 have no meaning. */
export const ATC_INV = command(
  'CMD_ATC_INV',
  0x40,
  [flag('g', 9), SSV, SSID, SID, bits('size', 69, 64), wide('addr', 127, 76, 12)],
  {
    derived: {
      range_bytes: ({ size }): bigint | 'all' | undefined => {
        if (size >= ALL_SIZE) return size === ALL_SIZE ? 'all' : undefined;
        return bytesOf(size);
      },
    },
    complete,
    violation: ({ size }) => (size > ALL_SIZE ? `size = ${String(size)} has no meaning above 52` : undefined),
  },
);
