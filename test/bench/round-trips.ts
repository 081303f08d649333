/** Measures round trips, one at a time, as long as a round lasts. */
import { quantile, type Figures } from './figures';

const FIRST_ROOM = 65_536;
const US_PER_MS = 1000;

/** A series of round trips: each begins when the one before it has ended. */
export class RoundTrips {
  readonly #send: () => void;
  #samples = new Float64Array(FIRST_ROOM);
  #count = 0;
  #sentAt = 0;
  #endAt = 0;
  #done: ((figures: Figures) => void) | undefined;

  /**
   * @param send begins a round trip; {@link RoundTrips.arrived} is to be called at its end
   */
  constructor(send: () => void) {
    this.#send = send;
  }

  /** Measures for so many milliseconds. */
  run(ms: number): Promise<Figures> {
    return new Promise((resolve) => {
      this.#done = resolve;
      this.#count = 0;
      this.#sentAt = performance.now();
      this.#endAt = this.#sentAt + ms;
      this.#send();
    });
  }

  /** A round trip has ended. */
  arrived(): void {
    const now = performance.now();
    if (this.#done === undefined) return;
    if (this.#count === this.#samples.length) this.#grow();
    this.#samples[this.#count++] = now - this.#sentAt;
    if (now < this.#endAt) {
      this.#sentAt = now;
      this.#send();
      return;
    }
    const done = this.#done;
    this.#done = undefined;
    done(this.#figures());
  }

  #figures(): Figures {
    const sorted = this.#samples.slice(0, this.#count).sort();
    const at = (share: number): number => quantile(sorted, share) * US_PER_MS;
    return { p50Us: at(0.5), p99Us: at(0.99), count: this.#count };
  }

  #grow(): void {
    const larger = new Float64Array(this.#samples.length * 2);
    larger.set(this.#samples);
    this.#samples = larger;
  }
}
