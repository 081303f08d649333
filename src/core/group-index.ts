/** Buckets, and slots, of an index nothing was added to yet; a power of two. */
const FIRST_ROOM = 16;

/** A bucket, a counter and a link. */
const BYTES_PER_BUCKET = 16;

/**
 * Finds the slot of a pending group by its counter, and the counter by the slot: a hash table on typed arrays.
 *
 * A bucket is chosen by the counter's low bits, and groups that share one are chained. Counters are handed out one by
 * one, so groups that arrived together fall into different buckets, next to each other in memory. The table doubles
 * with the number of groups, which keeps the chains at one group on average.
 */
export class GroupIndex {
  private buckets: Int32Array<ArrayBuffer>;
  private mask: number;
  private counters: Float64Array<ArrayBuffer>;
  private chain: Int32Array<ArrayBuffer>;
  private count = 0;

  /** @param groups how many groups to take the memory for at once */
  constructor(groups = 0) {
    const room = roomFor(groups);
    this.buckets = new Int32Array(room).fill(-1);
    this.mask = room - 1;
    this.counters = new Float64Array(room);
    this.chain = new Int32Array(room);
  }

  /** How many groups are in the index. */
  get size(): number {
    return this.count;
  }

  /**
   * The slot of a group.
   *
   * @param counter any number
   * @returns the slot, or -1 when no group with that counter is in the index
   */
  find(counter: number): number {
    const { counters, chain } = this;
    let slot = this.buckets[counter & this.mask]!;
    while (slot !== -1 && counters[slot] !== counter) {
      slot = chain[slot]!;
    }
    return slot;
  }

  /** The counter of a slot that is in the index. */
  counter(slot: number): number {
    return this.counters[slot]!;
  }

  /**
   * Adds a slot that is not in the index under a counter that is not. Slots are used densely: none is larger than the
   * number of groups in the index.
   */
  add(slot: number, counter: number): void {
    if (this.count > this.mask) {
      this.grow();
    }
    this.count += 1;
    this.counters[slot] = counter;
    const bucket = counter & this.mask;
    this.chain[slot] = this.buckets[bucket]!;
    this.buckets[bucket] = slot;
  }

  /** Takes a slot out; it must be in the index. */
  remove(slot: number): void {
    const { chain, buckets } = this;
    const bucket = this.counters[slot]! & this.mask;
    const after = chain[slot]!;
    let other = buckets[bucket]!;
    if (other === slot) {
      buckets[bucket] = after;
    } else {
      while (chain[other] !== slot) {
        other = chain[other]!;
      }
      chain[other] = after;
    }
    this.count -= 1;
  }

  /** How many bytes the table takes. */
  bytes(): number {
    return this.buckets.byteLength + this.counters.byteLength + this.chain.byteLength;
  }

  private grow(): void {
    const old = this.buckets;
    const oldChain = this.chain;
    const room = old.length * 2;
    const counters = new Float64Array(room);
    counters.set(this.counters);
    this.counters = counters;
    this.buckets = new Int32Array(room).fill(-1);
    this.chain = new Int32Array(room);
    this.mask = room - 1;
    for (const head of old) {
      for (let slot = head; slot !== -1; slot = oldChain[slot]!) {
        const bucket = counters[slot]! & this.mask;
        this.chain[slot] = this.buckets[bucket]!;
        this.buckets[bucket] = slot;
      }
    }
  }
}

/** The bytes that an index takes with room for a number of groups. */
export function indexBytes(groups: number): number {
  return roomFor(groups) * BYTES_PER_BUCKET;
}

function roomFor(groups: number): number {
  let room = FIRST_ROOM;
  while (room < groups) {
    room *= 2;
  }
  return room;
}
