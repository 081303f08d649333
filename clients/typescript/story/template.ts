/** Fills in what stories write instead of values. The same step may run many times, so that much is done only once. */
import { compile, referencesIn, type Integer } from './expression';
import { brief, integerOf, isList, type Json, type JsonObject } from './json';
import { isOctets, octets } from './octets';
import { listOperator, operatorOf, referenceOf, Scope, type ListOperator, type Operator } from './values';

/** A value with holes. */
interface Template {
  /** What it needs to know. */
  readonly names: ReadonlySet<string>;
  readonly fill: (scope: Scope) => Json;
}

/** What an element adds to a list: itself, or all that a `$list` stands for. */
interface Part {
  readonly names: ReadonlySet<string>;
  readonly add: (scope: Scope, to: Json[]) => void;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Templates of objects and lists. */
const templates = new WeakMap<object, Template>();

/**
 * A value with everything filled in: references, `$expr`, `$list`, `$words` and `$hex`. Other operators stay, for the
 * comparison; their arguments are filled in. What needs no names is the same object every time.
 *
 * @throws Error when something cannot be filled in
 */
export function filledIn(value: Json, scope: Scope): Json {
  return templateOf(value).fill(scope);
}

function templateOf(value: Json): Template {
  if (typeof value === 'string') return textTemplate(value);
  if (typeof value !== 'object' || value === null) return made(NO_NAMES, () => value);
  const known = templates.get(value);
  if (known !== undefined) return known;
  const template = isList(value) ? listTemplate(value.map(partOf)) : objectTemplate(value);
  templates.set(value, template);
  return template;
}

/** A template; one that needs no names is filled in at once. */
function made(names: ReadonlySet<string>, fill: Template['fill']): Template {
  if (names.size > 0) return { names, fill };
  const value = fill(new Scope());
  return { names, fill: () => value };
}

function allNames(parts: readonly { readonly names: ReadonlySet<string> }[]): Set<string> {
  return new Set(parts.flatMap(({ names }) => [...names]));
}

function textTemplate(text: string): Template {
  const reference = referenceOf(text);
  if (reference !== undefined) return made(new Set([reference.name]), (scope) => scope.valueOf(reference, text));
  const plain = text.startsWith('$$') ? text.slice(1) : text;
  return made(NO_NAMES, () => plain);
}

function objectTemplate(object: JsonObject): Template {
  const operator = operatorOf(object);
  if (operator?.name === '$expr') return expressionTemplate(operator.argument as string);
  if (operator?.name === '$list') return listTemplate([rounds(listOperator(operator.argument))]);
  if (operator !== undefined && isOctets(operator.name)) return octetsTemplate(operator);
  const fields = Object.entries(object).map(([key, value]) => ({ key, ...templateOf(value) }));
  return made(allNames(fields), (scope) => {
    const filled: Record<string, Json> = {};
    for (const { key, fill } of fields) filled[key] = fill(scope);
    return filled;
  });
}

function expressionTemplate(text: string): Template {
  const expression = compile(text);
  return made(namesOf(referencesIn(text)), (scope) => jsonOf(expression((reference) => scope.integerOf(reference))));
}

function octetsTemplate({ name, argument }: Operator): Template {
  const { references, encode } = octets(name, argument);
  return made(namesOf(references), (scope) => encode((reference) => scope.integerOf(reference)));
}

function namesOf(references: readonly string[]): ReadonlySet<string> {
  return new Set(references.map((reference) => referenceOf(reference)!.name));
}

function jsonOf(value: Integer): Json {
  return typeof value === 'number' ? value : value.toString();
}

function listTemplate(parts: readonly Part[]): Template {
  return made(allNames(parts), (scope) => {
    const list: Json[] = [];
    for (const { add } of parts) add(scope, list);
    return list;
  });
}

function partOf(value: Json): Part {
  const operator = operatorOf(value);
  if (operator?.name === '$list') return rounds(listOperator(operator.argument));
  const { names, fill } = templateOf(value);
  return {
    names,
    add: (scope, to) => {
      to.push(fill(scope));
    },
  };
}

function rounds({ times, of, as, each }: ListOperator): Part {
  const parts = each.map(partOf);
  const over = templateOf(of ?? times!);
  const names = allNames(parts);
  names.delete(as);
  return {
    names: allNames([over, { names }]),
    add: (scope, to) => {
      const inner = new Scope(scope);
      for (const round of of === undefined ? counted(over.fill(scope)) : listed(over.fill(scope))) {
        inner.set(as, round);
        for (const { add } of parts) add(inner, to);
      }
    },
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
