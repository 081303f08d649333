import { MAX_PRGI } from '../model/page-request';
import type { PriCapability, PriStatus } from '../model/endpoint';

/**
 * An endpoint's page request interface (PCIe 10.5.2).
 *
 * ```
 *   stopped ──enable──▶ enabled ──disable──▶ stopping ──last answer──▶ stopped
 *      ▲                   │                    │
 *      └───Response Failure┴──────reset─────────┘
 * ```
 *
 * Credits count page-request messages from emission to the response of their group (R-PRI-20).
 */
export class Pri {
  enabled = false;
  responseFailure = false;
  /** Credits in force, frozen when PRI is enabled (R-PRI-05). */
  allocation = 0;
  /** Messages sent whose group is unanswered. */
  outstanding = 0;
  /** +1 at each enable. */
  generation = 0;
  /** The generation whose groups may still be answered; 0: none, all are forgotten. */
  answerable = 0;

  private readonly openGroups = new Uint32Array(MAX_PRGI + 1);
  private nextIndex = 0;

  constructor(readonly capability: PriCapability) {}

  /** Status bit Stopped (R-PRI-07): meaningful only while disabled. */
  get stopped(): boolean {
    return !this.enabled && this.outstanding === 0;
  }

  /** Credits left. */
  get credits(): number {
    return this.enabled ? Math.max(0, this.allocation - this.outstanding) : 0;
  }

  get status(): PriStatus {
    return {
      enabled: this.enabled,
      stopped: this.stopped,
      responseFailure: this.responseFailure,
      allocation: this.allocation,
      outstandingPageRequests: this.outstanding,
      generation: this.generation,
    };
  }

  /** Enable 0→1; the caller made sure that PRI is stopped (R-PRI-03, R-PRI-06). */
  enable(allocation: number): void {
    this.enabled = true;
    this.responseFailure = false;
    this.allocation = allocation;
    this.generation += 1;
    this.answerable = this.generation;
  }

  /** Enable 1→0: nothing new is sent, what is outstanding stays answerable (R-PRI-08). */
  disable(): void {
    this.enabled = false;
  }

  /** Reset (R-PRI-09): everything outstanding is forgotten. */
  reset(): void {
    this.outstanding = 0;
    this.answerable = 0;
    this.openGroups.fill(0);
  }

  /** A Response Failure arrived (R-PRI-52). */
  fail(): void {
    this.enabled = false;
    this.responseFailure = true;
    this.reset();
  }

  /** Function level reset: back to the state after power-on, but generations go on. */
  functionReset(): void {
    this.enabled = false;
    this.responseFailure = false;
    this.allocation = 0;
    this.reset();
  }

  /** A message was sent; `opens` when it is the first of its group. */
  sent(prgi: number, opens: boolean): void {
    this.outstanding += 1;
    if (opens) {
      this.openGroups[prgi]! += 1;
    }
  }

  /** A group was answered: its credits return. */
  answered(prgi: number, messages: number): void {
    this.outstanding -= messages;
    this.openGroups[prgi]! -= 1;
  }

  /** Whether a group with this index is open or unanswered. */
  isOpen(prgi: number): boolean {
    return this.openGroups[prgi]! > 0;
  }

  /** An index without a group, in turn (R-PRI-27); -1 when every one is in use. */
  freeIndex(): number {
    for (let tried = 0; tried <= MAX_PRGI; tried += 1) {
      const index = (this.nextIndex + tried) % (MAX_PRGI + 1);
      if (!this.isOpen(index)) {
        this.nextIndex = (index + 1) % (MAX_PRGI + 1);
        return index;
      }
    }
    return -1;
  }
}
