/**
 * From a stream of the session to the writer of a call: everything the four kinds of streams have in common.
 *
 * The writer pulls while there is room. While nothing happens a heartbeat is sent. CLOSING is the last message; results
 * that are owed to the client (see {@link StreamFeed.owe}) come before it.
 */
import type { ClosingItem, HeartbeatItem, PullStream } from '../session';
import * as check from './check';
import type { StreamWriter } from './stream-writer';

/** Milliseconds between heartbeats unless the client says otherwise. */
export const DEFAULT_HEARTBEAT_MS = 10_000;
const MIN_HEARTBEAT_MS = 100;
const MAX_HEARTBEAT_MS = 3_600_000;

/** The most items taken from the session at a time. */
export const MAX_PULLED = 64;

/**
 * The interval between heartbeats.
 *
 * @param value the decoded field; undefined: the default
 * @param field its path
 * @throws IommuError HEARTBEAT_OUT_OF_RANGE
 */
export function heartbeatMs(value: number | undefined, field: string): number {
  const interval = value ?? DEFAULT_HEARTBEAT_MS;
  return check.inRange(interval, MIN_HEARTBEAT_MS, MAX_HEARTBEAT_MS, field, 'HEARTBEAT_OUT_OF_RANGE');
}

/** What a feed carries. */
export interface FeedFormat<Item, Message> {
  /** Messages for items, in order. */
  toMessages(items: readonly Exclude<Item, ClosingItem>[]): Message[];
  /** The last message. */
  toClosing(closing: ClosingItem): Message;
}

/** Writes what a stream of the session carries. */
export class StreamFeed<Item extends { readonly kind: string }, Message> {
  private messages: Message[] = [];
  private next = 0;
  private closing: ClosingItem | undefined;
  private owed = 0;
  /** Nothing was written for an interval. */
  private beatDue = false;
  private timer: NodeJS.Timeout;

  /**
   * Begins at once, with what is there.
   *
   * @param out the writer of the call
   * @param stream of the session; released when the call ends
   * @param format makes messages of items
   * @param intervalMs between heartbeats
   */
  constructor(
    private readonly out: StreamWriter<Message>,
    private readonly stream: PullStream<Item | HeartbeatItem | ClosingItem>,
    private readonly format: FeedFormat<Item | HeartbeatItem | ClosingItem, Message>,
    intervalMs: number,
  ) {
    this.timer = this.schedule(intervalMs);
    out.onClose(() => {
      clearInterval(this.timer);
      stream.abandon();
    });
    out.pull(() => this.take());
  }

  /** Changes the interval between heartbeats. */
  setInterval(intervalMs: number): void {
    clearInterval(this.timer);
    if (!this.out.closed) this.timer = this.schedule(intervalMs);
  }

  /** Whether nothing can be written any more. */
  get closed(): boolean {
    return this.out.closed;
  }

  /** Sends a result. */
  write(message: Message): void {
    if (this.out.closed) return;
    this.timer.refresh();
    this.out.write(message);
  }

  /** The client is owed a result, for which a closing that may wait does wait. */
  owe(): void {
    this.owed += 1;
  }

  /** A result that was owed has been written. */
  paid(): void {
    this.owed -= 1;
    this.closeIfDone();
  }

  /** The client ended its side. */
  halfClosed(): void {
    this.stream.finish();
  }

  private schedule(intervalMs: number): NodeJS.Timeout {
    return setInterval(() => {
      this.beatDue = true;
      this.out.wake();
    }, intervalMs).unref();
  }

  private take(): Message | undefined {
    if (this.next === this.messages.length && this.closing === undefined) this.refill();
    const message = this.messages[this.next];
    if (message === undefined) {
      this.closeIfDone();
      return undefined;
    }
    this.next += 1;
    this.timer.refresh();
    return message;
  }

  private refill(): void {
    this.put(this.stream.pull(MAX_PULLED));
    if (this.beatDue && this.messages.length === 0 && this.closing === undefined) this.put(this.stream.heartbeat());
    this.beatDue = false;
  }

  private put(items: readonly (Item | HeartbeatItem | ClosingItem)[]): void {
    const { failure } = this.stream;
    if (failure !== undefined) throw failure;
    const last = items.at(-1);
    if (isClosing(last)) this.closing = last;
    const rest = items.filter((item): item is Exclude<typeof item, ClosingItem> => !isClosing(item));
    this.messages = rest.length === 0 ? [] : this.format.toMessages(rest);
    this.next = 0;
  }

  /** Whoever was taken over from is told at once: what it still waits for is also in the report log. */
  private closeIfDone(): void {
    const { closing } = this;
    if (closing === undefined || this.next < this.messages.length) return;
    if (this.owed === 0 || closing.reason === 'TAKEN_OVER') this.out.end(this.format.toClosing(closing));
  }
}

function isClosing(item: { readonly kind: string } | undefined): item is ClosingItem {
  return item?.kind === 'CLOSING';
}
