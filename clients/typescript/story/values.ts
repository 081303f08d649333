/** What a story writes instead of a value: references, expressions and lists. */
import { integer, type Integer } from './expression';
import { brief, follow, integerOf, isList, isObject, parsePath, type Json, type Path } from './json';

/** A reference taken apart: `$group.pages[0].iova`. */
export interface Reference {
  readonly name: string;
  readonly path: Path;
}

const references = new Map<string, Reference>();

const REFERENCE = /^\$([a-z][a-z0-9_]*)(?:\.(.+)|(\[.+))?$/;

/**
 * The reference a string is; undefined: it is ordinary text.
 *
 * @throws Error when it begins with $ and is none; text that begins with $ is written with $$
 */
export function referenceOf(text: string): Reference | undefined {
  if (!text.startsWith('$') || text.startsWith('$$')) return undefined;
  const known = references.get(text);
  if (known !== undefined) return known;
  const found = REFERENCE.exec(text);
  if (found === null) throw new Error(`"${text}" is not a reference; write $name, $name.path, or $$ for a dollar sign`);
  const path = found[2] ?? found[3];
  const reference = { name: found[1]!, path: path === undefined ? [] : parsePath(path) };
  references.set(text, reference);
  return reference;
}

/** An object with one key that begins with `$`, which stands for something else. */
export interface Operator {
  readonly name: string;
  readonly argument: Json;
}

/**
 * The operator an object is; undefined: it is an ordinary value.
 *
 * @throws Error when an operator has other keys beside it
 */
export function operatorOf(value: Json): Operator | undefined {
  if (!isObject(value)) return undefined;
  for (const name in value) {
    if (name.startsWith('$')) {
      if (Object.keys(value).length === 1) return { name, argument: value[name]! };
      throw new Error(`${name} stands alone in its object; beside it are ${Object.keys(value).join(', ')}`);
    }
  }
  return undefined;
}

/** A `$list`, checked: `each` is written once for every round. */
export interface ListOperator {
  /** How many rounds; or {@link of}. */
  readonly times?: Json;
  /** A list, or a reference to one: a round for each element. */
  readonly of?: Json;
  /** The name of the round's number, or of its element. */
  readonly as: string;
  /** The elements every round adds. */
  readonly each: readonly Json[];
}

const LIST_KEYS = ['times', 'of', 'as', 'each'];

/** @throws Error when it is not the argument of a `$list` */
export function listOperator(argument: Json): ListOperator {
  const wrong = (why: string): Error =>
    new Error(`$list ${why}; it is {"times": n or "of": list, "as": "name", "each": […]}`);
  if (!isObject(argument)) throw wrong('needs an object');
  const unknown = Object.keys(argument).find((key) => !LIST_KEYS.includes(key));
  if (unknown !== undefined) throw wrong(`has no key ${unknown}`);
  const { times, of, as, each } = argument;
  if ((times === undefined) === (of === undefined)) throw wrong('needs one of times and of');
  if (typeof as !== 'string' || !/^[a-z][a-z0-9_]*$/.test(as)) throw wrong('needs a name as "as"');
  if (!isList(each) || each.length === 0) throw wrong('needs a list "each"');
  return { ...(times === undefined ? { of: of! } : { times }), as, each };
}

/** Names and what they stand for; an inner scope sees the outer one. */
export class Scope {
  private readonly values = new Map<string, Json>();

  constructor(private readonly outer?: Scope) {}

  /** Gives a name a value. */
  set(name: string, value: Json): void {
    this.values.set(name, value);
  }

  /** @throws Error when nobody gave the name a value */
  get(name: string): Json {
    const value = this.values.get(name);
    if (value !== undefined) return value;
    if (this.outer === undefined) throw new Error(`nothing was saved as ${name}`);
    return this.outer.get(name);
  }

  /** @throws Error when the reference leads to nothing */
  valueOf(reference: Reference, text: string): Json {
    const value = follow(this.get(reference.name), reference.path);
    if (value === undefined) throw new Error(`${text} leads to nothing in ${brief(this.get(reference.name))}`);
    return value;
  }

  /** @throws Error when the reference leads to something else than an integer */
  integerOf(text: string): Integer {
    const value = this.valueOf(referenceOf(text)!, text);
    if (typeof value === 'number') return value;
    const exact = integerOf(value);
    if (exact === undefined) throw new Error(`${text} is ${brief(value)}, not an integer`);
    return integer(exact);
  }
}
