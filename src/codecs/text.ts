/** Records as text: what a command line prints and reads. */
import { toHex } from '../base/bytes';
import { hex } from '../base/u64';
import type { Codec, Decoded, Draft, DraftOf, Encoded, Failure } from './codec';
import { UNKNOWN } from './codec';
import { printed } from './field';
import type { Layout, Values } from './layout';

/** A record as a JSON value: fields of more than 32 bits are `0x` strings, the others numbers, or words for codes. */
export interface RecordText {
  readonly kind: string;
  readonly fields: Readonly<Record<string, number | string>>;
  /** Numbers of the bits that are set where the record has no field, lowest first. */
  readonly reserved_bits: readonly number[];
  /** What encoding all of the above gives: the bytes that were decoded. Empty when they are no record. */
  readonly reencoded_hex: string;
  /** Why the bytes are no record, or why the architecture never accepts this one. */
  readonly error?: string;
}

function fieldsAsText(fields: Values): Record<string, number | string> {
  const text: Record<string, number | string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) text[name] = typeof value === 'bigint' ? hex(value) : value;
  }
  return text;
}

/** What is said instead of a record. */
export function noRecord(error: string): RecordText {
  return { kind: UNKNOWN, fields: {}, reserved_bits: [], reencoded_hex: '', error };
}

/**
 * Decodes a record for people and scripts, and encodes it again.
 *
 * @param codec the codec of its queue
 * @param bytes the record as it stands in memory
 */
export function describeRecord<L extends Layout>(codec: Codec<L>, bytes: Uint8Array): RecordText {
  const decoded = codec.decode(bytes) as Decoded | Failure;
  if (!decoded.ok) return noRecord(decoded.message);
  const { kind, fields, reservedBits, violation } = decoded;
  const again = encodeRecord(codec, { kind, fields, reservedBits });
  return {
    kind,
    fields: fieldsAsText(fields),
    reserved_bits: reservedBits,
    reencoded_hex: again.ok ? toHex(again.bytes) : '',
    ...(violation !== undefined && { error: violation }),
  };
}

/** What is to be encoded, before it was looked at: members of {@link RecordText}, as JSON or arguments brought them. */
export interface RecordDraft {
  readonly kind?: unknown;
  readonly fields?: unknown;
  readonly reservedBits?: unknown;
}

const shapeless = (message: string): Failure => ({ ok: false, reason: 'FIELD', message });

/**
 * Encodes a record whose kind and fields are not known before they are read, such as {@link RecordText} holds.
 *
 * @param codec the codec of its queue
 * @param draft kind, fields (numbers also as text) and reserved bits; the last two may be left out
 * @returns its bytes, or what is wrong with the draft
 */
export function encodeRecord<L extends Layout>(codec: Codec<L>, draft: RecordDraft): Encoded | Failure {
  const { kind, fields = {}, reservedBits = [] } = draft;
  if (typeof kind !== 'string') return shapeless(`kind = ${printed(kind)} is no text; give the name of a record`);
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    return shapeless(`fields = ${printed(fields)} is no object; give values by name`);
  }
  if (!Array.isArray(reservedBits)) {
    return shapeless(`reserved_bits = ${printed(reservedBits)} is no list; give the numbers of bits`);
  }
  const checked: Draft = { kind, fields, reservedBits: reservedBits as number[] };
  return (codec as unknown as Codec).encode(checked as DraftOf<Layout>);
}
