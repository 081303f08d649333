/**
 * Between the messages of the contract and the model. Only the files `convert*.ts` know both shapes.
 *
 * On the way in everything is checked before it is converted, because the decoder coerces silently: an enum value it
 * does not know arrives as a number, an absent message as null, an unset `optional` field as undefined. What a converter
 * throws names the field. On the way out undefined means unset.
 */
import type { BatchOutcome, Checked, OnError } from '../core/batch';
import type { AutomaticAction__Output } from '../gen/viommu/v1/AutomaticAction';
import type { ItemResult } from '../gen/viommu/v1/ItemResult';
import type { OnError__Output } from '../gen/viommu/v1/OnError';
import type { PageResponseCode__Output } from '../gen/viommu/v1/PageResponseCode';
import type { Permissions as PermissionsMessage } from '../gen/viommu/v1/Permissions';
import { IommuError, type Reason } from '../model/errors';
import { NO_PASID, type PageResponseCode, type ResponseEffect } from '../model/page-request';
import { ALL_PERMISSIONS, EXECUTE, PRIVILEGED, READ, WRITE, type Permissions } from '../model/permissions';
import type { AutomaticAction } from '../model/viommu';
import * as check from './check';
import { refusedItem } from './errors';

/** The fields of a message, where undefined stands for a field that is unset. */
export type Fields<T> = { readonly [K in keyof T]?: T[K] | undefined };

/**
 * A message of its fields. The encoder leaves out what is undefined; the generated types do not say so.
 *
 * @param fields the fields
 */
export function message<T>(fields: Fields<T>): T {
  return fields as T;
}

/** What an enum value is called without its prefix; UNSPECIFIED aside. */
type Suffix<Name extends string, Prefix extends string> = Exclude<
  Name extends `${Prefix}${infer Rest}` ? Rest : never,
  'UNSPECIFIED'
>;

/**
 * An enum value without its prefix, as the model spells it.
 *
 * @param prefix what all names of the enum begin with, for instance `DOMAIN_KIND_`
 * @param value the decoded field
 * @param field its path
 * @returns undefined for UNSPECIFIED
 * @throws IommuError ENUM_VALUE_UNKNOWN
 */
export function fromEnum<Prefix extends string, Name extends string>(
  prefix: Prefix,
  value: Name,
  field: string,
): Suffix<Name, Prefix> | undefined {
  const suffix = check.enumKnown<string>(value, field).slice(prefix.length);
  return suffix === 'UNSPECIFIED' ? undefined : (suffix as Suffix<Name, Prefix>);
}

/**
 * A refusal that is about one field.
 *
 * @param reason the reason the contract names
 * @param field path of the field, with which the message begins
 * @param text what is wrong and the way out
 */
export function refusal(reason: Reason, field: string, text: string): IommuError {
  return new IommuError(reason, `${field}: ${text}`, { field });
}

/**
 * A page response code.
 *
 * @param value the decoded field
 * @param field its path
 * @returns undefined for UNSPECIFIED
 * @throws IommuError CODE_INVALID
 */
export function fromCode(value: PageResponseCode__Output, field: string): PageResponseCode | undefined {
  if (typeof value !== 'string') throw refusal('CODE_INVALID', field, `${String(value)} is no code; use 1 to 3`);
  return fromEnum('PAGE_RESPONSE_CODE_', value, field);
}

/** A page response code for the wire. */
export function toCode(code: PageResponseCode) {
  return `PAGE_RESPONSE_CODE_${code}` as const;
}

/**
 * How the vIOMMU is to end a group by itself.
 *
 * @param value the decoded field
 * @param field its path
 * @returns undefined for UNSPECIFIED
 * @throws IommuError ENUM_VALUE_UNKNOWN
 */
export function fromAction(value: AutomaticAction__Output, field: string): AutomaticAction | undefined {
  return fromEnum('AUTOMATIC_ACTION_', value, field);
}

/** What a batch does after an item failed. */
export function fromOnError(value: OnError__Output): OnError {
  return fromEnum('ON_ERROR_', value, 'on_error') ?? 'CONTINUE';
}

/**
 * A PASID, or NO_PASID.
 *
 * @param value the decoded field; undefined: none
 * @throws IommuError PASID_OUT_OF_RANGE
 */
export function fromPasid(value: number | undefined): number {
  return check.pasid(value) ?? NO_PASID;
}

/** What a page response did, for the wire. */
export function toEffect(effect: ResponseEffect | undefined) {
  return effect && (`RESPONSE_EFFECT_${effect}` as const);
}

/** A PASID for the wire; unset for NO_PASID, and where there is no question of one. */
export function toPasid(pasid: number | undefined): number | undefined {
  return pasid === NO_PASID ? undefined : pasid;
}

/** One message for each mask: there are only sixteen, and the encoder changes none. */
const PERMISSION_MESSAGES: readonly PermissionsMessage[] = Array.from({ length: ALL_PERMISSIONS + 1 }, (_, mask) => ({
  read: (mask & READ) !== 0,
  write: (mask & WRITE) !== 0,
  execute: (mask & EXECUTE) !== 0,
  privileged: (mask & PRIVILEGED) !== 0,
}));

/** Permissions for the wire. */
export function toPermissions(permissions: Permissions): PermissionsMessage {
  return PERMISSION_MESSAGES[permissions & ALL_PERMISSIONS]!;
}

/**
 * Converts the items of a batch one by one: a malformed one becomes its refusal and fails as an item, not as the call.
 *
 * @param items the decoded items
 * @param convert converts one, or throws an IommuError whose field is relative to the item
 */
export function checkedItems<Item, T>(items: readonly Item[], convert: (item: Item) => T): Checked<T>[] {
  return items.map((item) => checked(() => convert(item)));
}

/** Converts one item of a batch, or returns why that is not possible. */
export function checked<T>(convert: () => T): Checked<T> {
  try {
    return convert();
  } catch (error) {
    if (error instanceof IommuError) return error;
    throw error;
  }
}

/** The common end of every batch response. */
export function toBatch(batch: BatchOutcome): { failures: ItemResult[]; notExecutedCount: number } {
  return {
    failures: batch.failures.map(({ index, error }) => ({ index, ...refusedItem(error) })),
    notExecutedCount: batch.notExecuted,
  };
}
