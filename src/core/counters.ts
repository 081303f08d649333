/** Counts groups for law 1: accepted = answered + autoAnswered + discarded + pending, at any time. */
export class GroupCounters {
  accepted = 0;
  answered = 0;
  autoAnswered = 0;
  discarded = 0;
  pending = 0;
  pendingHighWater = 0;
  /** Complete groups that no controller has. */
  undelivered = 0;
  undeliveredHighWater = 0;
  /** Page requests lost before their group was complete: the sum of what PARTIALS_DROPPED reports say. */
  droppedPages = 0;
  /** Groups they belonged to. */
  droppedGroups = 0;
  /** Page requests held in unclosed groups. */
  partialPages = 0;
  partialPageHighWater = 0;
  /** Page requests in unclosed and in unanswered groups. */
  openPages = 0;
  openPageHighWater = 0;
  overflows = 0;
  stopMarkers = 0;
  violations = 0;
  suppressedFaults = 0;

  /** A group was queued. */
  queued(): void {
    this.pending += 1;
    this.pendingHighWater = Math.max(this.pendingHighWater, this.pending);
    this.waits(1);
  }

  /** Groups wait for a controller, or no longer do. */
  waits(groups: 1 | -1): void {
    this.undelivered += groups;
    this.undeliveredHighWater = Math.max(this.undeliveredHighWater, this.undelivered);
  }

  /** Page requests are held in unclosed groups, or no longer are. */
  held(pages: number): void {
    this.partialPages += pages;
    this.partialPageHighWater = Math.max(this.partialPageHighWater, this.partialPages);
    this.open(pages);
  }

  /** Page requests are open, or no longer are. */
  open(pages: number): void {
    this.openPages += pages;
    this.openPageHighWater = Math.max(this.openPageHighWater, this.openPages);
  }
}
