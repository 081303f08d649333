import { limitExceeded } from '../model/errors';
import type { DmaRequest, DmaResult } from '../model/transfer';
import type { Limits } from '../model/viommu';
import { failedResponse, failedStall, newJob, resultOf, type Job, type News, type Step } from './dma-job';
import { endOrGoOn, type DmaSteps } from './dma-steps';
import type { Endpoint } from './endpoint';
import type { StallHeard } from './group-answers';
import type { Operations } from './operations';
import { stoppedPasid } from './page-request-rules';
import type { Heard, ResponseListener } from './response-sender';

/**
 * Runs DMA: what cannot go on waits, for an answer, for credits or for room, and ends as an operation. {@link DmaSteps}
 * decides what a step is.
 */
export class DmaEngine implements ResponseListener {
  private readonly waiting = new Map<Endpoint, Set<Job>>();
  private readonly runnable: Job[] = [];
  /** Jobs that wait for room to report a stall. */
  private readonly crowded = new Set<Job>();

  constructor(
    private readonly steps: DmaSteps,
    private readonly operations: Operations,
    private readonly limits: Limits,
  ) {}

  /**
   * Begins a DMA.
   *
   * @throws IommuError LIMIT_EXCEEDED, PASID_STOPPED
   */
  start(endpoint: Endpoint, request: DmaRequest): { result: DmaResult } | { operationId: bigint } {
    if (endpoint.stoppedPasids.has(request.pasid)) {
      throw stoppedPasid(endpoint, request.pasid);
    }
    const mayWait = request.addressType === 'AUTOMATIC' || endpoint.config.stall !== undefined;
    if (mayWait && endpoint.outstandingDma >= this.limits.max_outstanding_dma) {
      throw limitExceeded('max_outstanding_dma', this.limits.max_outstanding_dma, 'wait for others to end');
    }
    const job = newJob(endpoint, request);
    this.hold(job);
    const result = this.run(job);
    if (result !== undefined) {
      this.release(job);
      return { result };
    }
    job.operation = this.operations.begin('DMA');
    endpoint.outstandingDma += 1;
    return { operationId: job.operation.id };
  }

  /** Goes on with every DMA that can. */
  settle(): void {
    for (let job = this.runnable.shift(); job !== undefined; job = this.runnable.shift()) {
      // One that was just started runs by itself.
      if (job.operation !== undefined && this.waiting.get(job.endpoint)?.has(job) === true) {
        const result = this.run(job);
        if (result !== undefined) {
          this.end(job, result);
        }
      }
    }
  }

  responded(endpoint: Endpoint, heard: Heard): void {
    for (const job of this.jobsOf(endpoint)) {
      if (job.awaits === 'RESPONSE' && job.tag === heard.prgi) {
        this.inform(job, { kind: 'RESPONSE', heard });
      }
    }
    this.creditsReturned(endpoint);
  }

  /** Credits returned, perhaps shared ones: who waits for them may go on. */
  creditsReturned(endpoint: Endpoint): void {
    if (endpoint.pri !== undefined && endpoint.pri.registers.functions.size > 1) {
      for (const member of endpoint.family) {
        this.recheck(member);
      }
    } else {
      this.recheck(endpoint);
    }
  }

  priFailed(endpoint: Endpoint, heard: Heard): void {
    for (const job of this.jobsOf(endpoint)) {
      if (job.awaits === 'RESPONSE' || job.awaits === 'CREDITS') {
        this.inform(job, { kind: 'PRI_OFF', heard });
      }
    }
  }

  /** A stalled access was answered. */
  stallAnswered(endpoint: Endpoint, heard: StallHeard): void {
    endpoint.stallTags.delete(heard.stallTag);
    for (const job of this.jobsOf(endpoint)) {
      if (job.awaits === 'STALL' && job.tag === heard.stallTag) {
        this.inform(job, { kind: 'STALL', heard });
      }
    }
  }

  /** A group ended or was delivered: who waits for room to report a stall may go on. */
  roomReturned(): void {
    for (const job of this.crowded) {
      this.wake(job);
    }
  }

  /** Something about an endpoint changed that concerns who waits for credits, or for room. */
  recheck(endpoint: Endpoint): void {
    for (const job of this.jobsOf(endpoint)) {
      if (job.awaits === 'CREDITS' || job.awaits === 'ROOM') {
        this.wake(job);
      }
    }
  }

  /** PRI was disabled or reset: what waits for credits gets none, what was forgotten gets no answer. */
  priStopped(endpoint: Endpoint): void {
    const forgotten = endpoint.pri?.registers.answerable === 0;
    for (const job of this.jobsOf(endpoint)) {
      if (job.awaits === 'CREDITS' || (forgotten && job.awaits === 'RESPONSE')) {
        this.inform(job, { kind: 'PRI_OFF', heard: undefined });
      }
    }
  }

  /** The PASID is stopped: the device gives up what it does with it, and its unclosed groups return their credits. */
  pasidStopped(endpoint: Endpoint, pasid: number): void {
    for (const job of this.jobsOf(endpoint)) {
      if (job.cursor.request.pasid === pasid) {
        this.inform(job, { kind: 'PASID_STOPPED' });
      }
    }
    this.creditsReturned(endpoint);
  }

  /** The vIOMMU is reset: nobody will map what is waited for. */
  abandon(endpoint: Endpoint): void {
    for (const job of this.jobsOf(endpoint)) {
      this.inform(job, { kind: 'ABANDONED' });
    }
  }

  /** The endpoint was reset, removed or deleted, or its device model lost. */
  endpointGone(endpoint: Endpoint): void {
    endpoint.stallTags.clear();
    for (const job of this.jobsOf(endpoint)) {
      this.inform(job, { kind: 'ENDPOINT_GONE' });
    }
  }

  /** The first news counts, as if each were acted on at once; that the endpoint is gone counts in any case. */
  private inform(job: Job, news: News): void {
    job.news = news.kind === 'ENDPOINT_GONE' ? news : (job.news ?? news);
    this.wake(job);
  }

  private wake(job: Job): void {
    job.awaits = 'NOTHING';
    this.crowded.delete(job);
    this.runnable.push(job);
  }

  private run(job: Job): DmaResult | undefined {
    for (;;) {
      const step = job.news === undefined ? this.advance(job) : this.hear(job, job.news);
      if (typeof step === 'object') {
        return step;
      }
      // An automatic answer arrives while the request is being made.
      if (step === 'WAIT' && job.awaits !== 'NOTHING') {
        if (job.awaits === 'ROOM') {
          this.crowded.add(job);
        }
        return undefined;
      }
    }
  }

  private advance(job: Job): Step {
    return job.awaits === 'NOTHING' ? this.steps.next(job) : 'WAIT';
  }

  private hear(job: Job, news: News): Step {
    job.news = undefined;
    const side = this.steps.failedSide(job);
    switch (news.kind) {
      case 'RESPONSE':
        if (news.heard.code === 'SUCCESS') {
          job.retries += 1;
          return 'GO_ON';
        }
        return resultOf(job, 'INVALID_REQUEST', side, failedResponse(news.heard));
      case 'STALL':
        return this.hearStall(job, news.heard);
      case 'PRI_OFF':
        return resultOf(job, 'PRI_OFF', side, news.heard && failedResponse(news.heard));
      case 'ABANDONED':
        return resultOf(job, 'INVALID_REQUEST', side);
      case 'PASID_STOPPED':
        return resultOf(job, 'PASID_STOPPED', side);
      case 'ENDPOINT_GONE':
        return resultOf(job, 'ENDPOINT_GONE', side);
    }
  }

  private hearStall(job: Job, heard: StallHeard): Step {
    switch (heard.action) {
      case 'RETRY':
        job.retries += 1;
        return 'GO_ON';
      case 'ABORT':
        return resultOf(job, 'ABORTED', job.lacked, failedStall(heard));
      case 'TERMINATE':
        // Reads as zeros, writes ignored; the accesses after it are made.
        job.cursor.skip();
        job.terminated ??= { side: job.lacked!, response: failedStall(heard), retries: job.retries };
        return endOrGoOn(job);
    }
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
    this.crowded.delete(job);
    const jobs = this.waiting.get(job.endpoint);
    jobs?.delete(job);
    if (jobs?.size === 0) {
      this.waiting.delete(job.endpoint);
    }
  }

  private end(job: Job, result: DmaResult): void {
    this.release(job);
    job.endpoint.outstandingDma -= 1;
    this.operations.endDma(job.operation!, job.endpoint.id, result);
  }
}
