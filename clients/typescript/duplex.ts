/** One connection of a bidirectional stream: encoded messages up with back-pressure, decoded ones down, one end. */
import { status as Code, type ClientDuplexStream, type StatusObject } from '@grpc/grpc-js';
import { encodedAlready, metadataOf, type Method, type Transport } from './call';
import { toViommuError, ViommuError } from './errors';

/** Heartbeats that may be missing before the connection counts as lost. */
const MISSED_HEARTBEATS = 3;
const DEFAULT_HEARTBEAT_MS = 10_000;
const DEFAULT_QUEUE = 4096;

/** How a connection is kept. */
export interface DuplexOptions {
  readonly viommuId: string;
  readonly heartbeatIntervalMs?: number | undefined;
  readonly maxQueuedMessages?: number | undefined;
}

/** What happens on a connection. */
export interface DuplexEvents<Output> {
  /** A message came. What this throws ends the connection. */
  message(output: Output): void;
  /** The last call: after every message; without an error when the server ended the stream cleanly. */
  ended(error: ViommuError | undefined): void;
}

/** What a channel ends with because a handler threw. */
export function handlerFailure(error: unknown): ViommuError {
  const message = `a handler threw: ${error instanceof Error ? error.message : String(error)}`;
  return new ViommuError({ code: Code.ABORTED, reason: 'HANDLER_FAILED', message, cause: error });
}

/** One bidirectional call. */
export class Duplex<Output> {
  readonly #call: ClientDuplexStream<Buffer, Output>;
  readonly #events: DuplexEvents<Output>;
  readonly #maxQueued: number;
  /** What `write` would not take; sent when it has drained, never if the call ends first. */
  #queue: Buffer[] = [];
  #blocked = false;
  #halfClosed = false;
  #status: StatusObject | undefined;
  #read = false;
  /** Why we ended the call ourselves. */
  #verdict: ViommuError | undefined;
  readonly #watchdog: NodeJS.Timeout;
  #silentFor = 0;

  constructor(
    transport: Transport,
    method: Method<never, Output>,
    options: DuplexOptions,
    events: DuplexEvents<Output>,
  ) {
    this.#events = events;
    this.#maxQueued = options.maxQueuedMessages ?? DEFAULT_QUEUE;
    this.#call = transport.client.makeBidiStreamRequest(
      method.path,
      encodedAlready,
      method.responseDeserialize,
      metadataOf(transport, options.viommuId),
      {},
    );
    this.#call.on('data', (output: Output) => this.#message(output));
    this.#call.on('drain', () => this.#drain());
    this.#call.on('error', () => {}); // 'status' says the same, always
    this.#call.on('status', (status: StatusObject) => {
      this.#status = status;
      this.#call.resume(); // what has arrived is delivered before the end
      this.#finish();
    });
    this.#call.on('end', () => {
      this.#read = true;
      this.#finish();
    });
    const interval = options.heartbeatIntervalMs ?? DEFAULT_HEARTBEAT_MS;
    this.#watchdog = setInterval(() => this.#watch(interval), interval).unref();
  }

  /**
   * Sends a message, or puts it in line.
   * @throws ViommuError SEND_QUEUE_FULL
   */
  send(encoded: Buffer): void {
    if (!this.#blocked) {
      this.#blocked = !this.#call.write(encoded);
    } else if (this.#queue.length < this.#maxQueued) {
      this.#queue.push(encoded);
    } else {
      const message = `${this.#maxQueued} messages wait for the transport; wait for results before sending more`;
      const metadata = { limit: 'maxQueuedMessages', value: String(this.#maxQueued) };
      throw new ViommuError({ code: Code.RESOURCE_EXHAUSTED, reason: 'SEND_QUEUE_FULL', message, metadata });
    }
  }

  /** Ends our side, after what is in line. */
  halfClose(): void {
    this.#halfClosed = true;
    if (this.#queue.length === 0) this.#call.end();
  }

  /** Ends the call; `ended` follows, with this error. */
  fail(error: ViommuError): void {
    this.#verdict ??= error;
    this.#call.cancel();
  }

  /** Stops taking messages; the server's own bounds then apply. */
  pause(): void {
    if (this.#status === undefined) this.#call.pause();
  }

  /** Takes messages again. */
  resume(): void {
    this.#call.resume();
  }

  #message(output: Output): void {
    this.#silentFor = 0;
    if (this.#verdict !== undefined) return;
    try {
      this.#events.message(output);
    } catch (error) {
      this.fail(handlerFailure(error));
    }
  }

  #drain(): void {
    let sent = 0;
    this.#blocked = false;
    for (const encoded of this.#queue) {
      if (this.#blocked) break;
      this.#blocked = !this.#call.write(encoded);
      sent += 1;
    }
    this.#queue = this.#queue.slice(sent);
    if (this.#halfClosed && this.#queue.length === 0) this.#call.end();
  }

  #watch(interval: number): void {
    this.#silentFor = this.#call.isPaused() ? 0 : this.#silentFor + 1;
    if (this.#silentFor <= MISSED_HEARTBEATS) return;
    const message = `nothing was heard for ${this.#silentFor} heartbeat intervals of ${interval} ms`;
    this.fail(new ViommuError({ code: Code.UNAVAILABLE, message }));
  }

  /** A call has ended when its status is known and its last message was read. */
  #finish(): void {
    if (this.#status === undefined || !this.#read) return;
    clearInterval(this.#watchdog);
    this.#queue = [];
    const failed = this.#status.code === Code.OK ? undefined : toViommuError(this.#status);
    this.#events.ended(this.#verdict ?? failed);
  }
}
