import { IommuError, limitExceeded } from '../model/errors';
import { SESSION_LIMITS } from './limits';

/** Somebody who waits until models have caught up. */
export interface BarrierWait {
  /** Of the barriers that were sent. */
  readonly tag: bigint;
  /**
   * Waits. To be called once.
   *
   * @param signal ends the wait; the promise then rejects with its reason
   * @throws IommuError ENDPOINT_DISCONNECTED when a model is lost first
   */
  wait(signal: AbortSignal | undefined): Promise<void>;
}

interface Open {
  /** Models that have not answered. */
  missing: number;
  /** Undefined: not yet known. */
  outcome: 'REACHED' | IommuError | undefined;
  /** Whoever waits. */
  notify: (() => void) | undefined;
}

/** Barriers that were sent to device models and not answered by all. */
export class Barriers {
  /** What each endpoint's model has to answer, by tag: also when nobody waits for it any more. */
  private readonly asked = new Map<number, Map<bigint, Open>>();
  private tag = 0n;

  /**
   * Barriers are about to be sent.
   *
   * @param endpointIds to whom; each once, at least one
   * @throws IommuError LIMIT_EXCEEDED (max_unanswered_barriers)
   */
  expect(endpointIds: readonly number[]): BarrierWait {
    for (const endpointId of endpointIds) {
      this.requireRoom(endpointId);
    }
    this.tag += 1n;
    const { tag } = this;
    const barrier: Open = { missing: endpointIds.length, outcome: undefined, notify: undefined };
    for (const endpointId of endpointIds) {
      const asked = this.asked.get(endpointId) ?? new Map<bigint, Open>();
      this.asked.set(endpointId, asked.set(tag, barrier));
    }
    return { tag, wait: (signal) => waitFor(barrier, signal) };
  }

  /**
   * An endpoint's model has caught up.
   *
   * @throws IommuError BARRIER_UNKNOWN
   */
  reached(endpointId: number, tag: bigint): void {
    const asked = this.asked.get(endpointId);
    const barrier = asked?.get(tag);
    if (asked === undefined || barrier === undefined) {
      throw new IommuError(
        'BARRIER_UNKNOWN',
        `barrier_reached.tag ${String(tag)} is of no barrier that endpoint ${String(endpointId)} has to answer`,
        { field: 'barrier_reached.tag' },
      );
    }
    asked.delete(tag);
    if (asked.size === 0) {
      this.asked.delete(endpointId);
    }
    barrier.missing -= 1;
    if (barrier.missing === 0) {
      end(barrier, 'REACHED');
    }
  }

  /** An endpoint has lost its model, or got another one. */
  lost(endpointId: number): void {
    const barriers = [...(this.asked.get(endpointId)?.values() ?? [])];
    this.asked.delete(endpointId);
    const text = `endpoint ${String(endpointId)} lost its device model before the barrier; time has not moved`;
    for (const barrier of barriers) {
      end(barrier, new IommuError('ENDPOINT_DISCONNECTED', text, { field: 'after_barrier_endpoint_ids' }));
    }
  }

  /** Whoever waits is refused. Models may still answer. */
  rejectAll(error: IommuError): void {
    for (const asked of this.asked.values()) {
      for (const barrier of asked.values()) {
        end(barrier, error);
      }
    }
  }

  private requireRoom(endpointId: number): void {
    const { maximum } = SESSION_LIMITS.max_unanswered_barriers;
    if ((this.asked.get(endpointId)?.size ?? 0) >= maximum) {
      const text = `the device model of endpoint ${String(endpointId)} must answer some first, or say hello again`;
      throw limitExceeded('max_unanswered_barriers', maximum, text);
    }
  }
}

/** How a barrier ended first is how it ended. */
function end(barrier: Open, outcome: 'REACHED' | IommuError): void {
  barrier.outcome ??= outcome;
  barrier.notify?.();
}

function waitFor(barrier: Open, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      barrier.notify = undefined;
      reject(signal?.reason as Error);
    };
    const settle = (): void => {
      barrier.notify = undefined;
      signal?.removeEventListener('abort', onAbort);
      if (barrier.outcome instanceof IommuError) {
        reject(barrier.outcome);
      } else {
        resolve();
      }
    };
    if (barrier.outcome !== undefined) {
      settle();
    } else if (signal?.aborted === true) {
      onAbort();
    } else {
      barrier.notify = settle;
      signal?.addEventListener('abort', onAbort, { once: true });
    }
  });
}
