import { NONE } from '../model/permissions';
import type { DmaEngine } from './dma-engine';
import type { Endpoint } from './endpoint';
import { announceChange } from './endpoint-changes';
import type { GroupAnswers } from './group-answers';
import type { GroupQueue } from './group-queue';
import type { Invalidator } from './invalidator';
import type { Operation, Operations } from './operations';
import type { OutputLog } from './output-log';
import { ALL_PAGES } from './page-range';
import type { PageRequests } from './page-requests';

/** How a device stops using a PASID (R-PRI-46). */
export type StopStyle = 'WAIT_FOR_RESPONSES' | 'STOP_MARKER';

/** Whom stopping a PASID concerns. */
export interface StopperParts {
  readonly log: OutputLog;
  readonly operations: Operations;
  readonly invalidator: Invalidator;
  readonly queue: GroupQueue;
  readonly answers: GroupAnswers;
  readonly pageRequests: PageRequests;
  readonly engine: DmaEngine;
}

interface Stopping {
  readonly endpoint: Endpoint;
  readonly pasid: number;
  readonly operation: Operation;
  /** The endpoint's when it began to wait. */
  readonly generation: number;
}

/** Why page requests of a PASID end that is stopped. */
export const STOP_REASON = { cause: 'STOP_PASID', rule: 'R-PRI-46' } as const;

/** Makes hosted endpoints stop using a PASID (PCIe 6.20.1). */
export class PasidStopper {
  private readonly stopping = new Set<Stopping>();
  /** Groups that had ended when it was looked last. */
  private endsSeen = 0;

  constructor(private readonly parts: StopperParts) {}

  /**
   * Stops a PASID.
   *
   * @param timeoutNs how long to wait for responses; undefined: as long as it takes
   * @returns the operation; undefined when the PASID was stopped before
   * @throws IommuError PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, LIMIT_EXCEEDED
   */
  stop(endpoint: Endpoint, pasid: number, style: StopStyle, timeoutNs: bigint | undefined): bigint | undefined {
    endpoint.requirePasid(pasid);
    if (endpoint.stoppedPasids.has(pasid)) {
      return undefined;
    }
    const { operations, invalidator, queue, pageRequests, log, engine } = this.parts;
    const holds = endpoint.cache.holdsPasid(pasid);
    if (holds) {
      invalidator.requireRoom(endpoint);
    }
    const waits = style === 'WAIT_FOR_RESPONSES';
    const awaitsResponses = waits && queue.pasidsOf(endpoint).has(pasid);
    // The caller's limit is for responses; its invalidation has the hardware's.
    const operation = operations.begin('STOP_PASID', awaitsResponses ? timeoutNs : undefined);
    pageRequests.dropAll(endpoint, STOP_REASON, true, pasid);
    endpoint.pri?.forgetUnclosed(pasid);
    if (!waits) {
      endpoint.pri?.markStale(pasid);
    }
    // With PRI disabled nothing is sent (R-PRI-13).
    if (!waits && endpoint.pri?.registers.enabled === true) {
      pageRequests.marker(endpoint, { page: 0, permissions: NONE, prgi: 0, pasid, last: true }, false);
    }
    endpoint.stoppedPasids.add(pasid);
    announceChange(log, endpoint, 'PASID_STOPPED', { pasid });
    engine.pasidStopped(endpoint, pasid);
    if (!waits) {
      this.answerRest(endpoint, pasid);
    } else if (awaitsResponses) {
      this.wait({ endpoint, pasid, operation, generation: endpoint.generation });
    }
    if (holds) {
      invalidator.invalidateDevice(operation, 0, endpoint, pasid, ALL_PAGES);
    }
    return operations.seal(operation);
  }

  /** Ends the operations whose groups have all ended. */
  settle(): void {
    const { queue } = this.parts;
    if (this.stopping.size === 0 || queue.ends === this.endsSeen) {
      return;
    }
    this.endsSeen = queue.ends;
    const pending = new Map<Endpoint, Set<number>>();
    for (const stopping of this.stopping) {
      const { endpoint, pasid, operation, generation } = stopping;
      const pasids = pending.get(endpoint) ?? queue.pasidsOf(endpoint);
      pending.set(endpoint, pasids);
      if (!pasids.has(pasid)) {
        this.stopping.delete(stopping);
        if (endpoint.generation !== generation) {
          this.parts.operations.addOutcome(operation, 0, endpoint.id, 'ENDPOINT_GONE');
        }
        this.parts.operations.release(operation);
      }
    }
  }

  private wait(stopping: Stopping): void {
    const { endpoint, pasid, operation } = stopping;
    operation.held = true;
    operation.whenDue = () => {
      if (this.stopping.has(stopping)) {
        this.parts.operations.addOutcome(operation, 0, endpoint.id, 'TIMED_OUT');
        this.answerRest(endpoint, pasid);
      }
    };
    this.stopping.add(stopping);
  }

  private answerRest(endpoint: Endpoint, pasid: number): void {
    this.parts.answers.autoAnswerPasid(endpoint, pasid, {
      ...STOP_REASON,
      action: 'INVALID_REQUEST',
      pasid: 'REQUIRED',
    });
  }
}
