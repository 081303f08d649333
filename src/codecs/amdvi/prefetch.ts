/**
 * PREFETCH_IOMMU_PAGES: a hint.
 *
 *   DevID 15:0   count 31:24   PASID 51:32   S 64   GN 66   Inval 68   address 127:76
 */
import { bits, flag } from '../field';
import { addressField, sizedRange } from '../sized-range';
import { command, DEVID } from './entry';

/** S gives the size of each page, coded in the address; Inval forgets the translations first. */
export const PREFETCH_IOMMU_PAGES = command(
  'PREFETCH_IOMMU_PAGES',
  6,
  [
    DEVID,
    bits('pfcount', 31, 24),
    bits('pasid', 51, 32),
    flag('s', 64),
    flag('gn', 66),
    flag('inval', 68),
    addressField(127, 76),
  ],
  sizedRange('PAGE'),
);
