import { Deadlines } from '../base/deadlines';
import type { OutputLog } from './output-log';

/** What happens later: messages that rules delay, and what a command causes once it is done. */
export class Delays {
  private readonly deadlines = new Deadlines<() => void>();
  private soon: (() => void)[] = [];

  /**
   * @param log whose clock counts
   * @param limit messages that may be on their way
   */
  constructor(
    private readonly log: OutputLog,
    private readonly limit: number,
  ) {}

  /** Whether no message more can be delayed. */
  get isFull(): boolean {
    return this.deadlines.size >= this.limit;
  }

  /** When the next message arrives. */
  get nextDeadline(): bigint | undefined {
    return this.deadlines.first?.time;
  }

  /** Whether something is to be done when the present command is done. */
  get hasWork(): boolean {
    return this.soon.length > 0;
  }

  /** Lets a message arrive after a time. */
  add(delayNs: bigint, arrive: () => void): void {
    this.deadlines.add(this.log.now + delayNs, arrive);
  }

  /** Does something when the present command is done. */
  afterwards(work: () => void): void {
    this.soon.push(work);
  }

  /** The present command is done. */
  settle(): void {
    while (this.soon.length > 0) {
      const soon = this.soon;
      this.soon = [];
      for (const work of soon) {
        work();
      }
    }
  }

  /**
   * Lets arrive what is due.
   *
   * @returns how many messages
   */
  fire(): number {
    let fired = 0;
    for (let first = this.deadlines.first; first !== undefined && first.time <= this.log.now;) {
      this.deadlines.remove(first);
      first.item();
      fired += 1;
      first = this.deadlines.first;
    }
    return fired;
  }

  /** Nothing is on its way any more. */
  clear(): void {
    for (let first = this.deadlines.first; first !== undefined; first = this.deadlines.first) {
      this.deadlines.remove(first);
    }
    this.soon = [];
  }
}
