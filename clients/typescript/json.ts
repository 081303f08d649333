/** Messages out of JSON: the proto3 JSON mapping, as it is printed and as other tools write it. */
import protobuf from 'protobufjs';
import { descriptors } from './proto';

const WIDE = new Set(['fixed64', 'int64', 'sfixed64', 'sint64', 'uint64']);

/**
 * A JSON value as a request takes it: 64-bit numbers in strings become bigints, fields have their names in lowerCamelCase,
 * enum values their full names, bytes are
 * decoded. What does not belong to the message stays as it is: the call refuses it by its path.
 *
 * @param message of the contract by name, as in `Rule`
 * @param value as `JSON.parse` returns it
 */
export function fromJson(message: string, value: unknown): unknown {
  return messageValue(descriptors.lookupType(`viommu.v1.${message}`), value);
}

function messageValue(type: protobuf.Type, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, field]: [string, unknown]): [string, unknown] => {
    const known = fieldOf(type, key);
    return known === undefined ? [key, field] : [known.name, fieldValue(known, field)];
  });
  return Object.fromEntries(entries);
}

function fieldOf({ fields }: protobuf.Type, key: string): protobuf.Field | undefined {
  const name = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function fieldValue(field: protobuf.Field, value: unknown): unknown {
  if (Array.isArray(value) && field.repeated) return value.map((item) => single(field, item));
  return single(field, value);
}

function single({ type, resolvedType }: protobuf.Field, value: unknown): unknown {
  if (WIDE.has(type)) return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value;
  if (type === 'bytes') return typeof value === 'string' ? Buffer.from(value, 'base64') : value;
  if (resolvedType instanceof protobuf.Enum) {
    return typeof value === 'number' ? (resolvedType.valuesById[value] ?? value) : value;
  }
  return resolvedType ? messageValue(resolvedType, value) : value;
}
