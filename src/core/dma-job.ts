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
  /** Whether a stalled access of it was terminated. */
  terminated: boolean;
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
    terminated: false,
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

/** An answer to page requests as the result of a DMA names it. */
export function failedResponse({ cookie, prgi, rawCode, rule }: Heard): FailedResponse {
  return { cookie, prgi, rawCode, rule, stallTag: undefined };
}

/** An answer to a stalled access as the result of a DMA names it. */
export function failedStall({ cookie, stallTag, rawCode, rule }: StallHeard): FailedResponse {
  return { cookie, prgi: 0, rawCode, rule, stallTag };
}
