/** How far a stream of reports has come: what was received or explained, and from where to go on. */
import type { Report, ReportStreamOpened, ResumePoint, SkippedReports } from './types';

interface Range {
  first: bigint;
  last: bigint;
}

/**
 * Follows one stream over its connections. Groups that wait for credits come later than their sequence, so what was
 * received may have gaps; the resume point lies before the first of them, and what it repeats is dropped here.
 */
export class Progress {
  #epoch: number;
  /** Everything up to here was received or explained. */
  #complete: bigint;
  /** What was received or explained above it: ascending, neither touching nor overlapping. */
  #ahead: Range[] = [];

  constructor(opened: ReportStreamOpened) {
    this.#epoch = opened.epoch;
    this.#complete = opened.nextSequence - 1n;
  }

  get resumePoint(): ResumePoint {
    return { epoch: this.#epoch, sequence: this.#complete };
  }

  /** A later connection of the same stream was opened. */
  reopened(opened: ReportStreamOpened): void {
    if (opened.epoch === this.#epoch) return;
    this.#epoch = opened.epoch;
    this.#complete = opened.nextSequence - 1n;
    this.#ahead = [];
  }

  /** Notes reports; returns those that are new. A group is always new: whether it is answered decides if it comes. */
  received(reports: readonly Report[]): readonly Report[] {
    const repeated = reports.some((report) => this.#isRepeated(report));
    const fresh = repeated ? reports.filter((report) => !this.#isRepeated(report)) : reports;
    for (const { sequence } of fresh) this.#add(sequence, sequence);
    return fresh;
  }

  /** Notes what the stream does not get. */
  skipped({ first, last }: SkippedReports): void {
    this.#add(first, last);
  }

  #isRepeated({ record, sequence }: Report): boolean {
    if (record === 'pageRequestGroup') return false;
    if (sequence <= this.#complete) return true;
    const newest = this.#ahead[this.#ahead.length - 1];
    if (newest === undefined || sequence > newest.last) return false;
    return this.#ahead.some(({ first, last }) => first <= sequence && sequence <= last);
  }

  #add(first: bigint, last: bigint): void {
    if (last <= this.#complete) return;
    if (first > this.#complete + 1n) {
      this.#insert({ first, last });
      return;
    }
    this.#complete = last;
    let next = this.#ahead[0];
    while (next !== undefined && next.first <= this.#complete + 1n) {
      if (next.last > this.#complete) this.#complete = next.last;
      this.#ahead.shift();
      next = this.#ahead[0];
    }
  }

  /** Puts a range among those ahead and joins it with its neighbours; it usually goes at the end. */
  #insert(range: Range): void {
    let at = this.#ahead.length;
    while (at > 0 && (this.#ahead[at - 1] as Range).first > range.first) at -= 1;
    const before = this.#ahead[at - 1];
    let joined = range;
    if (before !== undefined && before.last + 1n >= range.first) {
      before.last = before.last > range.last ? before.last : range.last;
      joined = before;
      at -= 1;
    } else {
      this.#ahead.splice(at, 0, range);
    }
    let next = this.#ahead[at + 1];
    while (next !== undefined && next.first <= joined.last + 1n) {
      if (next.last > joined.last) joined.last = next.last;
      this.#ahead.splice(at + 1, 1);
      next = this.#ahead[at + 1];
    }
  }
}
