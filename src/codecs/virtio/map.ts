/**
 * MAP (virtio 5.13.6.5).
 *
 *   domain 63:32   virt_start 127:64   virt_end 191:128 (inclusive)   phys_start 255:192   flags 287:256
 */
import { bits, wide } from '../field';
import { request } from './request';

/** Flags: 1 read, 2 write, 4 MMIO. */
export const MAP = request('MAP', 3, 36, [
  bits('domain', 63, 32),
  wide('virt_start', 127, 64),
  wide('virt_end', 191, 128),
  wide('phys_start', 255, 192),
  bits('flags', 287, 256),
]);
