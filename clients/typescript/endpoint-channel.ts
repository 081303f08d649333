/** `ChannelService.EndpointChannel`: a device model's stream over as many connections as it takes. */
import { status as Code } from '@grpc/grpc-js';
import { Backoff, patience } from './backoff';
import { cancelWith, encoderOf, type Transport } from './call';
import type { EndpointChannel, EndpointChannelOptions, ExternalEndpoint, HelloOptions, StreamEnd } from './channels';
import { Duplex, handlerFailure } from './duplex';
import { ConnectionLostError, errorOfRefusal, ResumeRefusedError, ViommuError } from './errors';
import { OwnedEndpoint, type EndpointLink } from './external-endpoint';
import type { EndpointChannelRequest } from './gen/viommu/v1/EndpointChannelRequest';
import type { EndpointChannelResponse__Output } from './gen/viommu/v1/EndpointChannelResponse';
import type { EndpointHello } from './gen/viommu/v1/EndpointHello';
import { connectionAway, connectionEnd, isLoss } from './loss';
import { services } from './proto';
import { Requests } from './requests';
import type { Input } from './shapes';
import type { Closing } from './types';

type Output = EndpointChannelResponse__Output;

const method = services.channel.EndpointChannel;
const encode = encoderOf<EndpointChannelRequest>(method);

const GENERATION_DIFFERS = 'ENDPOINT_GENERATION_DIFFERS';

/** A hello without a result yet. */
interface Greeting {
  readonly endpoint: OwnedEndpoint;
  /** Whether the endpoint is to go on, or to begin anew because it could not. */
  readonly isResumption: boolean;
}

/** The stream is opened with the first hello. */
export class DeviceChannel implements EndpointChannel {
  closing: Closing | undefined;
  readonly closed: Promise<StreamEnd>;
  readonly #transport: Transport;
  readonly #options: EndpointChannelOptions;
  readonly #requests = new Requests();
  readonly #backoff: Backoff;
  /** Those taken, by id: what the channel comes back for. */
  readonly #endpoints = new Map<number, OwnedEndpoint>();
  /** Hellos that are under way on the present connection, by tag. */
  readonly #greetings = new Map<number, Greeting>();
  /** Between two attempts to go on with an endpoint on the present connection. */
  readonly #waits = new Set<Backoff>();
  readonly #release: () => void;
  #close: (end: StreamEnd) => void = () => {};
  #connection: Duplex<Output> | undefined;
  #state: 'running' | 'ending' | 'cancelled' | 'over' = 'running';

  readonly #link: EndpointLink = {
    request: (endpoint, payload) =>
      this.#requests.make((tag) => {
        const { endpointId } = endpoint;
        const encoded = encode({ tag, endpointId, ...payload });
        this.#mayAsk();
        if (endpoint.obstacle !== undefined) throw endpoint.obstacle;
        this.#connection?.send(encoded);
      }, endpoint.endpointId),
    notify: ({ endpointId, obstacle }, payload) => {
      const encoded = encode({ tag: this.#requests.nextTag(), endpointId, ...payload });
      if (this.#state === 'running' && obstacle === undefined) this.#connection?.send(encoded);
    },
    handlerFailed: (error) => this.#fail(handlerFailure(error)),
  };

  constructor(transport: Transport, options: EndpointChannelOptions) {
    this.#transport = transport;
    this.#options = options;
    this.#backoff = new Backoff(options.reconnect || {});
    this.closed = new Promise((resolve) => (this.#close = resolve));
    this.#release = cancelWith(transport, options.signal, this);
  }

  async hello(endpointId: number, options: HelloOptions = {}): Promise<ExternalEndpoint> {
    const { takeOver = false, resume } = options;
    const endpoint = new OwnedEndpoint(endpointId, this.#link, options);
    if (resume === undefined) await this.#greet(endpoint, false, { takeOver, reset: {} });
    else await this.#resume(endpoint, takeOver);
    return endpoint;
  }

  end(): Promise<StreamEnd> {
    if (this.#connection === undefined) {
      this.cancel();
    } else if (this.#state === 'running') {
      this.#state = 'ending';
      this.#connection.halfClose();
    }
    return this.closed;
  }

  cancel(): void {
    if (this.#state === 'cancelled' || this.#state === 'over') return;
    this.#state = 'cancelled';
    this.#fail(new ViommuError({ code: Code.CANCELLED, message: 'the channel was cancelled' }));
  }

  /** Ends the channel, through its connection if there is one. */
  #fail(error: ViommuError): void {
    if (this.#connection === undefined)
      this.#finish(this.#state === 'cancelled' ? {} : { error }, error.message, error);
    else this.#connection.fail(error);
  }

  #mayAsk(): void {
    if (this.#state !== 'running') throw new ConnectionLostError('the channel has ended', false);
  }

  #connect(): Duplex<Output> {
    this.#connection ??= new Duplex<Output>(this.#transport, method, this.#options, {
      message: (output) => this.#message(output),
      ended: (error) => this.#disconnected(error),
    });
    return this.#connection;
  }

  /** Says hello; resolves when the endpoint is the channel's. */
  #greet(endpoint: OwnedEndpoint, isResumption: boolean, how: Input<EndpointHello>): Promise<void> {
    const { viommuId, heartbeatIntervalMs } = this.#options;
    const { endpointId } = endpoint;
    return this.#requests.make((tag) => {
      const encoded = encode({ tag, endpointId, hello: { viommuId, heartbeatIntervalMs, ...how } });
      this.#mayAsk();
      if (this.#connection === undefined && this.#endpoints.size > 0) throw connectionAway();
      this.#connect().send(encoded);
      this.#greetings.set(tag, { endpoint, isResumption });
    });
  }

  /** Goes on with an endpoint where it was, or begins it anew where that is refused and allowed. */
  async #resume(endpoint: OwnedEndpoint, takeOver: boolean): Promise<void> {
    try {
      await this.#greet(endpoint, true, { takeOver, resume: endpoint.resumePoint });
    } catch (error) {
      const isAllowed = endpoint.handlers.resetIfGenerationDiffers === true;
      if (!isAllowed || !(error instanceof ResumeRefusedError) || error.reason !== GENERATION_DIFFERS) throw error;
      endpoint.onResetInstead(error);
      await this.#greet(endpoint, true, { takeOver, reset: {} });
    }
  }

  /** Another connection: goes on with every endpoint. */
  #comeBack(): void {
    this.#connect();
    for (const endpoint of this.#endpoints.values()) this.#goOn(endpoint, patience(this.#options.reconnect || {}));
  }

  #goOn(endpoint: OwnedEndpoint, waits: Backoff): void {
    this.#waits.delete(waits);
    this.#resume(endpoint, false).catch((error: unknown) => this.#notResumed(endpoint, error as ViommuError, waits));
  }

  #notResumed(endpoint: OwnedEndpoint, error: ViommuError, waits: Backoff): void {
    if (error instanceof ConnectionLostError) return; // the next connection tries again, or the channel has ended
    if (!(error instanceof ResumeRefusedError) || isLoss(error)) return this.#fail(error);
    // By the lost connection, perhaps, of whose end the server has not heard.
    if (error.reason === 'ENDPOINT_OWNED' && this.#connection !== undefined) {
      this.#waits.add(waits);
      if (waits.schedule(() => this.#goOn(endpoint, waits))) return;
    }
    this.#endpoints.delete(endpoint.endpointId);
    try {
      if (!endpoint.onResumeRefused(error)) this.#fail(error);
    } catch (thrown) {
      this.#fail(handlerFailure(thrown));
    }
  }

  /** What waits for another attempt on the present connection has no business with the next. */
  #stopWaiting(): void {
    for (const waits of this.#waits) waits.cancel();
    this.#waits.clear();
  }

  #message(output: Output): void {
    const endpoint = this.#endpoints.get(output.endpointId);
    this.#dispatch(output, endpoint);
    if (output.sequence > 0n) endpoint?.onReceived(output.sequence);
  }

  #dispatch(output: Output, endpoint: OwnedEndpoint | undefined): void {
    const { tag, endpointId, payload } = output;
    switch (payload) {
      case 'opened':
      case 'resumed':
        return this.#accepted(output);
      case 'pageResponse':
        if (output.pageResponse) endpoint?.onPageResponse(output.pageResponse);
        return;
      case 'invalidationRequest':
        if (output.invalidationRequest) endpoint?.onInvalidation(output.invalidationRequest);
        return;
      case 'barrier':
        if (output.barrier) endpoint?.onBarrier(output.barrier.tag);
        return;
      case 'changed':
        if (output.changed) endpoint?.onChanged(output.changed);
        return;
      case 'refused':
        if (output.refused) this.#refused(tag, errorOfRefusal(output.refused), endpoint);
        return;
      case 'endpointLost': {
        const reason = output.endpointLost?.reason ?? 'CLOSING_REASON_UNSPECIFIED';
        this.#endpoints.delete(endpointId);
        this.#requests.rejectAll(
          new ConnectionLostError(`endpoint ${endpointId} is lost: ${reason}`, true),
          endpointId,
        );
        endpoint?.onLost(reason);
        return;
      }
      case 'closing':
        this.closing = output.closing ?? undefined;
        return;
      case 'heartbeat':
      case undefined:
        return;
      default:
        this.#requests.resolve(tag, output[payload]);
    }
  }

  #accepted({ tag, opened, resumed }: Output): void {
    const endpoint = this.#greetings.get(Number(tag))?.endpoint;
    if (endpoint === undefined) return;
    const { endpointId } = endpoint;
    const before = this.#endpoints.get(endpointId);
    if (before !== endpoint) before?.onEnded(`endpoint ${endpointId} was taken anew`);
    this.#greetings.delete(Number(tag));
    this.#endpoints.set(endpointId, endpoint);
    this.#backoff.succeeded();
    if (resumed) endpoint.onResumed(resumed);
    else if (opened) endpoint.onOpened(opened);
    this.#requests.resolve(tag, undefined);
  }

  #refused(tag: bigint, error: ViommuError, owned: OwnedEndpoint | undefined): void {
    const greeting = this.#greetings.get(Number(tag));
    this.#greetings.delete(Number(tag));
    const isResumption = greeting?.isResumption === true;
    const refusal = isResumption ? new ResumeRefusedError(greeting.endpoint.endpointId, error) : error;
    if (!this.#requests.reject(tag, refusal)) owned?.onRefused(error);
  }

  #disconnected(error: ViommuError | undefined): void {
    this.#connection = undefined;
    this.#greetings.clear();
    this.#stopWaiting();
    const { end, loss, why } = connectionEnd(this.closing, error);
    const wantsBack = this.#state === 'running' && this.#options.reconnect !== false && this.#endpoints.size > 0;
    if (!wantsBack || loss === undefined) return this.#finish(this.#state === 'cancelled' ? {} : end, why, error);
    this.closing = undefined;
    this.#requests.rejectAll(new ConnectionLostError(`the connection ended before the result: ${why}`, true, error));
    try {
      for (const endpoint of this.#endpoints.values()) endpoint.onDisconnected(loss);
    } catch (thrown) {
      return this.#fail(handlerFailure(thrown));
    }
    if (this.#state === 'running' && !this.#backoff.schedule(() => this.#comeBack())) this.#finish(end, why, error);
  }

  #finish(end: StreamEnd, why: string, error: ViommuError | undefined): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#backoff.cancel();
    this.#release();
    // What the server itself refuses the stream with says more than that it is lost.
    const lost =
      error?.reason === undefined ? new ConnectionLostError(`the channel has ended: ${why}`, true, error) : error;
    this.#requests.rejectAll(lost);
    for (const endpoint of this.#endpoints.values()) endpoint.onEnded('the channel has ended', lost);
    this.#endpoints.clear();
    this.#close(end);
  }
}
