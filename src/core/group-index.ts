import type { GroupSlab } from './group-slab';

/** Buckets of an index nothing was added to yet; a power of two. */
const FIRST_BUCKETS = 16;

/**
 * Finds the slot of a pending group by its counter: a hash table whose chains run through the slots themselves.
 *
 * A bucket is chosen by the counter's low bits. Counters are handed out one by one, so groups that arrived together
 * fall into different buckets, next to each other in memory. The table doubles with the number of groups, which keeps
 * the chains at one group on average.
 */
export class GroupIndex {
  private readonly slab: GroupSlab;
  private buckets = new Int32Array(FIRST_BUCKETS).fill(-1);
  private mask = FIRST_BUCKETS - 1;
  private count = 0;

  /**
   * @param slab the slots that counters and chains are in
   */
  constructor(slab: GroupSlab) {
    this.slab = slab;
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
    const { slab } = this;
    let slot = this.buckets[counter & this.mask]!;
    while (slot !== -1 && slab.counter(slot) !== counter) {
      slot = slab.chained(slot);
    }
    return slot;
  }

  /** Adds a slot under a counter that is not in the index yet. */
  add(slot: number, counter: number): void {
    if (this.count > this.mask) {
      this.grow();
    }
    this.count += 1;
    this.push(slot, counter);
  }

  /** Takes a slot out; it must be in the index. */
  remove(slot: number, counter: number): void {
    const { slab, buckets } = this;
    const bucket = counter & this.mask;
    const after = slab.chained(slot);
    let other = buckets[bucket]!;
    if (other === slot) {
      buckets[bucket] = after;
    } else {
      while (slab.chained(other) !== slot) {
        other = slab.chained(other);
      }
      slab.setChained(other, after);
    }
    this.count -= 1;
  }

  /** How many bytes the table takes. */
  bytes(): number {
    return this.buckets.byteLength;
  }

  private push(slot: number, counter: number): void {
    const bucket = counter & this.mask;
    this.slab.setChained(slot, this.buckets[bucket]!);
    this.buckets[bucket] = slot;
  }

  private grow(): void {
    const old = this.buckets;
    this.buckets = new Int32Array(old.length * 2).fill(-1);
    this.mask = this.buckets.length - 1;
    for (const head of old) {
      let slot = head;
      while (slot !== -1) {
        const after = this.slab.chained(slot);
        this.push(slot, this.slab.counter(slot));
        slot = after;
      }
    }
  }
}
