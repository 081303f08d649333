/** One external endpoint on an `EndpointChannel`. */
import { status as Code } from '@grpc/grpc-js';
import { AwaitedGroups, forgotten } from './awaited-groups';
import type { EndpointResumePoint, ExternalEndpoint, HelloOptions, PageGroup, PageRequestOptions } from './channels';
import { ConnectionLostError, errorOfRefusal, ViommuError, type ResumeRefusedError } from './errors';
import type { EndpointChannelRequest } from './gen/viommu/v1/EndpointChannelRequest';
import { connectionAway } from './loss';
import type { CompletionOptions, DmaOptions } from './message-options';
import type { Input } from './shapes';
import type {
  ClosedGroup,
  ClosingReason,
  DmaResult,
  Endpoint,
  EndpointChanged,
  EndpointChangeKind,
  EndpointPageResponse,
  EndpointResumed,
  InvalidationRequest,
  PageRequestItem,
  PermissionsInput,
  SubmitPageRequestsResponse,
  TranslationCompletion,
} from './types';

/** What an endpoint needs of its channel. */
export interface EndpointLink {
  /** Sends a message about the endpoint and returns its result. */
  request<Result>(endpoint: OwnedEndpoint, payload: Input<EndpointChannelRequest>): Promise<Result>;
  /** Sends a message that has no result; a refusal comes back as `refused`. */
  notify(endpoint: OwnedEndpoint, payload: Input<EndpointChannelRequest>): void;
  /** Ends the channel because a handler failed. */
  handlerFailed(error: unknown): void;
}

/** Changes after which an endpoint's outstanding page requests are never answered. */
const FORGETFUL: ReadonlySet<EndpointChangeKind> = new Set<EndpointChangeKind>([
  'ENDPOINT_CHANGE_KIND_DELETED',
  'ENDPOINT_CHANGE_KIND_FUNCTION_RESET',
  'ENDPOINT_CHANGE_KIND_REMOVED',
  'ENDPOINT_CHANGE_KIND_DISCONNECTED',
  'ENDPOINT_CHANGE_KIND_PRI_RESET',
  'ENDPOINT_CHANGE_KIND_PRI_FAILED',
]);

/** Why the pages of one group will not be answered, though all were accepted. */
function unanswered(closed: ClosedGroup | undefined): ViommuError {
  const why = closed === undefined ? 'the pages closed no group' : `the group ended without an answer (${closed.rule})`;
  return new ViommuError({ code: Code.ABORTED, reason: 'PAGE_REQUEST_UNANSWERED', message: why });
}

/** The device model's side of an endpoint; the channel calls the methods that begin with `on`. */
export class OwnedEndpoint implements ExternalEndpoint {
  readonly endpointId: number;
  readonly handlers: HelloOptions;
  opened!: Endpoint;
  resumed: EndpointResumed | undefined;
  /** Why nothing can be asked for now; undefined while the endpoint is this channel's and connected. */
  obstacle: ViommuError | undefined;
  readonly #link: EndpointLink;
  readonly #groups = new AwaitedGroups();
  /** Of those whose handlers have begun and not ended. */
  readonly #invalidations = new Set<Promise<void>>();
  /** Grows with each loss: what belongs to an older connection is not completed on a newer one. */
  #connection = 0;
  #resumePoint: EndpointResumePoint | undefined;
  /** Why RESUME was refused, while RESET is said in its stead. */
  #refusal: ResumeRefusedError | undefined;

  constructor(endpointId: number, link: EndpointLink, handlers: HelloOptions) {
    this.endpointId = endpointId;
    this.#link = link;
    this.handlers = handlers;
    this.#resumePoint = handlers.resume;
  }

  get resumePoint(): EndpointResumePoint {
    return this.#resumePoint as EndpointResumePoint;
  }

  dmaRead(address: bigint, lengthBytes: number, options: DmaOptions = {}): Promise<DmaResult> {
    return this.#link.request(this, { dma: { ...options, address, read: { lengthBytes } } });
  }

  dmaWrite(address: bigint, data: Uint8Array, options: DmaOptions = {}): Promise<DmaResult> {
    return this.#link.request(this, { dma: { ...options, address, write: { data } } });
  }

  translate(
    iova: bigint,
    pageCount: number,
    permissions: PermissionsInput,
    pasid?: number,
  ): Promise<TranslationCompletion> {
    return this.#link.request(this, { translationRequest: { iova, pageCount, permissions, pasid } });
  }

  submitPageRequests(
    items: readonly PageRequestItem[],
    { onError, allowViolation }: PageRequestOptions = {},
  ): Promise<SubmitPageRequestsResponse> {
    return this.#link.request(this, { pageRequests: { items, onError, allowViolation } });
  }

  requestPages(wanted: PageGroup): Promise<EndpointPageResponse> {
    const { prgi, pasid, pages, queueTag, lengthHintBytes, allowViolation } = wanted;
    const last = pages.length - 1;
    const items = pages.map((page, index) =>
      index < last ? { ...page, prgi, pasid } : { ...page, prgi, pasid, last: true, queueTag, lengthHintBytes },
    );
    const { answer, giveUp } = this.#groups.add(prgi, pasid);
    this.submitPageRequests(items, { onError: 'ON_ERROR_STOP', allowViolation: allowViolation ?? false }).then(
      ({ failures: [refused], closedGroups: [closed] }) => {
        if (refused !== undefined) giveUp(errorOfRefusal(refused));
        else if (closed === undefined || closed.unanswered) giveUp(unanswered(closed));
      },
      (error: Error) => {
        // Whether the server has the group is found out when the endpoint goes on, or with the end.
        if (!(error instanceof ConnectionLostError && error.sent)) giveUp(error);
      },
    );
    return answer;
  }

  sendStopMarker(pasid: number, prgi = 0): Promise<SubmitPageRequestsResponse> {
    return this.submitPageRequests([{ prgi, pasid, permissions: {}, last: true }]);
  }

  completeInvalidation(itags: readonly number[], options: CompletionOptions = {}): void {
    this.#link.notify(this, { invalidationCompletion: { ...options, itags } });
  }

  async barrier(): Promise<void> {
    await this.#link.request(this, { barrier: {} });
  }

  /** A message with this number has been handed over. */
  onReceived(sequence: bigint): void {
    this.#resumePoint = { ...this.resumePoint, lastReceivedSequence: sequence };
  }

  /** RESUME was refused, and RESET follows. */
  onResetInstead(error: ResumeRefusedError): void {
    this.#refusal = error;
  }

  /** RESET was accepted: the endpoint begins anew. */
  onOpened(opened: Endpoint): void {
    this.#taken(opened, 0n);
    this.resumed = undefined;
    this.#groups.forget(forgotten('the endpoint was reset'));
    const refusal = this.#refusal;
    if (refusal !== undefined) this.handlers.onReset?.(opened, refusal);
  }

  /** RESUME was accepted: the endpoint goes on. */
  onResumed(resumed: EndpointResumed): void {
    const endpoint = resumed.endpoint as Endpoint;
    this.#taken(endpoint, this.resumePoint.lastReceivedSequence);
    this.resumed = resumed;
    this.#groups.resumed(resumed);
    this.handlers.onResumed?.(resumed);
  }

  #taken(opened: Endpoint, lastReceivedSequence: bigint): void {
    this.opened = opened;
    this.obstacle = undefined;
    this.#resumePoint = { endpointGeneration: opened.endpointGeneration, lastReceivedSequence };
  }

  /** A PRG response came. */
  onPageResponse(response: EndpointPageResponse): void {
    this.#groups.answered(response);
    this.handlers.onPageResponse?.(response);
  }

  /** An invalidation is to be done. */
  onInvalidation(request: InvalidationRequest): void {
    const connection = this.#connection;
    // Results that came before it are promises, whose waiters run only after the present callback: a translation must
    // be in the model's cache before the invalidation that removes it, never after.
    setImmediate(() => this.#invalidate(request, connection));
  }

  #invalidate(request: InvalidationRequest, connection: number): void {
    const run = async (): Promise<void> => {
      await this.handlers.onInvalidation?.(request);
      // After a loss it has ended, and its tag may be that of another.
      const isOpen = connection === this.#connection;
      if (isOpen && !this.handlers.manualCompletion) this.completeInvalidation([request.itag]);
    };
    const handled = run()
      .catch((error: unknown) => this.#link.handlerFailed(error))
      .finally(() => this.#invalidations.delete(handled));
    this.#invalidations.add(handled);
  }

  /** The server asks whether everything that came before was handled. */
  onBarrier(tag: bigint): void {
    const connection = this.#connection;
    // Behind the waiters of earlier results and the handlers of earlier invalidations, which begin likewise.
    setImmediate(() => {
      void Promise.all(this.#invalidations).then(() => {
        // After a loss nobody waits for it any more.
        if (connection === this.#connection) this.#link.notify(this, { barrierReached: { tag } });
      });
    });
  }

  /** The endpoint changed. */
  onChanged(changed: EndpointChanged): void {
    const { change, endpointGeneration } = changed;
    this.#resumePoint = { ...this.resumePoint, endpointGeneration };
    if (FORGETFUL.has(change)) this.#groups.forget(forgotten(change));
    this.handlers.onChanged?.(changed);
  }

  /** A message without a result was refused. */
  onRefused(error: ViommuError): void {
    this.handlers.onRefused?.(error);
  }

  /** The connection is lost, and the channel is coming back. */
  onDisconnected(error: ViommuError): void {
    if (this.obstacle !== undefined) return; // it has not gone on since the last loss
    this.#connection += 1;
    // They have ended: no barrier of a later connection waits for what their handlers still do.
    this.#invalidations.clear();
    this.obstacle = connectionAway();
    this.handlers.onDisconnected?.(error);
  }

  /** Another stream has the endpoint, or it is gone. */
  onLost(reason: ClosingReason): void {
    this.onEnded(`endpoint ${this.endpointId} is lost to this channel: ${reason}`);
    this.handlers.onLost?.(reason);
  }

  /** The endpoint could not go on; returns whether somebody was told. */
  onResumeRefused(error: ResumeRefusedError): boolean {
    this.#end(error, error);
    this.handlers.onResumeRefused?.(error);
    return this.handlers.onResumeRefused !== undefined;
  }

  /**
   * Nothing more will come.
   * @param error why; default: what was outstanding is lost
   */
  onEnded(why: string, error?: ViommuError): void {
    this.#end(error ?? new ConnectionLostError(why, true), new ConnectionLostError(why, false));
  }

  #end(outstanding: ViommuError, later: ViommuError): void {
    this.#connection += 1;
    this.obstacle = later;
    this.#groups.forget(outstanding);
  }
}
