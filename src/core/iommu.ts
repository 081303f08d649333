import type { InjectedFault } from '../model/fault';
import type { InvalidationEntry, OutstandingInvalidation } from '../model/invalidation';
import type { PageRequestGroup, PageResponse, PageResponseResult } from '../model/page-request';
import type { QueueStatistics } from '../model/viommu';
import { runBatch, type BatchOutcome, type Checked, type OnError } from './batch';
import { invalidateBatch } from './invalidate-batch';
import { outstandingView } from './invalidator';
import { IommuDomains } from './iommu-domains';
import type { OperationBatch, ResolveItem } from './mapping-control';
import { statisticsOf } from './statistics';
import { requireDomain } from './tables';

export type { SubmitBatch } from './iommu-endpoints';
export type { OperationBatch, ResolveItem } from './mapping-control';

/** What became of a batch of answers. */
export type RespondBatch = BatchOutcome & {
  /** Answers with outcome SENT. */
  readonly sent: number;
  /** Every other outcome. */
  readonly results: readonly { index: number; result: PageResponseResult }[];
};

/**
 * One emulated IOMMU with its endpoints.
 *
 * ```
 *   endpoint table ─▶ attachments ─▶ domains ─▶ IOTLB ─▶ fault report
 *        │ page requests                                     │
 *        ▼                                                   ▼
 *     partials ─▶ group queues ─▶ page response ─▶ outputs ◀─┘
 *   invalidator ◀─ unmap, detach, Invalidate      (report log, endpoint messages, operation ends)
 * ```
 *
 * Pure and synchronous: time enters through {@link tick}, guest memory through the port. Methods take and return plain
 * data; each either throws an IommuError and changes nothing, or is done when it returns, except for what an operation
 * still waits for. What it says is taken with {@link takeOutputs}.
 */
export class Iommu extends IommuDomains {
  /** Executes a batch of invalidations: one operation, whose end says how each accepted entry ended. */
  invalidate(entries: readonly Checked<InvalidationEntry>[], onError: OnError, timeoutNs?: bigint): OperationBatch {
    return this.run(() => invalidateBatch(this.parts, entries, onError, timeoutNs));
  }

  /** At most `limit` device-TLB invalidations made after `afterSerial`, by age. */
  outstandingInvalidations(
    endpointId: number | undefined,
    afterSerial: number,
    limit: number,
  ): OutstandingInvalidation[] {
    const { endpoints } = this.parts;
    const among = endpointId === undefined ? endpoints.all() : [this.findEndpoint(endpointId)];
    return among
      .flatMap(({ tlb }) => [...tlb.all(), ...tlb.waiting])
      .filter(({ serial }) => serial > afterSerial)
      .sort((a, b) => a.serial - b.serial)
      .slice(0, limit)
      .map(outstandingView);
  }

  respond(responses: readonly Checked<PageResponse>[], onError: OnError): RespondBatch {
    return this.answering(responses, onError, (response) => this.parts.queue.respond(response));
  }

  /** Maps and answers Success, each item all or nothing. */
  resolve(items: readonly Checked<ResolveItem>[], onError: OnError): RespondBatch {
    return this.answering(items, onError, (item) => this.parts.mapping.resolve(item));
  }

  /** Reports a fault event as if the access had happened; returns the sequence of the report. */
  injectFault(fault: InjectedFault): bigint {
    const endpoint = this.findEndpoint(fault.endpointId);
    endpoint.requirePasid(fault.pasid);
    return this.parts.faults.report(endpoint, { ...fault, injected: true });
  }

  /** At most `limit` pending groups with a cookie above `afterCookie`, in the order in which they were queued. */
  pendingGroups(domainId: number | undefined, afterCookie: bigint, limit: number): PageRequestGroup[] {
    const domain = domainId === undefined ? undefined : requireDomain(this.parts.domains, domainId);
    return this.parts.queue.list(domain, afterCookie, limit);
  }

  /** A pending group. */
  group(cookie: bigint): PageRequestGroup | undefined {
    return this.parts.queue.view(cookie);
  }

  /** Takes undelivered groups from the head of a domain's queue for its controller. */
  deliver(domainId: number, max: number): PageRequestGroup[] {
    return this.parts.queue.deliver(requireDomain(this.parts.domains, domainId), max);
  }

  /** A reader is gone: what it had and is still pending goes back to the head of its queue. */
  undeliver(cookies: readonly bigint[]): void {
    this.parts.queue.undeliver(cookies);
  }

  /** Counters of a domain, of an endpoint, or of the whole vIOMMU. */
  statistics(scope: { domainId?: number; endpointId?: number }): QueueStatistics {
    return statisticsOf(this.parts, scope);
  }

  private answering<T>(
    items: readonly Checked<T>[],
    onError: OnError,
    execute: (item: T) => PageResponseResult,
  ): RespondBatch {
    const results: { index: number; result: PageResponseResult }[] = [];
    let sent = 0;
    const batch = this.run(() =>
      runBatch(items, onError, (item, index) => {
        const result = execute(item);
        if (result.outcome === 'SENT') {
          sent += 1;
        } else {
          results.push({ index, result });
        }
        return result.outcome === 'MISMATCH' ? 'STOP' : undefined;
      }),
    );
    return { ...batch, sent, results };
  }
}
