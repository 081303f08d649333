/**
 * Messages as JSON: the proto3 JSON mapping, as `grpcurl` and `buf curl` print them too. Names are in lowerCamelCase,
 * 64-bit numbers are strings in decimal, enum values their full names, bytes base64. Fields that were not set and have
 * presence are absent; all others are always there.
 */

/** What the decoder adds to say which arm of a oneof is set; JSON says it by the arm itself. */
const ONEOFS = new Set(['action', 'backing', 'payload', 'record', 'result', 'route', 'step', 'tables']);

function isTag(key: string, value: unknown, message: object): boolean {
  return key.startsWith('_') || (ONEOFS.has(key) && typeof value === 'string' && Object.hasOwn(message, value));
}

/** A decoded message, or a part of one, as a JSON value. */
export function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(jsonValue);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, field]) => field !== undefined && field !== null && !isTag(key, field, value))
    .map(([key, field]) => [key, jsonValue(field)] as const);
  return Object.fromEntries(entries);
}
