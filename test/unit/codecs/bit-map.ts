/**
 * Where the fields of a record are, a second time: written from the specifications, beside the tables of the codecs. A
 * line names a kind and its fields, `name msb:lsb`, with `+` between runs (most significant first), `<< n` for low bits
 * that are not stored, `= n` for a code, and `(n)` for what is written when nothing is given.
 */
import { toHex } from '../../../src/base/bytes';
import type { AnyCodec } from '../../../src/codecs/registry';
import { encodeRecord } from '../../../src/codecs/text';

interface Entry {
  readonly name: string;
  /** Bits in the order of the value's bits, lowest first. */
  readonly bits: readonly number[];
  readonly shift: bigint;
  readonly constant: bigint | undefined;
  readonly default: bigint;
}

function entryOf(text: string): Entry {
  const [, name, runs, shift = '0', constant, given = '0'] =
    /^(\w+) ([\d:+]+)(?: << (\d+))?(?: = (\w+))?(?: \((\d+)\))?$/.exec(text) ?? [];
  if (name === undefined || runs === undefined) throw new Error(`"${text}" is no field`);
  const bits = runs
    .split('+')
    .toReversed()
    .flatMap((run) => {
      const [msb, lsb = msb] = run.split(':').map(Number);
      return Array.from({ length: msb! - lsb! + 1 }, (_, index) => lsb! + index);
    });
  const code = constant === undefined ? undefined : BigInt(constant);
  return { name, bits, shift: BigInt(shift), constant: code, default: code ?? BigInt(given) };
}

function encode(codec: AnyCodec, kind: string, fields: object): Uint8Array {
  const encoded = encodeRecord(codec, { kind, fields });
  if (!encoded.ok) throw new Error(encoded.message);
  return encoded.bytes;
}

/** The numbers of the bits that are set. */
const bitsOf = (bytes: Uint8Array): number[] =>
  Array.from({ length: bytes.length * 8 }, (_, bit) => bit).filter((bit) => (bytes[bit >>> 3]! >>> (bit & 7)) & 1);

const ascending = (bits: readonly number[]): number[] => bits.toSorted((a, b) => a - b);

/**
 * One test for each kind of record: every field alone sets its bits and no other, each of its bits is where it should
 * be, and no other field has any.
 *
 * @param codec little-endian
 * @param map lines as described above; `kind: field, field, …`
 */
export function checkBitMap(codec: AnyCodec, map: string): void {
  const lines = map.split('\n').filter((line) => line.trim() !== '');
  const kinds = lines.map((line) => {
    const [kind = '', fields = ''] = line.split(/: (.*)/).map((part) => part.trim());
    return [kind, fields.split(', ').map(entryOf)] as const;
  });

  test.each(kinds)('%s has its fields where the specification has them', (kind, entries) => {
    const setBy = (each: readonly Entry[]): number[] =>
      each.flatMap(({ bits, default: value }) => bits.filter((_, index) => (value >> BigInt(index)) & 1n));
    expect(bitsOf(encode(codec, kind, {}))).toEqual(ascending(setBy(entries)));
    for (const entry of entries) {
      const { name, bits, shift, constant } = entry;
      if (constant !== undefined) continue;
      const set = setBy(entries.filter((each) => each !== entry));
      bits.forEach((bit, index) => {
        const alone = encode(codec, kind, { [name]: 1n << (BigInt(index) + shift) });
        expect([name, index, bitsOf(alone)]).toEqual([name, index, ascending([...set, bit])]);
      });
      const above = encodeRecord(codec, { kind, fields: { [name]: 1n << (BigInt(bits.length) + shift) } });
      expect(above.ok ? toHex(above.bytes) : above.message).toContain(`${name} = `);
    }
    const owners = codec.layouts.get(kind)!.fields.filter(({ runs }) => runs.length > 0);
    const widths = owners.map(({ name, width }) => [name, width] as const);
    expect(Object.fromEntries(widths)).toEqual(
      Object.fromEntries(entries.map(({ name, bits, shift }) => [name, bits.length + Number(shift)])),
    );
  });

  test('every kind has its line', () => {
    const known = [...codec.layouts.keys()].filter((kind) => kind !== 'unknown');
    expect(known.toSorted()).toEqual(kinds.map(([kind]) => kind).toSorted());
  });
}
