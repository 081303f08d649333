/** `ChannelService.EndpointChannel`: a device model's stream. */
import { status as Code } from '@grpc/grpc-js';
import { cancelWith, encoderOf, type Transport } from './call';
import type { EndpointChannel, EndpointChannelOptions, ExternalEndpoint, HelloOptions, StreamEnd } from './channels';
import { Duplex } from './duplex';
import { ConnectionLostError, errorOfRefusal, ViommuError } from './errors';
import { OwnedEndpoint, type EndpointLink } from './external-endpoint';
import type { EndpointChannelRequest } from './gen/viommu/v1/EndpointChannelRequest';
import type { EndpointChannelResponse__Output } from './gen/viommu/v1/EndpointChannelResponse';
import { services } from './proto';
import { Requests } from './requests';
import type { Input } from './shapes';
import type { Closing, Endpoint } from './types';

type Output = EndpointChannelResponse__Output;

const method = services.channel.EndpointChannel;
const encode = encoderOf<EndpointChannelRequest>(method);

/** The stream is opened with the first hello. */
export class DeviceChannel implements EndpointChannel {
  closing: Closing | undefined;
  readonly closed: Promise<StreamEnd>;
  readonly #transport: Transport;
  readonly #options: EndpointChannelOptions;
  readonly #requests = new Requests();
  /** By id, those taken and those whose hello is under way. */
  readonly #endpoints = new Map<number, OwnedEndpoint>();
  readonly #release: () => void;
  #close: (end: StreamEnd) => void = () => {};
  #connection: Duplex<Output> | undefined;
  #state: 'running' | 'ending' | 'cancelled' | 'over' = 'running';

  constructor(transport: Transport, options: EndpointChannelOptions) {
    this.#transport = transport;
    this.#options = options;
    this.closed = new Promise((resolve) => (this.#close = resolve));
    this.#release = cancelWith(transport, options.signal, this);
  }

  async hello(endpointId: number, options: HelloOptions = {}): Promise<ExternalEndpoint> {
    const { viommuId, heartbeatIntervalMs } = this.#options;
    const before = this.#endpoints.get(endpointId);
    const endpoint = new OwnedEndpoint(endpointId, this.#linkOf(endpointId), options);
    const hello = { viommuId, takeOver: options.takeOver ?? false, reset: {}, heartbeatIntervalMs };
    const opened = this.#request<Endpoint>(endpointId, { hello });
    // Messages may follow its acceptance at once.
    this.#endpoints.set(endpointId, endpoint);
    try {
      endpoint.opened = await opened;
    } catch (error) {
      if (before === undefined) this.#endpoints.delete(endpointId);
      else this.#endpoints.set(endpointId, before);
      throw error;
    }
    before?.onEnded(new ConnectionLostError(`endpoint ${endpointId} was taken anew`, true));
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
    const error = new ViommuError({ code: Code.CANCELLED, message: 'the channel was cancelled' });
    if (this.#connection === undefined) this.#ended(undefined);
    else this.#connection.fail(error);
  }

  #linkOf(endpointId: number): EndpointLink {
    return {
      request: (payload) => this.#request(endpointId, payload),
      notify: (payload) => {
        const encoded = encode({ tag: this.#requests.nextTag(), endpointId, ...payload });
        if (this.#state === 'running') this.#connection?.send(encoded);
      },
      handlerFailed: (error) => this.#connection?.failHandler(error),
    };
  }

  #request<Result>(endpointId: number, payload: Input<EndpointChannelRequest>): Promise<Result> {
    return this.#requests.make((tag) => {
      const encoded = encode({ tag, endpointId, ...payload });
      if (this.#state !== 'running') throw new ConnectionLostError('the channel has ended', false);
      this.#connection ??= new Duplex<Output>(this.#transport, method, this.#options, {
        message: (output) => this.#message(output),
        ended: (error) => this.#ended(error),
      });
      this.#connection.send(encoded);
    }, endpointId);
  }

  #message(output: Output): void {
    const { tag, endpointId, payload } = output;
    const endpoint = this.#endpoints.get(endpointId);
    switch (payload) {
      case 'pageResponse':
        if (output.pageResponse) endpoint?.onPageResponse(output.pageResponse);
        return;
      case 'invalidationRequest':
        if (output.invalidationRequest) endpoint?.onInvalidation(output.invalidationRequest);
        return;
      case 'changed':
        if (output.changed) endpoint?.onChanged(output.changed);
        return;
      case 'refused': {
        if (!output.refused) return;
        const error = errorOfRefusal(output.refused);
        if (!this.#requests.reject(tag, error)) endpoint?.onRefused(error);
        return;
      }
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

  #ended(error: ViommuError | undefined): void {
    const cancelled = this.#state === 'cancelled';
    this.#state = 'over';
    this.#release();
    const why = this.closing?.reason ?? error?.message ?? 'the server ended the stream';
    // What the server itself refuses the stream with says more than that it is lost.
    const lost =
      error?.reason === undefined ? new ConnectionLostError(`the channel has ended: ${why}`, true, error) : error;
    this.#requests.rejectAll(lost);
    for (const endpoint of this.#endpoints.values()) endpoint.onEnded(lost);
    this.#endpoints.clear();
    this.#close({
      ...(this.closing === undefined ? {} : { closing: this.closing }),
      ...(error === undefined || cancelled ? {} : { error }),
    });
  }
}
