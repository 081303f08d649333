/** A real grpc-js server that says what a test tells it to, on a unix socket. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { connect, type ConnectOptions, type ViommuClient } from '../../../../clients/typescript';
import type { ChannelServiceHandlers } from '../../../../clients/typescript/gen/viommu/v1/ChannelService';
import type { EndpointChannelRequest__Output } from '../../../../clients/typescript/gen/viommu/v1/EndpointChannelRequest';
import type { EndpointChannelResponse } from '../../../../clients/typescript/gen/viommu/v1/EndpointChannelResponse';
import type { VmmChannelRequest__Output } from '../../../../clients/typescript/gen/viommu/v1/VmmChannelRequest';
import type { VmmChannelResponse } from '../../../../clients/typescript/gen/viommu/v1/VmmChannelResponse';
import { AsyncQueue } from '../../../../clients/typescript/async-queue';
import { descriptors, services } from '../../../../clients/typescript/proto';

/** Handlers of some services, by the client's name of the service. */
export type Handlers = Partial<Record<keyof typeof services, UntypedServiceImplementation>>;

/** The server's end of one bidirectional stream. */
export class Peer<Request, Response> {
  readonly metadata: Metadata;
  readonly #call: ServerDuplexStream<Request, Response>;
  readonly #requests = new AsyncQueue<Request>();

  constructor(call: ServerDuplexStream<Request, Response>) {
    this.#call = call;
    this.metadata = call.metadata;
    call.on('data', (request: Request) => this.#requests.push(request));
    call.on('end', () => this.#requests.end());
    call.on('cancelled', () => this.#requests.end());
    call.on('error', () => this.#requests.end());
  }

  /** The next message, or undefined when the client has ended its side. */
  async next(): Promise<Request | undefined> {
    return (await this.#requests.next()).value;
  }

  /** The next message, which must come. */
  async expect(): Promise<Request> {
    const request = await this.next();
    if (request === undefined) throw new Error('the client ended its side');
    return request;
  }

  send(...responses: Response[]): void {
    for (const response of responses) this.#call.write(response);
  }

  pause(): void {
    this.#call.pause();
  }

  resume(): void {
    this.#call.resume();
  }

  end(): void {
    this.#call.end();
  }

  fail(code: number, details: string, trailers?: Metadata): void {
    this.#call.emit('error', { code, details, ...(trailers && { metadata: trailers }) });
  }
}

export type VmmPeer = Peer<VmmChannelRequest__Output, VmmChannelResponse>;
export type EndpointPeer = Peer<EndpointChannelRequest__Output, EndpointChannelResponse>;

/** Trailers with a google.rpc.Status. */
export function trailersWith(details: { type: string; value: object }[], code = 9): Metadata {
  const any = details.map(({ type, value }) => {
    const message = descriptors.lookupType(`google.rpc.${type}`);
    const encoded = message.encode(message.fromObject(value)).finish();
    return { type_url: `type.googleapis.com/google.rpc.${type}`, value: encoded };
  });
  const status = descriptors.lookupType('google.rpc.Status');
  const trailers = new Metadata();
  const encoded = status.encode(status.fromObject({ code, message: 'no', details: any })).finish();
  trailers.set('grpc-status-details-bin', Buffer.from(encoded));
  return trailers;
}

/** Trailers of an ordinary refusal. */
export const refusal = (reason: string, metadata: Record<string, string> = {}): Metadata =>
  trailersWith([{ type: 'ErrorInfo', value: { reason, domain: 'viommu', metadata } }]);

/** The server under test's client; may be stopped and started again on the same socket. */
export class ContractServer {
  readonly vmm = new AsyncQueue<VmmPeer>();
  readonly endpoint = new AsyncQueue<EndpointPeer>();
  readonly target: string;
  readonly #socket: string;
  readonly #handlers: Handlers;
  readonly #clients: ViommuClient[] = [];
  #server: Server | undefined;

  constructor(handlers: Handlers = {}) {
    this.#handlers = handlers;
    this.#socket = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'viommu-sdk-')), 's');
    this.target = `unix:${this.#socket}`;
  }

  async start(): Promise<this> {
    const server = new Server();
    const channel: Partial<ChannelServiceHandlers> = {
      VmmChannel: (call) => this.vmm.push(new Peer(call)),
      EndpointChannel: (call) => this.endpoint.push(new Peer(call)),
    };
    for (const [name, handlers] of Object.entries({ channel, ...this.#handlers })) {
      const definition = services[name as keyof typeof services] as unknown as ServiceDefinition;
      server.addService(definition, handlers as UntypedServiceImplementation);
    }
    fs.rmSync(this.#socket, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.bindAsync(this.target, ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve()));
    });
    this.#server = server;
    return this;
  }

  /** Drops every connection, as a server that dies does. */
  kill(): void {
    this.#server?.forceShutdown();
    this.#server = undefined;
  }

  client(options: Omit<ConnectOptions, 'target'> = {}): ViommuClient {
    const client = connect({ target: this.target, ...options });
    this.#clients.push(client);
    return client;
  }

  async nextVmm(): Promise<VmmPeer> {
    return (await this.vmm.next()).value as VmmPeer;
  }

  async nextEndpoint(): Promise<EndpointPeer> {
    return (await this.endpoint.next()).value as EndpointPeer;
  }

  stop(): void {
    for (const client of this.#clients) client.close();
    this.kill();
    fs.rmSync(path.dirname(this.#socket), { recursive: true, force: true });
  }
}

/** Waits for the event loop to turn over a few times: for what must NOT happen. */
export const settle = (ms = 50): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something has happened; what never happens ends with the test. */
export async function until(hasHappened: () => boolean): Promise<void> {
  while (!hasHappened()) await settle(5);
}
