import type { OperationOutcome } from '../model/operation';
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
  /** Goes on with what is behind it. */
  readonly goOn: () => void;
}

/**
 * The fences of one vIOMMU. A fence waits for every invalidation that has not ended when it is reached, whosever it is, and
 * then tells who did not complete since the last fence ended: those may still use what was to be forgotten (R-RV-02 to R-RV-05).
 */
export class Fences {
  private missed = new Outcomes();
  private readonly open = new Set<Fence>();

  constructor(
    private readonly operations: Operations,
    private readonly delays: Delays,
  ) {}

  /** An invalidation has ended, or nobody waits for it any more. */
  ended(invalidation: DeviceInvalidation, outcome: OperationOutcome): void {
    this.missed.add(invalidation.endpointId, outcome);
    for (const fence of [...invalidation.fences]) {
      invalidation.fences.delete(fence);
      fence.remaining.delete(invalidation);
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
    const fence: Fence = { operation, entry, remaining: new Set(before), goOn };
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

  /** A new incarnation: nobody has missed anything. */
  restart(): void {
    this.missed = new Outcomes();
  }

  private end(fence: Fence): void {
    if (this.open.delete(fence)) {
      this.tell(fence);
      // Not in the middle of what ended it: one message may complete more tags, and a reset end more invalidations.
      this.delays.afterwards(fence.goOn);
    }
  }

  private tell({ operation, entry }: Fence): void {
    for (const { endpointId, outcome } of this.missed.endpoints) {
      this.operations.addOutcome(operation, entry, endpointId, outcome);
    }
    this.missed = new Outcomes();
  }
}
