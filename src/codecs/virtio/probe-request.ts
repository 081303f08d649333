/**
 * PROBE (virtio 5.13.6.7): the driver's part. The device's part, properties and a tail, has a size of its own.
 *
 *   type 7:0   endpoint 63:32   reserved 575:64
 */
import { bits } from '../field';
import { layout } from '../layout';
import { TYPE } from './request';

/** Asks for the properties of an endpoint. */
export const PROBE = layout('PROBE', 72, [TYPE, bits('endpoint', 63, 32)], { constants: { type: 5 } });
