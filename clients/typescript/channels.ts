/** What streams look like to their users. */
import type { CallOptions } from './call';
import type { ViommuError } from './errors';
import type { WatchEndpointResponse__Output } from './gen/viommu/v1/WatchEndpointResponse';
import type { Discriminated } from './shapes';
import type {
  AddressType,
  Closing,
  DmaResult,
  Endpoint,
  EndpointChanged,
  EndpointPageResponse,
  ClosingReason,
  Heartbeat,
  InvalidateResponse,
  InvalidationEntry,
  InvalidationRequest,
  IovaRangeInput,
  MapItem,
  MapResponse,
  OnError,
  PageRequestInput,
  PageRequestItem,
  PageResponse,
  PermissionsInput,
  Report,
  ReportSelection,
  ReportStreamOpened,
  ResolveItem,
  ResolvePageRequestsResponse,
  RespondToPageRequestsResponse,
  ResumeOutcome,
  ResumePoint,
  SkippedReports,
  SubmitPageRequestsResponse,
  TranslationCompletion,
  UnmapResponse,
} from './types';

/** How a stream ended. */
export interface StreamEnd {
  /** The server's last message; absent when the stream broke or was cancelled. */
  readonly closing?: Closing;
  /** Why it broke; absent after a clean end, `end()` or `cancel()`. */
  readonly error?: ViommuError;
}

/** How a server stream is opened. */
export type WatchOptions = Pick<CallOptions, 'signal' | 'metadata'>;

/** A server stream. One loop may read it; leaving the loop cancels it. */
export interface Watch<Item> extends AsyncIterable<Item> {
  /** The server's last message, once it came: why the stream ended. The loop then ends without an error. */
  readonly closing: Closing | undefined;
  /** Ends the stream; the loop ends after what has already arrived. */
  cancel(): void;
}

/** What comes down a stream of reports. */
export type ReportItem =
  /** Reports, in the order of the log; groups may come later than their sequence, when there are credits for them. */
  | { readonly kind: 'reports'; readonly reports: readonly Report[] }
  /** Reports this stream does not get. */
  | { readonly kind: 'skipped'; readonly skipped: SkippedReports };

/** What comes from `watchFaults`. */
export type FaultWatchItem =
  | ReportItem
  /** The first item. */
  | { readonly kind: 'opened'; readonly opened: ReportStreamOpened }
  /** Nothing happened for a while. */
  | { readonly kind: 'heartbeat'; readonly heartbeat: Heartbeat };

/** A stream of reports. */
export interface FaultWatch extends Watch<FaultWatchItem> {
  /** Where another stream can go on: up to here everything has been received or explained. Unset until opened. */
  readonly resumePoint: ResumePoint | undefined;
}

/** What comes from `watchEndpoint`; `switch (item.kind)`. */
export type EndpointWatchItem = Discriminated<WatchEndpointResponse__Output, 'payload', 'kind'>;

/** How a channel is opened. */
export interface VmmChannelOptions {
  readonly viommuId: string;
  /** Domains, roles (default: CONTROLLER of all) and where to begin. */
  readonly selection?: ReportSelection;
  /** Unanswered groups the channel may hold, 0 to 65536. Default 64. */
  readonly credits?: number;
  /** Milliseconds between heartbeats while nothing happens. After three without one the connection counts as lost. */
  readonly heartbeatIntervalMs?: number;
  /**
   * The fast path: called with each item as it arrives, synchronously; the iterator then has none and only waits for
   * the end. The first items may come before `openVmmChannel` has resolved, hence the channel beside them. What it
   * throws ends the channel (HANDLER_FAILED).
   */
  readonly onItem?: (item: VmmChannelItem, channel: VmmChannel) => void;
  /** How to come back after a loss; false: the channel then ends with the error. */
  readonly reconnect?: ReconnectOptions | false;
  /** Messages that may wait for the transport; one more is refused (SEND_QUEUE_FULL). Default 4096. */
  readonly maxQueuedMessages?: number;
  /** Cancels the channel. */
  readonly signal?: AbortSignal;
}

/** Exponential backoff with jitter: each wait lies between half its length and its length. */
export interface ReconnectOptions {
  /** Milliseconds before the first attempt. Default 50. */
  readonly initialDelayMs?: number;
  /** The longest wait. Default 5000. */
  readonly maxDelayMs?: number;
  /** Attempts in a row before the channel ends. Default: no limit. */
  readonly maxAttempts?: number;
}

/** What comes out of a `VmmChannel`, in order. */
export type VmmChannelItem =
  | ReportItem
  /**
   * The connection was lost and is back. RESUMED: nothing is missing. TOO_OLD: what is missing follows as `skipped`.
   * OTHER_EPOCH: the vIOMMU was created anew. Groups that were not answered come again with `redelivery`.
   */
  | { readonly kind: 'resumed'; readonly outcome: ResumeOutcome; readonly opened: ReportStreamOpened }
  /** `setCredits` or `answer` was refused. */
  | { readonly kind: 'refused'; readonly error: ViommuError }
  /**
   * What one call of `answer` has to tell: outcomes other than SENT, and SENT with an effect that is more than was
   * asked for (PRI_OFF, STALE, UNEXPECTED).
   */
  | { readonly kind: 'outcomes'; readonly result: RespondToPageRequestsResponse };

/** How a batch is executed. */
export interface BatchOptions {
  /** What to do after an item failed. Default: go on. */
  readonly onError?: OnError;
}

/** How an operation is executed. */
export interface OperationOptions extends BatchOptions {
  /** Bounds the wait for device TLBs, in nanoseconds of the vIOMMU's clock. */
  readonly invalidationTimeoutNs?: bigint;
}

/**
 * A VMM's stream: reports down; answers, mappings and invalidations up. Any number of requests may be outstanding.
 *
 * Requests reject with `ViommuError` when refused and with `ConnectionLostError` (CHANNEL_LOST) when the connection is
 * lost before their result came; none is repeated. The channel itself comes back and goes on where it was, until
 * `end`, `cancel`, or the server closes it (RESET, VIOMMU_DELETED, TAKEN_OVER) or refuses it.
 */
export interface VmmChannel extends AsyncIterable<VmmChannelItem> {
  /** What the stream holds, as of the last connection. */
  readonly opened: ReportStreamOpened;
  /** Up to here every report has been received or explained. */
  readonly resumePoint: ResumePoint;
  /** The server's last message, once it came. */
  readonly closing: Closing | undefined;
  /** Resolves when the channel has ended for good; never rejects. */
  readonly closed: Promise<StreamEnd>;
  /** Answers groups. */
  respond(responses: readonly PageResponse[], options?: BatchOptions): Promise<RespondToPageRequestsResponse>;
  /**
   * Answers groups without waiting: nothing comes back when every answer was sent and did what it says, else an item
   * `outcomes` or `refused`. Half the messages of `respond`.
   *
   * @throws InvalidRequestError; ConnectionLostError while there is no connection
   */
  answer(responses: readonly PageResponse[]): void;
  /** Maps pages and answers their groups Success, each item all or nothing. */
  resolve(items: readonly ResolveItem[], options?: BatchOptions): Promise<ResolvePageRequestsResponse>;
  /** Makes mappings. */
  map(domainId: number, items: readonly MapItem[], options?: OperationOptions): Promise<MapResponse>;
  /** Removes mappings; resolves when the operation has ended. */
  unmap(domainId: number, ranges: readonly IovaRangeInput[], options?: OperationOptions): Promise<UnmapResponse>;
  /** Invalidates; resolves when the operation has ended. */
  invalidate(entries: readonly InvalidationEntry[], options?: OperationOptions): Promise<InvalidateResponse>;
  /** Changes the credits, now and for later connections. */
  setCredits(credits: number): void;
  /** Says that nothing more will be sent, and waits for the end: requests made before still get their results. */
  end(): Promise<StreamEnd>;
  /** Ends the channel at once; outstanding requests reject. */
  cancel(): void;
}

/** How an endpoint channel is opened. */
export interface EndpointChannelOptions {
  readonly viommuId: string;
  /** Milliseconds between heartbeats while nothing happens. After three without one the connection counts as lost. */
  readonly heartbeatIntervalMs?: number;
  /** Messages that may wait for the transport; one more is refused (SEND_QUEUE_FULL). Default 4096. */
  readonly maxQueuedMessages?: number;
  /** Cancels the channel. */
  readonly signal?: AbortSignal;
}

/** How an endpoint is taken, and what is called when something happens to it, in order. */
export interface HelloOptions {
  /** Takes the endpoint from another stream. */
  readonly takeOver?: boolean;
  /**
   * A device-TLB invalidation is to be done. It is completed when this returns, or when the promise it returns
   * resolves; not with `manualCompletion`. Without a handler it is completed at once. What this, or any other handler,
   * throws ends the channel (HANDLER_FAILED); to play a device that hangs, return a promise that never resolves.
   */
  readonly onInvalidation?: (request: InvalidationRequest) => void | Promise<void>;
  /** Leaves completions to `completeInvalidation`. */
  readonly manualCompletion?: boolean;
  /** A PRG response came; also those that `requestPages` waits for. */
  readonly onPageResponse?: (response: EndpointPageResponse) => void;
  /** The endpoint changed. */
  readonly onChanged?: (changed: EndpointChanged) => void;
  /** A completion was refused. */
  readonly onRefused?: (error: ViommuError) => void;
  /** The endpoint is lost to this channel, and with it every request that is outstanding. */
  readonly onLost?: (reason: ClosingReason) => void;
}

/** A device model's stream. It may own many endpoints of one vIOMMU. It does not come back when it is lost. */
export interface EndpointChannel {
  /** The server's last message, once it came. */
  readonly closing: Closing | undefined;
  /** Resolves when the channel has ended; never rejects. */
  readonly closed: Promise<StreamEnd>;
  /** Takes an external endpoint and begins it anew: a function reset. */
  hello(endpointId: number, options?: HelloOptions): Promise<ExternalEndpoint>;
  /** Says that nothing more will be sent, and waits for the end; the endpoints are then DISCONNECTED. */
  end(): Promise<StreamEnd>;
  /** Ends the channel at once; outstanding requests reject. */
  cancel(): void;
}

/** How a DMA is made. */
export interface DmaOptions {
  /** The PASID; unset: none. */
  readonly pasid?: number;
  /** Default UNTRANSLATED. */
  readonly addressType?: AddressType;
  /** Which of the device's queues makes the access. */
  readonly queueTag?: number;
}

/** One group of page requests: the last page closes it. */
export interface PageGroup {
  /** Page-request group index, 0 to 511. */
  readonly prgi: number;
  /** The PASID; unset: none. */
  readonly pasid?: number;
  /** The pages, at least one. */
  readonly pages: readonly PageRequestInput[];
  /** Which of the device's queues asks. */
  readonly queueTag?: number;
  /** How many bytes from the last page's address the device is going to touch; a hint. */
  readonly lengthHintBytes?: bigint;
}

/** An external endpoint as its device model sees it. Requests reject as those of `VmmChannel` do. */
export interface ExternalEndpoint {
  readonly endpointId: number;
  /** The endpoint as it was when it was taken. */
  readonly opened: Endpoint;
  /** Reads guest memory; a fault is a result. */
  dmaRead(address: bigint, lengthBytes: number, options?: DmaOptions): Promise<DmaResult>;
  /** Writes guest memory; a fault is a result. */
  dmaWrite(address: bigint, data: Uint8Array, options?: DmaOptions): Promise<DmaResult>;
  /** Asks for translations of `pageCount` pages of 4096 bytes. */
  translate(
    iova: bigint,
    pageCount: number,
    permissions: PermissionsInput,
    pasid?: number,
  ): Promise<TranslationCompletion>;
  /** Sends page requests; resolves when they have been taken, not when they are answered. */
  submitPageRequests(items: readonly PageRequestItem[], options?: BatchOptions): Promise<SubmitPageRequestsResponse>;
  /**
   * Sends one group and waits for its PRG response. Rejects with the refusal of the first page that is refused, and
   * with PAGE_REQUEST_FORGOTTEN when the endpoint forgets its requests (function reset, PRI reset, Response Failure).
   */
  requestPages(group: PageGroup): Promise<EndpointPageResponse>;
  /** Completes invalidations. */
  completeInvalidation(itags: readonly number[]): void;
}
