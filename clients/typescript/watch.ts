/** Server streams as async iterables. */
import { status as Code, type ClientReadableStream, type StatusObject } from '@grpc/grpc-js';
import { AsyncQueue } from './async-queue';
import {
  cancelWith,
  deadlineIn,
  encodedAlready,
  encoderOf,
  metadataOf,
  type CallOptions,
  type Method,
  type Transport,
} from './call';
import type { EndpointWatchItem, FaultWatch, FaultWatchItem, RecordWatchItem, Watch } from './channels';
import { toViommuError } from './errors';
import type { ReadDirtyPagesRequest } from './gen/viommu/v1/ReadDirtyPagesRequest';
import type { WatchEndpointRequest } from './gen/viommu/v1/WatchEndpointRequest';
import type { WatchEndpointResponse__Output } from './gen/viommu/v1/WatchEndpointResponse';
import type { WatchFaultsRequest } from './gen/viommu/v1/WatchFaultsRequest';
import type { WatchFaultsResponse__Output } from './gen/viommu/v1/WatchFaultsResponse';
import type { WatchRecordsRequest } from './gen/viommu/v1/WatchRecordsRequest';
import type { WatchRecordsResponse__Output } from './gen/viommu/v1/WatchRecordsResponse';
import { Progress } from './progress';
import { services } from './proto';
import type { Input } from './shapes';
import type { Closing, DirtyPart, Report, ResumePoint, SkippedReports } from './types';

/** Messages read ahead of the loop; the server's own bounds apply beyond. */
const READ_AHEAD = 64;

/** A server stream whose messages become items. */
abstract class ServerStream<Request extends { viommuId?: string }, Output extends object, Item> implements Watch<Item> {
  closing: Closing | undefined;
  readonly #items = new AsyncQueue<Item>(() => this.#taken());
  readonly #call: ClientReadableStream<Output>;
  #cancelled = false;
  #status: StatusObject | undefined;
  #read = false;

  constructor(transport: Transport, method: Method<Request, Output>, request: Input<Request>, options: CallOptions) {
    const encoded = encoderOf(method)(request);
    const release = cancelWith(transport, options.signal, this);
    this.#call = transport.client.makeServerStreamRequest(
      method.path,
      encodedAlready,
      method.responseDeserialize,
      encoded,
      metadataOf(transport, request.viommuId, options.metadata),
      deadlineIn(options.deadlineMs ?? Infinity),
    );
    this.#call.on('data', (output: Output) => this.#message(output));
    this.#call.on('error', () => {}); // 'status' says the same, always
    this.#call.on('status', (status: StatusObject) => {
      release();
      this.#status = status;
      this.#call.resume(); // what has arrived is delivered before the end
      this.#finish();
    });
    this.#call.on('end', () => {
      this.#read = true;
      this.#finish();
    });
  }

  /** What becomes of a message; undefined leaves it out. */
  protected abstract toItems(output: Output): Item[];

  cancel(): void {
    this.#cancelled = true;
    this.#call.cancel();
  }

  [Symbol.asyncIterator](): AsyncIterator<Item> {
    return {
      next: () => this.#items.next(),
      return: async () => {
        this.cancel();
        return { done: true, value: undefined };
      },
    };
  }

  #message(output: Output): void {
    const { closing } = output as { closing?: Closing | null };
    this.closing = closing ?? undefined;
    for (const item of this.toItems(output)) this.#items.push(item);
    if (this.#items.size >= READ_AHEAD && this.#status === undefined) this.#call.pause();
  }

  #taken(): void {
    if (this.#items.size < READ_AHEAD) this.#call.resume();
  }

  /** A stream has ended when its status is known and its last message was read. */
  #finish(): void {
    if (this.#status === undefined || !this.#read) return;
    const clean = this.#status.code === Code.OK || this.#cancelled;
    this.#items.end(clean ? undefined : toViommuError(this.#status));
  }
}

/** `FaultService.WatchFaults`. */
export class FaultStream
  extends ServerStream<WatchFaultsRequest, WatchFaultsResponse__Output, FaultWatchItem>
  implements FaultWatch
{
  #progress: Progress | undefined;

  constructor(transport: Transport, request: Input<WatchFaultsRequest>, options: CallOptions) {
    super(transport, services.fault.WatchFaults, request, options);
  }

  get resumePoint(): ResumePoint | undefined {
    return this.#progress?.resumePoint;
  }

  protected override toItems(output: WatchFaultsResponse__Output): FaultWatchItem[] {
    const { opened, reports, skipped, heartbeat } = output;
    if (opened) {
      this.#progress = new Progress(opened);
      return [{ kind: 'opened', opened }];
    }
    if (reports) {
      const list = reports.reports as Report[];
      const before = reports.skipped.map((range) => this.#skipped(range));
      this.#progress?.received(list);
      return [...before, { kind: 'reports', reports: list }];
    }
    if (skipped) return [this.#skipped(skipped)];
    return heartbeat ? [{ kind: 'heartbeat', heartbeat }] : [];
  }

  #skipped(skipped: SkippedReports): FaultWatchItem {
    this.#progress?.skipped(skipped);
    return { kind: 'skipped', skipped };
  }
}

/** `EndpointService.WatchEndpoint`. */
export class EndpointStream extends ServerStream<
  WatchEndpointRequest,
  WatchEndpointResponse__Output,
  EndpointWatchItem
> {
  constructor(transport: Transport, request: Input<WatchEndpointRequest>, options: CallOptions) {
    super(transport, services.endpoint.WatchEndpoint, request, options);
  }

  protected override toItems(output: WatchEndpointResponse__Output): EndpointWatchItem[] {
    return output.closing ? [] : [{ ...output, kind: output.payload } as EndpointWatchItem];
  }
}

/** `GuestQueueService.WatchRecords`. */
export class RecordStream extends ServerStream<WatchRecordsRequest, WatchRecordsResponse__Output, RecordWatchItem> {
  constructor(transport: Transport, request: Input<WatchRecordsRequest>, options: CallOptions) {
    super(transport, services.guestQueue.WatchRecords, request, options);
  }

  protected override toItems(output: WatchRecordsResponse__Output): RecordWatchItem[] {
    return output.closing ? [] : [{ ...output, kind: output.payload } as RecordWatchItem];
  }
}

/** `DomainService.ReadDirtyPages`. */
export class DirtyStream extends ServerStream<ReadDirtyPagesRequest, DirtyPart, DirtyPart> {
  constructor(transport: Transport, request: Input<ReadDirtyPagesRequest>, options: CallOptions) {
    super(transport, services.domain.ReadDirtyPages, request, options);
  }

  protected override toItems(output: DirtyPart): DirtyPart[] {
    return [output];
  }
}
