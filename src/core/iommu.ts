import type { InjectedFault } from '../model/fault';
import type { InvalidationEntry, OutstandingInvalidation } from '../model/invalidation';
import { IommuError } from '../model/errors';
import type { Rule, RuleView } from '../model/misbehaviour';
import type {
  PageRequestGroup,
  PageResponse,
  PageResponseOutcome,
  PageResponseResult,
  ResponseEffect,
} from '../model/page-request';
import type { QueueOverflow, Report } from '../model/report';
import type { QueueStatistics } from '../model/viommu';
import { executedAny, runBatch, type BatchOutcome, type Checked, type OnError } from './batch';
import { outstandingView } from './device-tlb';
import type { Endpoint } from './endpoint';
import type { ExhaustionOrder } from './exhaustion';
import { invalidateBatch } from './invalidate-batch';
import { IommuDomains } from './iommu-domains';
import type { OperationBatch, ResolveItem } from './mapping-control';
import type { AutomaticReason } from './partials';
import { sendRaw } from './raw-response';
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
  /** Adds rules, all or none. */
  addRules(rules: readonly Rule[]): RuleView[] {
    for (const [index, { match }] of rules.entries()) {
      if (match.endpointId !== undefined) {
        this.findEndpoint(match.endpointId, `rules[${String(index)}].match.endpoint_id`);
      }
    }
    return this.parts.rules.add(rules);
  }

  /** At most `limit` rules with an id above `afterId`, by id. */
  rules(afterId: number, limit: number): RuleView[] {
    return this.parts.rules.list(afterId, limit);
  }

  /** Deletes rules, all or none; no id: every rule. Returns how many. */
  deleteRules(ids: readonly number[]): number {
    return this.parts.rules.delete(ids);
  }

  /** Refuses unless every rule has acted as often as expected; returns how many have an expectation. */
  verifyExpectations(): number {
    return this.parts.rules.verify();
  }

  /** Executes a batch of invalidations: one operation, whose end says how each accepted entry ended. */
  invalidate(entries: readonly Checked<InvalidationEntry>[], onError: OnError, timeoutNs?: bigint): OperationBatch {
    return this.run(() => invalidateBatch(this.parts, entries, onError, timeoutNs), executedAny);
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
    return this.answering(responses, onError, (response) => this.parts.groupAnswers.respond(response));
  }

  /** Maps and answers Success, each item all or nothing. */
  resolve(items: readonly Checked<ResolveItem>[], onError: OnError): RespondBatch {
    return this.answering(items, onError, (item) => this.parts.mapping.resolve(item));
  }

  /** Reports a fault event as if the access had happened; returns the sequence of the report. */
  injectFault(fault: InjectedFault): bigint {
    const endpoint = this.findEndpoint(fault.endpointId);
    endpoint.requirePasid(fault.pasid);
    return this.parts.faults.force(endpoint, { ...fault, injected: true });
  }

  /**
   * Sends an endpoint a response as it is written, to no group in particular; if the endpoint asked for what it names, the
   * oldest such group ends.
   */
  sendPageResponse(
    endpointId: number,
    { prgi, pasid, rawCode }: { prgi: number; pasid: number; rawCode: number },
  ): { effect: ResponseEffect | undefined; cookie: bigint | undefined } {
    const endpoint = this.findEndpoint(endpointId);
    endpoint.requirePresent();
    endpoint.requirePasid(pasid);
    const { pri } = endpoint;
    if (pri === undefined) {
      throw new IommuError('PRI_NOT_SUPPORTED', `endpoint ${String(endpointId)} has no PRI`, { field: 'endpoint_id' });
    }
    return this.run(() => sendRaw(this.parts, endpoint, pri, { prgi, pasid, rawCode }));
  }

  /** Makes storing page requests or groups fail; returns how many failures were still to come of what was set before. */
  injectExhaustion(order: ExhaustionOrder): number {
    if (order.endpointId !== undefined) {
      this.findEndpoint(order.endpointId);
    }
    return this.parts.exhaustion.order(order);
  }

  /** Ends the overflow of a domain's queue; undefined: there was none. */
  acknowledgeOverflow(domainId: number): QueueOverflow | undefined {
    return this.run(() => this.parts.overflows.end(requireDomain(this.parts.domains, domainId)));
  }

  /** At most `limit` of the violations kept, made after a sequence, oldest first. */
  violations(endpointId: number | undefined, afterSequence: bigint, limit: number): Report[] {
    if (endpointId !== undefined) {
      this.findEndpoint(endpointId);
    }
    return this.parts.violations.list(endpointId, afterSequence, limit);
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

  /**
   * Takes undelivered groups from the head of a domain's queue for its controller. Says nothing: who waits for room goes on
   * with the next command.
   */
  deliver(domainId: number, max: number): PageRequestGroup[] {
    return this.parts.queue.deliver(requireDomain(this.parts.domains, domainId), max);
  }

  /** Whoever was given a group could not record it: it ends as it would in a queue like that. Returns whether it was pending. */
  endUnrecorded(cookie: bigint, cause: 'QUEUE_OVERFLOW' | 'QUEUE_FAULT' | 'QUEUE_OFF'): boolean {
    const { groupAnswers, answers } = this.parts;
    const reasonFor = (endpoint: Endpoint, pasid: number): AutomaticReason => {
      switch (cause) {
        case 'QUEUE_OVERFLOW':
          return answers.queueOverflow(endpoint, pasid);
        case 'QUEUE_FAULT':
          return answers.queueFault(endpoint, pasid);
        case 'QUEUE_OFF':
          return answers.queueOff(endpoint, pasid);
      }
    };
    return this.run(
      () => groupAnswers.dropOne(cookie, reasonFor),
      (dropped) => dropped,
    );
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
    let ended = 0;
    const batch = this.run(
      () =>
        runBatch(items, onError, (item, index) => {
          const result = execute(item);
          sent += result.outcome === 'SENT' ? 1 : 0;
          ended += ENDING.has(result.outcome) ? 1 : 0;
          if (result.outcome !== 'SENT' || isNotable(result)) {
            results.push({ index, result });
          }
          return result.outcome === 'MISMATCH' ? 'STOP' : undefined;
        }),
      () => ended > 0,
    );
    return { ...batch, sent, results };
  }
}

/** Outcomes of answers that ended their group; the others changed nothing. */
const ENDING: ReadonlySet<PageResponseOutcome> = new Set(['SENT', 'HELD_FOR_ENDPOINT', 'IGNORED_PRI_OFF']);

/** Whether an answer that was sent did something that its sender has to know. */
function isNotable({ effect }: PageResponseResult): boolean {
  return effect === 'PRI_OFF' || effect === 'STALE' || effect === 'UNEXPECTED';
}
