/**
 * Messages of the contract as proto3 JSON, after the descriptors. Stricter than the mapping where that would hide a
 * mistake: unknown fields, `null` and two arms of a oneof are refused, field names are those of the contract only.
 * Integers may also be strings with 0x. On the way out every field without presence is there, also with its default.
 */
import protobuf from 'protobufjs';
import { integerOf, isList, isObject, joined, type Json, type JsonObject } from './json';

/** A 64-bit integer as protobufjs takes and gives it. */
interface Words {
  readonly low: number;
  readonly high: number;
}

const WORD = 2 ** 32;
const BITS: Readonly<Record<string, readonly [minimum: bigint, maximum: bigint]>> = {
  uint32: [0n, 2n ** 32n - 1n],
  fixed32: [0n, 2n ** 32n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
  fixed64: [0n, 2n ** 64n - 1n],
};

/** Whether values of a field are integers (enums are not). */
export function isInteger(field: protobuf.Field): boolean {
  return Object.hasOwn(BITS, field.type);
}

/** The type of a field's messages; undefined: it holds none. */
export function messageTypeOf(field: protobuf.Field): protobuf.Type | undefined {
  return field.resolvedType instanceof protobuf.Type ? field.resolvedType : undefined;
}

/**
 * Whether a repeated field is a map. Descriptors spell it as a list of entries, whose type is nested beside the field;
 * their option `map_entry` is not enough, because protobufjs sets it on the message around them, too.
 */
export function isMap(field: protobuf.Field): boolean {
  const type = messageTypeOf(field);
  return type !== undefined && type.parent === field.parent && Object.keys(type.fields).join() === 'key,value';
}

/**
 * The field of a message with a name of the contract.
 *
 * @param at the path of the message, for the error
 * @throws Error when there is none
 */
export function fieldOf(type: protobuf.Type, name: string, at: string): protobuf.Field {
  const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
  if (field !== undefined) return field;
  throw new Error(
    `${joined(at, name)}: ${type.name} has no field ${name}; it has ${Object.keys(type.fields).join(', ')}`,
  );
}

/**
 * A message as protobufjs encodes it.
 *
 * @param at path of the value, for errors
 * @throws Error when the JSON is not a message of this type
 */
export function messageFromJson(type: protobuf.Type, json: Json, at = ''): Record<string, unknown> {
  if (!isObject(json)) throw new Error(`${at}: ${type.name} is an object, not ${JSON.stringify(json)}`);
  const message: Record<string, unknown> = {};
  for (const name in json) {
    const field = fieldOf(type, name, at);
    refuseSecondArm(field, json, at);
    const value = json[name]!;
    const path = joined(at, name);
    message[name] = field.repeated ? listFromJson(field, value, path) : valueFromJson(field, value, path);
  }
  return message;
}

/** @throws Error when another arm of the field's oneof is set too */
export function refuseSecondArm(field: protobuf.Field, json: JsonObject, at: string): void {
  const other = field.partOf?.fieldsArray.find(({ name }) => name !== field.name && Object.hasOwn(json, name));
  if (other === undefined) return;
  throw new Error(`${joined(at, field.name)}: only one of ${field.name} and ${other.name} can be set`);
}

function listFromJson(field: protobuf.Field, json: Json, at: string): unknown[] {
  if (isMap(field)) throw new Error(`${at}: no request has a map`);
  if (!isList(json)) throw new Error(`${at}: is a list, not ${JSON.stringify(json)}`);
  return json.map((element, index) => valueFromJson(field, element, joined(at, index)));
}

/**
 * One value of a field, or one element of a repeated one.
 *
 * @throws Error when the JSON is not such a value
 */
export function valueFromJson(field: protobuf.Field, json: Json, at: string): unknown {
  const { resolvedType, type } = field;
  if (resolvedType instanceof protobuf.Type) return messageFromJson(resolvedType, json, at);
  if (resolvedType instanceof protobuf.Enum) return enumFromJson(resolvedType, json, at);
  if (isInteger(field)) return integerFromJson(type, json, at);
  if (type === 'bool' && typeof json === 'boolean') return json;
  if (type === 'string' && typeof json === 'string') return json;
  if (type === 'bytes' && typeof json === 'string') return bytesFromJson(json, at);
  throw new Error(`${at}: is a ${type}, not ${JSON.stringify(json)}`);
}

function enumFromJson(type: protobuf.Enum, json: Json, at: string): number {
  if (typeof json === 'number') return json;
  const value = typeof json === 'string' && Object.hasOwn(type.values, json) ? type.values[json] : undefined;
  if (value !== undefined) return value;
  throw new Error(`${at}: ${type.name} has no ${JSON.stringify(json)}; it has ${Object.keys(type.values).join(', ')}`);
}

function integerFromJson(type: string, json: Json, at: string): number | Words {
  const [minimum, maximum] = BITS[type]!;
  // By far the most numbers, and without a bigint.
  if (typeof json === 'number' && json >= 0 && Number.isSafeInteger(json) && maximum > WORD) {
    return { low: json >>> 0, high: Math.floor(json / WORD) };
  }
  const value = integerOf(json);
  if (value === undefined) throw new Error(`${at}: is an integer, not ${JSON.stringify(json)}`);
  if (value < minimum || value > maximum) throw new Error(`${at}: ${value} does not fit ${type}`);
  if (maximum < WORD) return Number(value);
  return { low: Number(value & 0xffff_ffffn), high: Number(value >> 32n) };
}

function bytesFromJson(json: string, at: string): Buffer {
  const bytes = Buffer.from(json, 'base64');
  if (bytes.toString('base64') !== json) throw new Error(`${at}: ${JSON.stringify(json)} is not base64`);
  return bytes;
}

/** A decoded message as JSON. */
export function messageToJson(type: protobuf.Type, message: object): JsonObject {
  const fields = message as Record<string, unknown>;
  const json: Record<string, Json> = {};
  for (const field of type.fieldsArray) {
    const { name } = field;
    const isSet = Object.hasOwn(fields, name);
    if (field.repeated) {
      const elements = isSet ? (fields[name] as readonly unknown[]) : [];
      if (isMap(field)) json[name] = mapToJson(elements as readonly Record<string, unknown>[]);
      else json[name] = elements.map((element) => valueToJson(field, element));
    } else if (isSet || !hasPresence(field)) json[name] = valueToJson(field, fields[name]);
  }
  return json;
}

function hasPresence(field: protobuf.Field): boolean {
  return field.partOf !== null || messageTypeOf(field) !== undefined;
}

function mapToJson(entries: readonly Record<string, unknown>[]): JsonObject {
  return Object.fromEntries(entries.map((entry) => [String(entry['key']), String(entry['value'])]));
}

function valueToJson(field: protobuf.Field, value: unknown): Json {
  const { resolvedType, type } = field;
  if (resolvedType instanceof protobuf.Type) return messageToJson(resolvedType, value as object);
  if (resolvedType instanceof protobuf.Enum) return resolvedType.valuesById[value as number] ?? (value as number);
  if (field.long) return wideToJson(value as Words);
  if (type === 'bytes') return Buffer.from(value as Uint8Array).toString('base64');
  return value as Json;
}

function wideToJson({ low, high }: Words): string {
  const [lowWord, highWord] = [low >>> 0, high >>> 0];
  // Below 2^53 a double is exact, and quicker.
  if (highWord < 2 ** 21) return String(highWord * WORD + lowWord);
  return ((BigInt(highWord) << 32n) | BigInt(lowWord)).toString();
}
