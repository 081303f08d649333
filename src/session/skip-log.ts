import type { SkippedItem, SkipReason } from './stream-items';

/**
 * Reports a stream will not get and has not said so yet. They are said together with the next thing that comes, so that
 * a quiet stream stays quiet.
 */
export class SkipLog {
  private ranges: SkippedItem[] = [];

  /** How many ranges are noted. */
  get size(): number {
    return this.ranges.length;
  }

  /**
   * Notes a range; joined to the one before where it continues it.
   *
   * @param first first sequence
   * @param last last sequence, inclusive; before `first` there is nothing to note
   * @param reason why they are skipped
   */
  add(first: bigint, last: bigint, reason: SkipReason): void {
    if (last < first) {
      return;
    }
    const before = this.ranges.at(-1);
    if (before !== undefined && before.reason === reason && before.last + 1n === first) {
      this.ranges[this.ranges.length - 1] = { ...before, last };
    } else {
      this.ranges.push({ kind: 'SKIPPED', first, last, reason });
    }
  }

  /** Moves everything noted to the end of a list of items. */
  moveTo(items: unknown[]): void {
    if (this.ranges.length > 0) {
      for (const range of this.ranges) {
        items.push(range);
      }
      this.ranges = [];
    }
  }
}
