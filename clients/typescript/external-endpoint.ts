/** One external endpoint on an `EndpointChannel`. */
import { status as Code } from '@grpc/grpc-js';
import type { BatchOptions, DmaOptions, ExternalEndpoint, HelloOptions, PageGroup } from './channels';
import { ConnectionLostError, errorOfRefusal, ViommuError } from './errors';
import type { EndpointChannelRequest } from './gen/viommu/v1/EndpointChannelRequest';
import type { Input } from './shapes';
import type {
  ClosingReason,
  DmaResult,
  Endpoint,
  EndpointChanged,
  EndpointChangeKind,
  EndpointPageResponse,
  InvalidationRequest,
  PageRequestItem,
  PermissionsInput,
  SubmitPageRequestsResponse,
  TranslationCompletion,
} from './types';

/** What an endpoint needs of its channel. */
export interface EndpointLink {
  /** Sends a message about the endpoint and returns its result. */
  request<Result>(payload: Input<EndpointChannelRequest>): Promise<Result>;
  /** Sends a message that has no result; a refusal comes back as `refused`. */
  notify(payload: Input<EndpointChannelRequest>): void;
  /** Ends the channel because a handler failed. */
  handlerFailed(error: unknown): void;
}

/** A group whose PRG response is awaited. */
interface AwaitedGroup {
  readonly prgi: number;
  readonly pasid: number | undefined;
  resolve(response: EndpointPageResponse): void;
  reject(error: ViommuError): void;
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

/** The device model's side of an endpoint; the channel calls the methods that begin with `on`. */
export class OwnedEndpoint implements ExternalEndpoint {
  readonly endpointId: number;
  opened!: Endpoint;
  readonly #link: EndpointLink;
  readonly #handlers: HelloOptions;
  /** In the order of submission. */
  #groups: AwaitedGroup[] = [];

  constructor(endpointId: number, link: EndpointLink, handlers: HelloOptions) {
    this.endpointId = endpointId;
    this.#link = link;
    this.#handlers = handlers;
  }

  dmaRead(address: bigint, lengthBytes: number, options: DmaOptions = {}): Promise<DmaResult> {
    return this.#link.request({ dma: { ...options, address, read: { lengthBytes } } });
  }

  dmaWrite(address: bigint, data: Uint8Array, options: DmaOptions = {}): Promise<DmaResult> {
    return this.#link.request({ dma: { ...options, address, write: { data } } });
  }

  translate(
    iova: bigint,
    pageCount: number,
    permissions: PermissionsInput,
    pasid?: number,
  ): Promise<TranslationCompletion> {
    return this.#link.request({ translationRequest: { iova, pageCount, permissions, pasid } });
  }

  submitPageRequests(
    items: readonly PageRequestItem[],
    { onError }: BatchOptions = {},
  ): Promise<SubmitPageRequestsResponse> {
    return this.#link.request({ pageRequests: { items, onError } });
  }

  requestPages({ prgi, pasid, pages, queueTag, lengthHintBytes }: PageGroup): Promise<EndpointPageResponse> {
    const last = pages.length - 1;
    const items = pages.map((page, index) =>
      index < last ? { ...page, prgi, pasid } : { ...page, prgi, pasid, last: true, queueTag, lengthHintBytes },
    );
    return new Promise((resolve, reject) => {
      const group: AwaitedGroup = { prgi, pasid, resolve, reject };
      this.#groups.push(group);
      const give = (error: Error): void => {
        this.#groups = this.#groups.filter((other) => other !== group);
        reject(error);
      };
      this.submitPageRequests(items, { onError: 'ON_ERROR_STOP' }).then(({ failures }) => {
        const [refused] = failures;
        if (refused !== undefined) give(errorOfRefusal(refused));
      }, give);
    });
  }

  completeInvalidation(itags: readonly number[]): void {
    this.#link.notify({ invalidationCompletion: { itags } });
  }

  /** A PRG response came: it goes to the group of its PASID, or without one to the oldest of its index. */
  onPageResponse(response: EndpointPageResponse): void {
    const { prgi, pasid } = response;
    const group = this.#groups.find((g) => g.prgi === prgi && (pasid === undefined || g.pasid === pasid));
    if (group !== undefined && !response.injected) {
      this.#groups = this.#groups.filter((other) => other !== group);
      group.resolve(response);
    }
    this.#handlers.onPageResponse?.(response);
  }

  /** An invalidation is to be done. */
  onInvalidation(request: InvalidationRequest): void {
    // Results that came before it are promises, whose waiters run only after the present callback: a translation must
    // be in the model's cache before the invalidation that removes it, never after.
    setImmediate(() => this.#invalidate(request));
  }

  #invalidate(request: InvalidationRequest): void {
    const run = async (): Promise<void> => {
      await this.#handlers.onInvalidation?.(request);
      if (!this.#handlers.manualCompletion) this.completeInvalidation([request.itag]);
    };
    run().catch((error: unknown) => this.#link.handlerFailed(error));
  }

  /** The endpoint changed. */
  onChanged(changed: EndpointChanged): void {
    if (FORGETFUL.has(changed.change)) {
      const message = `the endpoint has forgotten its page requests: ${changed.change}`;
      this.#forget(new ViommuError({ code: Code.ABORTED, reason: 'PAGE_REQUEST_FORGOTTEN', message }));
    }
    this.#handlers.onChanged?.(changed);
  }

  /** A message without a result was refused. */
  onRefused(error: ViommuError): void {
    this.#handlers.onRefused?.(error);
  }

  /** Another stream has the endpoint, or it is gone. */
  onLost(reason: ClosingReason): void {
    this.onEnded(new ConnectionLostError(`endpoint ${this.endpointId} is lost to this channel: ${reason}`, true));
    this.#handlers.onLost?.(reason);
  }

  /** Nothing more will come. */
  onEnded(error: ViommuError): void {
    this.#forget(error);
  }

  #forget(error: ViommuError): void {
    for (const group of this.#groups.splice(0)) group.reject(error);
  }
}
