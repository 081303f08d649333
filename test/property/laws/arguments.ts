import { MAX_PAGE } from '../../../src/base/u64';
import type { DomainRequest, MapItem, PageRange } from '../../../src/model/domain';
import type { EndpointRequest } from '../../../src/model/endpoint';
import type { InvalidationEntry } from '../../../src/model/invalidation';
import { MAX_PASID, NO_PASID, type PageRequestItem, type PageResponse } from '../../../src/model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE, type Permissions } from '../../../src/model/permissions';
import type { DmaRequest, Transfer } from '../../../src/model/transfer';
import type { PolicyPatch } from '../../../src/model/viommu';
import type { Machine } from './machine';
import type { Step } from './script';

/** In nanoseconds. */
export const SECOND = 1_000_000_000n;
const PASIDS = [NO_PASID, 0, 1, MAX_PASID];
const ACCESSES: readonly Permissions[] = [READ, WRITE, READ | WRITE];
/** What a mapping allows. */
export const ALLOWED: readonly Permissions[] = [
  READ | WRITE,
  READ,
  WRITE,
  READ | EXECUTE,
  READ | WRITE | PRIVILEGED,
  READ | WRITE | EXECUTE,
];
/** Codes of answers, mostly Success. */
export const CODES = [0, 0, 0, 1, 1, 15, 7];
const TIMEOUTS = [undefined, undefined, SECOND, 0n, 200n * SECOND];
/** How far time moves. */
export const TICKS = [0n, 1n, SECOND, 45n * SECOND, 90n * SECOND];

/** The endpoint with this id, unless something else is asked for: one of every kind. */
export const SHAPES: readonly EndpointRequest[] = [
  { ats: {}, pri: {}, pasid: {} },
  {
    ats: { invalidateQueueDepth: 2, atcCapacityPages: 2 },
    pri: { capacity: 4, retryLimit: 1, prgResponsePasidRequired: true },
    pasid: {},
    invalidationCompletion: 'MANUAL',
  },
  { backend: 'EXTERNAL', ats: { invalidateQueueDepth: 2 }, pri: { capacity: 6 }, pasid: {} },
  { ats: { atcCapacityPages: 1 }, pri: { capacity: 1, retryLimit: 2 }, invalidationCompletion: 'MANUAL' },
  { backend: 'EXTERNAL', ats: {}, pri: { prgResponsePasidRequired: true }, pasid: {} },
  {},
  { ats: { enabled: false }, pri: {}, requesterId: 1 },
];

/** A domain that can do most. */
export const PAGING: DomainRequest = { kind: 'PAGING', pageRequests: true, dirtyTracking: true };

/** An endpoint whose accesses stall. */
export const STALLING: EndpointRequest = { kind: 'PLATFORM', pasid: {}, stall: { retryLimit: 1 } };

/** Changes of the policy. */
export const POLICIES: readonly PolicyPatch[] = [
  { translation: 'OFF' },
  { translation: 'BYPASS' },
  { translation: 'ON' },
  { translation: 'ON', pageRequestQueueEnabled: true },
  { pageRequestQueueEnabled: false },
  { pageResponseDeadlineNs: SECOND, pageResponseDeadlineCode: 'SUCCESS' },
  { pageResponseDeadlineNs: 50n * SECOND, pageResponseDeadlineCode: 'RESPONSE_FAILURE' },
  { pageResponseDeadlineNs: 0n },
  { automaticAnswers: { noDomain: 'SUCCESS' } },
  { automaticAnswers: { overflow: 'RESPONSE_FAILURE', noPageRequests: 'SUCCESS' } },
  { automaticAnswers: { overflow: 'SUCCESS', noDomain: 'INVALID_REQUEST' } },
  { invalidationTimeoutNs: 2n * SECOND },
  { invalidationTimeoutNs: 90n * SECOND },
  { partialUnmap: 'SPLIT' },
  { partialUnmap: 'REFUSE' },
];

/** The id of the endpoint or domain of a step. */
export const id = (n: number) => n + 1;
/** One of a list. */
export const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
/** The PASID of a step. */
export const pasidOf = (step: Step) => pick(PASIDS, step.p);
/** A caller's limit. */
export const timeoutOf = (step: Step) => pick(TIMEOUTS, step.m);
/** What an access needs. */
export const accessOf = (step: Step) => pick(ACCESSES, step.n);

/** Mostly low pages; now and then the last one there is. */
export const pageOf = (step: Step) => (step.m % 16 === 15 ? MAX_PAGE - (step.page % 2) : step.page);
/** The address of a page. */
export const address = (page: number) => BigInt(page) * 4096n;

/** One to three pages. */
export function pagesOf(step: Step): PageRange {
  const firstPage = pageOf(step);
  return { firstPage, lastPage: Math.min(MAX_PAGE, firstPage + (step.m % 3)) };
}

/** As {@link pagesOf}, mostly made of whole granules. */
export function granulesOf({ granule }: Machine, step: Step, more = 0): PageRange {
  const { firstPage, lastPage: last } = pagesOf(step);
  const lastPage = Math.min(MAX_PAGE, last + more);
  return step.n % 16 === 15
    ? { firstPage, lastPage }
    : {
        firstPage: firstPage - (firstPage % granule),
        lastPage: lastPage - (lastPage % granule) + granule - 1,
      };
}

/** The addresses of pages. */
export const addressesOf = ({ firstPage, lastPage }: PageRange) => ({
  first: address(firstPage),
  last: address(lastPage) + 4095n,
});

/** What to map there. */
export function itemOf(machine: Machine, step: Step): MapItem {
  const range = granulesOf(machine, step);
  return {
    ...range,
    outputFirstPage: machine.output(step.n % 40, range.lastPage - range.firstPage + 1),
    permissions: pick(ALLOWED, step.m),
    ifMapped: pick(['REFUSE', 'ACCEPT_IDENTICAL', 'SET_PERMISSIONS', 'REFUSE'] as const, step.n),
  };
}

/** A page request: about every second one closes its group. */
export function requestOf(step: Step): PageRequestItem {
  return {
    page: pageOf(step),
    permissions: accessOf(step),
    prgi: step.m % 3,
    pasid: pasidOf(step),
    last: step.n % 2 === 0,
    queueTag: step.n % 5 === 0 ? step.n : undefined,
    lengthHint: step.n % 7 === 0 ? BigInt(step.n) : undefined,
  };
}

function transferOf(step: Step): Transfer {
  const length = pick([8, 8, 4096, 4100, 8200], step.n >> 2);
  switch (step.n % 4) {
    case 0:
      return { kind: 'READ', length };
    case 1:
      return { kind: 'WRITE', data: new Uint8Array(length).fill(step.n + 1) };
    case 2:
      return { kind: 'FILL', pattern: new Uint8Array([step.n, 1, 2]), length };
    default:
      return { kind: 'COPY', source: address((step.page + 3) % 10), length };
  }
}

/** An answer, now and then with what it is checked against. */
export function responseOf(cookie: bigint, step: Step): PageResponse {
  const rawCode = pick(CODES, step.m);
  return step.m % 8 === 7 ? { cookie, rawCode, prgi: step.n % 3, pasid: pasidOf(step) } : { cookie, rawCode };
}

/** A pending group, the latest first; a cookie that is none when there is no group. */
export function pendingCookie(machine: Machine, n: number): bigint {
  const pending = machine.pending();
  return pending.length === 0 ? 0n : pick(pending, n).cookie;
}

/** Any cookie there ever was, or that never was one. */
export function lateCookie(machine: Machine, n: number): bigint {
  const foreign = [0n, 1n, (7n << 40n) | 0xffff_ffffn, 2n ** 64n - 1n, (99n << 40n) | 1n];
  return pick([...machine.cookies, ...foreign], n);
}

/** What to invalidate. */
export function entryOf(step: Step): InvalidationEntry {
  const range = step.n % 2 === 0 ? {} : addressesOf(pagesOf(step));
  switch (step.n % 5) {
    case 0:
      return { kind: 'EVERYTHING' };
    case 1:
    case 2:
      return { kind: 'DOMAIN', domainId: id(step.d), ...range };
    default:
      return {
        kind: 'DEVICE_TLB',
        endpointId: id(step.e),
        ...(step.p === 0 ? {} : { pasid: pasidOf(step) }),
        ...range,
      };
  }
}

/** A DMA. */
export function dmaOf(step: Step): DmaRequest {
  const addressType = step.m % 3 === 2 ? 'UNTRANSLATED' : 'AUTOMATIC';
  const request = { pasid: pasidOf(step), address: address(pageOf(step)), transfer: transferOf(step) };
  return { addressType, ...request };
}
