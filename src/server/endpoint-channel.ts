/** `ChannelService.EndpointChannel`: a device model's stream, which owns the endpoints it said hello for. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Iommu } from '../core/iommu';
import type { EndpointChannelRequest__Output } from '../gen/viommu/v1/EndpointChannelRequest';
import type { EndpointChannelResponse } from '../gen/viommu/v1/EndpointChannelResponse';
import type { EndpointDma__Output } from '../gen/viommu/v1/EndpointDma';
import type { EndpointHello__Output } from '../gen/viommu/v1/EndpointHello';
import { IommuError } from '../model/errors';
import type { ClosingItem, EndpointChannel, EndpointChannelItem, Eventually, Registry, ViommuHost } from '../session';
import { ChannelSink, type ChannelRequests, type ResultFeed } from './channel-sink';
import * as check from './check';
import { checkedItems, fromOnError } from './convert';
import { fromHelloMode, toEndpoint, toEndpointPayload, toResumed } from './convert-endpoint';
import { fromPageRequestItem, toSubmitResponse } from './convert-page-request';
import { toClosing, toHeartbeat } from './convert-report';
import { fromEndpointDma, fromCompletion, fromTranslationRequest, toCompletion } from './convert-transfer';
import { transferData } from './dma-call';
import type { RefusedItem } from './errors';
import type { BidiSink, CallContext } from './handler';
import { hostOf } from './host-call';
import { DEFAULT_HEARTBEAT_MS, heartbeatMs, StreamFeed, type FeedFormat } from './stream-feed';
import type { StreamWriter } from './stream-writer';

type Request = EndpointChannelRequest__Output;
type Response = EndpointChannelResponse;

/**
 * Opens a device model's stream.
 *
 * @param registry the vIOMMUs of the server
 * @param first the first message, which is also the first hello
 * @param ctx of the call
 * @param out its writer
 * @throws IommuError OPEN_REQUIRED, VIOMMU_NOT_FOUND, LIMIT_EXCEEDED
 */
export function openEndpointChannel(
  registry: Registry,
  first: Request,
  ctx: CallContext,
  out: StreamWriter<Response>,
): BidiSink<Request> {
  if (first.payload !== 'hello') {
    throw new IommuError('OPEN_REQUIRED', 'payload: the first message must be hello', { field: 'payload' });
  }
  const { viommuId } = check.required(first.hello, 'hello');
  ctx.checkViommuId(viommuId, 'hello.viommu_id');
  const host = hostOf(registry, viommuId, 'hello.viommu_id');
  const opened = host.openEndpointChannel(() => {
    out.wake();
  });
  const requests = new EndpointRequests(host, ctx.signal);
  const begin = (channel: EndpointChannel): ResultFeed<Response> => {
    const feed = new StreamFeed(out, channel, formatFor(host.viommuId), DEFAULT_HEARTBEAT_MS);
    requests.opened = { channel, feed };
    return feed;
  };
  const sink = new ChannelSink(ctx, out, opened instanceof Promise ? opened.then(begin) : begin(opened), requests);
  void sink.message(first);
  return sink;
}

/** The channel in the session, and what is written to its client. */
interface Opened {
  readonly channel: EndpointChannel;
  readonly feed: StreamFeed<EndpointChannelItem, Response>;
}

class EndpointRequests implements ChannelRequests<Request, Response> {
  /** Set before the first message comes. */
  opened: Opened | undefined;

  constructor(
    private readonly host: ViommuHost,
    private readonly signal: AbortSignal,
  ) {}

  execute(request: Request): Eventually<Response | undefined> {
    const { tag, endpointId } = request;
    switch (check.oneofArm(request.payload, 'payload', 'MESSAGE_REQUIRED')) {
      case 'hello':
        return this.hello(endpointId, check.required(request.hello, 'hello'), tag);
      case 'dma':
        return this.dma(request, check.required(request.dma, 'dma'));
      case 'translationRequest': {
        const wanted = fromTranslationRequest(check.required(request.translationRequest, 'translation_request'));
        return this.speak(request, (iommu) => {
          const completion = iommu.requestTranslation('EXTERNAL', endpointId, wanted);
          return { tag, endpointId, translationCompletion: toCompletion(completion) };
        });
      }
      case 'pageRequests': {
        const { items, onError, allowViolation } = check.required(request.pageRequests, 'page_requests');
        const checked = checkedItems(check.nonEmptyList(items, 'page_requests.items'), fromPageRequestItem);
        const afterError = fromOnError(onError);
        return this.speak(request, (iommu) => {
          const batch = iommu.submitPageRequests('EXTERNAL', endpointId, checked, afterError, allowViolation);
          const allQueued =
            batch.executed === checked.length && batch.closed.every(({ group }) => group.kind === 'QUEUED');
          if (tag === 0n && allQueued) return undefined;
          return { tag, endpointId, pageRequestsResult: toSubmitResponse(batch) };
        });
      }
      case 'invalidationCompletion': {
        const completion = check.required(request.invalidationCompletion, 'invalidation_completion');
        const { itags, count, requesterId } = fromCompletion(completion, 'invalidation_completion.');
        return this.speak(request, (iommu) => {
          iommu.completeInvalidations('EXTERNAL', endpointId, itags, count, requesterId);
          return undefined;
        });
      }
      case 'barrier': {
        const { tag: barrier } = check.required(request.barrier, 'barrier');
        // Its answer comes in order with what the endpoint receives.
        const answer = (): Eventually<undefined> =>
          this.speak(request, () => {
            this.required.channel.answerBarrier(endpointId, barrier, tag);
            return undefined;
          });
        const turn = this.speak(request, () => undefined);
        // When there was a line, what was before it in line has its results only now.
        return turn instanceof Promise ? turn.then(() => nextTurn()).then(answer) : answer();
      }
      case 'barrierReached': {
        const { tag: barrier } = check.required(request.barrierReached, 'barrier_reached');
        return this.speak(request, () => {
          this.host.barrierReached(endpointId, barrier);
          return undefined;
        });
      }
    }
  }

  refusal({ tag, endpointId }: Request, refused: RefusedItem): Response {
    return { tag, endpointId, refused };
  }

  /** Transfers data; the result of an access that stalls comes when it ends. */
  private dma({ endpointId, tag }: Request, dma: EndpointDma__Output): Eventually<Response> {
    const { channel } = this.required;
    const wanted = fromEndpointDma(dma);
    const result = transferData(
      this.host,
      (iommu) => {
        channel.requireOpen(endpointId);
        return iommu.issueDma('EXTERNAL', endpointId, wanted);
      },
      this.signal,
    );
    return result instanceof Promise
      ? result.then((dmaResult) => ({ tag, endpointId, dmaResult }))
      : { tag, endpointId, dmaResult: result };
  }

  /** Its result is the OPENED or RESUMED item, which comes in order with what the endpoint receives. */
  private hello(endpointId: number, hello: EndpointHello__Output, tag: bigint): Eventually<undefined> {
    if (hello.viommuId !== this.host.viommuId) throw otherViommu(hello.viommuId, this.host.viommuId);
    const mode = fromHelloMode(hello);
    const interval = heartbeatMs(hello.heartbeatIntervalMs, 'hello.heartbeat_interval_ms');
    const { channel, feed } = this.required;
    const done = channel.hello(endpointId, mode, hello.takeOver, tag);
    feed.setInterval(interval);
    return done instanceof Promise ? done.then(() => undefined) : undefined;
  }

  /** Runs a command in the name of an endpoint, which must be this channel's when the command's turn comes. */
  private speak<T>({ endpointId }: Request, command: (iommu: Iommu) => T): Eventually<T> {
    const { channel } = this.required;
    return this.host.execute((iommu) => {
      channel.requireOpen(endpointId);
      return command(iommu);
    });
  }

  private get required(): Opened {
    return check.required(this.opened, 'hello', 'OPEN_REQUIRED');
  }
}

function otherViommu(viommuId: string, own: string): IommuError {
  const field = 'hello.viommu_id';
  return new IommuError(
    'VIOMMU_ID_CONFLICT',
    `${field} is ${JSON.stringify(viommuId)} but the stream is about ${JSON.stringify(own)}; open another stream`,
    { field, metadata: { request: viommuId, stream: own } },
  );
}

function formatFor(viommuId: string): FeedFormat<EndpointChannelItem, Response> {
  const toMessage = (item: Exclude<EndpointChannelItem, ClosingItem>): Response => {
    switch (item.kind) {
      case 'OPENED': {
        const { tag, endpoint } = item;
        return { tag, endpointId: endpoint.endpointId, opened: toEndpoint(viommuId, endpoint) };
      }
      case 'RESUMED': {
        const { tag, resumed } = item;
        return { tag, endpointId: resumed.view.endpointId, resumed: toResumed(viommuId, resumed) };
      }
      case 'MESSAGE': {
        const { endpointId, modelSequence: sequence, message } = item.output;
        return { endpointId, sequence, ...toEndpointPayload(message) };
      }
      case 'BARRIER':
        return { endpointId: item.endpointId, barrier: { tag: item.barrier } };
      case 'BARRIER_REACHED':
        return { tag: item.tag, endpointId: item.endpointId, barrierReached: { tag: item.barrier } };
      case 'LOST':
        return { endpointId: item.endpointId, endpointLost: { reason: `CLOSING_REASON_${item.reason}` } };
      case 'HEARTBEAT':
        return { heartbeat: toHeartbeat(item) };
    }
  };
  return {
    toMessages: (items) => items.map(toMessage),
    toClosing: (closing) => ({ closing: toClosing(closing) }),
  };
}
