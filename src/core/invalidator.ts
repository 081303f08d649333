import { addressOf } from '../base/u64';
import { limitExceeded } from '../model/errors';
import { NO_PASID } from '../model/page-request';
import type { OperationOutcome } from '../model/operation';
import type { OutstandingInvalidation } from '../model/invalidation';
import type { DeviceInvalidation } from './device-tlb';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import type { FaultReporter } from './fault-reporter';
import type { Iotlb } from './iotlb';
import type { Operation, Operations } from './operations';
import type { OutputLog } from './output-log';
import type { Violations } from './violations';
import { ALL_PAGES, union, type PageRange } from './page-range';

/**
 * Ranges sent one by one to one endpoint and PASID; more are covered by one that spans them (R-INV-12). Likewise
 * PASIDs: more are covered by one invalidation for all. So an operation adds at most 256 to an endpoint's queue.
 */
const MAX_RANGES = 16;

/** What the invalidator is told of its vIOMMU. */
export interface InvalidatorLimits {
  /** Nanoseconds an endpoint has to complete; read each time. */
  readonly timeoutNs: () => bigint;
  /** Invalidations of one endpoint that may wait for a tag. */
  readonly maxWaiting: number;
}

/**
 * Invalidates the IOTLB, then device TLBs, and waits for the endpoints to complete (PCIe 10.3).
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
export class Invalidator {
  /** Sent and not completed, the longest ago first. */
  private readonly sent = new Map<DeviceInvalidation, Endpoint>();
  private stamp = 0;
  private serial = 0;

  constructor(
    private readonly log: OutputLog,
    private readonly operations: Operations,
    private readonly iotlb: Iotlb,
    private readonly faults: FaultReporter,
    private readonly violations: Violations,
    private readonly limits: InvalidatorLimits,
  ) {}

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

  /**
   * Refuses if as many invalidations of an endpoint wait for a tag as may.
   *
   * @throws IommuError LIMIT_EXCEEDED (max_waiting_invalidations)
   */
  requireRoom(endpoint: Endpoint): void {
    if (endpoint.tlb.waiting.size >= this.limits.maxWaiting) {
      throw limitExceeded(
        'max_waiting_invalidations',
        this.limits.maxWaiting,
        `endpoint ${String(endpoint.id)} has not completed what it was sent: wait for it, or reset the function`,
      );
    }
  }

  /** Refuses as {@link requireRoom} if an endpoint that holds pages of a domain in these ranges has no room. */
  requireRoomFor(domain: Domain, ranges: readonly PageRange[]): void {
    if (ranges.length === 0) {
      return;
    }
    for (const endpoint of domain.holders) {
      if (endpoint.tlb.waiting.size >= this.limits.maxWaiting && endpoint.cache.held(domain, union(ranges)).size > 0) {
        this.requireRoom(endpoint);
      }
    }
    for (const nested of domain.nestedDomains) {
      this.requireRoomFor(nested, [ALL_PAGES]);
    }
  }

  /**
   * Adds the invalidation of a domain's pages to an operation: the IOTLB, then every endpoint that holds any. Domains
   * nested on it are invalidated as a whole: which of their pages lead there is not known.
   *
   * @returns the ranges, some joined, that an endpoint holds pages of
   */
  invalidateDomain(operation: Operation, entry: number, domain: Domain, ranges: readonly PageRange[]): PageRange[] {
    const joined = union(ranges);
    for (const range of joined) {
      forgetCached(this.iotlb, domain, range);
    }
    const held = this.invalidateHolders(operation, entry, domain, joined);
    let nestedHold = false;
    for (const nested of domain.nestedDomains) {
      nestedHold = this.invalidateHolders(operation, entry, nested, [ALL_PAGES]).size > 0 || nestedHold;
    }
    return nestedHold ? joined : [...held];
  }

  /** Empties the IOTLB. */
  invalidateIotlb(): void {
    this.iotlb.invalidateAll();
  }

  private invalidateHolders(
    operation: Operation,
    entry: number,
    domain: Domain,
    joined: readonly PageRange[],
  ): Set<PageRange> {
    const held = new Set<PageRange>();
    for (const endpoint of domain.holders) {
      const byPasid = endpoint.cache.held(domain, joined);
      for (const range of [...byPasid.values()].flat()) {
        held.add(range);
      }
      for (const [pasid, own] of joinPasids(byPasid)) {
        for (const range of join(own)) {
          this.invalidateDevice(operation, entry, endpoint, pasid, range);
        }
      }
    }
    return held;
  }

  /** Adds the invalidation of one endpoint's device TLB to an operation. */
  invalidateDevice(operation: Operation, entry: number, endpoint: Endpoint, pasid: number, range: PageRange): void {
    this.serial += 1;
    const invalidation: DeviceInvalidation = {
      serial: this.serial,
      endpointId: endpoint.id,
      pasid,
      ...range,
      stamp: this.nextStamp(),
      entry,
      operation,
      awaited: true,
      itag: -1,
      sentNs: 0n,
    };
    operation.invalidations.add(invalidation);
    if (endpoint.state !== 'ACTIVE') {
      this.operations.invalidationEnded(invalidation, 'ENDPOINT_GONE');
    } else {
      endpoint.tlb.waiting.add(invalidation);
      this.sendWaiting(endpoint);
    }
  }

  /**
   * An endpoint completes tags, all with one message: none of them can mean what is sent after it (R-INV-05).
   *
   * @returns how many were outstanding; each other one is a violation on record
   */
  complete(endpoint: Endpoint, itags: readonly number[]): number {
    let completed = 0;
    for (const itag of itags) {
      const invalidation = endpoint.tlb.at(itag);
      if (invalidation === undefined) {
        this.violations.record(endpoint, {
          rule: 'R-INV-04',
          detail: `invalidate completion for tag ${String(itag)}, which is not outstanding`,
          itag,
        });
      } else {
        this.end(endpoint, invalidation, 'COMPLETED');
        completed += 1;
      }
    }
    this.sendWaiting(endpoint);
    return completed;
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
      this.operations.invalidationEnded(invalidation, 'ENDPOINT_GONE');
    }
    endpoint.cache.clear();
    return count;
  }

  /** Nobody can use anything through the vIOMMU any more: whatever an endpoint owes is settled. */
  settle(endpoint: Endpoint): void {
    endpoint.cache.clear();
    const waiting = [...endpoint.tlb.waiting];
    endpoint.tlb.waiting.clear();
    for (const invalidation of waiting) {
      this.operations.invalidationEnded(invalidation, 'COMPLETED');
    }
    for (const invalidation of [...endpoint.tlb.all()]) {
      this.end(endpoint, invalidation, 'COMPLETED');
    }
  }

  /** Ends what passed the hardware limit at the present time. */
  expire(): void {
    for (const [invalidation, endpoint] of this.sent) {
      if (invalidation.sentNs + this.limits.timeoutNs() > this.log.now) {
        return;
      }
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
      this.sendWaiting(endpoint);
    }
  }

  /** The caller of an operation waits no longer. What was sent stays outstanding; what was not is not sent. */
  abandon(operation: Operation, endpointOf: (id: number) => Endpoint | undefined): void {
    for (const invalidation of [...operation.invalidations]) {
      if (invalidation.itag === -1) {
        endpointOf(invalidation.endpointId)?.tlb.waiting.delete(invalidation);
      }
      this.operations.invalidationEnded(invalidation, 'TIMED_OUT');
    }
  }

  private sendWaiting(endpoint: Endpoint): void {
    const { tlb } = endpoint;
    for (const invalidation of tlb.waiting) {
      if (!tlb.take(invalidation)) {
        return;
      }
      tlb.waiting.delete(invalidation);
      invalidation.sentNs = this.log.now;
      this.sent.set(invalidation, endpoint);
      this.log.tell(
        endpoint,
        {
          kind: 'INVALIDATION',
          itag: invalidation.itag,
          pasid: invalidation.pasid,
          firstPage: invalidation.firstPage,
          lastPage: invalidation.lastPage,
        },
        true,
      );
      if (endpoint.config.invalidationCompletion === 'AUTOMATIC') {
        this.end(endpoint, invalidation, 'COMPLETED');
      }
    }
  }

  private end(endpoint: Endpoint, invalidation: DeviceInvalidation, outcome: OperationOutcome): void {
    endpoint.tlb.release(invalidation);
    this.sent.delete(invalidation);
    if (outcome === 'COMPLETED') {
      const { pasid, firstPage, lastPage, stamp } = invalidation;
      endpoint.cache.invalidate(pasid, firstPage, lastPage, stamp);
    }
    this.log.tell(endpoint, { kind: 'INVALIDATION_ENDED', itag: invalidation.itag, outcome }, false);
    this.operations.invalidationEnded(invalidation, outcome);
  }
}

/** Has the IOTLB forget a range of a domain, and all of the domains nested on it. */
export function forgetCached(iotlb: Iotlb, domain: Domain, { firstPage, lastPage }: PageRange): void {
  iotlb.invalidateRange(domain.tag, firstPage, lastPage);
  for (const child of domain.children) {
    iotlb.invalidateTag(child.tag);
  }
}

/** An invalidation as readers see it. */
export function outstandingView(invalidation: DeviceInvalidation): OutstandingInvalidation {
  const sent = invalidation.itag !== -1;
  return {
    operationId: invalidation.operation.id,
    endpointId: invalidation.endpointId,
    itag: sent ? invalidation.itag : undefined,
    pasid: invalidation.pasid === NO_PASID ? undefined : invalidation.pasid,
    firstPage: invalidation.firstPage,
    lastPage: invalidation.lastPage,
    sentNs: sent ? invalidation.sentNs : undefined,
    serial: invalidation.serial,
  };
}

/** Few PASIDs as they are, many as all of them: an invalidation without PASID covers every one (R-INV-13). */
function joinPasids(byPasid: Map<number, PageRange[]>): Map<number, readonly PageRange[]> {
  return byPasid.size <= MAX_RANGES ? byPasid : new Map([[NO_PASID, [...byPasid.values()].flat()]]);
}

/** Few ranges as they are, many as the one that spans them. */
function join(ranges: readonly PageRange[]): readonly PageRange[] {
  if (ranges.length <= MAX_RANGES) {
    return ranges;
  }
  const span = ranges.reduce((a, b) => ({
    firstPage: Math.min(a.firstPage, b.firstPage),
    lastPage: Math.max(a.lastPage, b.lastPage),
  }));
  return [span];
}
