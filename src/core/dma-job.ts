import type { DmaRequest, DmaResult, DmaStatus, FailedResponse } from '../model/transfer';
import { DmaCursor, type Side } from './dma-access';
import type { Endpoint } from './endpoint';
import type { StallHeard } from './group-answers';
import type { Operation } from './operations';
import type { Heard } from './response-sender';

/** What a DMA waits for: the answer to its group, credits, the answer to its stall, or room to report the stall. */
export type Awaited = 'NOTHING' | 'RESPONSE' | 'CREDITS' | 'STALL' | 'ROOM';

/** What happened to a waiting DMA. */
export type News =
  | { readonly kind: 'RESPONSE'; readonly heard: Heard }
  | { readonly kind: 'STALL'; readonly heard: StallHeard }
  | { readonly kind: 'PRI_OFF'; readonly heard: Heard | undefined }
  | { readonly kind: 'ABANDONED' }
  | { readonly kind: 'PASID_STOPPED' }
  | { readonly kind: 'ENDPOINT_GONE' };

/** A DMA that has not ended. */
export interface Job {
  readonly endpoint: Endpoint;
  readonly cursor: DmaCursor;
  groups: number;
  /** What it lacked when it last asked, or stalled. */
  lacked: Side | undefined;
  /** Fruitless answers since it began to lack that. */
  retries: number;
  operation: Operation | undefined;
  awaits: Awaited;
  /** The group, or the stall, it waits for. */
  tag: number;
  /** What happened and has not been acted on. */
  news: News | undefined;
  /** The first stalled access of it that was terminated. */
  terminated: Terminated | undefined;
}

/** A stalled access that was terminated, by which answer, after how many fruitless ones. */
export interface Terminated {
  readonly side: Side;
  readonly response: FailedResponse;
  readonly retries: number;
}

/** What a step of a job led to: it goes on, it must wait, or it ended. */
export type Step = 'GO_ON' | 'WAIT' | DmaResult;

/** A DMA that is about to begin. */
export function newJob(endpoint: Endpoint, request: DmaRequest): Job {
  return {
    endpoint,
    cursor: new DmaCursor(request),
    groups: 0,
    lacked: undefined,
    retries: 0,
    operation: undefined,
    awaits: 'NOTHING',
    tag: -1,
    news: undefined,
    terminated: undefined,
  };
}

/** How a DMA ended, and how far it came. */
export function resultOf(job: Job, status: DmaStatus, failed?: Side, response?: FailedResponse): DmaResult {
  return {
    status,
    transferredBytes: job.cursor.done,
    data: job.cursor.data,
    failedAddress: failed?.address,
    failedAccess: failed?.access,
    failedResponse: response,
    pageRequestGroups: job.groups,
    retries: failed === undefined ? 0 : job.retries,
  };
}

/** How a DMA ended whose every byte was transferred, or left out of it. */
export function resultAtEnd(job: Job): DmaResult {
  const { terminated } = job;
  if (terminated === undefined) {
    return resultOf(job, 'COMPLETED');
  }
  const { side, response, retries } = terminated;
  return { ...resultOf(job, 'TERMINATED', side, response), retries };
}

/** An answer to page requests as the result of a DMA names it. */
export function failedResponse({ cookie, prgi, rawCode, rule }: Heard): FailedResponse {
  return { cookie, prgi, rawCode, rule, stallTag: undefined };
}

/** An answer to a stalled access as the result of a DMA names it. */
export function failedStall({ cookie, stallTag, rawCode, rule }: StallHeard): FailedResponse {
  return { cookie, prgi: 0, rawCode, rule, stallTag };
}
