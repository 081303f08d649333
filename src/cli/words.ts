/** How permissions, codes, data, mappings and page requests are written on the command line. */
import fs from 'node:fs';
import type {
  AutomaticAction,
  AutomaticAnswersInput,
  MapItem,
  PageRequestQuirksInput,
  PageResponse,
  PageResponseCode,
  PermissionsInput,
  ResumePointInput,
} from '../../clients/typescript';
import { unreadable } from './input';
import { pageAt, parseLength, parseRange, parseU32, parseU64, rangeOf, type AddressRange } from './numbers';
import { optionName } from './parameters';
import { UsageError } from './usage-error';

/**
 * Returns a reader of the values of an enum by their short names, in any case, with `-` or `_`.
 *
 * @param prefix what the contract puts before each name, as in `DOMAIN_KIND_`
 * @param names the short names, as in `PAGING`
 */
export function choice<const Prefix extends string, const Names extends readonly string[]>(
  prefix: Prefix,
  names: Names,
) {
  const choices = names.map((name) => spelling(name));
  const read = (text: string): `${Prefix}${Names[number]}` => {
    const wanted = text.toUpperCase().replaceAll('-', '_');
    const found = names.find((name) => name === wanted);
    if (found !== undefined) return `${prefix}${found}`;
    throw new UsageError(`"${text}" is none of ${choices.join(', ')}`);
  };
  return Object.assign(read, { choices });
}

/** A name of the contract as people type it: `NOT_MAPPED` is `not-mapped`. */
export function spelling(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

/**
 * Reads a switch.
 *
 * @param text `on` or `off`
 * @throws UsageError for anything else
 */
export function parseSwitch(text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new UsageError(`"${text}" is neither on nor off`);
  return text === 'on';
}
parseSwitch.choices = ['on', 'off'];

/**
 * Reads permissions.
 *
 * @param text letters out of r (read), w (write), x (execute), p (privileged), each once; `-` counts for nothing, so
 *   that what is printed can be typed
 * @throws UsageError for anything else
 */
export function parsePermissions(text: string): Required<PermissionsInput> {
  const letters = text.replaceAll('-', '');
  if (text === '' || !/^[rwxp]*$/.test(letters) || new Set(letters).size !== letters.length) {
    throw new UsageError(`"${text}" are no permissions; write letters out of r, w, x and p, as in rw`);
  }
  const has = (letter: string): boolean => letters.includes(letter);
  return { read: has('r'), write: has('w'), execute: has('x'), privileged: has('p') };
}

/**
 * Reads the code of a page response.
 *
 * @param text `success`, `invalid`, `failure`, or the raw 4-bit code as a number
 * @throws UsageError for anything else
 */
export function parseResponseCode(text: string): Pick<PageResponse, 'code' | 'rawCode'> {
  if (/^\d/.test(text)) return { rawCode: parseU32(text) };
  return { code: parseSettingCode(text) };
}

/** What may be done with a stalled access, instead of a code. */
const STALL_ACTIONS = {
  retry: 'STALL_ACTION_RETRY',
  abort: 'STALL_ACTION_ABORT',
  terminate: 'STALL_ACTION_TERMINATE',
} as const;

/**
 * Reads the answer to a group.
 *
 * @param text a response code, or for a stalled access `retry`, `abort` or `terminate`
 * @throws UsageError for anything else
 */
export function parseAnswer(text: string): Pick<PageResponse, 'code' | 'rawCode' | 'stallAction'> {
  return isKey(STALL_ACTIONS, text) ? { stallAction: STALL_ACTIONS[text] } : parseResponseCode(text);
}
parseAnswer.choices = ['success', 'invalid', 'failure', ...Object.keys(STALL_ACTIONS)];

function isKey<Table extends object>(table: Table, key: PropertyKey): key is keyof Table {
  return Object.hasOwn(table, key);
}

/**
 * Reads the code that the vIOMMU is to answer with by itself.
 *
 * @param text `success`, `invalid` or `failure`
 * @throws UsageError for anything else
 */
export function parseSettingCode(text: string): PageResponseCode {
  switch (text) {
    case 'success':
      return 'PAGE_RESPONSE_CODE_SUCCESS';
    case 'invalid':
      return 'PAGE_RESPONSE_CODE_INVALID_REQUEST';
    case 'failure':
      return 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE';
    default:
      throw new UsageError(
        `"${text}" is no response code; write success, invalid, failure or, as a response, 0x0 to 0xf`,
      );
  }
}
parseSettingCode.choices = ['success', 'invalid', 'failure'];

const ACTIONS = {
  success: 'AUTOMATIC_ACTION_SUCCESS',
  invalid: 'AUTOMATIC_ACTION_INVALID_REQUEST',
  failure: 'AUTOMATIC_ACTION_RESPONSE_FAILURE',
  unanswered: 'AUTOMATIC_ACTION_UNANSWERED',
} as const;

/** How the vIOMMU may end a group by itself. */
export const ACTION_WORDS = Object.keys(ACTIONS).join(', ');

/**
 * Reads how the vIOMMU is to end groups by itself.
 *
 * @param text `success`, `invalid`, `failure`, or `unanswered`
 * @throws UsageError for anything else
 */
export function parseAction(text: string): AutomaticAction {
  if (isKey(ACTIONS, text)) return ACTIONS[text];
  throw new UsageError(`"${text}" is no action; write one of ${ACTION_WORDS}`);
}
parseAction.choices = Object.keys(ACTIONS);

/** Finds a field of the contract by the name that is typed: `mergeByPrgi` is `merge-by-prgi`. */
function fieldNamed<Name extends string>(names: readonly Name[], text: string): Name {
  const found = names.find((name) => optionName(name) === text);
  if (found !== undefined) return found;
  throw new UsageError(`"${text}" is none of ${names.map(optionName).join(', ')}`);
}

const STAGES = [
  'translationOff',
  'translationBypass',
  'unknownRequester',
  'contextUnusable',
  'pageRequestsNotAllowed',
  'noDomain',
  'noPageRequests',
  'queueOff',
  'queueFault',
  'allocationFailure',
  'handlerRefusal',
  'overflow',
] as const satisfies readonly (keyof AutomaticAnswersInput)[];

/** The reasons for which the vIOMMU ends groups by itself, in the order in which they are examined. */
export const STAGE_WORDS = STAGES.map(optionName).join(', ');

/**
 * Reads how the vIOMMU is to end groups by itself for one reason.
 *
 * @param text `STAGE=ACTION`
 * @throws UsageError for anything else
 */
export function parseStageAction(text: string): AutomaticAnswersInput {
  const [stage, action] = cut(text, '=');
  if (action === undefined) throw new UsageError(`"${text}" is no automatic answer; write STAGE=ACTION`);
  return { [fieldNamed(STAGES, stage)]: parseAction(action) };
}

const QUIRKS = [
  'mergeByPrgi',
  'sendAfterPriOff',
  'answerEveryPage',
  'spareSharedPri',
] as const satisfies readonly (keyof PageRequestQuirksInput)[];

/** Behaviour that can be switched on. */
export const QUIRK_WORDS = QUIRKS.map(optionName).join(', ');

/**
 * Reads a quirk.
 *
 * @param text `NAME`, which switches it on, or `NAME=on` or `NAME=off`
 * @throws UsageError for anything else
 */
export function parseQuirk(text: string): PageRequestQuirksInput {
  const [name, value = 'on'] = cut(text, '=');
  return { [fieldNamed(QUIRKS, name)]: parseSwitch(value) };
}

/**
 * Reads data.
 *
 * @param text `hex:…` or `0x…` (bytes in the order of memory), `u64:NUMBER[,NUMBER…]` (little-endian, 64 bits each),
 *   `text:…` (UTF-8), `@file`, or `@-` for the standard input
 * @throws UsageError for anything else, and for a file that cannot be read
 */
export function parseData(text: string): Uint8Array {
  if (text.startsWith('text:')) return Buffer.from(text.slice('text:'.length), 'utf8');
  if (text.startsWith('u64:')) return wordData(text.slice('u64:'.length).split(','));
  if (text.startsWith('@')) return readData(text.slice(1));
  const [, hex] = /^(?:hex:|0[xX])(.*)$/s.exec(text) ?? [];
  if (hex === undefined) throw new UsageError(`"${text}" is no data; write hex:…, u64:…, text:… or @file`);
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(hex))
    throw new UsageError(`"${text}" is no data; write two hex digits for each byte`);
  return Buffer.from(hex, 'hex');
}

function wordData(numbers: readonly string[]): Uint8Array {
  const data = Buffer.alloc(numbers.length * 8);
  numbers.forEach((number, index) => data.writeBigUInt64LE(parseU64(number), index * 8));
  return data;
}

function readData(file: string): Uint8Array {
  try {
    return fs.readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Splits at the first `separator`; the rest is undefined when there is none. */
export function cut(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/**
 * Reads a mapping.
 *
 * @param text `IOVA=OUTPUT[:LENGTH][:PERMISSIONS]` with a length of one page and `rw` by default, or a range
 *   (`first-last`, `first+length`, `all`) in the place of the IOVA, and then no length
 * @throws UsageError for anything else
 */
export function parseMapping(text: string): Pick<MapItem, 'range' | 'outputAddress' | 'permissions'> {
  const [left, right] = cut(text, '=');
  if (right === undefined) throw new UsageError(`"${text}" is no mapping; write IOVA=OUTPUT[:LENGTH][:PERMISSIONS]`);
  const { length, ...target } = parseTarget(right);
  return { range: mappedRange(left, length), ...target };
}

/** Where something goes, how much of it, and what it allows. */
export interface MappingTarget {
  readonly outputAddress: bigint;
  /** Undefined: as it was left out. */
  readonly length: bigint | undefined;
  readonly permissions: Required<PermissionsInput>;
}

/**
 * Reads where a mapping goes.
 *
 * @param text `OUTPUT[:LENGTH][:PERMISSIONS]`, `rw` by default
 * @throws UsageError for anything else
 */
export function parseTarget(text: string): MappingTarget {
  const [output = '', ...more] = text.split(':');
  const length = more.length > 0 && /^\d/.test(more[0] ?? '') ? more.shift() : undefined;
  const permissions = more.shift() ?? 'rw';
  if (more.length > 0) throw new UsageError(`"${text}" is no mapping; nothing may follow the permissions`);
  return {
    outputAddress: parseU64(output),
    length: length === undefined ? undefined : parseLength(length),
    permissions: parsePermissions(permissions),
  };
}

function mappedRange(text: string, length: bigint | undefined): AddressRange {
  const isRange = text === 'all' || /[-+]/.test(text);
  if (isRange && length !== undefined) throw new UsageError(`${text} has a length already; leave out :${length}`);
  if (isRange) return parseRange(text);
  const first = parseU64(text);
  return length === undefined ? pageAt(first) : rangeOf(first, length);
}

/** One page of a page-request group. */
export interface WantedPage {
  readonly iova: bigint;
  readonly permissions: Required<PermissionsInput>;
}

/**
 * Reads a page request.
 *
 * @param text `IOVA[:PERMISSIONS]`, `rw` by default
 * @throws UsageError for anything else
 */
export function parseWantedPage(text: string): WantedPage {
  const [iova, permissions = 'rw'] = cut(text, ':');
  return { iova: parseU64(iova), permissions: parsePermissions(permissions) };
}

/**
 * Reads a resume point.
 *
 * @param text `EPOCH:SEQUENCE`, as a watch prints it when it ends
 * @throws UsageError for anything else
 */
export function parseResumePoint(text: string): ResumePointInput {
  const [epoch, sequence] = cut(text, ':');
  if (sequence === undefined) throw new UsageError(`"${text}" is no resume point; write EPOCH:SEQUENCE`);
  return { epoch: parseU32(epoch), sequence: parseU64(sequence) };
}

/** A limit of a vIOMMU and its value. */
export interface LimitSetting {
  readonly name: string;
  readonly value: bigint;
}

/**
 * Reads a limit.
 *
 * @param text `NAME=VALUE`, the name as `viommuctl info` prints it
 * @throws UsageError for anything else
 */
export function parseLimit(text: string): LimitSetting {
  const [name, value] = cut(text, '=');
  if (value === undefined) throw new UsageError(`"${text}" is no limit; write NAME=VALUE`);
  return { name: name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value: parseU64(value) };
}
