/** The client: one connection to a server, and everything that can be done over it. */
import { Client, credentials, type ChannelOptions } from '@grpc/grpc-js';
import { MAX_MESSAGE_BYTES, type CallOptions, type Transport } from './call';
import type {
  DirtyPages,
  EndpointChannel,
  EndpointChannelOptions,
  EndpointWatchItem,
  FaultWatch,
  RecordWatchItem,
  VmmChannel,
  VmmChannelOptions,
  Watch,
  WatchOptions,
} from './channels';
import { DirtyReading } from './dirty-pages';
import { DeviceChannel } from './endpoint-channel';
import { toViommuError } from './errors';
import type { ReadDirtyPagesRequest } from './gen/viommu/v1/ReadDirtyPagesRequest';
import type { WatchEndpointRequest } from './gen/viommu/v1/WatchEndpointRequest';
import type { WatchFaultsRequest } from './gen/viommu/v1/WatchFaultsRequest';
import type { WatchRecordsRequest } from './gen/viommu/v1/WatchRecordsRequest';
import * as groups from './services';
import type { Input } from './shapes';
import { openVmmChannel } from './vmm-channel';
import { DirtyStream, EndpointStream, FaultStream, RecordStream } from './watch';

/** How to connect. */
export interface ConnectOptions {
  /** `unix:/path/to/socket`, or `host:port`. */
  readonly target: string;
  /** Milliseconds a unary call may take unless it says otherwise; `Infinity`: no deadline. Default 30000. */
  readonly deadlineMs?: number;
  /** Metadata sent with every call. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Further options of grpc-js; they win over ours. */
  readonly channelOptions?: ChannelOptions;
}

const TARGET = /^(?:unix:.+|(?:\[[0-9a-fA-F:.]+\]|[\w.-]+):\d{1,5})$/;

const CHANNEL_OPTIONS: ChannelOptions = {
  // A proxy of the environment has no business with a local server.
  'grpc.enable_http_proxy': 0,
  'grpc.max_receive_message_length': 2 * MAX_MESSAGE_BYTES,
  'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  // Nothing is sent twice behind the caller's back.
  'grpc.enable_retries': 0,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  'grpc.initial_reconnect_backoff_ms': 50,
  'grpc.max_reconnect_backoff_ms': 1_000,
  // One client, one connection.
  'grpc.use_local_subchannel_pool': 1,
};

/** A client of one server. Made by `connect`; nothing is sent before the first call. */
export class ViommuClient {
  /** vIOMMUs: create and keep them, move virtual time; `getInfo` of the server. */
  readonly viommus: groups.Viommus;
  /** Endpoints: create them, operate their registers, act as a hosted one. */
  readonly endpoints: groups.Endpoints;
  /** Domains: I/O address spaces, attachments, mappings. */
  readonly domains: groups.Domains;
  /** Guest RAM. */
  readonly memory: groups.Memory;
  /** Page-request groups and fault events: answer, inject, count. */
  readonly faults: groups.Faults;
  /** Invalidation by hand. */
  readonly invalidations: groups.Invalidations;
  /** Misbehaviour on command. */
  readonly rules: groups.Rules;
  /** Guest-native queues: bytes in, bytes out. */
  readonly guestQueues: groups.GuestQueues;

  readonly #transport: Transport;

  constructor(options: ConnectOptions) {
    const { target, deadlineMs = 30_000, metadata = {}, channelOptions } = options;
    if (!TARGET.test(target))
      throw new TypeError(`target must be unix:/path or host:port, not ${JSON.stringify(target)}`);
    const client = new Client(target, credentials.createInsecure(), { ...CHANNEL_OPTIONS, ...channelOptions });
    this.#transport = { client, deadlineMs, metadata, streams: new Set(), closed: false };
    this.viommus = groups.viommus(this.#transport);
    this.endpoints = groups.endpoints(this.#transport);
    this.domains = groups.domains(this.#transport);
    this.memory = groups.memory(this.#transport);
    this.faults = groups.faults(this.#transport);
    this.invalidations = groups.invalidations(this.#transport);
    this.rules = groups.rules(this.#transport);
    this.guestQueues = groups.guestQueues(this.#transport);
  }

  /**
   * Resolves when the server can be reached.
   * @param deadline a time, or milliseconds from now
   */
  async waitForReady(deadline: Date | number): Promise<void> {
    const until = typeof deadline === 'number' ? new Date(Date.now() + deadline) : deadline;
    return new Promise((resolve, reject) => {
      this.#transport.client.waitForReady(until, (error) => (error ? reject(toViommuError(error)) : resolve()));
    });
  }

  /** Streams reports, by default as an observer. It does not come back by itself: see `resumePoint`. */
  watchFaults(request: Input<WatchFaultsRequest>, options: WatchOptions = {}): FaultWatch {
    return new FaultStream(this.#transport, request, options);
  }

  /** Streams what an endpoint receives. */
  watchEndpoint(request: Input<WatchEndpointRequest>, options: WatchOptions = {}): Watch<EndpointWatchItem> {
    return new EndpointStream(this.#transport, request, options);
  }

  /** Streams guest-native records. What it was not given stays in the queues for the next one. */
  watchRecords(request: Input<WatchRecordsRequest>, options: WatchOptions = {}): Watch<RecordWatchItem> {
    return new RecordStream(this.#transport, request, options);
  }

  /** Reads which pages endpoints have written. No deadline unless one is given. */
  readDirtyPages(request: Input<ReadDirtyPagesRequest>, options: CallOptions = {}): DirtyPages {
    const source = {
      open: (wanted: Input<ReadDirtyPagesRequest>) => new DirtyStream(this.#transport, wanted, options),
      granuleBits: async ({ viommuId, domainId }: Input<ReadDirtyPagesRequest>) =>
        (await this.domains.getIovaRanges({ viommuId, domainId }, options)).granuleBits,
    };
    return new DirtyReading(source, request);
  }

  /** Opens a VMM's stream; rejects when the server refuses it (as CONTROLLER_EXISTS). */
  openVmmChannel(options: VmmChannelOptions): Promise<VmmChannel> {
    return openVmmChannel(this.#transport, options);
  }

  /** Returns a device model's stream; it is opened with the first `hello`. */
  openEndpointChannel(options: EndpointChannelOptions): EndpointChannel {
    return new DeviceChannel(this.#transport, options);
  }

  /** Cancels every stream and closes the connection; unary calls that are under way may still end. */
  close(): void {
    this.#transport.closed = true;
    for (const stream of this.#transport.streams) stream.cancel();
    this.#transport.client.close();
  }
}

/**
 * Returns a client of the server at `target`; it connects with the first call.
 * @example const client = connect('unix:/run/user/1000/viommud.sock');
 */
export function connect(target: string | ConnectOptions): ViommuClient {
  return new ViommuClient(typeof target === 'string' ? { target } : target);
}
