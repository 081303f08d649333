/**
 * ATTACH (virtio 5.13.6.3).
 *
 *   domain 63:32   endpoint 95:64   flags 127:96   reserved 159:128
 */
import { bits } from '../field';
import { request } from './request';

/** Flag 1 is bypass. */
export const ATTACH = request('ATTACH', 1, 20, [
  bits('domain', 63, 32),
  bits('endpoint', 95, 64),
  bits('flags', 127, 96),
]);
