/**
 * Checks of decoded requests. Each returns the value in the form the lower floors take, or throws an
 * {@link IommuError} that names the field, the value and the way out.
 *
 * Decoded means: every scalar is there (absent ones as their default, `optional` ones as undefined), an absent message
 * is null or undefined, and an enum value the contract does not know is a number.
 *
 * `field` is always the path in the contract's spelling: `range.last`, `items[3].pasid`.
 */
import { IommuError, type Reason } from '../model/errors';
import { MAX_PASID } from '../model/page-request';
import { MAX_ITEMS } from '../model/viommu';

/** The most characters of a `request_id`. */
export const MAX_REQUEST_ID = 64;

const VIOMMU_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** The longest echo of a client's text in a message, in characters. */
const MAX_ECHO = 80;

/** A refusal that is about one field. */
function refuse(reason: Reason, field: string, message: string, metadata: Record<string, string> = {}): IommuError {
  return new IommuError(reason, `${field}: ${message}`, { field, metadata });
}

/** A client's text as messages show it: quoted, escaped, shortened. */
function quoted(text: string): string {
  return JSON.stringify(text.length > MAX_ECHO ? `${text.slice(0, MAX_ECHO)}…` : text);
}

/**
 * A message that must be there.
 *
 * @param message the decoded field
 * @param field its path
 * @param reason FIELD_REQUIRED unless the contract names another
 */
export function required<T>(message: T | null | undefined, field: string, reason: Reason = 'FIELD_REQUIRED'): T {
  if (message === null || message === undefined) throw refuse(reason, field, 'is required; set it');
  return message;
}

/**
 * A number within inclusive bounds.
 *
 * @param value the decoded field
 * @param minimum the smallest value taken
 * @param maximum the largest value taken
 * @param field its path
 * @param reason the reason the contract names for it
 */
export function inRange<N extends number | bigint>(value: N, minimum: N, maximum: N, field: string, reason: Reason): N {
  if (value >= minimum && value <= maximum) return value;
  const [low, high] = [String(minimum), String(maximum)];
  throw refuse(reason, field, `${String(value)} is out of range; give ${low} to ${high}`, {
    value: String(value),
    minimum: low,
    maximum: high,
  });
}

/**
 * An optional PASID.
 *
 * @param value the decoded field; undefined: none
 * @param field its path, `pasid` unless given
 * @throws IommuError PASID_OUT_OF_RANGE above 2^20-1
 */
export function pasid(value: number | undefined, field = 'pasid'): number | undefined {
  return value === undefined ? undefined : inRange(value, 0, MAX_PASID, field, 'PASID_OUT_OF_RANGE');
}

/**
 * An enum value the contract knows.
 *
 * @param value the decoded field: a name, or the number of a value this server does not know
 * @param field its path
 * @throws IommuError ENUM_VALUE_UNKNOWN
 */
export function enumKnown<Name extends string>(value: Name | number, field: string): Name {
  if (typeof value === 'string') return value;
  throw refuse('ENUM_VALUE_UNKNOWN', field, `${value} is no value this server knows; GetInfo tells its version`, {
    value: String(value),
  });
}

/**
 * A list with at least one entry and not too many.
 *
 * @param list the decoded field
 * @param field its path
 * @param limit the most entries, {@link MAX_ITEMS} unless given
 * @throws IommuError ITEMS_REQUIRED, TOO_MANY_ITEMS
 */
export function nonEmptyList<T>(list: readonly T[], field: string, limit = MAX_ITEMS): readonly T[] {
  itemCount(list.length, field, limit);
  return list;
}

/**
 * The number of entries of a batch: one at least and not too many.
 *
 * @param count how many there are
 * @param field path of the field that holds them
 * @param limit the most entries, {@link MAX_ITEMS} unless given
 * @throws IommuError ITEMS_REQUIRED, TOO_MANY_ITEMS
 */
export function itemCount(count: number, field: string, limit = MAX_ITEMS): number {
  if (count === 0) throw refuse('ITEMS_REQUIRED', field, `is empty; give 1 to ${limit} entries`);
  return countAtMost(count, field, limit);
}

/**
 * A list that may be empty.
 *
 * @param list the decoded field
 * @param field its path
 * @param limit the most entries, {@link MAX_ITEMS} unless given
 * @throws IommuError TOO_MANY_ITEMS
 */
export function listAtMost<T>(list: readonly T[], field: string, limit = MAX_ITEMS): readonly T[] {
  countAtMost(list.length, field, limit);
  return list;
}

function countAtMost(count: number, field: string, limit: number): number {
  if (count <= limit) return count;
  throw refuse('TOO_MANY_ITEMS', field, `has ${count} entries, at most ${limit} are taken; split the request`, {
    count: String(count),
    limit: String(limit),
  });
}

/**
 * The arm of a oneof that is set.
 *
 * @param arm the decoded oneof itself, for instance `request.payload`: the camelCase name of the arm
 * @param field path of the oneof
 * @param reason the reason the contract names, FIELD_REQUIRED unless given
 */
export function oneofArm<Arm extends string>(
  arm: Arm | undefined,
  field: string,
  reason: Reason = 'FIELD_REQUIRED',
): Arm {
  if (arm === undefined) throw refuse(reason, field, 'no arm this server knows is set; set exactly one');
  return arm;
}

/**
 * An optional time-out in nanoseconds.
 *
 * @param value the decoded field; undefined: none was given
 * @param field its path
 * @throws IommuError TIMEOUT_INVALID when it is 0
 */
export function timeoutNs(value: bigint | undefined, field: string): bigint | undefined {
  if (value === 0n) throw refuse('TIMEOUT_INVALID', field, '0 is no time-out; leave it unset for the default');
  return value;
}

/**
 * A `request_id`.
 *
 * @param value the decoded field
 * @returns undefined when it is empty: the call is not made safe to repeat
 * @throws IommuError REQUEST_ID_INVALID when it is longer than 64 characters
 */
export function requestId(value: string): string | undefined {
  if (value.length <= MAX_REQUEST_ID) return value === '' ? undefined : value;
  throw refuse('REQUEST_ID_INVALID', 'request_id', `${quoted(value)} is longer than ${MAX_REQUEST_ID} characters`, {
    count: String(value.length),
    limit: String(MAX_REQUEST_ID),
  });
}

/**
 * The id of a vIOMMU, where one must be given.
 *
 * @param value the decoded field
 * @param field its path, `viommu_id` unless given
 * @throws IommuError VIOMMU_ID_INVALID
 */
export function viommuId(value: string, field = 'viommu_id'): string {
  if (VIOMMU_ID.test(value)) return value;
  throw refuse('VIOMMU_ID_INVALID', field, `${quoted(value)} is no id; give 1 to 64 of a-z A-Z 0-9 . _ -`);
}

/**
 * The id of a vIOMMU to create.
 *
 * @param value the decoded field
 * @returns undefined when it is empty: the server chooses
 * @throws IommuError VIOMMU_ID_INVALID
 */
export function newViommuId(value: string): string | undefined {
  return value === '' ? undefined : viommuId(value);
}
