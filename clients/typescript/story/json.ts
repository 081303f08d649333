/** JSON as stories and drivers hold it, and paths into it. Nothing here knows the contract. */

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a value is an object, neither list nor null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Steps from a value inward: keys of objects and positions in lists. */
export type Path = readonly (string | number)[];

const PATH_PART = /\.?([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]/y;

/**
 * Reads a path such as `closed_groups[0].group_cookie`.
 *
 * @throws Error when it is not one
 */
export function parsePath(text: string): Path {
  const parts: (string | number)[] = [];
  PATH_PART.lastIndex = 0;
  while (PATH_PART.lastIndex < text.length) {
    const begin = PATH_PART.lastIndex;
    const found = PATH_PART.exec(text);
    // A dot stands between two parts, and only before a name.
    if (found === null || (found[0].startsWith('.') ? begin === 0 : found[1] !== undefined && begin > 0)) {
      throw new Error(`"${text}" is not a path; write it like closed_groups[0].group_cookie`);
    }
    parts.push(found[1] ?? Number(found[2]));
  }
  if (parts.length === 0) throw new Error('an empty path leads nowhere');
  return parts;
}

/** What a path leads to; undefined: nothing is there. */
export function follow(value: Json | undefined, path: Path): Json | undefined {
  let here = value;
  for (const part of path) {
    if (typeof part === 'number') here = isList(here) ? here[part] : undefined;
    else here = isObject(here) && Object.hasOwn(here, part) ? here[part] : undefined;
  }
  return here;
}

/** A path one step longer, as people read it. */
export function joined(at: string, part: string | number): string {
  if (typeof part === 'number') return `${at}[${part}]`;
  return at === '' ? part : `${at}.${part}`;
}

/** Does something at a place; what it throws says where. */
export function within<T>(at: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`${at}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

const INTEGER = /^(?:-?\d+|0[xX][0-9a-fA-F]+)$/;

/** The integer a JSON value stands for: a whole number, or a string in decimal or with 0x; undefined: it is none. */
export function integerOf(value: Json | undefined): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  return typeof value === 'string' && INTEGER.test(value) ? BigInt(value) : undefined;
}

/** A value as one line, cut when it is long. */
export function brief(value: Json | undefined, limit = 300): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= limit ? text : `${text.slice(0, limit)} … (${text.length} characters)`;
}

/** A string, or a character that gives an object or a list its shape. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Parses a text, and refuses what `JSON.parse` would change silently: keys given twice and numbers a double cannot hold.
 *
 * @throws Error
 */
export function parseJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  refuseRepeatedKeys(text);
  refuseInexactNumbers(value, '');
  return value;
}

function refuseRepeatedKeys(text: string): void {
  /** The keys of each object around this place; undefined for a list. */
  const around: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') around.push(new Set());
    else if (token === '[') around.push(undefined);
    else if (token === '}' || token === ']') around.pop();
    else if (token === ':') {
      const keys = around.at(-1);
      const key = JSON.parse(last) as string;
      if (keys?.has(key) === true) throw new Error(`the key "${key}" stands twice in one object`);
      keys?.add(key);
    }
    last = token;
  }
}

function refuseInexactNumbers(value: Json, at: string): void {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new Error(`${at}: ${value} is not an integer below 2^53; write larger ones as strings`);
  }
  if (isList(value)) value.forEach((element, index) => refuseInexactNumbers(element, joined(at, index)));
  else if (isObject(value))
    for (const [key, inner] of Object.entries(value)) refuseInexactNumbers(inner, joined(at, key));
}
