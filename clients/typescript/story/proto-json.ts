/**
 * Messages of the contract as proto3 JSON, after the descriptors. Stricter than the mapping where that would hide a
 * mistake: unknown fields, `null` and two arms of a oneof are refused, field names are those of the contract only.
 * Integers may also be strings with 0x. On the way out every field without presence is there, also with its default.
 */
import protobuf from 'protobufjs';
import { integerOf, isList, isObject, joined, type Json, type JsonObject } from './json';

/** A value is not what the contract says. */
class NotInContract extends Error {
  /**
   * @param at path of the value; empty: the whole message
   * @param what is wrong
   */
  constructor(
    readonly at: string,
    readonly what: string,
  ) {
    super(at === '' ? what : `${at}: ${what}`);
  }
}

/** What was thrown about a part, as it is thrown about the whole. */
function around(part: string | number, error: unknown): unknown {
  if (!(error instanceof NotInContract)) return error;
  const head = joined('', part);
  const path = error.at === '' || error.at.startsWith('[') ? `${head}${error.at}` : `${head}.${error.at}`;
  return new NotInContract(path, error.what);
}

function wrong(what: string): NotInContract {
  return new NotInContract('', what);
}

/** A 64-bit integer as protobufjs takes and gives it. */
interface Words {
  readonly low: number;
  readonly high: number;
}

/** How one field is read and written; made once for each field. */
interface FieldPlan {
  readonly field: protobuf.Field;
  /** The other arms of its oneof. */
  readonly siblings: readonly string[];
  /** Of the whole field, from JSON to what protobufjs encodes. */
  readonly fromJson: (json: Json) => unknown;
  /** Of the whole field, from what protobufjs decoded; undefined: it was not there. */
  readonly toJson: (value: unknown) => Json;
  /** Whether the field can be absent. */
  readonly hasPresence: boolean;
}

const plans = new Map<protobuf.Type, ReadonlyMap<string, FieldPlan>>();

function planOf(type: protobuf.Type): ReadonlyMap<string, FieldPlan> {
  const known = plans.get(type);
  if (known !== undefined) return known;
  const plan = new Map(type.fieldsArray.map((field) => [field.name, planField(field)]));
  plans.set(type, plan);
  return plan;
}

function planField(field: protobuf.Field): FieldPlan {
  const one = { read: reader(field), write: writer(field) };
  return {
    field,
    siblings: field.partOf?.fieldsArray.filter((other) => other !== field).map(({ name }) => name) ?? [],
    fromJson: field.repeated ? listReader(field, one.read) : one.read,
    toJson: field.repeated ? listWriter(field, one.write) : one.write,
    hasPresence: !field.repeated && (field.partOf !== null || messageTypeOf(field) !== undefined),
  };
}

const WORD = 2 ** 32;

const INTEGERS: Readonly<Record<string, readonly [minimum: bigint, maximum: bigint]>> = {
  uint32: [0n, 2n ** 32n - 1n],
  fixed32: [0n, 2n ** 32n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
  fixed64: [0n, 2n ** 64n - 1n],
};

/** Whether values of a field are integers (enums are not). */
export function isInteger(field: protobuf.Field): boolean {
  return Object.hasOwn(INTEGERS, field.type);
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
 * @throws Error when there is none, or when another arm of its oneof is set too
 */
export function fieldOf(type: protobuf.Type, name: string, message: JsonObject): protobuf.Field {
  return planned(type, name, message).field;
}

function planned(type: protobuf.Type, name: string, message: JsonObject): FieldPlan {
  const plan = planOf(type).get(name);
  if (plan === undefined)
    throw wrong(`${type.name} has no field ${name}; it has ${Object.keys(type.fields).join(', ')}`);
  const other = plan.siblings.find((sibling) => Object.hasOwn(message, sibling));
  if (other !== undefined) throw wrong(`only one of ${name} and ${other} can be set`);
  return plan;
}

/**
 * A message as protobufjs encodes it.
 *
 * @throws Error when the JSON is not a message of this type; it names the path
 */
export function messageFromJson(type: protobuf.Type, json: Json): Record<string, unknown> {
  if (!isObject(json)) throw wrong(`${type.name} is an object, not ${JSON.stringify(json)}`);
  const message: Record<string, unknown> = {};
  for (const name in json) {
    try {
      message[name] = planned(type, name, json).fromJson(json[name]!);
    } catch (error) {
      throw around(name, error);
    }
  }
  return message;
}

/**
 * Checks one value of a field, or one element of a repeated one.
 *
 * @throws Error when the JSON is not such a value
 */
export function checkValue(field: protobuf.Field, json: Json): void {
  reader(field)(json);
}

function listReader(field: protobuf.Field, read: (json: Json) => unknown): (json: Json) => unknown {
  if (isMap(field)) {
    return () => {
      throw wrong('no request has a map');
    };
  }
  return (json) => {
    if (!isList(json)) throw wrong(`is a list, not ${JSON.stringify(json)}`);
    return json.map((element, index) => {
      try {
        return read(element);
      } catch (error) {
        throw around(index, error);
      }
    });
  };
}

function reader(field: protobuf.Field): (json: Json) => unknown {
  const { resolvedType, type } = field;
  if (resolvedType instanceof protobuf.Type) return (json) => messageFromJson(resolvedType, json);
  if (resolvedType instanceof protobuf.Enum) return (json) => enumFromJson(resolvedType, json);
  const integer = INTEGERS[type];
  if (integer !== undefined) return integerReader(type, ...integer);
  if (type === 'bytes') return bytesFromJson;
  const expected = type === 'bool' ? 'boolean' : type;
  return (json) => {
    if (typeof json === expected) return json;
    throw wrong(`is a ${type}, not ${JSON.stringify(json)}`);
  };
}

function enumFromJson(type: protobuf.Enum, json: Json): number {
  if (typeof json === 'number') return json;
  const value = typeof json === 'string' && Object.hasOwn(type.values, json) ? type.values[json] : undefined;
  if (value !== undefined) return value;
  throw wrong(`${type.name} has no ${JSON.stringify(json)}; it has ${Object.keys(type.values).join(', ')}`);
}

function integerReader(type: string, minimum: bigint, maximum: bigint): (json: Json) => number | Words {
  const isWide = maximum > WORD;
  return (json) => {
    // By far the most are numbers, which need no bigint.
    if (typeof json === 'number' && json >= 0 && Number.isSafeInteger(json)) {
      if (isWide) return { low: json >>> 0, high: Math.floor(json / WORD) };
      if (json < WORD / 2) return json;
    }
    const value = integerOf(json);
    if (value === undefined) throw wrong(`is an integer, not ${JSON.stringify(json)}`);
    if (value < minimum || value > maximum) throw wrong(`${value} does not fit ${type}`);
    return isWide ? { low: Number(value & 0xffff_ffffn), high: Number(value >> 32n) } : Number(value);
  };
}

function bytesFromJson(json: Json): Buffer {
  const bytes = typeof json === 'string' ? Buffer.from(json, 'base64') : undefined;
  if (bytes?.toString('base64') !== json) throw wrong(`${JSON.stringify(json)} is not base64`);
  return bytes;
}

/** A decoded message as JSON. */
export function messageToJson(type: protobuf.Type, message: object): JsonObject {
  const fields = message as Record<string, unknown>;
  const json: Record<string, Json> = {};
  for (const [name, { toJson, hasPresence }] of planOf(type)) {
    if (Object.hasOwn(fields, name) || !hasPresence) json[name] = toJson(fields[name]);
  }
  return json;
}

function listWriter(field: protobuf.Field, write: (value: unknown) => Json): (value: unknown) => Json {
  if (isMap(field)) return (value) => mapToJson((value ?? []) as readonly Record<string, unknown>[]);
  return (value) => ((value ?? []) as readonly unknown[]).map(write);
}

function mapToJson(entries: readonly Record<string, unknown>[]): JsonObject {
  return Object.fromEntries(entries.map((entry) => [String(entry['key']), String(entry['value'])]));
}

function writer(field: protobuf.Field): (value: unknown) => Json {
  const { resolvedType, type } = field;
  if (resolvedType instanceof protobuf.Type) return (value) => messageToJson(resolvedType, value as object);
  if (resolvedType instanceof protobuf.Enum) {
    return (value) => resolvedType.valuesById[value as number] ?? (value as number);
  }
  if (field.long) return (value) => wideToJson(value as Words);
  if (type === 'bytes') return (value) => Buffer.from(value as Uint8Array).toString('base64');
  return (value) => value as Json;
}

function wideToJson({ low, high }: Words): string {
  const [lowWord, highWord] = [low >>> 0, high >>> 0];
  // Below 2^53 a double is exact, and quicker.
  if (highWord < 2 ** 21) return String(highWord * WORD + lowWord);
  return ((BigInt(highWord) << 32n) | BigInt(lowWord)).toString();
}
