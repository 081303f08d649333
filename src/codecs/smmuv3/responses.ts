/**
 * How a guest answers page requests and stalls (IHI 0070 4.5.2, 4.7.1).
 *
 * Resp of CMD_PRI_RESP turns the order of PCIe around: 0 is the catastrophic code. Linux's names mislead: DENY is
 * Response Failure, FAIL is Invalid Request.
 */
import type { PageResponseCode } from '../../model/page-request';
import type { ResponseTable } from '../responses';

const RESP: Readonly<Record<PageResponseCode, number>> = { RESPONSE_FAILURE: 0, INVALID_REQUEST: 1, SUCCESS: 2 };
const CODES: readonly (PageResponseCode | undefined)[] = ['RESPONSE_FAILURE', 'INVALID_REQUEST', 'SUCCESS'];

/** Resp; 3 is illegal. */
export const SMMU_RESPONSES: ResponseTable = { codeOf: (raw) => CODES[raw], rawOf: (code) => RESP[code] };

/** What CMD_RESUME does to the stalled transaction. */
export type ResumeAction = 'retry' | 'abort' | 'terminate_razwi';

/** The bits Ac and Ab of each action. */
export const RESUME_BITS: Readonly<Record<ResumeAction, { readonly ac: number; readonly ab: number }>> = {
  retry: { ac: 1, ab: 0 },
  abort: { ac: 0, ab: 1 },
  terminate_razwi: { ac: 0, ab: 0 },
};

/**
 * The action of CMD_RESUME. Ab is ignored with Ac = 1; where IDR0.TERM_MODEL is 1 every termination aborts.
 *
 * @param ac 1 is retry
 * @param ab 1 is abort
 */
export function resumeAction(ac: number, ab: number): ResumeAction {
  if (ac === 1) return 'retry';
  return ab === 1 ? 'abort' : 'terminate_razwi';
}

/** The action that a page response is for a stalled transaction: both refusals abort, as Linux has it. */
export const RESUME_OF_RESPONSE: Readonly<Record<PageResponseCode, ResumeAction>> = {
  SUCCESS: 'retry',
  INVALID_REQUEST: 'abort',
  RESPONSE_FAILURE: 'abort',
};
