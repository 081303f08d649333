/** Records that stand one after another. */
import { wordsOf } from '../base/bytes';
import type { AnyCodec } from './registry';

const WORD_BYTES = 4;

/**
 * Cuts bytes into records: where all have one size or say themselves how long they are, as many as there are; otherwise
 * the bytes are one record. What is left at the end is a record too, and its codec says what is wrong with it.
 *
 * @param codec the codec of their queue
 * @param bytes the records as they stand in memory
 * @param size what is known about the size of each, in bytes, 1 or more
 */
export function* recordsIn(codec: AnyCodec, bytes: Uint8Array, size?: number): Generator<Uint8Array> {
  const [only, ...others] = codec.sizes;
  const fixed = size ?? (others.length === 0 ? only : undefined);
  for (let at = 0; at < bytes.length;) {
    const rest = bytes.subarray(at);
    const extent = fixed ?? ownExtent(codec, rest) ?? rest.length;
    yield rest.subarray(0, extent);
    at += extent;
  }
}

/** How long the first record says it is; undefined when it does not say. */
function ownExtent({ extent, order }: AnyCodec, bytes: Uint8Array): number | undefined {
  if (extent === undefined || bytes.length < WORD_BYTES) return undefined;
  return extent(wordsOf(bytes.subarray(0, WORD_BYTES), order));
}
