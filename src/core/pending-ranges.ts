import type { Operation } from './operations';
import type { PageRange } from './page-range';

/** Pages whose mappings are gone while endpoints may still use them. */
export interface PendingRange extends PageRange {
  readonly operation: Operation;
}

/**
 * The ranges of a domain's unmaps that have not ended; they may overlap. Looked up for every item of a batch and changed
 * once per operation, so that they are sorted at the first look after a change.
 */
export class PendingRanges {
  private ranges: PendingRange[] = [];
  /** At each place the range that reaches furthest, of all up to there. Empty: to be made anew. */
  private furthest: PendingRange[] = [];

  /** An operation holds ranges back. */
  add(operation: Operation, ranges: readonly PageRange[]): void {
    for (const { firstPage, lastPage } of ranges) {
      this.ranges.push({ operation, firstPage, lastPage });
    }
    this.furthest = [];
  }

  /** An operation has ended. */
  remove(operation: Operation): void {
    this.ranges = this.ranges.filter((pending) => pending.operation !== operation);
    this.furthest = [];
  }

  /** A range that has a page in common with these. */
  overlapping({ firstPage, lastPage }: PageRange): PendingRange | undefined {
    if (this.furthest.length !== this.ranges.length) {
      this.sort();
    }
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ranges[middle]!.firstPage <= lastPage) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // An index below 0 would be looked for as a name.
    const found = low === 0 ? undefined : this.furthest[low - 1];
    return found !== undefined && found.lastPage >= firstPage ? found : undefined;
  }

  private sort(): void {
    this.ranges.sort((a, b) => a.firstPage - b.firstPage);
    let furthest = this.ranges[0]!;
    for (const range of this.ranges) {
      furthest = range.lastPage > furthest.lastPage ? range : furthest;
      this.furthest.push(furthest);
    }
  }
}
