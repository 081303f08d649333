/** Waits between attempts to come back. */
import type { ReconnectOptions } from './channels';

/** Attempts that may find what was lost still taken: by the lost connection, of whose end the server has not heard. */
const PREDECESSOR_ATTEMPTS = 8;

/** Waits for the server to notice that the lost connection is gone; with the defaults 6 to 11 seconds in all. */
export const patience = (options: ReconnectOptions): Backoff =>
  new Backoff({ ...options, maxAttempts: PREDECESSOR_ATTEMPTS });

/** Exponential, with jitter so that many clients do not come back in step. */
export class Backoff {
  readonly #initialMs: number;
  readonly #maxMs: number;
  readonly #maxAttempts: number;
  #attempts = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ initialDelayMs = 50, maxDelayMs = 5_000, maxAttempts = Infinity }: ReconnectOptions) {
    this.#initialMs = initialDelayMs;
    this.#maxMs = maxDelayMs;
    this.#maxAttempts = maxAttempts;
  }

  /** Calls `attempt` after the next wait; returns false when there have been enough of them. */
  schedule(attempt: () => void): boolean {
    if (this.#attempts >= this.#maxAttempts) return false;
    const ceiling = Math.min(this.#maxMs, this.#initialMs * 2 ** Math.min(this.#attempts, 30));
    this.#attempts += 1;
    this.#timer = setTimeout(attempt, ceiling * (0.5 + Math.random() / 2));
    return true;
  }

  /** The attempt succeeded: the next wait is the first again. */
  succeeded(): void {
    this.#attempts = 0;
  }

  /** Forgets an attempt that is scheduled. */
  cancel(): void {
    clearTimeout(this.#timer);
  }
}
