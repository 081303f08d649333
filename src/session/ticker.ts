import type { Scheduled, TimeSource } from './time-source';

/** The one timer of a vIOMMU whose clock is REAL: wakes it at its next deadline. */
export class Ticker {
  private readonly time: TimeSource;
  private readonly tick: () => void;
  private scheduled: Scheduled | undefined;
  /** When the timer that is running fires, in the vIOMMU's time. */
  private wakeNs = 0n;

  /**
   * @param time where timers come from
   * @param tick brings the vIOMMU to the present, and arms the ticker again
   */
  constructor(time: TimeSource, tick: () => void) {
    this.time = time;
    this.tick = tick;
  }

  /**
   * Makes sure of a tick at a deadline. A timer that fires too early is left alone: its tick finds nothing to do and
   * arms the next, which is cheaper than a new timer for every command.
   *
   * @param nowNs the vIOMMU's time
   * @param deadlineNs when something falls due; undefined: nothing will
   */
  arm(nowNs: bigint, deadlineNs: bigint | undefined): void {
    if (deadlineNs === undefined || (this.scheduled !== undefined && this.wakeNs <= deadlineNs)) {
      return;
    }
    this.scheduled?.cancel();
    this.wakeNs = deadlineNs;
    this.scheduled = this.time.schedule(deadlineNs > nowNs ? deadlineNs - nowNs : 0n, () => {
      this.scheduled = undefined;
      this.tick();
    });
  }

  /** Forgets the deadline. */
  disarm(): void {
    this.scheduled?.cancel();
    this.scheduled = undefined;
  }
}
