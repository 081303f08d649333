/** What a story writes instead of a value: references, expressions and lists. */
import { compile, integer, type Integer } from './expression';
import { brief, follow, integerOf, isList, isObject, parsePath, type Json, type JsonObject, type Path } from './json';

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

/** A value with holes, made once and filled in many times. */
type Template = { readonly fixed: Json } | { readonly fill: (scope: Scope) => Json };

/** Templates of objects and lists: the same step may run a million times. */
const templates = new WeakMap<object, Template>();

/**
 * A value with everything filled in: references, `$expr` and `$list`. Other operators stay, for the comparison; their
 * arguments are filled in.
 *
 * @throws Error when something cannot be filled in
 */
export function filledIn(value: Json, scope: Scope): Json {
  const template = templateOf(value);
  return 'fixed' in template ? template.fixed : template.fill(scope);
}

function templateOf(value: Json): Template {
  if (typeof value === 'string') return textTemplate(value);
  if (typeof value !== 'object' || value === null) return { fixed: value };
  const known = templates.get(value);
  if (known !== undefined) return known;
  const template = isList(value) ? listTemplate(value) : objectTemplate(value);
  templates.set(value, template);
  return template;
}

function textTemplate(text: string): Template {
  const reference = referenceOf(text);
  if (reference !== undefined) return { fill: (scope) => scope.valueOf(reference, text) };
  return { fixed: text.startsWith('$$') ? text.slice(1) : text };
}

function objectTemplate(object: JsonObject): Template {
  const operator = operatorOf(object);
  if (operator?.name === '$expr') {
    const expression = compile(operator.argument as string);
    return { fill: (scope) => jsonOf(expression((reference) => scope.integerOf(reference))) };
  }
  if (operator?.name === '$list') {
    const add = rounds(listOperator(operator.argument));
    return { fill: (scope) => collected(add, scope) };
  }
  const parts = Object.entries(object).map(([key, value]) => [key, templateOf(value)] as const);
  if (parts.every(([, template]) => 'fixed' in template)) {
    return { fixed: Object.fromEntries(parts.map(([key, template]) => [key, (template as { fixed: Json }).fixed])) };
  }
  return {
    fill: (scope) => {
      const filled: Record<string, Json> = {};
      for (const [key, template] of parts) filled[key] = 'fixed' in template ? template.fixed : template.fill(scope);
      return filled;
    },
  };
}

function listTemplate(list: readonly Json[]): Template {
  const parts = list.map(element);
  return { fill: (scope) => parts.flatMap((add) => collected(add, scope)) };
}

/** Adds what an element stands for to a list. */
type Add = (scope: Scope, to: Json[]) => void;

function collected(add: Add, scope: Scope): Json[] {
  const list: Json[] = [];
  add(scope, list);
  return list;
}

/** A `$list` among the elements of a list stands for its elements. */
function element(value: Json): Add {
  const operator = operatorOf(value);
  if (operator?.name === '$list') return rounds(listOperator(operator.argument));
  return (scope, to) => {
    to.push(filledIn(value, scope));
  };
}

function rounds({ times, of, as, each }: ListOperator): Add {
  const parts = each.map(element);
  return (scope, to) => {
    const inner = new Scope(scope);
    for (const round of of === undefined ? counted(filledIn(times!, scope)) : listed(filledIn(of, scope))) {
      inner.set(as, round);
      for (const add of parts) add(inner, to);
    }
  };
}

function* counted(times: Json): Iterable<Json> {
  const count = integerOf(times);
  if (count === undefined) throw new Error(`$list: times is ${brief(times)}, not an integer`);
  for (let round = 0; round < count; round += 1) yield round;
}

function listed(of: Json): readonly Json[] {
  if (!isList(of)) throw new Error(`$list: of is ${brief(of)}, not a list`);
  return of;
}

function jsonOf(value: Integer): Json {
  return typeof value === 'number' ? value : value.toString();
}
