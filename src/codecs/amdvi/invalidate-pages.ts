/**
 * INVALIDATE_IOMMU_PAGES.
 *
 *   PASID 19:0   DomID 47:32   S 64   PDE 65   GN 66   address 127:76
 *
 * For everything the kernel sets S and every address bit from 12 to 62.
 */
import { bits, flag } from '../field';
import { addressField, sizedRange } from '../sized-range';
import { command } from './entry';

/** Translations of a domain, with GN of one PASID. PDE includes the directories above them. */
export const INVALIDATE_IOMMU_PAGES = command(
  'INVALIDATE_IOMMU_PAGES',
  3,
  [bits('pasid', 19, 0), bits('domid', 47, 32), flag('s', 64), flag('pde', 65), flag('gn', 66), addressField(127, 76)],
  sizedRange('PAGE'),
);
