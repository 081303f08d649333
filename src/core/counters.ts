/** Counts groups for law 1: accepted = answered + autoAnswered + discarded + pending, at any time. */
export class GroupCounters {
  accepted = 0;
  answered = 0;
  autoAnswered = 0;
  discarded = 0;
  pending = 0;
  pendingHighWater = 0;
  /** Page requests lost before their group was complete: the sum of what PARTIALS_DROPPED reports say. */
  droppedPages = 0;
  /** Page requests held in unclosed groups. */
  partialPages = 0;

  /** A group was queued. */
  queued(): void {
    this.pending += 1;
    this.pendingHighWater = Math.max(this.pendingHighWater, this.pending);
  }
}
