/**
 * What a story sees of a stream: single messages. How the server packs reports into messages, when it sends
 * heartbeats, and how it cuts ranges of skipped reports is no part of the contract, and so no part of a story.
 */
import type { DriverStream, Received } from './driver';
import { isList, isObject, type Json, type JsonObject } from './json';
import { Mismatch } from './failure';

/** How long a story waits for a message or an answer before it fails, in milliseconds. */
export const PATIENCE_MS = 10_000;

/**
 * Waits, but not for ever.
 *
 * @param promise what is waited for
 * @param what it is, for the error
 * @param patienceMs how long
 * @param since when the waiting began, milliseconds since 1970
 * @throws Mismatch when it does not come
 */
export async function patiently<T>(
  promise: Promise<T>,
  what: string,
  patienceMs: number,
  since = Date.now(),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        reject(new Mismatch(`${what} did not come within ${patienceMs} ms`));
      },
      since + patienceMs - Date.now(),
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The messages of one stream, taken apart. */
export class Inbox {
  private waiting: JsonObject[] = [];

  constructor(
    readonly stream: DriverStream,
    private readonly name: string,
    private readonly patienceMs: number,
  ) {}

  /** The next message, or the end. @throws Mismatch when neither comes */
  async next(): Promise<Received> {
    // Heartbeats do not make the patience longer.
    const since = Date.now();
    for (;;) {
      const message = this.waiting.shift();
      if (message !== undefined) return { message };
      const received = await patiently(this.stream.receive(), `a message on ${this.name}`, this.patienceMs, since);
      if ('ended' in received) return received;
      this.waiting = takenApart(received.message);
    }
  }

  /** Puts messages back, before all others. */
  putBack(messages: readonly JsonObject[]): void {
    this.waiting = [...messages, ...this.waiting];
  }
}

/** The messages a story sees in place of one of the server's. */
function takenApart(message: JsonObject): JsonObject[] {
  const { heartbeat, reports: batch, ...rest } = message;
  if (heartbeat !== undefined) return [];
  if (!isObject(batch) || !isList(batch['reports'])) return [message];
  const skipped = (batch['skipped'] ?? []) as readonly Json[];
  return [
    ...skipped.map((range) => ({ ...rest, skipped: range })),
    ...batch['reports'].map((report) => ({ ...rest, report })),
  ];
}

/** Whether a message says which reports a stream does not get; a story sees it only when it asks. */
export function isSkipNote({ skipped }: JsonObject): boolean {
  return isObject(skipped) && skipped['first'] !== undefined;
}
