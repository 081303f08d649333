/** What arrived on a stream and was not yet asked for; shared by the drivers. */
import type { Received, Refusal } from './driver';
import type { JsonObject } from './json';

/** A queue whose reader may come before what it waits for. */
export class Mailbox {
  private readonly waiting: JsonObject[] = [];
  private end: Received | undefined;
  private reader: ((received: Received) => void) | undefined;

  /** A message arrived. */
  push(message: JsonObject): void {
    if (this.reader === undefined) this.waiting.push(message);
    else this.settle({ message });
  }

  /** The stream ended; undefined: well. */
  finish(refusal: Refusal | undefined): void {
    this.end = { ended: true, refusal };
    if (this.reader !== undefined) this.settle(this.end);
  }

  /** The next message, or the end when there are no more. */
  next(): Promise<Received> {
    const message = this.waiting.shift();
    if (message !== undefined) return Promise.resolve({ message });
    if (this.end !== undefined) return Promise.resolve(this.end);
    return new Promise((resolve) => {
      this.reader = resolve;
    });
  }

  private settle(received: Received): void {
    const { reader } = this;
    this.reader = undefined;
    reader?.(received);
  }
}
