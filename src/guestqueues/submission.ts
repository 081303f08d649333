import type { CommandResult, GuestBuffer, QueueEffects, SubmissionResult } from '../model/guest-queue';
import { Effects, type Registers } from './effects';

/** Entries that came with one call, and what became of them. */
export class Submission {
  /** What hardware did because of them. */
  readonly effects: Effects;
  consumed = 0;
  /** Whether it ended at an entry that was refused. */
  isOver = false;
  private readonly results: CommandResult[] = [];
  private added = 0;
  private unsettled = 0;
  private sealed = false;
  private onSettled: (() => void) | undefined;

  constructor(registers: Registers) {
    this.effects = new Effects(registers);
  }

  /** Whether every entry has ended. */
  get settled(): boolean {
    return this.sealed && this.unsettled === 0;
  }

  /** Entries so far. */
  get size(): number {
    return this.added;
  }

  /** An entry was added. */
  expect(): void {
    this.added += 1;
    this.unsettled += 1;
  }

  /** No entry more is added. */
  seal(): void {
    this.sealed = true;
    this.tell();
  }

  /** An entry has ended. */
  settle(result: CommandResult): void {
    const { outcome, detail, scope, written } = result;
    if (outcome !== 'COMPLETED' || detail !== '' || scope !== undefined || written !== undefined) {
      this.results.push(result);
    }
    this.unsettled -= 1;
    this.tell();
  }

  /** Calls back when every entry has ended; at once if that is so. */
  whenSettled(action: () => void): void {
    this.onSettled = action;
    this.tell();
  }

  /** What became of it. */
  result(head: bigint, stopped: boolean): SubmissionResult {
    const results = [...this.results].sort((a, b) => a.index - b.index);
    const effects: QueueEffects = this.effects.take();
    return { consumed: this.consumed, results, effects, head, stopped };
  }

  private tell(): void {
    if (this.settled) {
      const action = this.onSettled;
      this.onSettled = undefined;
      action?.();
    }
  }
}

/** One entry on its way through a command queue. */
export interface QueueEntry {
  readonly submission: Submission;
  /** Position in its submission. */
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly buffer: GuestBuffer | undefined;
  /** Address in the ring, or the place that the head register had for it. */
  readonly address: bigint;
}
