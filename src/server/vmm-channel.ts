/** `ChannelService.VmmChannel`: reports down; answers, mappings and invalidations up. */
import type { RespondToPageRequestsResponse } from '../gen/viommu/v1/RespondToPageRequestsResponse';
import type { VmmChannelRequest__Output } from '../gen/viommu/v1/VmmChannelRequest';
import type { VmmChannelResponse } from '../gen/viommu/v1/VmmChannelResponse';
import { IommuError } from '../model/errors';
import type { Eventually, Registry, ReportStream, ViommuHost } from '../session';
import { invalidateEntries, mapItems, resolveGroups, respondToGroups, unmapRanges, type Answerer } from './batch-calls';
import { ChannelSink, type ChannelRequests, type ResultFeed } from './channel-sink';
import * as check from './check';
import { fromSelection } from './convert-report';
import type { RefusedItem } from './errors';
import type { BidiSink, CallContext } from './handler';
import { hostOf } from './host-call';
import { REPORT_FORMAT } from './report-messages';
import { heartbeatMs, StreamFeed } from './stream-feed';
import type { StreamWriter } from './stream-writer';

type Request = VmmChannelRequest__Output;
type Response = VmmChannelResponse;

/** The arms that carry results. */
type ResultArm = 'respondResult' | 'mapResult' | 'unmapResult' | 'invalidateResult' | 'resolveResult';

/**
 * Opens a VMM's stream.
 *
 * @param registry the vIOMMUs of the server
 * @param first the first message
 * @param ctx of the call
 * @param out its writer
 * @throws IommuError OPEN_REQUIRED and those of `FaultService.WatchFaults`
 */
export function openVmmChannel(
  registry: Registry,
  first: Request,
  ctx: CallContext,
  out: StreamWriter<Response>,
): BidiSink<Request> {
  if (first.payload !== 'open') {
    throw new IommuError('OPEN_REQUIRED', 'payload: the first message must be open', { field: 'payload' });
  }
  const { viommuId, selection, credits, heartbeatIntervalMs } = check.required(first.open, 'open');
  ctx.checkViommuId(viommuId, 'open.viommu_id');
  const host = hostOf(registry, viommuId, 'open.viommu_id');
  const interval = heartbeatMs(heartbeatIntervalMs, 'open.heartbeat_interval_ms');
  const chosen = fromSelection(selection, 'open.selection');
  const opened = host.openReportStream({ ...chosen, credits, creditsFixed: false, defaultRole: 'CONTROLLER' }, () => {
    out.wake();
  });
  const requests = new VmmRequests(host, ctx.signal);
  const begin = (stream: ReportStream): ResultFeed<Response> => {
    requests.stream = stream;
    return new StreamFeed(out, stream, REPORT_FORMAT, interval);
  };
  return new ChannelSink(ctx, out, opened instanceof Promise ? opened.then(begin) : begin(opened), requests);
}

class VmmRequests implements ChannelRequests<Request, Response> {
  /** Set before the first message comes. */
  stream: ReportStream | undefined;

  constructor(
    private readonly host: ViommuHost,
    private readonly signal: AbortSignal,
  ) {}

  execute(request: Request): Eventually<Response | undefined> {
    const { host, signal } = this;
    const { tag } = request;
    switch (check.oneofArm(request.payload, 'payload', 'MESSAGE_REQUIRED')) {
      case 'respond':
        return answerResult(
          tag,
          'respondResult',
          respondToGroups(this.answerer, check.required(request.respond, 'respond')),
        );
      case 'resolve':
        return answerResult(
          tag,
          'resolveResult',
          resolveGroups(this.answerer, check.required(request.resolve, 'resolve')),
        );
      case 'map':
        return result(tag, 'mapResult', mapItems(host, check.required(request.map, 'map'), signal));
      case 'unmap':
        return result(tag, 'unmapResult', unmapRanges(host, check.required(request.unmap, 'unmap'), signal));
      case 'invalidate':
        return result(
          tag,
          'invalidateResult',
          invalidateEntries(host, check.required(request.invalidate, 'invalidate'), signal),
        );
      case 'setCredits':
        this.stream?.setCredits(check.required(request.setCredits, 'set_credits').credits);
        return undefined;
      case 'open':
        throw new IommuError('ALREADY_OPEN', 'open: the stream is open; open another stream', { field: 'open' });
    }
  }

  private readonly answerer: Answerer = (command) => this.stream?.executeAs(command) ?? this.host.execute(command);

  refusal({ tag }: Request, refused: RefusedItem): Response {
    return { tag, refused };
  }
}

/** As {@link result}; with tag 0 only what the client does not expect is told. */
function answerResult(
  tag: bigint,
  arm: 'respondResult' | 'resolveResult',
  value: Eventually<RespondToPageRequestsResponse>,
): Eventually<Response | undefined> {
  if (tag !== 0n) return result(tag, arm, value);
  const told = (ended: RespondToPageRequestsResponse): Response | undefined =>
    isAllSent(ended) ? undefined : { tag, [arm]: ended };
  return value instanceof Promise ? value.then(told) : told(value);
}

function isAllSent({ results, failures, notExecutedCount }: RespondToPageRequestsResponse): boolean {
  return results?.length === 0 && failures?.length === 0 && notExecutedCount === 0;
}

/** The message that carries a result, which may be there already. */
function result<Arm extends ResultArm>(
  tag: bigint,
  arm: Arm,
  value: Eventually<NonNullable<Response[Arm]>>,
): Eventually<Response> {
  return value instanceof Promise ? value.then((ended) => ({ tag, [arm]: ended })) : { tag, [arm]: value };
}
