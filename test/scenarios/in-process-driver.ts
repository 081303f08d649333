/**
 * Drives the services of the server without sockets: the same handlers, the same way around them (`serve.ts`) and the
 * same encoders, with a stream of this process where grpc-js has one of HTTP/2.
 */
import { Duplex } from 'node:stream';
import * as grpc from '@grpc/grpc-js';
import type { Handler, Service } from '../../src/server/handler';
import type { Logger } from '../../src/server/logging';
import { contractServices } from '../../src/server/protos';
import { implementation, type ServeEnvironment } from '../../src/server/serve';
import type { CallStatus, Contract, Method } from '../../clients/typescript/story/contract';
import type { Driver, DriverStream, Received, Reply } from '../../clients/typescript/story/driver';
import type { JsonObject } from '../../clients/typescript/story/json';
import { Mailbox } from '../../clients/typescript/story/mailbox';

const OK: CallStatus = { code: grpc.status.OK, details: 'OK', metadata: new grpc.Metadata() };

/** How long a stream may take to send its first message, in milliseconds; here it is always there at once. */
const FIRST_MESSAGE_MS = 10_000;

type Serve = (call: unknown, callback?: (error: CallStatus | null, response: unknown) => void) => void;

/** A method as the server knows it. */
interface Served {
  readonly serve: Serve;
  /** Between bytes and the messages of handlers. */
  readonly definition: grpc.MethodDefinition<unknown, unknown>;
  readonly method: Method;
}

/** The services of one server. */
export class InProcessDriver implements Driver {
  private readonly served = new Map<string, Served>();

  /**
   * @param services to drive
   * @param contract what they speak
   * @param logger the server's log
   */
  constructor(
    services: readonly Service[],
    private readonly contract: Contract,
    logger: Logger,
  ) {
    const env: ServeEnvironment = { logger, firstMessageTimeoutMs: FIRST_MESSAGE_MS, unopened: new Set() };
    for (const { name: service, handlers } of services) {
      for (const [name, definition] of Object.entries(contractServices().get(service)!.definition)) {
        const handler: Handler = handlers[name.charAt(0).toLowerCase() + name.slice(1)]!;
        const serve = implementation(handler, `${service}/${name}`, env) as Serve;
        this.served.set(`${service}.${name}`, { serve, definition, method: contract.method(`${service}.${name}`) });
      }
    }
  }

  call(name: string, request: JsonObject): Promise<Reply> {
    const { serve, definition, method } = this.served.get(name)!;
    const call = new UnaryCall(definition.requestDeserialize(this.contract.encode(method.request, request)));
    return new Promise((resolve) => {
      // Not in the caller's turn, so that what was sent before comes first.
      setImmediate(() => {
        serve(call, (error, response) => {
          const refusal = error === null ? undefined : this.contract.refusal(error);
          if (refusal !== undefined) resolve({ refusal });
          else resolve({ response: this.contract.decode(method.response, definition.responseSerialize(response)) });
        });
      });
    });
  }

  open(name: string, request: JsonObject): DriverStream {
    const { serve, definition, method } = this.served.get(name)!;
    const stream = new InProcessStream(this.contract, method, definition);
    const first = definition.requestDeserialize(this.contract.encode(method.request, request));
    if (method.kind === 'serverStream') stream.call.request = first;
    serve(stream.call);
    if (method.kind === 'bidi') stream.call.push(first);
    return stream;
  }
}

/** The server's side of a unary call. It is never cancelled. */
class UnaryCall {
  readonly metadata = new grpc.Metadata();

  constructor(readonly request: unknown) {}

  getPeer(): string {
    return 'in-process';
  }

  getDeadline(): number {
    return Infinity;
  }

  on(): this {
    return this;
  }
}

/** What the client's side does with what the server writes. */
interface Reader {
  /** Takes a message; `taken` is called when there is room for the next. */
  message(message: unknown, taken: () => void): void;
  end(status: CallStatus): void;
}

/** The server's side of a stream, with the buffer grpc-js gives it: 16 messages. */
class StreamCall extends Duplex {
  readonly metadata = new grpc.Metadata();
  /** The request of a server-streaming call. */
  request: unknown;
  private status = OK;

  constructor(private readonly reader: Reader) {
    super({ objectMode: true });
    this.on('error', (status: Error & CallStatus) => {
      this.status = status;
      this.end();
    });
  }

  getPeer(): string {
    return 'in-process';
  }

  getDeadline(): number {
    return Infinity;
  }

  /** Messages are pushed as they are sent. */
  override _read(): void {
    return;
  }

  override _write(message: unknown, _encoding: string, done: () => void): void {
    this.reader.message(message, done);
  }

  override _final(done: () => void): void {
    done();
    this.reader.end(this.status);
  }

  /** The client is gone. */
  cancel(): void {
    this.emit('cancelled', 'cancelled');
    this.destroy();
  }
}

class InProcessStream implements DriverStream {
  readonly call: StreamCall;
  private readonly mailbox = new Mailbox();
  private paused = false;
  /** Takes the message that waits while nobody reads. */
  private held: (() => void) | undefined;

  constructor(
    private readonly contract: Contract,
    private readonly method: Method,
    private readonly definition: grpc.MethodDefinition<unknown, unknown>,
  ) {
    this.call = new StreamCall({
      message: (message, taken) => {
        const take = (): void => {
          this.mailbox.push(contract.decode(method.response, definition.responseSerialize(message)));
          taken();
        };
        if (this.paused) this.held = take;
        else take();
      },
      end: (status) => {
        this.mailbox.finish(contract.refusal(status));
      },
    });
  }

  send(message: JsonObject): void {
    this.call.push(this.definition.requestDeserialize(this.contract.encode(this.method.request, message)));
  }

  receive(): Promise<Received> {
    return this.mailbox.next();
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    const { held } = this;
    this.held = undefined;
    held?.();
  }

  close(): void {
    this.call.push(null);
  }

  cancel(): void {
    this.call.cancel();
  }
}
