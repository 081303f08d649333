import type { PriCapability } from '../model/endpoint';
import type { Pri } from './pri';

/**
 * The registers of a page request interface (PCIe 10.5.2). A physical function and its virtual ones share one set
 * (R-PRI-11): one enable, one allocation, one Stopped, one Response Failure.
 *
 * ```
 *   stopped ──enable──▶ enabled ──disable──▶ stopping ──last answer──▶ stopped
 *      ▲                   │                    │
 *      └───Response Failure┴──────reset─────────┘
 * ```
 *
 * Credits count page-request messages from emission to the response of their group (R-PRI-20).
 */
export class PriRegisters {
  enabled = false;
  responseFailure = false;
  /** UPRGI: a response matched nothing outstanding. */
  unexpectedPrgi = false;
  /** Credits in force, frozen when PRI is enabled (R-PRI-05). */
  allocation = 0;
  /** Messages sent whose group is unanswered, of all functions. */
  outstanding = 0;
  /** +1 at each enable. */
  generation = 0;
  /** The generation whose groups may still be answered; 0: none, all are forgotten. */
  answerable = 0;
  unexpectedResponses = 0;
  staleResponses = 0;
  ignoredResponses = 0;
  /** Those who send page requests through it. */
  readonly functions = new Set<Pri>();

  /**
   * @param capability what the interface can do
   * @param ownerId the endpoint whose registers these are
   */
  constructor(
    readonly capability: PriCapability,
    readonly ownerId: number,
  ) {}

  /** Status bit Stopped (R-PRI-07): meaningful only while disabled. */
  get stopped(): boolean {
    return !this.enabled && this.outstanding === 0;
  }

  /** Credits left. */
  get credits(): number {
    return this.enabled ? Math.max(0, this.allocation - this.outstanding) : 0;
  }

  /** The generation of what is sent now; 0: PRI is off, so nothing that is sent can be answered. */
  get sending(): number {
    return this.enabled ? this.generation : 0;
  }

  /** Enable 0→1 (R-PRI-06). What is outstanding, if the caller did not wait for Stopped, is forgotten. */
  enable(allocation: number): void {
    this.reset();
    this.enabled = true;
    this.responseFailure = false;
    this.unexpectedPrgi = false;
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
    this.answerable = 0;
    for (const pri of this.functions) {
      pri.forgetAll();
    }
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
    this.unexpectedPrgi = false;
    this.allocation = 0;
    this.reset();
  }
}
