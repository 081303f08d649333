/**
 * INVALIDATE_IOTLB_PAGES: what a device caches.
 *
 *   DevID 15:0   MaxPend 31:24   QueueID 47:32   S 64   GN 66   Type 69:68   address 127:76
 *   PASID[19:16] 59:56   PASID[15:8] 23:16   PASID[7:0] 55:48
 *
 * The PASID is crossed: its low byte is the higher one in memory. VirtualBox labels them the other way round.
 */
import { bits, flag, split, type Run } from '../field';
import { addressField, sizedRange } from '../sized-range';
import { command, DEVID } from './entry';
import type { AmdQuirk } from './quirks';

const PASID: readonly Run[] = [
  [59, 56],
  [23, 16],
  [55, 48],
];
const VBOX_PASID: readonly Run[] = [
  [59, 48],
  [23, 16],
];

/** MaxPend is how many invalidations the device takes at once. */
export const invalidateIotlb = (quirks: ReadonlySet<AmdQuirk>) =>
  command(
    'INVALIDATE_IOTLB_PAGES',
    4,
    [
      DEVID,
      split('pasid', ...(quirks.has('VBOX_PASID_HALVES') ? VBOX_PASID : PASID)),
      bits('maxpend', 31, 24),
      bits('qid', 47, 32),
      flag('s', 64),
      flag('gn', 66),
      bits('type', 69, 68),
      addressField(127, 76),
    ],
    sizedRange('PAGE'),
  );
