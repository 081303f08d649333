/** What every codec is tested for: golden vectors both ways, and the laws that all of them keep. */
import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { fromHex, toHex, type ByteOrder } from '../../../src/base/bytes';
import { UNKNOWN, type Codec, type Decoded } from '../../../src/codecs/codec';
import type { Field } from '../../../src/codecs/field';
import type { Layout } from '../../../src/codecs/layout';
import { findCodec, type AnyCodec, type CodecOptions } from '../../../src/codecs/registry';
import { describeRecord, encodeRecord } from '../../../src/codecs/text';

/** One golden record; `source` says which independent encoders made it. */
export interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly hex: string;
  readonly order?: ByteOrder;
  readonly fields: Readonly<Record<string, number | string>>;
  readonly reserved_bits?: readonly number[];
  /** The fields are not all there are. */
  readonly partial?: true;
  readonly source: string;
}

const SEED = 20_260_801;

/** The bytes that hexadecimal digits mean. */
export function bytesFrom(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === undefined) throw new Error(`"${hex}" is not hexadecimal`);
  return bytes;
}

/** The codec of a queue; the test fails when there is none. */
export function codecOf(architecture: string, queue: string, options?: CodecOptions): AnyCodec {
  const codec = findCodec(architecture, queue, options);
  if (typeof codec === 'string') throw new Error(codec);
  return codec;
}

/** The vectors of a queue. */
export function vectorsOf(folder: string, queue: string): readonly Vector[] {
  const file = path.resolve(__dirname, '../../vectors', folder, `${queue}.json`);
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Vector[];
}

/** Decodes and encodes one golden record. */
export function checkVector(codec: AnyCodec, vector: Vector): void {
  const { kind, fields, hex, reserved_bits = [], partial } = vector;
  const text = describeRecord(codec, bytesFrom(hex));
  expect(text).toMatchObject({ kind, fields, reserved_bits, reencoded_hex: hex });
  if (partial) return;
  const again = encodeRecord(codec, { kind, fields, reservedBits: reserved_bits });
  expect(again.ok ? toHex(again.bytes) : again.message).toBe(hex);
}

/** Both ways through every vector of a queue. */
export function checkVectors(architecture: string, queue: string, vectors: readonly Vector[]): void {
  test.each(vectors.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
    expect.hasAssertions();
    checkVector(codecOf(architecture, queue, vector.order && { order: vector.order }), vector);
  });
}

function decode(codec: AnyCodec, bytes: Uint8Array): Decoded {
  const decoded = codec.decode(bytes);
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded;
}

/** The bytes of a record that the codec itself just read, or made up by a test that knows it fits. */
function encode(codec: AnyCodec, kind: string, fields: object, reservedBits: readonly number[] = []): Uint8Array {
  const encoded = encodeRecord(codec, { kind, fields, reservedBits });
  if (!encoded.ok) throw new Error(encoded.message);
  return encoded.bytes;
}

/** One form of one kind of record: the record of that kind with zeros, and where its fields are. */
interface Shape {
  readonly layout: Layout;
  readonly empty: Uint8Array;
  /** Ones where a field is that may have any value. */
  readonly open: Uint8Array;
  /** Ones where the codes are that make the kind. */
  readonly codes: Uint8Array;
}

/** Values that choose a form of another size, if any does. */
const SIZE_CHOICES: readonly object[] = [{}, { width_bits: 128 }, { status: 0 }];

function shapesOf(codec: AnyCodec): Shape[] {
  const shapes = new Map<string, Shape>();
  for (const layout of codec.layouts.values()) {
    for (const fields of SIZE_CHOICES) {
      const encoded = encodeRecord(codec, { kind: layout.kind, fields });
      if (!encoded.ok) continue;
      const size = encoded.bytes.length;
      const { constants = {} } = layout.extras;
      const fieldsThere = layout.kind === UNKNOWN ? [] : layout.forms.get(size)!.fields;
      const mask = (isCode: boolean): Uint8Array =>
        maskOf(
          codec,
          size,
          fieldsThere.filter(({ name }) => name in constants === isCode),
        );
      shapes.set(`${layout.kind} ${String(size)}`, {
        layout,
        empty: encoded.bytes,
        open: mask(false),
        codes: mask(true),
      });
    }
  }
  return [...shapes.values()];
}

/** Ones where the fields are. */
function maskOf(codec: AnyCodec, size: number, fields: readonly Field[]): Uint8Array {
  const mask = new Uint8Array(size);
  for (const [msb, lsb] of fields.flatMap(({ runs }) => runs)) {
    for (let bit = lsb; bit <= msb; bit += 1) mask[at(codec, bit)]! |= 1 << (bit & 7);
  }
  return mask;
}

/** The byte that holds a bit; big-endian records are turned around doubleword by doubleword. */
function at(codec: AnyCodec, bit: number): number {
  const index = bit >>> 3;
  return codec.order === 'big' ? index ^ 7 : index;
}

const filled = ({ empty, open }: Shape, noise: Uint8Array): Uint8Array =>
  empty.map((byte, index) => byte | (noise[index]! & open[index]!));

function checkFlips(codec: AnyCodec, bytes: Uint8Array): void {
  const before = decode(codec, bytes);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = bytes.slice();
    flipped[bit >>> 3]! ^= 1 << (bit & 7);
    const after = codec.decode(flipped);
    // A code that another size belongs to is a difference too.
    if (!after.ok) continue;
    const again = encode(codec, after.kind, after.fields, after.reservedBits);
    // expect() is too slow to be called for every bit.
    if (isDeepStrictEqual(after, before)) throw new Error(`bit ${String(bit)} of ${toHex(bytes)} is without effect`);
    if (toHex(again) !== toHex(flipped)) throw new Error(`bit ${String(bit)} of ${toHex(bytes)} gets lost`);
  }
}

/** Pseudo-random words, the same in every run. */
function noiseSource(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

function noiseBytes(next: () => number, size: number): Uint8Array {
  const words = new Uint32Array((size + 3) >>> 2);
  for (let index = 0; index < words.length; index += 1) words[index] = next();
  return new Uint8Array(words.buffer, 0, size);
}

/** Decodes so many records of noise, every other one with the codes of a known kind, and encodes a sample again. */
function checkNoise(codec: AnyCodec, records: number): void {
  const next = noiseSource(SEED);
  const shapes = shapesOf(codec);
  const longest = Math.max(...codec.sizes) + 9;
  for (let count = 0; count < records; count += 1) {
    const shape = shapes[next() % shapes.length]!;
    const isOther = count % 4 === 3;
    const bytes = noiseBytes(next, isOther ? next() % longest : shape.empty.length);
    if (count % 2 === 0) bytes.set(shape.empty.map((byte, i) => byte | (bytes[i]! & ~shape.codes[i]!)));
    const decoded = codec.decode(bytes);
    if (!decoded.ok) {
      if (decoded.reason !== 'LENGTH') throw new Error(decoded.message);
    } else if (count % 16 < 2) {
      const again = encode(codec, decoded.kind, decoded.fields, decoded.reservedBits);
      if (Buffer.compare(again, bytes) !== 0) throw new Error(`${toHex(bytes)} comes back different`);
    }
  }
}

/** What holds for every codec; one block of tests. */
export function checkLaws<L extends Layout>(typed: Codec<L>): void {
  const codec = typed as unknown as AnyCodec;
  const shapes = shapesOf(codec);
  const named = shapes.map((shape) => [`${shape.layout.kind} (${String(shape.empty.length)} bytes)`, shape] as const);

  test.each(named)('%s: values come back', (_name, shape) => {
    const size = shape.empty.length;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: size, maxLength: size }), (noise) => {
        const bytes = filled(shape, noise);
        const { kind, fields, reservedBits } = decode(codec, bytes);
        expect(reservedBits).toEqual([]);
        expect(toHex(encode(codec, kind, fields))).toBe(toHex(bytes));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  test.each(named)('%s: no bit is without effect, and none gets lost', (_name, shape) => {
    const next = noiseSource(SEED);
    const records = Array.from({ length: 4 }, () =>
      filled(
        shape,
        shape.empty.map(() => next()),
      ),
    );
    expect(() => [shape.empty, ...records].forEach((record) => checkFlips(codec, record))).not.toThrow();
  });

  test.each(named)('%s: reserved bits are reported, and kept when asked', (_name, { layout, empty }) => {
    const { reserved } = layout.forms.get(empty.length)!;
    const bits = Array.from({ length: empty.length * 8 }, (_, bit) => bit);
    const free = bits.filter((bit) => (reserved[bit >>> 5]! >>> (bit & 31)) & 1);
    const { fields } = decode(codec, empty);
    const bytes = encode(codec, layout.kind, fields, free);
    expect(decode(codec, bytes).reservedBits).toEqual(free);
    expect(toHex(encode(codec, layout.kind, decode(codec, bytes).fields))).toBe(toHex(empty));
    for (const bit of [...bits.filter((each) => !free.includes(each)), -1, bits.length, 0.5]) {
      const refused = encodeRecord(codec, { kind: layout.kind, fields, reservedBits: [bit] });
      expect(refused).toMatchObject({ ok: false, reason: 'RESERVED' });
    }
  });

  test.each([...codec.layouts.values()].map((layout) => [layout.kind, layout] as const))(
    '%s: a value that does not fit is refused with its field, itself and the width',
    (kind, layout) => {
      for (const { name, width } of layout.fields) {
        const refusal = (value: unknown): string => {
          const result = encodeRecord(codec, { kind, fields: { [name]: value } });
          return result.ok ? toHex(result.bytes) : result.message;
        };
        const over = 1n << BigInt(width);
        const range = `${String(width)} bits hold 0..0x${(over - 1n).toString(16)}`;
        const isConstant = name in (layout.extras.constants ?? {});
        expect(refusal(over)).toContain(
          `${name} = 0x${over.toString(16)} ${isConstant ? 'contradicts' : `does not fit: ${range}`}`,
        );
        for (const value of [-1, 0.5, Number.NaN, 'nonsense', '', null, {}, true, '9'.repeat(1000)]) {
          expect(refusal(value)).toContain(`${name} = `);
        }
      }
      const stranger = encodeRecord(codec, { kind, fields: { nonsense: 1 } });
      expect(stranger).toMatchObject({ ok: false, reason: 'FIELD' });
    },
  );

  test('100,000 records of noise never throw, and a sample comes back as it was', () => {
    expect(() => checkNoise(codec, 100_000)).not.toThrow();
  });

  test('no other number of bytes is a record', () => {
    for (let size = 0; size < Math.max(...codec.sizes) + 20; size += 1) {
      if (codec.sizes.has(size)) continue;
      const refused = codec.decode(new Uint8Array(size));
      expect(refused).toMatchObject({ ok: false, reason: 'LENGTH' });
    }
  });
}
