import { addressOf } from '../base/u64';
import { limitExceeded } from '../model/errors';
import type { InvalidationCompletion } from '../model/invalidation';
import type { OperationOutcome } from '../model/operation';
import { NO_PASID } from '../model/page-request';
import type { Policy } from '../model/viommu';
import type { DeviceInvalidation } from './device-tlb';
import type { Endpoint } from './endpoint';
import type { FaultReporter } from './fault-reporter';
import type { Fences } from './fences';
import type { Meddler } from './meddler';
import type { Operation, Operations } from './operations';
import type { OutputLog } from './output-log';
import type { PageRange } from './page-range';
import type { Violations } from './violations';

/** What the invalidator is told of its vIOMMU. */
export interface InvalidatorLimits {
  /** Nanoseconds an endpoint has to complete; read each time. */
  readonly timeoutNs: () => bigint;
  readonly policy: () => Policy;
  /** Invalidations of one endpoint that may wait for a tag. */
  readonly maxWaiting: number;
}

/**
 * Invalidates device TLBs, and waits for the endpoints to complete (PCIe 10.3).
 *
 * ```
 *   add ──no tag free──▶ waiting ──▶ sent ──completion──▶ COMPLETED (grants end)
 *    │                     │          ├──hardware limit──▶ TIMED_OUT (fault event; the tag is free, grants stay)
 *    └──hosted AUTOMATIC───┼──────────┴──endpoint gone───▶ ENDPOINT_GONE
 *                          └──caller's limit──▶ TIMED_OUT (never sent, or no longer waited for)
 * ```
 *
 * Nothing is retried. A completion for a tag that is not outstanding is a violation and otherwise harmless.
 */
export class DeviceInvalidations {
  /** Sent and not completed, the longest ago first. */
  private readonly sent = new Map<DeviceInvalidation, Endpoint>();
  private cutOff: ((endpoint: Endpoint) => void) | undefined;
  private stamp = 0;
  private serial = 0;

  constructor(
    private readonly log: OutputLog,
    private readonly operations: Operations,
    private readonly faults: FaultReporter,
    private readonly violations: Violations,
    private readonly limits: InvalidatorLimits,
    private readonly fences: Fences,
    private readonly meddler: Meddler,
  ) {}

  /** Names the one that cuts endpoints off; once, when the vIOMMU is put together. */
  onTimeout(fence: (endpoint: Endpoint) => void): void {
    this.cutOff = fence;
  }

  /** The next number in the common count of grants and invalidations. */
  nextStamp(): number {
    this.stamp += 1;
    return this.stamp;
  }

  /** When the hardware limit of the invalidation sent longest ago passes. */
  get nextDeadline(): bigint | undefined {
    for (const invalidation of this.sent.keys()) {
      return invalidation.sentNs + this.limits.timeoutNs();
    }
    return undefined;
  }

  /** Whether as many invalidations of an endpoint wait for a tag as may. */
  protected isCrowded(endpoint: Endpoint): boolean {
    return endpoint.tlb.waiting.size >= this.limits.maxWaiting;
  }

  /**
   * Refuses if as many invalidations of an endpoint wait for a tag as may.
   *
   * @throws IommuError LIMIT_EXCEEDED (max_waiting_invalidations)
   */
  requireRoom(endpoint: Endpoint): void {
    if (this.isCrowded(endpoint)) {
      throw limitExceeded(
        'max_waiting_invalidations',
        this.limits.maxWaiting,
        `endpoint ${String(endpoint.id)} has not completed what it was sent: wait for it, or reset the function`,
      );
    }
  }

  /** Adds the invalidation of one endpoint's device TLB to an operation. */
  invalidateDevice(
    operation: Operation,
    entry: number,
    endpoint: Endpoint,
    pasid: number,
    range: PageRange,
    global = false,
  ): void {
    this.serial += 1;
    const invalidation: DeviceInvalidation = {
      serial: this.serial,
      endpointId: endpoint.id,
      pasid,
      global,
      firstPage: range.firstPage,
      lastPage: range.lastPage,
      stamp: this.nextStamp(),
      entry,
      operation,
      awaited: true,
      itag: -1,
      sentNs: 0n,
      received: 0,
      expected: 0,
      fences: new Set(),
    };
    operation.invalidations.add(invalidation);
    if (endpoint.state !== 'ACTIVE' || endpoint.isFenced) {
      this.reportGone(endpoint, invalidation);
      this.told(invalidation, 'ENDPOINT_GONE');
    } else {
      endpoint.tlb.waiting.add(invalidation);
      this.sendWaiting(endpoint);
    }
  }

  /**
   * An endpoint completes tags, all with one message: none of them can mean what is sent after it (R-INV-05).
   *
   * @returns how many were outstanding; each other one is a violation on record, unless a rule meddles with it
   */
  complete(endpoint: Endpoint, completion: InvalidationCompletion): number {
    let counted = 0;
    let isLate = false;
    const arrive = (one: InvalidationCompletion): void => {
      if (isLate) {
        this.arriveLate(endpoint, one);
      } else {
        this.arrive(endpoint, one);
      }
    };
    for (const itag of completion.itags) {
      counted += outstandingAs(endpoint, itag, completion) === undefined ? 0 : 1;
      if (!this.meddler.meetCompletion(endpoint, itag, completion, arrive)) {
        arrive({ ...completion, itags: [itag] });
      }
    }
    isLate = true;
    this.sendWaiting(endpoint);
    return counted;
  }

  /** Completions that come by themselves: what waited for their tags is sent. */
  private arriveLate(endpoint: Endpoint, completion: InvalidationCompletion): void {
    this.arrive(endpoint, completion);
    this.sendWaiting(endpoint);
  }

  private arrive(endpoint: Endpoint, completion: InvalidationCompletion): void {
    const { itags, count, requesterId } = completion;
    for (const itag of itags) {
      const invalidation = outstandingAs(endpoint, itag, completion);
      if (invalidation === undefined) {
        const why = isForeign(endpoint, completion)
          ? `from requester ${String(requesterId)}`
          : 'which is not outstanding';
        this.violations.record(endpoint, {
          rule: 'R-INV-04',
          detail: `invalidate completion for tag ${String(itag)}, ${why}`,
          itag,
        });
      } else {
        this.countCompletion(endpoint, invalidation, count);
      }
    }
  }

  /** What the first completion says of their number counts (R-INV-06). */
  private countCompletion(endpoint: Endpoint, invalidation: DeviceInvalidation, count: number): void {
    if (invalidation.expected === 0) {
      invalidation.expected = count;
    } else if (invalidation.expected !== count) {
      this.violations.record(endpoint, {
        rule: 'R-INV-06',
        detail:
          `invalidate completion for tag ${String(invalidation.itag)} says ${String(count)} completions, ` +
          `the first one said ${String(invalidation.expected)}`,
        itag: invalidation.itag,
      });
    }
    invalidation.received += 1;
    if (invalidation.received === invalidation.expected) {
      this.end(endpoint, invalidation, 'COMPLETED');
    }
  }

  /** Everything that has not ended, the oldest first. */
  unended(endpoints: readonly Endpoint[]): DeviceInvalidation[] {
    return endpoints.flatMap(({ tlb }) => [...tlb.all(), ...tlb.waiting]).sort((a, b) => a.serial - b.serial);
  }

  /** An endpoint is gone, or has forgotten everything: whatever it was told or would be told ends. */
  endpointGone(endpoint: Endpoint): number {
    const { tlb } = endpoint;
    const count = tlb.outstanding + tlb.waiting.size;
    for (const invalidation of [...tlb.all()]) {
      this.end(endpoint, invalidation, 'ENDPOINT_GONE');
    }
    for (const invalidation of [...tlb.waiting]) {
      tlb.waiting.delete(invalidation);
      this.told(invalidation, 'ENDPOINT_GONE');
    }
    endpoint.cache.clear();
    this.sendWaiting(endpoint);
    return count;
  }

  /** An endpoint is cut off: it can use nothing any more, and nothing is waited for. */
  endpointFenced(endpoint: Endpoint): void {
    const { tlb } = endpoint;
    endpoint.cache.clear();
    for (const invalidation of [...tlb.all()]) {
      this.end(endpoint, invalidation, 'TIMED_OUT');
    }
    for (const invalidation of [...tlb.waiting]) {
      tlb.waiting.delete(invalidation);
      this.told(invalidation, 'TIMED_OUT');
    }
    this.sendWaiting(endpoint);
  }

  /** Nobody can use anything through the vIOMMU any more: whatever an endpoint owes is settled. */
  settle(endpoint: Endpoint): void {
    endpoint.cache.clear();
    const waiting = [...endpoint.tlb.waiting];
    endpoint.tlb.waiting.clear();
    for (const invalidation of waiting) {
      this.told(invalidation, 'COMPLETED');
    }
    for (const invalidation of [...endpoint.tlb.all()]) {
      this.end(endpoint, invalidation, 'COMPLETED');
    }
  }

  /**
   * Ends what passed the hardware limit at the present time.
   *
   * @returns how many
   */
  expire(): number {
    let expired = 0;
    for (const [invalidation, endpoint] of this.sent) {
      if (invalidation.sentNs + this.limits.timeoutNs() > this.log.now) {
        break;
      }
      expired += 1;
      this.faults.report(endpoint, {
        reason: 'INVALIDATION_TIMEOUT',
        pasid: invalidation.pasid,
        iova: addressOf(invalidation.firstPage),
        operationId: invalidation.operation.id,
      });
      this.violations.record(endpoint, {
        rule: 'R-INV-07',
        detail: `invalidation with tag ${String(invalidation.itag)} was not completed in time`,
        itag: invalidation.itag,
      });
      this.end(endpoint, invalidation, 'TIMED_OUT');
      this.missed(endpoint);
      this.sendWaiting(endpoint);
    }
    return expired;
  }

  /** The caller of an operation waits no longer. What was sent stays outstanding; what was not is not sent. */
  abandon(operation: Operation, endpointOf: (id: number) => Endpoint | undefined): void {
    this.fences.abandon(operation);
    const missed = new Set<Endpoint>();
    for (const invalidation of [...operation.invalidations]) {
      const endpoint = endpointOf(invalidation.endpointId);
      if (invalidation.itag === -1) {
        endpoint?.tlb.waiting.delete(invalidation);
        this.fences.ended(invalidation, 'TIMED_OUT');
      } else if (endpoint !== undefined) {
        missed.add(endpoint);
      }
      this.operations.invalidationEnded(invalidation, 'TIMED_OUT');
    }
    for (const endpoint of missed) {
      this.missed(endpoint);
    }
    operation.whenAbandoned?.();
  }

  /** Sends what waits for a free place, of every function that shares the queue. */
  private sendWaiting(endpoint: Endpoint): void {
    const { queue } = endpoint.tlb;
    queue.freed = true;
    // An endpoint may complete at once what it is sent here.
    if (queue.sending) {
      return;
    }
    queue.sending = true;
    while (queue.freed) {
      queue.freed = false;
      for (const member of queue.members) {
        this.sendWaitingOf(member);
      }
    }
    queue.sending = false;
  }

  private sendWaitingOf(endpoint: Endpoint): void {
    const { tlb } = endpoint;
    for (const invalidation of tlb.waiting) {
      if (!tlb.take(invalidation)) {
        return;
      }
      tlb.waiting.delete(invalidation);
      invalidation.sentNs = this.log.now;
      this.sent.set(invalidation, endpoint);
      if (!this.meddler.meetInvalidation(endpoint, invalidation, () => this.reach(endpoint, invalidation))) {
        this.reach(endpoint, invalidation);
      }
    }
  }

  /** An invalidation reaches the endpoint, unless it has ended meanwhile. */
  private reach(endpoint: Endpoint, invalidation: DeviceInvalidation): void {
    if (!this.sent.has(invalidation)) {
      return;
    }
    if (endpoint.linkDown) {
      endpoint.lostMessages += 1;
      return;
    }
    const { itag, pasid, firstPage, lastPage, global } = invalidation;
    this.log.tell(endpoint, { kind: 'INVALIDATION', itag, pasid, firstPage, lastPage, global }, true);
    if (endpoint.config.invalidationCompletion === 'AUTOMATIC') {
      const completion = { itags: [itag], count: 1 };
      if (!this.meddler.meetCompletion(endpoint, itag, completion, (one) => this.arriveLate(endpoint, one))) {
        this.arriveLate(endpoint, completion);
      }
    }
  }

  private end(endpoint: Endpoint, invalidation: DeviceInvalidation, outcome: OperationOutcome): void {
    endpoint.tlb.release(invalidation);
    this.sent.delete(invalidation);
    if (outcome === 'COMPLETED') {
      const { pasid, firstPage, lastPage, stamp, global } = invalidation;
      const every = global && endpoint.config.ats?.globalInvalidate === true;
      endpoint.cache.invalidate(every ? NO_PASID : pasid, firstPage, lastPage, stamp);
    }
    this.log.tell(endpoint, { kind: 'INVALIDATION_ENDED', itag: invalidation.itag, outcome }, false);
    this.told(invalidation, outcome);
  }

  /** Tells those who wait for an invalidation how it ended. */
  private told(invalidation: DeviceInvalidation, outcome: OperationOutcome): void {
    this.operations.invalidationEnded(invalidation, outcome);
    this.fences.ended(invalidation, outcome);
  }

  private missed(endpoint: Endpoint): void {
    if (this.limits.policy().fenceOnTimeout && !endpoint.isFenced && endpoint.state === 'ACTIVE') {
      this.cutOff?.(endpoint);
    }
  }

  /** Hardware would have waited in vain; whoever wants to see that is told at once. */
  private reportGone(endpoint: Endpoint, { pasid, firstPage, operation }: DeviceInvalidation): void {
    if (this.limits.policy().reportGoneInvalidations) {
      this.faults.report(endpoint, {
        reason: 'INVALIDATION_TIMEOUT',
        pasid,
        iova: addressOf(firstPage),
        operationId: operation.id,
        synthetic: true,
      });
    }
  }
}

function isForeign(endpoint: Endpoint, { requesterId }: InvalidationCompletion): boolean {
  return requesterId !== undefined && requesterId !== endpoint.config.requesterId;
}

/** The invalidation that a completion means with a tag. */
function outstandingAs(
  endpoint: Endpoint,
  itag: number,
  completion: InvalidationCompletion,
): DeviceInvalidation | undefined {
  return isForeign(endpoint, completion) ? undefined : endpoint.tlb.at(itag);
}
