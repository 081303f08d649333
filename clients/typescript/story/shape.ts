/**
 * Checks requests and expectations against the contract before a story runs: unknown fields, values of the wrong type,
 * names that mean nothing, operators in the wrong place. What is filled in later is checked when it is encoded.
 */
import type protobuf from 'protobufjs';
import { referencesIn } from './expression';
import { integerOf, isList, isObject, joined, within, type Json, type JsonObject } from './json';
import { MATCHERS } from './match';
import { Names } from './names';
import { isOctets, octets } from './octets';
import { checkValue, fieldOf, isInteger, isMap, messageTypeOf } from './proto-json';
import { listOperator, operatorOf, referenceOf, type Operator } from './values';

/** What a value is for: matchers stand in expectations only, `$list` in requests only. */
export type Use = 'request' | 'expect';

/** Where a value stands. */
interface Place {
  readonly field: protobuf.Field;
  /** The message that holds the field. */
  readonly holder: protobuf.Type;
  /** The whole of a repeated field, rather than one of its elements. */
  readonly whole: boolean;
  readonly at: string;
}

/** Checks the messages of one story. */
export class ShapeCheck {
  /**
   * @param names what references may mean
   * @param use of what is checked
   */
  constructor(
    private readonly names: Names,
    private readonly use: Use,
  ) {}

  /**
   * Checks a message.
   *
   * @param at its path, for errors
   * @throws Error
   */
  message(type: protobuf.Type, json: Json, at: string): void {
    if (!isObject(json)) throw new Error(`${at}: ${type.name} is an object, not ${JSON.stringify(json)}`);
    for (const [name, value] of Object.entries(json)) {
      const path = joined(at, name);
      // An expectation may say of one arm that it is set, and of another that it is not.
      const field = within(path, () => fieldOf(type, name, this.use === 'request' ? json : {}));
      this.value({ field, holder: type, whole: field.repeated, at: path }, value);
    }
  }

  /** Checks that a value is an integer, a reference or an expression. */
  integer(value: Json, at: string): void {
    if (typeof value === 'string' && this.isReference(value, at)) return;
    const operator = operatorOf(value);
    if (operator?.name === '$expr') this.expression(operator, at);
    else if (integerOf(value) === undefined) throw new Error(`${at}: is an integer, not ${JSON.stringify(value)}`);
  }

  /** Checks that a value is a text, a reference, or says that any text will do. */
  text(value: Json, at: string): void {
    const operator = within(at, () => operatorOf(value));
    if (typeof value === 'string') this.isReference(value, at);
    else if (operator?.name !== '$any' || operator.argument !== true) throw new Error(`${at}: is a text`);
  }

  private value(place: Place, value: Json): void {
    const { field, at } = place;
    if (typeof value === 'string' && this.isReference(value, at)) return;
    const operator = within(at, () => operatorOf(value));
    if (operator !== undefined) this.operator(place, operator);
    else if (place.whole) this.elements(place, value);
    else {
      const type = messageTypeOf(field);
      if (type !== undefined) this.message(type, value, at);
      else within(at, () => checkValue(field, value));
    }
  }

  private elements(place: Place, value: Json): void {
    const { field, at } = place;
    if (isMap(field)) {
      if (!isObject(value)) throw new Error(`${at}: is an object, not ${JSON.stringify(value)}`);
      for (const [key, text] of Object.entries(value)) this.text(text, joined(at, key));
      return;
    }
    if (!isList(value)) throw new Error(`${at}: is a list, not ${JSON.stringify(value)}`);
    value.forEach((element, index) => this.value({ ...place, whole: false, at: joined(at, index) }, element));
  }

  private operator(place: Place, operator: Operator): void {
    const at = joined(place.at, operator.name);
    if (operator.name === '$expr') {
      if (!isInteger(place.field)) throw new Error(`${at}: ${place.field.name} is not an integer`);
      this.expression(operator, at);
    } else if (isOctets(operator.name)) {
      if (place.field.type !== 'bytes') throw new Error(`${at}: ${place.field.name} is not bytes`);
      for (const reference of within(at, () => octets(operator.name, operator.argument)).references)
        this.isReference(reference, at);
    } else if (operator.name === '$list' && this.use === 'request') this.list(place, operator.argument, at);
    else if (Object.hasOwn(MATCHERS, operator.name) && this.use === 'expect') this.matcher(place, operator, at);
    else
      throw new Error(`${at}: there is no such operator in ${this.use === 'expect' ? 'an expectation' : 'a request'}`);
  }

  private expression({ argument }: Operator, at: string): void {
    if (typeof argument !== 'string') throw new Error(`${at}: is a text`);
    for (const reference of within(at, () => referencesIn(argument))) this.isReference(reference, at);
  }

  private list(place: Place, argument: Json, at: string): void {
    if (!place.field.repeated) throw new Error(`${at}: ${place.field.name} is not repeated`);
    const { times, of, as, each } = within(at, () => listOperator(argument));
    if (times !== undefined) this.integer(times, joined(at, 'times'));
    else if (typeof of !== 'string' || !this.isReference(of, at)) throw new Error(`${at}: of is a reference to a list`);
    const inner = new Names(this.names);
    within(at, () => inner.count(as));
    const check = new ShapeCheck(inner, this.use);
    each.forEach((element, index) =>
      check.value({ ...place, whole: false, at: joined(joined(at, 'each'), index) }, element),
    );
  }

  private matcher(place: Place, { name, argument }: Operator, at: string): void {
    switch (name) {
      case '$any':
      case '$absent':
        if (argument !== true) throw new Error(`${at}: is written {"${name}": true}`);
        break;
      case '$not':
        this.value({ ...place, at }, argument);
        break;
      case '$gte':
      case '$lte':
        if (!isInteger(place.field)) throw new Error(`${at}: ${place.field.name} is not an integer`);
        this.integer(argument, at);
        break;
      case '$length':
      case '$contains':
        if (!place.whole) throw new Error(`${at}: ${place.field.name} is not a list here`);
        if (name === '$length') this.integer(argument, at);
        else this.elements({ ...place, at }, argument);
        break;
      case '$sum':
        if (!isList(argument)) throw new Error(`${at}: is a list of fields beside this one`);
        for (const summand of argument) {
          if (typeof summand === 'string' && isInteger(within(at, () => fieldOf(place.holder, summand, {})))) continue;
          throw new Error(`${at}: ${JSON.stringify(summand)} is not the name of an integer`);
        }
        break;
    }
  }

  private isReference(text: string, at: string): boolean {
    return within(at, () => {
      const reference = referenceOf(text);
      if (reference !== undefined) this.names.use(reference.name);
      return reference !== undefined;
    });
  }
}

/** Name of the list that the runner takes apart, and of what it makes of each element. */
const [BATCH, ELEMENT] = ['reports', 'report'];

/**
 * Checks what a story expects on a stream. A batch of reports is taken apart before it is compared, so that one of its
 * reports is expected as `report`.
 *
 * @throws Error
 */
export function checkReceived(check: ShapeCheck, type: protobuf.Type, expected: JsonObject, at: string): void {
  const batch = Object.hasOwn(type.fields, BATCH) ? messageTypeOf(type.fields[BATCH]!) : undefined;
  if (batch === undefined || !Object.hasOwn(batch.fields, BATCH)) {
    check.message(type, expected, at);
    return;
  }
  const { [ELEMENT]: report, ...rest } = expected;
  if (Object.hasOwn(rest, BATCH)) throw new Error(`${joined(at, BATCH)}: expect one ${ELEMENT} at a time`);
  check.message(type, rest, at);
  if (report !== undefined) check.message(messageTypeOf(batch.fields[BATCH]!)!, report, joined(at, ELEMENT));
}
