/** A message as lines of a field and its value: what `get` and `create` print. A new field needs nothing here. */
import { hex, permissions, range, requesterId, seconds, short } from './text';
import { jsonValue } from './json';
import type { AddressRange } from './numbers';

/** Numbers that people read in hexadecimal. */
const HEX = new Set(['deviceCookie', 'guestAddress', 'operationId', 'outputAddress', 'root', 'virtualId']);

/** One field. */
type Line = readonly [path: string, value: string];

/** An item of a list: a name, a number, or a range; no list has other messages in it. */
type Item = string | number | bigint | AddressRange;

const itemText = (item: Item): string => (typeof item === 'object' ? range(item) : short(String(item)));

function* lines(path: string, name: string, value: unknown): Generator<Line> {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return;
  if (typeof value === 'bigint')
    yield [path, name.endsWith('Ns') ? seconds(value) : HEX.has(name) ? hex(value) : `${value}`];
  else if (typeof value === 'number') yield [path, name === 'requesterId' ? requesterId(value) : `${value}`];
  else if (typeof value === 'boolean') yield [path, value ? 'yes' : 'no'];
  else if (typeof value === 'string') yield [path, short(value)];
  else if (Array.isArray(value)) yield [path, (value as Item[]).map(itemText).join(', ')];
  else if (name === 'permissions') yield [path, permissions(value)];
  else if (name === 'range') yield [path, range(value as AddressRange)];
  else yield* messageLines(value, `${path}.`);
}

function* messageLines(message: object, prefix: string): Generator<Line> {
  const kept = Object.keys(jsonValue(message) as object);
  const fields = message as Readonly<Record<string, unknown>>;
  if (kept.length === 0) yield [prefix.slice(0, -1), 'yes'];
  for (const name of kept) yield* lines(`${prefix}${name}`, name, fields[name]);
}

/**
 * The fields of a message, nested ones by their path.
 *
 * @param message as it was decoded
 * @returns one line each, values aligned
 */
export function details(message: object): string[] {
  const all = [...messageLines(message, '')];
  const width = Math.max(0, ...all.map(([path]) => path.length));
  return all.map(([path, value]) => `${path.padEnd(width)}  ${value}`);
}
