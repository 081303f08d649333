import type { PageResponseCode } from '../model/page-request';
import type { DmaRequest, DmaResult, DmaStatus } from '../model/transfer';
import { DmaCursor, type Side } from './dma-access';
import type { Endpoint } from './endpoint';
import type { Operation } from './operations';

/** A DMA that has not ended. */
export interface Job {
  readonly endpoint: Endpoint;
  readonly cursor: DmaCursor;
  groups: number;
  /** What it lacked when it last asked. */
  lacked: Side | undefined;
  /** Fruitless answers since it began to lack that. */
  retries: number;
  operation: Operation | undefined;
  /** The group it waits for; -1: none. */
  prgi: number;
  /** What came of that group, or of the endpoint, and has not been acted on. */
  news: PageResponseCode | 'ENDPOINT_GONE' | undefined;
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
    prgi: -1,
    news: undefined,
  };
}

/** How a DMA ended, and how far it came. */
export function resultOf(job: Job, status: DmaStatus, failed: Side | undefined): DmaResult {
  return {
    status,
    transferredBytes: job.cursor.done,
    data: job.cursor.data,
    failedAddress: failed?.address,
    pageRequestGroups: job.groups,
  };
}
