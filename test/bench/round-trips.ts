/** Measures round trips, one at a time, as long as a round lasts: one after the other, or at a pace. */
import { quantile, type Figures } from './figures';

const FIRST_ROOM = 65_536;
const US_PER_MS = 1000;

/**
 * A series of round trips. Each begins when the one before it has ended; with a pace, when it is due, too. One that is
 * due while another is under way begins late, and its time counts from when it was due: so a pause of the server is
 * seen by everything it delayed.
 */
export class RoundTrips {
  readonly #send: () => void;
  readonly #paceMs: number | undefined;
  /** When those were due that could not begin yet. */
  readonly #due: number[] = [];
  #samples = new Float64Array(FIRST_ROOM);
  #count = 0;
  #begunAt = 0;
  #endAt = 0;
  #underWay = false;
  #done: ((figures: Figures) => void) | undefined;

  /**
   * @param send begins a round trip; {@link RoundTrips.arrived} is to be called at its end
   * @param paceMs milliseconds from one to the next; undefined: without a pause
   */
  constructor(send: () => void, paceMs?: number) {
    this.#send = send;
    this.#paceMs = paceMs;
  }

  /** Measures for so many milliseconds. */
  run(ms: number): Promise<Figures> {
    return new Promise((resolve) => {
      this.#done = resolve;
      this.#count = 0;
      const now = performance.now();
      this.#endAt = now + ms;
      this.#due.length = 0;
      if (this.#paceMs === undefined) {
        this.#begin(now);
        return;
      }
      const timer = setInterval(() => {
        if (this.#done === undefined) clearInterval(timer);
        else this.#isDue();
      }, this.#paceMs);
    });
  }

  /** A round trip has ended. */
  arrived(): void {
    const now = performance.now();
    this.#underWay = false;
    if (this.#done === undefined) return;
    if (this.#count === this.#samples.length) this.#grow();
    this.#samples[this.#count++] = now - this.#begunAt;
    if (now < this.#endAt) {
      const due = this.#paceMs === undefined ? now : this.#due.shift();
      if (due !== undefined) this.#begin(due);
      return;
    }
    const done = this.#done;
    this.#done = undefined;
    done(this.#figures());
  }

  #isDue(): void {
    const now = performance.now();
    if (this.#underWay) this.#due.push(now);
    else this.#begin(now);
  }

  #begin(at: number): void {
    this.#begunAt = at;
    this.#underWay = true;
    this.#send();
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
