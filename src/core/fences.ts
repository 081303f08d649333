import { limitExceeded } from '../model/errors';
import { worse, type EndpointOutcome, type OperationOutcome } from '../model/operation';
import type { Delays } from './delays';
import type { DeviceInvalidation } from './device-tlb';
import { Outcomes, type Operation, type Operations } from './operations';

/** Somebody who waits for the invalidations before a place in a batch. */
export interface Fence {
  readonly operation: Operation;
  /** Position in the batch. */
  readonly entry: number;
  /** What it still waits for. */
  readonly remaining: Set<DeviceInvalidation>;
  /** How what it waited for ended. */
  readonly outcomes: Outcomes;
  /** Goes on with what is behind it. */
  readonly goOn: () => void;
}

/**
 * The fences of one vIOMMU. A fence waits for every invalidation that has not ended when it is reached, whosever it is, and
 * then tells which of those were not completed, and who missed a time-out since the last fence ended: they may still use what
 * was to be forgotten (R-RV-02 to R-RV-05).
 */
export class Fences {
  /** Who did not complete since the last fence ended. */
  private readonly missed = new Map<number, OperationOutcome>();
  private readonly open = new Set<Fence>();
  /** Accepted entries of batches that wait behind fences. */
  entriesBehind = 0;

  constructor(
    private readonly operations: Operations,
    private readonly delays: Delays,
    private readonly maxBehind: number,
  ) {}

  /**
   * Refuses if as many fences wait, and entries behind them, as may.
   *
   * @throws IommuError LIMIT_EXCEEDED (max_waiting_invalidations)
   */
  requireRoom(): void {
    if (this.open.size + this.entriesBehind >= this.maxBehind) {
      throw limitExceeded(
        'max_waiting_invalidations',
        this.maxBehind,
        'as many fences, and entries behind them, wait: wait for those, or give the batches a time-out',
      );
    }
  }

  /** An invalidation has ended, or nobody waits for it any more. */
  ended(invalidation: DeviceInvalidation, outcome: OperationOutcome): void {
    const { endpointId } = invalidation;
    if (outcome !== 'COMPLETED') {
      this.missed.set(endpointId, worse(this.missed.get(endpointId) ?? 'COMPLETED', outcome));
    }
    for (const fence of [...invalidation.fences]) {
      invalidation.fences.delete(fence);
      fence.remaining.delete(invalidation);
      fence.outcomes.add(endpointId, outcome);
      if (fence.remaining.size === 0) {
        this.end(fence);
      }
    }
  }

  /**
   * Reaches a fence.
   *
   * @param before invalidations that have not ended
   * @returns whether there is nothing to wait for
   */
  reach(operation: Operation, entry: number, before: readonly DeviceInvalidation[], goOn: () => void): boolean {
    const fence: Fence = { operation, entry, remaining: new Set(before), outcomes: new Outcomes(), goOn };
    if (before.length === 0) {
      this.tell(fence);
      return true;
    }
    for (const invalidation of before) {
      invalidation.fences.add(fence);
    }
    this.open.add(fence);
    return false;
  }

  /** The caller of an operation waits no longer: for its fences neither. */
  abandon(operation: Operation): void {
    for (const fence of [...this.open].filter((each) => each.operation === operation)) {
      this.open.delete(fence);
      for (const invalidation of fence.remaining) {
        invalidation.fences.delete(fence);
        this.operations.addOutcome(operation, fence.entry, invalidation.endpointId, 'TIMED_OUT');
      }
    }
  }

  /** An endpoint is deleted: it uses nothing any more, and its id may be used again. */
  forget(endpointId: number): void {
    this.missed.delete(endpointId);
  }

  /** A new incarnation: nobody has missed anything. */
  restart(): void {
    this.missed.clear();
  }

  private end(fence: Fence): void {
    if (this.open.delete(fence)) {
      this.tell(fence);
      // Not in the middle of what ended it: one message may complete more tags, and a reset end more invalidations.
      this.delays.afterwards(fence.goOn);
    }
  }

  /** What it waited for itself, and what ended before it was reached and no fence has told. */
  private tell({ operation, entry, outcomes }: Fence): void {
    const missed = [...this.missed].map(([endpointId, outcome]): EndpointOutcome => ({ endpointId, outcome }));
    for (const { endpointId, outcome } of [...outcomes.endpoints, ...missed]) {
      this.operations.addOutcome(operation, entry, endpointId, outcome);
    }
    this.missed.clear();
  }
}
