/** Numbers that look random and are the same in each run. */

/** Marsaglia's xorshift with 32 bits. */
export class Random {
  #state = 0x9e37_79b9;

  /** An integer from 0, below a limit of at most 2^32. */
  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return Math.floor(((this.#state >>> 0) / 2 ** 32) * limit);
  }

  /** The integers from 0 below a limit in random order. */
  order(limit: number): Float64Array {
    const order = Float64Array.from({ length: limit }, (_, i) => i);
    for (let i = limit - 1; i > 0; i -= 1) {
      const j = this.below(i + 1);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    return order;
  }
}
