/**
 * DETACH (virtio 5.13.6.4).
 *
 *   domain 63:32   endpoint 95:64   reserved 159:96
 */
import { bits } from '../field';
import { request } from './request';

/** Ends the attachment of one endpoint. */
export const DETACH = request('DETACH', 2, 20, [bits('domain', 63, 32), bits('endpoint', 95, 64)]);
