/** Whatever bytes a guest writes: a million records are decoded, and none makes a codec throw or lose a bit. */
import { findCodec, QUEUES, type AnyCodec } from '../../src/codecs/registry';

const RECORDS = 1_000_000;
/** Every so manieth record is encoded again. */
const ENCODED = 8;
const SEED = 20261120;

/** xorshift32: the same numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** A queue's codec in each byte order, with no quirk and with all of them. */
const codecs: readonly AnyCodec[] = QUEUES.flatMap(({ architecture, queue, orders, quirks }) =>
  orders.flatMap((order) =>
    [[], Object.keys(quirks)].map((names) => {
      const codec = findCodec(architecture, queue, { order, quirks: names });
      if (typeof codec === 'string') throw new Error(codec);
      return codec;
    }),
  ),
);

test('a million random records are decoded; those that are records come back bit for bit', () => {
  const next = numbers(SEED);
  const wrong: string[] = [];
  let decodedCount = 0;
  for (let index = 0; index < RECORDS; index += 1) {
    const codec = codecs[index % codecs.length]!;
    const sizes = [...codec.sizes];
    // Now and then a size that no record has.
    const size = next() % 64 === 0 ? next() % 100 : sizes[next() % sizes.length]!;
    const bytes = new Uint8Array(size);
    const words = Math.ceil(size / 4);
    for (let word = 0; word < words; word += 1) {
      // Sparse ones as well: most codes mean something when few bits are set.
      const value = next() % 2 === 0 ? next() : next() & next() & next();
      for (let byte = 0; byte < 4 && word * 4 + byte < size; byte += 1) bytes[word * 4 + byte] = value >>> (8 * byte);
    }
    const decoded = codec.decode(bytes);
    if (!decoded.ok) continue;
    decodedCount += 1;
    if (index % ENCODED !== 0) continue;
    const { kind, fields, reservedBits } = decoded;
    const again = codec.encode({ kind, fields, reservedBits });
    if (!again.ok || Buffer.compare(again.bytes, bytes) !== 0) {
      wrong.push(`${codec.name} ${Buffer.from(bytes).toString('hex')}: ${again.ok ? 'other bytes' : again.message}`);
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(decodedCount).toBeGreaterThan(RECORDS * 0.9);
});
