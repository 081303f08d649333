import type { IommuError } from '../model/errors';
import type { IommuRunner } from './iommu-runner';
import type { ClosingItem, ClosingReason, HeartbeatItem, PullStream, ResumePoint } from './stream-items';

/**
 * What all kinds of streams have in common: how they are pulled and how they end. Everything but pulling happens inside
 * of commands, so that it is in one order with them.
 */
export abstract class OpenStream<Item> implements PullStream<Item | HeartbeatItem | ClosingItem> {
  protected readonly runner: IommuRunner;
  private readonly onReadable: () => void;
  private isOpen = true;
  private abandoned = false;
  private failed: IommuError | undefined;
  private closing: ClosingItem | undefined;

  /**
   * @param runner runs the vIOMMU's commands
   * @param onReadable called after a command that made something available; must not throw
   */
  constructor(runner: IommuRunner, onReadable: () => void) {
    this.runner = runner;
    this.onReadable = onReadable;
  }

  /** Whether nothing comes any more. */
  get ended(): boolean {
    return !this.isOpen && this.closing === undefined;
  }

  /** Why the stream ended without CLOSING; undefined when it did not. */
  get failure(): IommuError | undefined {
    return this.failed;
  }

  /** Whether the stream still takes part in the vIOMMU: it has neither ended nor is it about to. */
  get open(): boolean {
    return this.isOpen;
  }

  pull(max: number): (Item | HeartbeatItem | ClosingItem)[] {
    if (this.runner.slicing) {
      this.announce();
      return [];
    }
    if (this.isOpen) {
      return this.take(max);
    }
    const { closing } = this;
    if (closing === undefined) {
      return [];
    }
    const rest = this.takeRest(max);
    if (rest.length >= max) {
      return rest;
    }
    this.closing = undefined;
    return [...rest, closing];
  }

  heartbeat(): (Item | HeartbeatItem | ClosingItem)[] {
    if (!this.isOpen) {
      return this.pull(1);
    }
    const rest = this.takeRest(Infinity);
    return [...rest, { kind: 'HEARTBEAT', timeNs: this.runner.timeNs, sequence: this.resumePoint()?.sequence ?? 0n }];
  }

  finish(): void {
    this.runner.post(() => this.close('CLIENT_DONE'));
  }

  abandon(): void {
    // Whatever is still to be said, nobody is there to hear it.
    this.abandoned = true;
    this.closing = undefined;
    this.runner.post(() => this.close('CLIENT_DONE'));
  }

  /** Ends the stream. Must be called inside of a command, or when there will be none any more. */
  close(reason: ClosingReason): void {
    if (this.isOpen) {
      this.isOpen = false;
      if (!this.abandoned) {
        this.closing = { kind: 'CLOSING', reason, resume: this.resumePoint() };
        this.announce();
      }
      this.release();
    }
  }

  /** Ends the stream without a last item, because its reader does not keep up. */
  protected fail(error: IommuError): void {
    this.failed = error;
    // After the command that is under way, which may be somebody else's and has no part in this.
    this.runner.notify(() => this.abandon());
    this.announce();
  }

  /** Lets the reader know, after the command, that something is available. */
  protected announce(): void {
    this.runner.notify(this.onReadable);
  }

  /** Takes up to `max` items. */
  protected abstract take(max: number): Item[];

  /** Takes what must be said before the stream pauses or ends, about `max` items at a time. */
  protected abstract takeRest(max: number): Item[];

  /** Gives back what the stream holds. */
  protected abstract release(): void;

  /** Where a later stream can go on; undefined where there is no report log. */
  protected abstract resumePoint(): ResumePoint | undefined;
}
