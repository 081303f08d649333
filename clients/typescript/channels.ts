/** What streams look like to their users. */
import type { CallOptions } from './call';
import type { ResumeRefusedError, ViommuError } from './errors';
import type { WatchEndpointResponse__Output } from './gen/viommu/v1/WatchEndpointResponse';
import type { WatchRecordsResponse__Output } from './gen/viommu/v1/WatchRecordsResponse';
import type { CompletionOptions, DmaOptions } from './message-options';
import type { MappingRecords, RangeRecords } from './records';
import type { Discriminated } from './shapes';
import type {
  Closing,
  DirtyPart,
  DmaResult,
  Endpoint,
  EndpointChanged,
  EndpointPageResponse,
  EndpointResumed,
  ClosingReason,
  Heartbeat,
  InvalidateResponse,
  InvalidationEntry,
  InvalidationRequest,
  IovaRange,
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

/**
 * The dirty pages of a range, ascending. Nothing is sent before a loop begins; each loop, over this, over `ranges` or over
 * `addresses`, is a read of its own, which clears what it reads unless `keep` is set. Leaving a loop ends the read: what
 * had arrived by then is lost, unless `keep` is set.
 */
export interface DirtyPages extends AsyncIterable<DirtyPart> {
  /** The same as ranges of whole pages, inclusive; none touches the next. */
  ranges(): AsyncIterable<IovaRange>;
  /** The same as the first address of each dirty page. */
  addresses(): AsyncIterable<bigint>;
}

/** What comes from `watchEndpoint`; `switch (item.kind)`. */
export type EndpointWatchItem = Discriminated<WatchEndpointResponse__Output, 'payload', 'kind'>;

/** What comes from `watchRecords`; `switch (item.kind)`. */
export type RecordWatchItem = Discriminated<WatchRecordsResponse__Output, 'payload', 'kind'>;

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
 * `end`, `cancel`, or the server closes it (RESET, VIOMMU_DELETED, TAKEN_OVER) or refuses it; as CONTROLLER_EXISTS only
 * when that has been the answer for some seconds, in which the lost connection might have been the controller.
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
  /** Makes mappings. Records are the fast path; a large array is sent as records, too. */
  map(domainId: number, items: readonly MapItem[] | MappingRecords, options?: OperationOptions): Promise<MapResponse>;
  /** Removes mappings; resolves when the operation has ended. Records as for `map`. */
  unmap(
    domainId: number,
    ranges: readonly IovaRangeInput[] | RangeRecords,
    options?: OperationOptions,
  ): Promise<UnmapResponse>;
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
  /** How to come back after a loss; false: the channel then ends with the error, and its endpoints are DISCONNECTED. */
  readonly reconnect?: ReconnectOptions | false;
  /** Messages that may wait for the transport; one more is refused (SEND_QUEUE_FULL). Default 4096. */
  readonly maxQueuedMessages?: number;
  /** Cancels the channel. */
  readonly signal?: AbortSignal;
}

/** Where a device model can go on with an endpoint. */
export interface EndpointResumePoint {
  /** The generation the model knows. */
  readonly endpointGeneration: number;
  /** The sequence of the last message that was handed over; 0: none. */
  readonly lastReceivedSequence: bigint;
}

/** How an endpoint is taken, and what is called when something happens to it, in order. */
export interface HelloOptions {
  /** Takes the endpoint from another stream. */
  readonly takeOver?: boolean;
  /**
   * Goes on (RESUME) where another channel, or this program before it was started again, was with the endpoint. Unset:
   * the endpoint begins anew (RESET), which is a function reset.
   */
  readonly resume?: EndpointResumePoint;
  /**
   * What follows when RESUME is refused because the endpoint was reset or removed since (ENDPOINT_GENERATION_DIFFERS),
   * be it asked for by `resume` or by the channel after a loss. True: RESET is said at once, and `onReset` is called.
   * False, the default: nothing is reset behind the model's back; `hello` rejects, and after a loss the endpoint is
   * given up (`onResumeRefused`). No other refusal leads to a RESET.
   */
  readonly resetIfGenerationDiffers?: boolean;
  /**
   * A device-TLB invalidation is to be done. It is completed when this returns, or when the promise it returns
   * resolves, unless the connection it came on is lost by then: it has ended then. Not with `manualCompletion`. Without
   * a handler it is completed at once. What this, or any other handler, throws ends the channel (HANDLER_FAILED); to
   * play a device that hangs, return a promise that never resolves.
   */
  readonly onInvalidation?: (request: InvalidationRequest) => void | Promise<void>;
  /** Leaves completions to `completeInvalidation`. */
  readonly manualCompletion?: boolean;
  /**
   * A PRG response came; also those that `requestPages` waits for, injected ones, and those that did nothing at the
   * endpoint (see `effect`). After RESUME those that were missed come first; `redelivery` marks the ones that may have
   * been received before. The channel asks for nothing it has handed over: only a `resume` point older than what the
   * model has handled makes a response come twice, and the group cookie tells.
   */
  readonly onPageResponse?: (response: EndpointPageResponse) => void;
  /** The endpoint changed. Changes while there is no connection are not told one by one: see `opened` then. */
  readonly onChanged?: (changed: EndpointChanged) => void;
  /** A completion was refused. */
  readonly onRefused?: (error: ViommuError) => void;
  /**
   * The connection is lost, and the channel tries to come back; until the endpoint goes on, requests reject and send
   * nothing. Every grant is void from now on, and no invalidation will come: nothing in the ATC may be used any more.
   * Called once for a loss, however many attempts it takes to come back.
   */
  readonly onDisconnected?: (error: ViommuError) => void;
  /**
   * The endpoint goes on: RESUME was accepted. ATS, PRI and complete groups are as they were. Every grant is void: when
   * this returns, the model's ATC must be empty. Pages of unclosed groups are forgotten. The responses that were missed
   * follow.
   */
  readonly onResumed?: (resumed: EndpointResumed) => void;
  /**
   * The endpoint begins anew because it could not go on, which `resetIfGenerationDiffers` allowed: a function reset.
   * ATS and PRI are off, and when this returns the model's ATC must be empty.
   */
  readonly onReset?: (opened: Endpoint, error: ResumeRefusedError) => void;
  /**
   * After a loss the endpoint could not go on: it is lost to this channel. The reason is that of the server, as
   * ENDPOINT_GENERATION_DIFFERS, ENDPOINT_REMOVED or ENDPOINT_NOT_FOUND, or ENDPOINT_OWNED when that has been the answer
   * for some seconds, in which the lost connection might have been the owner; `hello` may take the endpoint again.
   * Without this handler the whole channel ends with the error.
   */
  readonly onResumeRefused?: (error: ResumeRefusedError) => void;
  /** The endpoint is lost to this channel, and with it every request that is outstanding. */
  readonly onLost?: (reason: ClosingReason) => void;
}

/**
 * A device model's stream. It may own many endpoints of one vIOMMU.
 *
 * When the connection is lost the channel comes back by itself, as long as it owns an endpoint, and says RESUME for each
 * that it owns. Requests that had no result yet reject with `ConnectionLostError`, and none is repeated; `requestPages`
 * goes on waiting, and rejects with PAGE_REQUEST_FORGOTTEN if the server turns out not to have the group. Before the
 * first `hello` has succeeded, and after RESET, VIOMMU_DELETED, `end` or `cancel`, a loss is the end.
 *
 * When the server asks whether the model has caught up (`AdvanceTimeRequest.afterBarrierEndpointIds`), the channel answers
 * by itself: when every handler has returned for what came before, and the promises of `onInvalidation` have resolved. To
 * play a device that hangs while time moves, use `manualCompletion`.
 */
export interface EndpointChannel {
  /** The server's last message, once it came. */
  readonly closing: Closing | undefined;
  /** Resolves when the channel has ended for good; never rejects. */
  readonly closed: Promise<StreamEnd>;
  /**
   * Takes an external endpoint, by default anew. Rejects with `ResumeRefusedError` when it cannot go on where `resume`
   * says.
   */
  hello(endpointId: number, options?: HelloOptions): Promise<ExternalEndpoint>;
  /** Says that nothing more will be sent, and waits for the end; the endpoints are then DISCONNECTED. */
  end(): Promise<StreamEnd>;
  /** Ends the channel at once; outstanding requests reject. */
  cancel(): void;
}

/** How page requests are sent. */
export interface PageRequestOptions extends BatchOptions {
  /** Sends what the endpoint must not send, and has each recorded as a violation. */
  readonly allowViolation?: boolean;
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
  /** As in `PageRequestOptions`. */
  readonly allowViolation?: boolean;
}

/** An external endpoint as its device model sees it. Requests reject as those of `VmmChannel` do. */
export interface ExternalEndpoint {
  readonly endpointId: number;
  /** The endpoint as it was when it was taken, or last went on. */
  readonly opened: Endpoint;
  /** What the server said when the endpoint last went on; undefined while it has not since it began anew. */
  readonly resumed: EndpointResumed | undefined;
  /** Where another channel can go on, with `HelloOptions.resume`. */
  readonly resumePoint: EndpointResumePoint;
  /**
   * Reads guest memory; a fault is a result. An access that stalls has its result when the stall has been answered: the
   * promise then waits for the VMM.
   */
  dmaRead(address: bigint, lengthBytes: number, options?: DmaOptions): Promise<DmaResult>;
  /** Writes guest memory; a fault is a result. Stalls as `dmaRead` does. */
  dmaWrite(address: bigint, data: Uint8Array, options?: DmaOptions): Promise<DmaResult>;
  /** Asks for translations of `pageCount` pages of 4096 bytes. */
  translate(
    iova: bigint,
    pageCount: number,
    permissions: PermissionsInput,
    pasid?: number,
  ): Promise<TranslationCompletion>;
  /** Sends page requests; resolves when they have been taken, not when they are answered. */
  submitPageRequests(
    items: readonly PageRequestItem[],
    options?: PageRequestOptions,
  ): Promise<SubmitPageRequestsResponse>;
  /**
   * Sends one group and waits for its PRG response. Rejects with the refusal of the first page that is refused, with
   * PAGE_REQUEST_FORGOTTEN when the endpoint forgets its requests (function reset, PRI reset, Response Failure, or the
   * group did not survive a loss), and with PAGE_REQUEST_UNANSWERED when nothing will answer: the vIOMMU ended the group
   * without an answer, or the pages were a Stop Marker.
   */
  requestPages(group: PageGroup): Promise<EndpointPageResponse>;
  /**
   * Sends a PASID Stop Marker: no page request of this PASID follows. It takes no credit and is not answered.
   * @param prgi the index it carries; default 0
   */
  sendStopMarker(pasid: number, prgi?: number): Promise<SubmitPageRequestsResponse>;
  /**
   * Completes invalidations. Those of a connection that was lost have ended; their tags may be in use again, so let none
   * of them be completed after `onDisconnected`.
   */
  completeInvalidation(itags: readonly number[], options?: CompletionOptions): void;
  /** Resolves when the server has handled everything that was sent before, and all that this caused has come. */
  barrier(): Promise<void>;
}
