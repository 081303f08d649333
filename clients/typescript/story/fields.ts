/** Reads an object of a story key by key, and refuses the keys nobody asked for. */
import { isList, isObject, joined, type Json, type JsonObject } from './json';

/** The fields of one object. */
export class Fields {
  private readonly json: JsonObject;
  private readonly left: Set<string>;

  /**
   * @param json the object
   * @param at its path, for errors
   * @throws Error when it is none
   */
  constructor(
    json: Json,
    private readonly at: string,
  ) {
    if (!isObject(json)) throw new Error(`${at}: is an object, not ${JSON.stringify(json)}`);
    this.json = json;
    this.left = new Set(Object.keys(json));
  }

  /** The path of a field. */
  path(key: string): string {
    return joined(this.at, key);
  }

  /** Whether a field is there. */
  has(key: string): boolean {
    return this.left.has(key);
  }

  /** A field of any type; undefined: it is not there. */
  optional(key: string): Json | undefined {
    this.left.delete(key);
    return Object.hasOwn(this.json, key) ? this.json[key] : undefined;
  }

  /** A field that must be there. */
  required(key: string): Json {
    const value = this.optional(key);
    if (value === undefined) throw new Error(`${this.path(key)}: is missing`);
    return value;
  }

  /** A text that must be there and say something. */
  text(key: string): string {
    const value = this.required(key);
    if (typeof value === 'string' && value.trim() !== '') return value;
    throw new Error(`${this.path(key)}: is a text, not ${JSON.stringify(value)}`);
  }

  /** A text; undefined: it is not there. */
  optionalText(key: string): string | undefined {
    return this.has(key) ? this.text(key) : undefined;
  }

  /** A name: lower case, digits and underscores. */
  name(key: string): string {
    const value = this.text(key);
    if (/^[a-z][a-z0-9_]*$/.test(value)) return value;
    throw new Error(`${this.path(key)}: "${value}" is not a name; write lower case, digits and underscores`);
  }

  /** A count, 1 or more; undefined: it is not there. */
  count(key: string): number | undefined {
    const value = this.optional(key);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && value >= 1) return value;
    throw new Error(`${this.path(key)}: is a count of 1 or more, not ${JSON.stringify(value)}`);
  }

  /** An object; empty when it is not there. */
  object(key: string): JsonObject {
    const value = this.optional(key) ?? {};
    if (isObject(value)) return value;
    throw new Error(`${this.path(key)}: is an object, not ${JSON.stringify(value)}`);
  }

  /** A list with at least one element. */
  list(key: string): readonly Json[] {
    const value = this.required(key);
    if (isList(value) && value.length > 0) return value;
    throw new Error(`${this.path(key)}: is a list with something in it`);
  }

  /** The fields of a field. */
  fields(key: string): Fields {
    return new Fields(this.required(key), this.path(key));
  }

  /** @throws Error when a key is left that nobody asked for */
  done(): void {
    const [unknown] = this.left;
    if (unknown !== undefined) throw new Error(`${this.path(unknown)}: nothing here reads this key`);
  }
}
