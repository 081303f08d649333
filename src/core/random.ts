/** Numbers that look random and follow from a seed alone (Steele, Lea, Flood: SplitMix, in 32 bits). */
export class Random {
  private state: number;

  /** @param seed 0..2^64-1 */
  constructor(seed: bigint) {
    this.state = Number((seed ^ (seed >> 32n)) & 0xffff_ffffn);
  }

  /**
   * The next number.
   *
   * @param bound an integer, 1..2^32
   * @returns 0..bound-1
   */
  below(bound: number): number {
    this.state = (this.state + 0x9e37_79b9) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
    return Math.floor((((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32) * bound);
  }
}
