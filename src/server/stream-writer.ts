/**
 * The server's side of a stream, bounded: nobody can make the server hold more for a reader than the stream's own
 * buffer (16 messages) and what one handler was about to send.
 *
 * A producer with much to say is *pulled*: it gives one message at a time, only when there is room, and is never asked
 * again after the reader has gone. A slow reader therefore costs only itself, and a vanished one frees its producer at
 * once. There are no timers and no promises here: `drain` never fires for a client that went away, so that nothing may
 * wait for it.
 *
 * States: open → ended (we ended it) | failed (we ended it with an error) | gone (client cancelled, deadline, lost
 * connection). Everything is a no-op once the stream is not open.
 */
import type { CallStatus } from './errors';

/** Why a stream takes no more messages. */
export type StreamEnd = 'ended' | 'failed' | 'gone';

/** The part of a grpc-js server-streaming or bidirectional call that is written to. */
export interface WritableCall<T> {
  readonly writableNeedDrain: boolean;
  readonly writableLength: number;
  write(message: T): boolean;
  end(): void;
  emit(event: 'error', status: CallStatus): boolean;
  on(event: 'drain' | 'cancelled' | 'close', listener: () => void): unknown;
}

/** What a writer needs from the call it belongs to. */
export interface WriterHooks {
  /** Turns what was thrown into the call's status, and logs it. */
  failed(error: unknown): CallStatus;
  /** Logs what a listener threw while the stream was closing. */
  report(error: unknown): void;
}

/** Writes the responses of one stream. */
export class StreamWriter<T> {
  private end_: StreamEnd | undefined;
  private source: (() => T | undefined) | undefined;
  private pumping = false;
  private closeListeners: ((end: StreamEnd) => void)[] = [];
  private readyListeners: (() => void)[] = [];

  /**
   * @param call the grpc-js call
   * @param hooks the call's status and log
   */
  constructor(
    private readonly call: WritableCall<T>,
    private readonly hooks: WriterHooks,
  ) {
    call.on('drain', () => {
      this.drained();
    });
    const gone = (): void => {
      this.close('gone');
    };
    call.on('cancelled', gone);
    call.on('close', gone);
  }

  /** Whether the stream takes no more messages. */
  get closed(): boolean {
    return this.end_ !== undefined;
  }

  /** Whether a message would be taken without exceeding the buffer. */
  get ready(): boolean {
    return this.end_ === undefined && !this.call.writableNeedDrain;
  }

  /** Messages that wait for the reader. */
  get queued(): number {
    return this.call.writableLength;
  }

  /**
   * Sends a message that is owed: the opening, a result, the answer to what the client sent. It is taken even when the
   * buffer is full, because the number of what is owed is bounded elsewhere: a bidirectional call stops reading requests
   * while too much waits. Everything that is not owed to a request belongs into {@link pull}.
   *
   * @returns whether there is room for more
   */
  write(message: T): boolean {
    if (this.end_ !== undefined) return false;
    return this.call.write(message);
  }

  /**
   * Sets the producer and asks it at once. It is called whenever there is room, until it gives undefined; then it is
   * left alone until {@link wake}. What it throws fails the stream.
   *
   * @param source gives the next message, or undefined when there is none now
   */
  pull(source: () => T | undefined): void {
    if (this.end_ !== undefined) return;
    this.source = source;
    this.pump();
  }

  /** Tells that the producer has something again. Cheap, and harmless at any time. */
  wake(): void {
    this.pump();
  }

  /** Calls back each time the whole buffer was written after it had been full; never once the stream is closed. */
  onReady(listener: () => void): void {
    this.readyListeners.push(listener);
  }

  /**
   * Calls back exactly once when the stream stops taking messages, for whatever cause, and at once if it already has.
   * The place to give back what the stream held.
   */
  onClose(listener: (end: StreamEnd) => void): void {
    if (this.end_ === undefined) this.closeListeners.push(listener);
    else this.tell(listener, this.end_);
  }

  /**
   * Ends the stream with status OK after everything that is queued.
   *
   * @param last a last message, which says why
   */
  end(last?: T): void {
    if (this.end_ !== undefined) return;
    if (last !== undefined) this.call.write(last);
    this.close('ended');
    this.call.end();
  }

  /** Ends the stream with the status of an error, after everything that is queued. */
  fail(error: unknown): void {
    if (this.end_ !== undefined) return;
    const status = this.hooks.failed(error);
    this.close('failed');
    this.call.emit('error', status);
  }

  private drained(): void {
    if (this.end_ !== undefined) return;
    try {
      for (const listener of this.readyListeners) listener();
    } catch (error) {
      this.fail(error);
    }
    this.pump();
  }

  private pump(): void {
    // A producer may wake us while it is being asked.
    if (this.pumping) return;
    this.pumping = true;
    try {
      while (this.source !== undefined && this.ready) {
        const message = this.source();
        if (message === undefined) break;
        this.write(message);
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.pumping = false;
    }
  }

  private close(end: StreamEnd): void {
    if (this.end_ !== undefined) return;
    this.end_ = end;
    this.source = undefined;
    const listeners = this.closeListeners;
    this.closeListeners = [];
    this.readyListeners = [];
    for (const listener of listeners) this.tell(listener, end);
  }

  private tell(listener: (end: StreamEnd) => void, end: StreamEnd): void {
    try {
      listener(end);
    } catch (error) {
      this.hooks.report(error);
    }
  }
}
