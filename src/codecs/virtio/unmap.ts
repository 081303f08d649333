/**
 * UNMAP (virtio 5.13.6.6).
 *
 *   domain 63:32   virt_start 127:64   virt_end 191:128 (inclusive)   reserved 223:192
 */
import { bits, wide } from '../field';
import { request } from './request';

/** Removes whole mappings. */
export const UNMAP = request('UNMAP', 4, 28, [
  bits('domain', 63, 32),
  wide('virt_start', 127, 64),
  wide('virt_end', 191, 128),
]);
