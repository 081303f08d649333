/** Arguments and options that several commands share. */
import type { OnError } from '../../clients/typescript';
import { parseDuration, parseU32, parseU64 } from './numbers';
import { asText, defaulted, flag, optional, required } from './parameters';
import { choice } from './words';

/** An endpoint by its id. */
export const endpoint = required('ENDPOINT', 'id of the endpoint', parseU32);

/** A domain by its id. */
export const domain = required('DOMAIN', 'id of the domain', parseU32);

/** A vIOMMU by its id. */
export const viommuId = optional('ID', 'the vIOMMU; default: that of --viommu or VIOMMU_ID', asText);

/** Which of an endpoint's address spaces. */
export const pasid = optional('PASID', 'the PASID; default: none, which is not 0', parseU32);

/** What makes a call safe to repeat. */
export const requestId = optional('ID', 'makes the command safe to repeat: the same id gets the first result', asText);

/** The wait of an operation for device TLBs. */
export const invalidationTimeout = optional(
  'TIME',
  "bounds the wait for device TLBs, on the vIOMMU's clock",
  parseDuration,
);

/** Which of the device's queues. */
export const queue = optional('TAG', "which of the device's queues asks; echoed in reports", parseU32);

/** How much will be touched. */
export const lengthHint = optional('BYTES', 'how much the device is going to touch; a hint, echoed', parseU64);

/** Misbehaviour that is asked for. */
export const allowViolation = flag('do what must not be done, and have it recorded as a violation');

/** What a batch does after an item was refused. */
export const stop = flag('execute nothing after an item that was refused');

/** What becomes of mappings that exist. */
export const ifMapped = defaulted(
  'WHAT',
  'when part of the range is mapped: refuse, accept-identical or set-permissions',
  choice('IF_MAPPED_', ['REFUSE', 'ACCEPT_IDENTICAL', 'SET_PERMISSIONS']),
  'refuse',
);

/** `--stop` as the contract has it. */
export function onError(stops: boolean): OnError {
  return stops ? 'ON_ERROR_STOP' : 'ON_ERROR_CONTINUE';
}
