/** Drives a server over gRPC, with a client that knows nothing of the contract but its descriptors. */
import * as grpc from '@grpc/grpc-js';
import type protobuf from 'protobufjs';
import type { Contract, Method } from './contract';
import type { Driver, DriverStream, Received, Reply } from './driver';
import type { JsonObject } from './json';
import { Mailbox } from './mailbox';

const asIs = (bytes: Buffer): Buffer => bytes;

type Readable = grpc.ClientReadableStream<Buffer>;
type Duplex = grpc.ClientDuplexStream<Buffer, Buffer>;

/** A client on one connection. */
export class GrpcDriver implements Driver {
  private readonly client: grpc.Client;
  /** Calls and streams that have not ended. */
  private readonly underWay = new Set<{ cancel(): void }>();

  /**
   * @param target for instance `unix:/run/viommud.sock`
   * @param contract what it speaks
   */
  constructor(
    target: string,
    private readonly contract: Contract,
  ) {
    this.client = new grpc.Client(target, grpc.credentials.createInsecure(), {
      // A proxy of the environment has no business with a local server.
      'grpc.enable_http_proxy': 0,
    });
  }

  /** Closes the connection; what is under way ends as refused. */
  close(): void {
    for (const call of this.underWay) call.cancel();
    this.client.close();
  }

  call(name: string, request: JsonObject): Promise<Reply> {
    const { path, request: type, response } = this.contract.method(name);
    const bytes = this.contract.encode(type, request);
    return new Promise((resolve) => {
      const call = this.client.makeUnaryRequest(path, asIs, asIs, bytes, (error, reply) => {
        this.underWay.delete(call);
        const refusal = error === null ? undefined : this.contract.refusal(error);
        resolve(refusal === undefined ? { response: this.contract.decode(response, reply!) } : { refusal });
      });
      this.underWay.add(call);
    });
  }

  open(name: string, request: JsonObject): DriverStream {
    const method = this.contract.method(name);
    const first = this.contract.encode(method.request, request);
    const call = this.begun(method, first);
    this.underWay.add(call);
    call.on('status', () => {
      this.underWay.delete(call);
    });
    return new GrpcStream(call, this.contract, method);
  }

  private begun(method: Method, first: Buffer): Readable | Duplex {
    if (method.kind === 'serverStream') return this.client.makeServerStreamRequest(method.path, asIs, asIs, first);
    const call = this.client.makeBidiStreamRequest(method.path, asIs, asIs);
    call.write(first);
    return call;
  }
}

class GrpcStream implements DriverStream {
  private readonly mailbox = new Mailbox();
  private readonly requestType: protobuf.Type;
  private status: grpc.StatusObject | undefined;

  constructor(
    private readonly call: Readable | Duplex,
    private readonly contract: Contract,
    { request, response }: Method,
  ) {
    this.requestType = request;
    call.on('data', (bytes: Buffer) => {
      this.mailbox.push(contract.decode(response, bytes));
    });
    // The status says the same.
    call.on('error', () => undefined);
    // The status comes at once, also to a reader that paused before the last messages.
    const end = (): void => {
      if (call.readableEnded && this.status !== undefined) this.mailbox.finish(contract.refusal(this.status));
    };
    call.on('end', end);
    call.on('status', (status: grpc.StatusObject) => {
      this.status = status;
      end();
    });
  }

  send(message: JsonObject): void {
    (this.call as Duplex).write(this.contract.encode(this.requestType, message));
  }

  receive(): Promise<Received> {
    return this.mailbox.next();
  }

  pause(): void {
    this.call.pause();
  }

  resume(): void {
    this.call.resume();
  }

  close(): void {
    (this.call as Duplex).end();
  }

  cancel(): void {
    this.call.cancel();
  }
}
