/** How single values are printed for people. */
import type { PermissionsInput } from '../../clients/typescript';
import { PAGE_SIZE, U64_MAX } from '../base/u64';
import type { AddressRange } from './numbers';

/** What the contract puts before the names of its enums. */
const PREFIXES = [
  'ADDRESS_TYPE_',
  'AUTOMATIC_ACTION_',
  'CLOCK_KIND_',
  'CLOSING_REASON_',
  'CONTEXT_STATE_',
  'CULPRIT_',
  'DMA_STATUS_',
  'DOMAIN_KIND_',
  'END_CAUSE_',
  'ENDPOINT_BACKEND_',
  'ENDPOINT_CHANGE_KIND_',
  'ENDPOINT_KIND_',
  'ENDPOINT_STATE_',
  'EXHAUSTION_STAGE_',
  'FAULT_REASON_',
  'GUEST_COMMAND_OUTCOME_',
  'GUEST_INTERRUPT_CAUSE_',
  'GUEST_QUEUE_KIND_',
  'GUEST_SCOPE_KIND_',
  'INVALIDATION_COMPLETION_',
  'OPERATION_KIND_',
  'OPERATION_OUTCOME_',
  'OVERFLOW_POLICY_',
  'PAGE_RESPONSE_CODE_',
  'PAGE_RESPONSE_OUTCOME_',
  'PARTIAL_UNMAP_',
  'PROFILE_',
  'RESPONSE_EFFECT_',
  'RESUME_OUTCOME_',
  'RISCV_MODE_',
  'RULE_EVENT_',
  'SKIP_REASON_',
  'TABLE_DECISION_',
  'TABLE_UPDATES_',
  'TRANSACTION_KIND_',
  'TRANSLATED_REQUEST_CHECK_',
  'TRANSLATION_STAGE_',
  'TRANSLATION_STATE_',
  'TRANSLATION_STATUS_',
  'UNSUPPORTED_REQUEST_REACTION_',
];

const NS_PER_SECOND = 1_000_000_000n;

/** A number in hexadecimal. */
export function hex(value: bigint | number): string {
  return `0x${value.toString(16)}`;
}

/** A 64-bit number in hexadecimal, all its digits: one under the other, their bits can be compared. */
export function wideHex(value: bigint): string {
  return `0x${value.toString(16).padStart(16, '0')}`;
}

/** An enum value without what the contract puts before it: `DMA_STATUS_COMPLETED` is `COMPLETED`. */
export function short(value: string | number): string {
  const text = String(value); // a value this client does not know comes as its number
  const prefix = PREFIXES.find((candidate) => text.startsWith(candidate));
  return prefix === undefined ? text : text.slice(prefix.length);
}

/** Permissions as four letters, `-` for each that is absent. */
export function permissions(value: PermissionsInput | null | undefined): string {
  const { read, write, execute, privileged } = value ?? {};
  return `${read ? 'r' : '-'}${write ? 'w' : '-'}${execute ? 'x' : '-'}${privileged ? 'p' : '-'}`;
}

/** Permissions as they are typed: only the letters that are there. */
export function permissionLetters(value: PermissionsInput | null | undefined): string {
  return permissions(value).replaceAll('-', '') || '-';
}

/** A range as it is typed. */
export function range(value: AddressRange | null | undefined): string {
  if (value === null || value === undefined || (value.first === 0n && value.last === U64_MAX)) return 'all';
  return `${hex(value.first)}-${hex(value.last)}`;
}

/** How long a range is, as in `4K`. */
export function lengthOf({ first, last }: AddressRange): string {
  return bytes(last - first + 1n);
}

/** A requester id as lspci writes it. */
export function requesterId(id: number): string {
  const two = (value: number): string => value.toString(16).padStart(2, '0');
  return `${two(id >> 8)}:${two((id >> 3) & 0x1f)}.${id & 7}`;
}

/** A time or a duration, in seconds, exact. */
export function seconds(nanoseconds: bigint): string {
  return `${nanoseconds / NS_PER_SECOND}.${(nanoseconds % NS_PER_SECOND).toString().padStart(9, '0')}s`;
}

/** A count with its noun: `1 page`, `2 pages`. */
export function counted(count: bigint | number, noun: string): string {
  return `${count} ${noun}${BigInt(count) === 1n ? '' : 's'}`;
}

/** Bytes per line of a dump. */
const DUMP_WIDTH = 16;

/**
 * Bytes with their addresses, in hexadecimal and as ASCII, a line for each sixteen.
 *
 * @param data what to show
 * @param from the address of the first byte
 */
export function* dump(data: Uint8Array, from: bigint): Generator<string> {
  for (let at = 0; at < data.length; at += DUMP_WIDTH) {
    const line = Buffer.from(data.subarray(at, at + DUMP_WIDTH));
    const bytes = line.toString('hex').replace(/..(?!$)/g, '$& ');
    const ascii = line.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
    yield `${hex(from + BigInt(at))}  ${bytes.padEnd(DUMP_WIDTH * 3 - 1)}  |${ascii}|`;
  }
}

/** `count` pages as a length, as in `4K`, for what is a multiple of a page. */
export function bytes(length: bigint): string {
  for (const [unit, size] of [
    ['T', 1n << 40n],
    ['G', 1n << 30n],
    ['M', 1n << 20n],
    ['K', 1n << 10n],
  ] as const) {
    if (length % size === 0n && length >= BigInt(PAGE_SIZE)) return `${length / size}${unit}`;
  }
  return length.toString();
}
