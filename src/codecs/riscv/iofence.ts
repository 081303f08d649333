/**
 * Fence (RISC-V IOMMU 4.1.2).
 *
 *   AV 10   WSI 11   PR 12   PW 13   DATA 63:32   ADDR 125:64 (its bits 63:2)
 */
import { data, flag, wide } from '../field';
import { command } from './command';

/** Done when every earlier command is. AV stores DATA; WSI raises the wire and needs fctl.WSI. */
export const IOFENCE_C = command('IOFENCE.C', 2, 0, [
  flag('av', 10),
  flag('wsi', 11),
  flag('pr', 12),
  flag('pw', 13),
  data('data', 63, 32),
  wide('addr', 125, 64, 2),
]);
