/** Something that was scheduled and can be called off. */
export interface Scheduled {
  /** Calls it off; does nothing when it has already happened. */
  cancel(): void;
}

/** Where the session takes real time from. Tests put their own in its place. */
export interface TimeSource {
  /** Nanoseconds of a clock that never goes back; its zero means nothing. */
  now(): bigint;

  /**
   * Calls back once, later. What is scheduled never keeps the process alive.
   *
   * @param delayNs nanoseconds from now; called back at that time or later, but never before, except that a delay of
   *   more than 24 days may be cut short
   * @param callback what to call
   */
  schedule(delayNs: bigint, callback: () => void): Scheduled;
}

const NS_PER_MS = 1_000_000n;

/** What timers of Node can wait for, less than 2^31 milliseconds. */
const MAX_DELAY_MS = 2_147_483_647n;

/** The machine's monotonic clock and Node's timers. */
export const SYSTEM_TIME: TimeSource = {
  now: () => process.hrtime.bigint(),
  schedule(delayNs, callback) {
    const ms = (delayNs + NS_PER_MS - 1n) / NS_PER_MS;
    const timer = setTimeout(callback, ms > MAX_DELAY_MS ? Number(MAX_DELAY_MS) : Math.max(0, Number(ms)));
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};
