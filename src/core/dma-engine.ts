import { pageOf } from '../base/u64';
import { limitExceeded } from '../model/errors';
import type { FaultReason } from '../model/fault';
import { allows, NONE, type Permissions } from '../model/permissions';
import type { PageResponseCode } from '../model/page-request';
import { MAX_TRANSLATION_PAGES, type DmaRequest, type DmaResult } from '../model/transfer';
import type { Limits } from '../model/viommu';
import type { Ats } from './ats';
import type { Side } from './dma-access';
import { newJob, resultOf, type Job, type Step } from './dma-job';
import type { Endpoint } from './endpoint';
import type { FaultReporter } from './fault-reporter';
import type { MemoryPort } from './memory-port';
import type { Operations } from './operations';
import type { PageRequests } from './page-requests';
import type { ResponseListener } from './response-sender';
import type { Found, Route, Translator } from './translator';

/** Whom the engine needs. */
export interface DmaParts {
  readonly translator: Translator;
  readonly ats: Ats;
  readonly pageRequests: PageRequests;
  readonly faults: FaultReporter;
  readonly operations: Operations;
  readonly memory: MemoryPort;
  readonly limits: Limits;
}

/**
 * Moves data for endpoints. UNTRANSLATED and TRANSLATED accesses are done at once. A hosted endpoint's engine goes
 * through its ATC:
 *
 * ```
 *   ATC hit ──▶ move          Success ──▶ translation request again (retry_limit)
 *      │ miss                    ▲
 *      ▼                         │
 *   translation request ─lacks─▶ page requests, as many as credits allow ──▶ wait
 *                                │
 *                                └─▶ Invalid Request, Response Failure: the DMA ends
 * ```
 */
export class DmaEngine implements ResponseListener {
  private readonly waiting = new Map<Endpoint, Set<Job>>();
  private readonly runnable: Job[] = [];
  private readonly found: Found = { outputPage: 0, permissions: NONE, domain: undefined };

  constructor(private readonly parts: DmaParts) {}

  /** Does an access with untranslated or translated addresses. */
  access(endpoint: Endpoint, request: DmaRequest): DmaResult {
    const job = newJob(endpoint, request);
    for (;;) {
      const step = request.addressType === 'TRANSLATED' ? this.translatedStep(job) : this.untranslatedStep(job);
      if (typeof step === 'object') {
        return step;
      }
    }
  }

  /** Begins a DMA of a hosted endpoint's engine. */
  start(endpoint: Endpoint, request: DmaRequest): { result: DmaResult } | { operationId: bigint } {
    if (endpoint.outstandingDma >= this.parts.limits.max_outstanding_dma) {
      throw limitExceeded('max_outstanding_dma', this.parts.limits.max_outstanding_dma, 'wait for others to end');
    }
    const job = newJob(endpoint, request);
    const result = this.run(job);
    if (result !== undefined) {
      this.release(job);
      return { result };
    }
    job.operation = this.parts.operations.begin('DMA');
    endpoint.outstandingDma += 1;
    return { operationId: job.operation.id };
  }

  /** Goes on with every DMA that can. */
  settle(): void {
    for (let job = this.runnable.shift(); job !== undefined; job = this.runnable.shift()) {
      if (this.waiting.get(job.endpoint)?.has(job) === true) {
        const result = this.run(job);
        if (result !== undefined) {
          this.end(job, result);
        }
      }
    }
  }

  responded(endpoint: Endpoint, prgi: number, code: PageResponseCode): void {
    for (const job of this.jobsOf(endpoint)) {
      if (job.prgi === prgi) {
        this.inform(job, code);
      } else if (job.prgi === -1) {
        // Credits returned: who waits for them may go on.
        this.runnable.push(job);
      }
    }
  }

  priFailed(endpoint: Endpoint): void {
    for (const job of this.jobsOf(endpoint)) {
      this.inform(job, 'RESPONSE_FAILURE');
    }
  }

  /** PRI was disabled or reset: what waits for credits gets none, what was forgotten gets no answer. */
  priStopped(endpoint: Endpoint): void {
    for (const job of this.jobsOf(endpoint)) {
      if (job.prgi === -1 || endpoint.pri?.answerable === 0) {
        this.inform(job, 'RESPONSE_FAILURE');
      }
    }
  }

  /** The vIOMMU is reset: nobody will map what is waited for. */
  abandon(endpoint: Endpoint): void {
    for (const job of this.jobsOf(endpoint)) {
      this.inform(job, 'INVALID_REQUEST');
    }
  }

  /** The endpoint was reset, removed or deleted. */
  endpointGone(endpoint: Endpoint): void {
    for (const job of this.jobsOf(endpoint)) {
      this.inform(job, 'ENDPOINT_GONE');
    }
  }

  /** The first answer counts, as if each were acted on at once; that the endpoint is gone counts in any case. */
  private inform(job: Job, news: PageResponseCode | 'ENDPOINT_GONE'): void {
    job.prgi = -1;
    job.news = news === 'ENDPOINT_GONE' ? news : (job.news ?? news);
    this.runnable.push(job);
  }

  private run(job: Job): DmaResult | undefined {
    for (;;) {
      const step = job.news === undefined ? this.engineStep(job) : this.hear(job, job.news);
      if (typeof step === 'object') {
        return step;
      }
      // An automatic answer arrives while the request is being made.
      if (step === 'WAIT' && job.news === undefined) {
        this.hold(job);
        return undefined;
      }
    }
  }

  private hear(job: Job, news: PageResponseCode | 'ENDPOINT_GONE'): Step {
    job.news = undefined;
    switch (news) {
      case 'SUCCESS':
        job.retries += 1;
        return 'GO_ON';
      case 'INVALID_REQUEST':
        return resultOf(job, 'INVALID_REQUEST', this.failedSide(job));
      case 'RESPONSE_FAILURE':
        return resultOf(job, 'PRI_OFF', this.failedSide(job));
      case 'ENDPOINT_GONE':
        return resultOf(job, 'ENDPOINT_GONE', this.failedSide(job));
    }
  }

  private engineStep(job: Job): Step {
    const { endpoint, cursor } = job;
    if (job.prgi !== -1) {
      return 'WAIT';
    }
    const route = this.parts.translator.route(endpoint, cursor.request.pasid);
    // With translation off the ATC does not help either: every access is blocked.
    if (!endpoint.atsEnabled || route.kind === 'BYPASS' || isBlocked(route)) {
      return this.untranslatedStep(job);
    }
    const outputs: number[] = [];
    const { sides } = cursor;
    for (const side of sides) {
      const output = this.acquire(job, side);
      if (output === 'UNSUPPORTED') {
        return this.untranslatedStep(job);
      }
      if (output === undefined) {
        return this.ask(job, side);
      }
      outputs.push(output);
    }
    return this.move(job, sides, outputs);
  }

  /** The output page of a side from the ATC, or by a translation request; undefined when the access is not granted. */
  private acquire(job: Job, side: Side): number | 'UNSUPPORTED' | undefined {
    const { endpoint, cursor } = job;
    const { pasid } = cursor.request;
    const page = pageOf(side.address);
    const held = endpoint.cache.find(pasid, page);
    if (held !== undefined && allows(held.permissions, side.access)) {
      return held.outputPage;
    }
    const pageCount = Math.min(cursor.lastPageOf(side) - page + 1, endpoint.cache.capacity, MAX_TRANSLATION_PAGES);
    const { status, entries } = this.parts.ats.request(endpoint, {
      pasid,
      firstPage: page,
      pageCount,
      permissions: side.access,
    });
    if (status !== 'SUCCESS') {
      return 'UNSUPPORTED';
    }
    const first = entries[0]!;
    return first.permissions !== NONE && allows(first.permissions, side.access) ? first.outputFirstPage : undefined;
  }

  /** Asks for the pages the DMA lacks from here on, in one group: what holds it up, then what comes next. */
  private ask(job: Job, side: Side): Step {
    const { endpoint } = job;
    if (job.lacked?.address !== side.address || job.lacked.access !== side.access) {
      job.lacked = side;
      job.retries = 0;
    }
    const { pri } = endpoint;
    if (pri === undefined || (!pri.enabled && job.groups === 0)) {
      return this.untranslatedStep(job);
    }
    if (!pri.enabled) {
      return resultOf(job, 'PRI_OFF', this.failedSide(job));
    }
    if (job.retries > pri.capability.retryLimit!) {
      return resultOf(job, 'RETRY_LIMIT', this.failedSide(job));
    }
    const room = Math.min(pri.credits, this.parts.limits.max_pages_per_group);
    const prgi = room > 0 ? pri.freeIndex() : -1;
    if (prgi === -1) {
      return 'WAIT';
    }
    const lacking = this.lackingPages(job, side, room);
    job.groups += 1;
    job.prgi = prgi;
    this.hold(job);
    lacking.forEach(({ page, access }, i) => {
      this.parts.pageRequests.submit(endpoint, {
        page,
        permissions: access,
        prgi,
        pasid: job.cursor.request.pasid,
        last: i === lacking.length - 1,
        queueTag: job.cursor.request.queueTag,
        lengthHint: BigInt(job.cursor.length - job.cursor.done),
      });
    });
    return 'WAIT';
  }

  /** Pages that are not held, nearest first: of one side, then of the other, then of the one again. */
  private lackingPages({ endpoint, cursor }: Job, first: Side, max: number): { page: number; access: Permissions }[] {
    const lacking: { page: number; access: Permissions }[] = [];
    const others = cursor.sides.filter(({ address, access }) => address !== first.address || access !== first.access);
    const spans = [first, ...others].map((side) => ({
      page: pageOf(side.address),
      last: cursor.lastPageOf(side),
      access: side.access,
    }));
    while (lacking.length < max && spans.some(({ page, last }) => page <= last)) {
      for (const span of spans) {
        const { page, last, access } = span;
        const held = endpoint.cache.find(cursor.request.pasid, page);
        if (page <= last && lacking.length < max && !(held !== undefined && allows(held.permissions, access))) {
          lacking.push({ page, access });
        }
        span.page += 1;
      }
    }
    return lacking;
  }

  private untranslatedStep(job: Job): Step {
    const { endpoint, cursor } = job;
    const { sides } = cursor;
    const outputs: number[] = [];
    for (const side of sides) {
      const { pasid } = cursor.request;
      const reason = this.parts.translator.lookup(endpoint, pasid, pageOf(side.address), side.access, this.found);
      if (reason !== undefined) {
        return this.fault(job, side, reason);
      }
      outputs.push(this.found.outputPage);
    }
    return this.move(job, sides, outputs);
  }

  private translatedStep(job: Job): Step {
    const { endpoint, cursor } = job;
    const { sides } = cursor;
    const route = this.parts.translator.route(endpoint, cursor.request.pasid);
    for (const side of sides) {
      if (isBlocked(route)) {
        return this.fault(job, side, 'BLOCKED');
      }
      if (!endpoint.atsEnabled) {
        return this.fault(job, side, 'ATS_DISABLED');
      }
      if (!endpoint.cache.allowsOutput(pageOf(side.address), side.access)) {
        return this.fault(job, side, 'NOT_GRANTED');
      }
    }
    return this.move(
      job,
      sides,
      sides.map((side) => pageOf(side.address)),
    );
  }

  private move(job: Job, sides: readonly Side[], outputs: readonly number[]): Step {
    const { cursor } = job;
    const failed = cursor.move(this.parts.memory, outputs);
    if (failed !== -1) {
      return this.fault(job, sides[failed]!, 'MEMORY_ABORT');
    }
    return cursor.done === cursor.length ? resultOf(job, 'COMPLETED', undefined) : 'GO_ON';
  }

  private fault(job: Job, side: Side, reason: FaultReason): DmaResult {
    const { request, length, done } = job.cursor;
    this.parts.faults.report(job.endpoint, {
      reason,
      pasid: request.pasid,
      iova: side.address,
      access: side.access,
      queueTag: request.queueTag,
      lengthHint: BigInt(length - done),
      operationId: job.operation?.id,
    });
    return { ...resultOf(job, 'FAULTED', side), faultReason: reason };
  }

  /** The side that holds a waiting DMA up. */
  private failedSide({ endpoint, cursor }: Job): Side {
    const { sides } = cursor;
    const lacks = sides.find((side) => {
      const held = endpoint.cache.find(cursor.request.pasid, pageOf(side.address));
      return held === undefined || !allows(held.permissions, side.access);
    });
    return lacks ?? sides[0]!;
  }

  private hold(job: Job): void {
    let jobs = this.waiting.get(job.endpoint);
    if (jobs === undefined) {
      jobs = new Set();
      this.waiting.set(job.endpoint, jobs);
    }
    jobs.add(job);
  }

  private jobsOf(endpoint: Endpoint): Job[] {
    return [...(this.waiting.get(endpoint) ?? [])];
  }

  private release(job: Job): void {
    const jobs = this.waiting.get(job.endpoint);
    jobs?.delete(job);
    if (jobs?.size === 0) {
      this.waiting.delete(job.endpoint);
    }
  }

  private end(job: Job, result: DmaResult): void {
    this.release(job);
    job.endpoint.outstandingDma -= 1;
    this.parts.operations.endDma(job.operation!, job.endpoint.id, result);
  }
}

/** Whether translation is off. */
function isBlocked(route: Route): boolean {
  return route.kind === 'FAULT' && route.reason === 'BLOCKED';
}
