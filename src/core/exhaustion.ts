import type { ExhaustionStage } from '../model/misbehaviour';
import type { AutomaticAction } from '../model/viommu';

export type { ExhaustionStage } from '../model/misbehaviour';

/** What a caller makes fail. */
export interface ExhaustionOrder {
  /** Undefined: every endpoint without an order of its own. */
  readonly endpointId?: number | undefined;
  readonly stage: ExhaustionStage;
  /** How many page requests, or groups; 0: none any more. */
  readonly count: number;
  /** Undefined: as the policy says. */
  readonly action?: AutomaticAction | undefined;
}

interface Armed {
  remaining: number;
  readonly action: AutomaticAction | undefined;
}

/** A failure that was ordered. */
export interface Failure {
  readonly action: AutomaticAction | undefined;
}

/** Makes storing page requests and groups fail on command, as if memory had run out. */
export class Exhaustion {
  private readonly armed = new Map<string, Armed>();
  /** What a rule makes fail, of the page request that is arriving. */
  private forced: (Failure & { readonly key: string }) | undefined;

  /**
   * Orders failures, instead of what was ordered for the same stage and endpoint.
   *
   * @returns how many were still to come of that
   */
  order({ endpointId, stage, count, action }: ExhaustionOrder): number {
    const key = keyOf(stage, endpointId);
    const previous = this.armed.get(key)?.remaining ?? 0;
    if (count === 0) {
      this.armed.delete(key);
    } else {
      this.armed.set(key, { remaining: count, action });
    }
    return previous;
  }

  /** Makes the page request that is about to arrive fail, whatever was ordered. */
  force(endpointId: number, stage: ExhaustionStage, action: AutomaticAction | undefined): void {
    this.forced = { key: keyOf(stage, endpointId), action };
  }

  /** The page request has arrived. */
  relax(): void {
    this.forced = undefined;
  }

  /** Whether this one fails; it is counted. */
  strikes(stage: ExhaustionStage, endpointId: number): Failure | undefined {
    if (this.forced?.key === keyOf(stage, endpointId)) {
      return this.forced;
    }
    if (this.armed.size === 0) {
      return undefined;
    }
    const own = keyOf(stage, endpointId);
    const key = this.armed.has(own) ? own : keyOf(stage, undefined);
    const armed = this.armed.get(key);
    if (armed === undefined) {
      return undefined;
    }
    armed.remaining -= 1;
    if (armed.remaining === 0) {
      this.armed.delete(key);
    }
    return { action: armed.action };
  }

  /** An endpoint is deleted: its id may be used again. */
  forget(endpointId: number): void {
    for (const stage of ['PARTIAL', 'GROUP', 'HANDLER'] as const) {
      this.armed.delete(keyOf(stage, endpointId));
    }
  }

  /** Nothing fails any more. */
  clear(): void {
    this.armed.clear();
  }
}

function keyOf(stage: ExhaustionStage, endpointId: number | undefined): string {
  return `${stage}/${endpointId === undefined ? '*' : String(endpointId)}`;
}
