/** The request queue (virtio 5.13.6): requests from the driver and, by itself, the tail that the device writes. */
import { Codec } from '../codec';
import { byCodes, unknownRecord } from '../dispatch';
import { ATTACH } from './attach';
import { DETACH } from './detach';
import { MAP } from './map';
import { PROBE } from './probe-request';
import { TYPE } from './request';
import { TAIL } from './tail';
import { UNMAP } from './unmap';

const TAIL_BYTES = 4;

/** Sizes of requests of unknown type that are looked at: whole words, from a head with one to the longest known. */
const UNKNOWN_SIZES = Array.from({ length: 17 }, (_, index) => 8 + 4 * index);

/** Four bytes are a tail; no request is so short. */
export function reqCodec() {
  const known = [ATTACH, DETACH, MAP, UNMAP, PROBE];
  const unknown = unknownRecord(UNKNOWN_SIZES, [TYPE], 32);
  const find = byCodes(known, TYPE);
  return new Codec({
    name: 'virtio-iommu req',
    layouts: [...known, TAIL, unknown],
    select: (words, bytes) => (bytes === TAIL_BYTES ? TAIL : (find(words) ?? unknown)),
  });
}
