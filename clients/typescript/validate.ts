/**
 * Checks a request before it is encoded. The encoder coerces silently (2^64 becomes 0, "abc" becomes 0, a misspelt
 * field disappears), so what it would change is refused here, by the path of the field.
 */
import protobuf from 'protobufjs';
import { InvalidRequestError } from './errors';
import { descriptors } from './proto';

/** What is wrong, and where below the value that was checked. */
interface Problem {
  readonly path: string;
  readonly what: string;
}

/** Says what is wrong with a value; allocates nothing while all is well. */
type Check = (value: unknown) => Problem | undefined;

const at = (value: unknown, what: string): Problem => ({ path: '', what: `${what}, not ${describe(value)}` });

/** Puts a path in front of a problem's own. */
const below = (path: string, problem: Problem): Problem => ({
  path: problem.path === '' || problem.path.startsWith('[') ? path + problem.path : `${path}.${problem.path}`,
  what: problem.what,
});

/** A value in an error message: short, and exact where it can be. */
function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return 'an array';
  if (value !== null && typeof value === 'object') return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

const integer =
  (min: number, max: number): Check =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? undefined
      : at(value, `must be an integer from ${min} to ${max}`);

const wide =
  (min: bigint, max: bigint): Check =>
  (value) => {
    if (typeof value === 'bigint') {
      if (value >= min && value <= max) return undefined;
    } else if (Number.isSafeInteger(value) && ((value as number) >= 0 || min < 0n)) return undefined;
    return at(value, `must be a bigint (or a safe integer) from ${min} to ${max}`);
  };

const number: Check = (value) => (typeof value === 'number' ? undefined : at(value, 'must be a number'));

const u32 = integer(0, 0xffff_ffff);
const i32 = integer(-0x8000_0000, 0x7fff_ffff);
const u64 = wide(0n, 0xffff_ffff_ffff_ffffn);
const i64 = wide(-0x8000_0000_0000_0000n, 0x7fff_ffff_ffff_ffffn);

const SCALARS: Readonly<Record<string, Check>> = {
  uint32: u32,
  fixed32: u32,
  int32: i32,
  sint32: i32,
  sfixed32: i32,
  uint64: u64,
  fixed64: u64,
  int64: i64,
  sint64: i64,
  sfixed64: i64,
  float: number,
  double: number,
  bool: (value) => (typeof value === 'boolean' ? undefined : at(value, 'must be true or false')),
  string: (value) => {
    if (typeof value !== 'string') return at(value, 'must be a string');
    return /\p{Surrogate}/u.test(value) ? at(value, 'must be well-formed Unicode') : undefined;
  },
  bytes: (value) => (value instanceof Uint8Array ? undefined : at(value, 'must be a Uint8Array')),
};

function enumCheck(type: protobuf.Enum): Check {
  const names = new Set(Object.keys(type.values));
  const known = [...names].join(', ');
  return (value) => (typeof value === 'string' && names.has(value) ? undefined : at(value, `must be one of ${known}`));
}

const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

/** An object literal or one without prototype; anything else may hide fields behind accessors. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function repeatedCheck(item: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return at(value, 'must be an array');
    for (let i = 0; i < value.length; i++) {
      const problem = item(value[i]);
      if (problem !== undefined) return below(`[${i}]`, problem);
    }
    return undefined;
  };
}

function mapCheck(item: Check): Check {
  return (value) => {
    if (!isPlain(value)) return at(value, 'must be a plain object');
    for (const key of Object.keys(value)) {
      const problem = item(value[key]);
      if (problem !== undefined) return below(`[${JSON.stringify(key)}]`, problem);
    }
    return undefined;
  };
}

function fieldCheck(field: protobuf.Field): Check {
  const type = field.resolvedType;
  const single =
    type instanceof protobuf.Type
      ? messageCheck(type)
      : type instanceof protobuf.Enum
        ? enumCheck(type)
        : SCALARS[field.type];
  if (single === undefined) throw new Error(`no check for fields of type ${field.type}`);
  if (field.map) return mapCheck(single);
  return field.repeated ? repeatedCheck(single) : single;
}

/** Two arms of one oneof, or an arm named that is not the one set. */
function oneofProblem(message: Record<string, unknown>, oneof: protobuf.OneOf): Problem | undefined {
  let arm: string | undefined;
  for (const { name } of oneof.fieldsArray) {
    if (isAbsent(message[name])) continue;
    if (arm !== undefined) return { path: name, what: `excludes ${arm}: set one of them` };
    arm = name;
  }
  const named = message[oneof.name];
  return named === undefined || named === arm
    ? undefined
    : { path: oneof.name, what: `names ${describe(named)}, and ${arm ?? 'nothing'} is set` };
}

const compiled = new Map<protobuf.Type, Check>();

function compile(type: protobuf.Type): Check {
  const fields = new Map(type.fieldsArray.map((field) => [field.name, fieldCheck(field)]));
  const oneofs = new Map(type.oneofsArray.map((oneof) => [oneof.name, oneof]));
  // An `optional` field is a oneof of one arm: nothing to check unless somebody names it.
  const exclusive = type.oneofsArray.filter((oneof) => oneof.fieldsArray.length > 1);
  return (value) => {
    if (!isPlain(value)) return at(value, `must be a plain object (${type.name})`);
    for (const name of Object.keys(value)) {
      const field = value[name];
      if (field === undefined) continue;
      const check = fields.get(name);
      if (check !== undefined) {
        const problem = field === null ? undefined : check(field);
        if (problem !== undefined) return below(name, problem);
        continue;
      }
      const oneof = oneofs.get(name);
      if (oneof === undefined) return { path: name, what: `is not a field of ${type.name}` };
      const problem = oneofProblem(value, oneof);
      if (problem !== undefined) return problem;
    }
    for (const oneof of exclusive) {
      const problem = oneofProblem(value, oneof);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** The check of a message type, compiled when it is first needed; types may contain themselves. */
function messageCheck(type: protobuf.Type): Check {
  let check: Check | undefined;
  return (value) => {
    if (check === undefined) {
      check = compiled.get(type) ?? compile(type);
      compiled.set(type, check);
    }
    return check(value);
  };
}

/**
 * Returns the validator of a message type, which throws `InvalidRequestError`.
 * @param type a message of the contract by name, as in `IssueDmaRequest`, or a resolved type
 */
export function validator(type: string | protobuf.Type): (message: unknown) => void {
  const resolved = typeof type === 'string' ? descriptors.lookupType(`viommu.v1.${type}`) : type;
  const check = messageCheck(resolved);
  return (message) => {
    const problem = check(message);
    if (problem !== undefined) throw new InvalidRequestError(resolved.name, problem.path, problem.what);
  };
}
