/** Codecs: the records of one queue, bytes to plain data and back. Nothing here throws on what a caller gives. */
import type { Words } from '../base/bits';
import { bytesOf, wordsOf, type ByteOrder } from '../base/bytes';
import { integerOf, printed, type Value } from './field';
import { isReserved, reservedBits, type Given, type Layout, type Values } from './layout';

/** The kind of a record whose code means nothing here: it has its codes and its raw words. */
export const UNKNOWN = 'unknown';

/** A record as plain data. */
export interface Decoded<Kind extends string = string, R extends object = Values> {
  readonly ok: true;
  readonly kind: Kind;
  readonly fields: R;
  /** Numbers of the bits that are set where the record has no field, lowest first. */
  readonly reservedBits: readonly number[];
  /** Why the architecture never accepts this record; unknown kinds and reserved bits are not told here. */
  readonly violation?: string;
}

/** Why bytes or values are not a record of this queue. */
export interface Failure {
  readonly ok: false;
  /** LENGTH: so many bytes. KIND: no such kind. FIELD: a field's name or value. RESERVED: a bit's number. */
  readonly reason: 'LENGTH' | 'KIND' | 'FIELD' | 'RESERVED';
  /** For people: the field, the value and the way out. */
  readonly message: string;
}

/** What a record is made of. What is left out is zero. */
export interface Draft<Kind extends string = string, R extends object = Given> {
  readonly kind: Kind;
  readonly fields: Partial<R>;
  /** Bits to set where the record has no field. */
  readonly reservedBits?: readonly number[];
}

/** The bytes of a record. */
export interface Encoded {
  readonly ok: true;
  readonly bytes: Uint8Array;
}

/** What a record of a layout decodes to; for a union of layouts, the union. */
export type DecodedOf<L> = L extends Layout<infer Kind, infer R> ? Decoded<Kind, R> : never;

/** What a record of a layout is made of; for a union of layouts, the union. */
export type DraftOf<L> = L extends Layout<infer Kind, infer R> ? Draft<Kind, R> : never;

/** The layouts of a queue, and how to tell them apart. */
export interface CodecSpec<L extends Layout> {
  /** Architecture and queue, for messages. */
  readonly name: string;
  readonly layouts: readonly L[];
  /** The layout of a record; one whose records have another size, and then the bytes are no record. */
  readonly select: (words: Words, bytes: number) => L;
  /** Where records say themselves how long they are: the bytes of the one that begins with this word, 4 or more. */
  readonly extent?: (words: Words) => number;
  /** Little-endian unless said otherwise. */
  readonly order?: ByteOrder;
}

const failure = (reason: Failure['reason'], message: string): Failure => ({ ok: false, reason, message });

const listed = (sizes: Iterable<number>): string => [...new Set(sizes)].sort((a, b) => a - b).join(' or ');

/** Whether what was given is what the record now says. */
function agrees(given: unknown, decoded: Value | undefined): boolean {
  if (typeof given === 'string' && given === decoded) return true;
  const value = integerOf(given);
  return value !== undefined && value === integerOf(decoded);
}

/** The records of one queue. */
export class Codec<L extends Layout = Layout> {
  /** Architecture and queue. */
  readonly name: string;
  /** Every kind of record, by name. */
  readonly layouts: ReadonlyMap<string, L>;
  /** Every size a record may have, in bytes. */
  readonly sizes: ReadonlySet<number>;
  /** How its records stand in memory. */
  readonly order: ByteOrder;
  /** Bytes of the record that begins with this word; undefined where records do not say it themselves. */
  readonly extent: CodecSpec<L>['extent'];
  readonly #select: CodecSpec<L>['select'];

  /** @param spec its layouts */
  constructor(spec: CodecSpec<L>) {
    this.name = spec.name;
    this.layouts = new Map(spec.layouts.map((each) => [each.kind, each]));
    this.sizes = new Set(spec.layouts.flatMap(({ sizes }) => sizes));
    this.#select = spec.select;
    this.order = spec.order ?? 'little';
    this.extent = spec.extent;
  }

  /**
   * Reads a record.
   *
   * @param bytes the record as it stands in memory, whole
   * @returns the record; a failure only when no record of this queue has that size
   */
  decode(bytes: Uint8Array): DecodedOf<L> | Failure {
    const words = this.sizes.has(bytes.length) ? wordsOf(bytes, this.order) : undefined;
    if (words === undefined) {
      return failure('LENGTH', `a ${this.name} record has ${listed(this.sizes)} bytes, not ${String(bytes.length)}`);
    }
    const found = this.#select(words, bytes.length);
    const form = found.forms.get(bytes.length);
    if (form === undefined) {
      return failure('LENGTH', `${found.kind} has ${listed(found.sizes)} bytes, not ${String(bytes.length)}`);
    }
    const fields: Record<string, Value | undefined> = {};
    for (const field of form.fields) fields[field.name] = field.read(words);
    const { derived = {}, violation } = found.extras;
    for (const name in derived) {
      const value = derived[name]!(fields, bytes.length);
      if (value !== undefined) fields[name] = value;
    }
    const why = violation?.(fields);
    const decoded: Decoded = { ok: true, kind: found.kind, fields, reservedBits: reservedBits(words, form) };
    // The layout that was found says which member of the union this is.
    return (why === undefined ? decoded : { ...decoded, violation: why }) as DecodedOf<L>;
  }

  /**
   * Makes a record.
   *
   * @param draft its kind and its fields: numbers, bigints, words, or numbers as text
   * @returns its bytes as they stand in memory, or what is wrong with the first thing that is wrong; nothing is cut
   */
  encode(draft: DraftOf<L>): Encoded | Failure {
    const { kind, fields, reservedBits: reserved } = draft as Draft;
    const found = this.layouts.get(kind);
    if (found === undefined) {
      return failure(
        'KIND',
        `${this.name} has no record ${printed(kind)}; it has ${[...this.layouts.keys()].join(', ')}`,
      );
    }
    const stranger = Object.keys(fields).find((name) => !found.names.has(name));
    if (stranger !== undefined) {
      return failure('FIELD', `${kind} has no field ${printed(stranger)}; it has ${[...found.names].join(', ')}`);
    }
    const words = this.#write(found, fields);
    if (!(words instanceof Uint32Array)) return words;
    const problem = reserved && this.#setReserved(found, words, reserved);
    if (problem !== undefined) return problem;
    const bytes = bytesOf(words, this.order);
    return this.#contradiction(found, fields, bytes) ?? { ok: true, bytes };
  }

  #write(found: L, given: Given): Words | Failure {
    const { complete, constants, forced, size } = found.extras;
    const values = complete?.(given) ?? given;
    if (typeof values === 'string') return failure('FIELD', values);
    const bytes = size?.(given) ?? found.sizes[0]!;
    const words = new Uint32Array(bytes / 4);
    for (const field of found.forms.get(bytes)!.fields) {
      const value = forced?.[field.name] ?? constants?.[field.name] ?? values[field.name];
      const problem = value === undefined ? undefined : field.write(words, value);
      if (problem !== undefined) return failure('FIELD', problem);
    }
    return words;
  }

  #setReserved(found: L, words: Words, bits: readonly unknown[]): Failure | undefined {
    const form = found.forms.get(words.length * 4)!;
    for (const bit of bits) {
      if (!isReserved(bit, form)) {
        return failure('RESERVED', `bit ${printed(bit)} is no reserved bit of ${found.kind}; set its field instead`);
      }
      words[bit >>> 5]! |= 1 << (bit & 31);
    }
    return undefined;
  }

  /** What the finished record says otherwise than the caller did: values that contradict each other or the kind. */
  #contradiction(found: L, given: Given, bytes: Uint8Array): Failure | undefined {
    const isDoubtful = (name: string): boolean => found.kind === UNKNOWN || !found.independent.has(name);
    const doubtful = Object.keys(given).filter((name) => given[name] !== undefined && isDoubtful(name));
    if (doubtful.length === 0 && found.kind !== UNKNOWN) return undefined;
    const decoded = this.decode(bytes);
    if (!decoded.ok) return decoded;
    if (decoded.kind !== found.kind) {
      return failure('KIND', `with these fields it is no ${found.kind} but ${decoded.kind}; name that kind instead`);
    }
    for (const name of doubtful) {
      const now = decoded.fields[name];
      if (agrees(given[name], now)) continue;
      return failure('FIELD', `${name} = ${printed(given[name])} contradicts the rest, which makes it ${printed(now)}`);
    }
    return undefined;
  }
}
