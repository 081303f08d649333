/** Endpoints, and what they receive, between the contract and the model. */
import type { EndpointMessage, InvalidationMessage, PageResponseMessage } from '../core/outputs';
import type { AtsCapability as AtsMessage, AtsCapability__Output } from '../gen/viommu/v1/AtsCapability';
import type { Endpoint } from '../gen/viommu/v1/Endpoint';
import type { EndpointChanged as EndpointChangedMessage } from '../gen/viommu/v1/EndpointChanged';
import type { EndpointConfig as EndpointConfigMessage, EndpointConfig__Output } from '../gen/viommu/v1/EndpointConfig';
import type { EndpointContext as ContextMessage, EndpointContext__Output } from '../gen/viommu/v1/EndpointContext';
import type { EndpointHello__Output } from '../gen/viommu/v1/EndpointHello';
import type { EndpointPageResponse } from '../gen/viommu/v1/EndpointPageResponse';
import type { EndpointResumed } from '../gen/viommu/v1/EndpointResumed';
import type { InvalidationEnded } from '../gen/viommu/v1/InvalidationEnded';
import type { InvalidationRequest } from '../gen/viommu/v1/InvalidationRequest';
import type { OutstandingGroup as GroupMessage } from '../gen/viommu/v1/OutstandingGroup';
import type { PriCapability as PriMessage } from '../gen/viommu/v1/PriCapability';
import type { StopPasidRequest__Output } from '../gen/viommu/v1/StopPasidRequest';
import type {
  AtsCapability,
  ContextPatch,
  EndpointContext,
  EndpointRequest,
  EndpointView,
  PriStatus,
  ResumedEndpoint,
} from '../model/endpoint';
import type { OutstandingGroup } from '../model/page-request';
import type { EndpointChanged } from '../model/report';
import type { HelloMode } from '../session';
import * as check from './check';
import { fromEnum, message, refusal, toCode, toEffect, toPasid } from './convert';
import { toEncodedRange } from './convert-operation';
import { fromRanges, MAX_RESERVED_RANGES, toPageRange, toPageRanges } from './convert-range';

/** What an endpoint is to be. */
export function fromEndpointConfig(config: EndpointConfig__Output | null): EndpointRequest {
  if (config === null) return {};
  const { ats, pri, pasid, stall, priParentEndpointId } = config;
  return {
    kind: fromEnum('ENDPOINT_KIND_', config.kind, 'config.kind'),
    backend: fromEnum('ENDPOINT_BACKEND_', config.backend, 'config.backend'),
    requesterId: config.requesterId,
    virtualId: config.virtualId,
    ...(ats === null ? {} : { ats: fromAts(ats) }),
    ...(pri === null ? {} : { pri }),
    ...(pasid === null ? {} : { pasid }),
    invalidationCompletion: fromEnum(
      'INVALIDATION_COMPLETION_',
      config.invalidationCompletion,
      'config.invalidation_completion',
    ),
    priParentId: priParentEndpointId === 0 ? undefined : priParentEndpointId,
    ...(stall === null ? {} : { stall }),
    context: fromContext(config.context, 'config.context'),
    reservedRanges: fromRanges(config.reservedIovaRanges, 'config.reserved_iova_ranges', MAX_RESERVED_RANGES),
  };
}

function fromAts(ats: AtsCapability__Output) {
  const field = 'config.ats.on_unsupported_request';
  return {
    invalidateQueueDepth: ats.invalidateQueueDepth,
    globalInvalidate: ats.globalInvalidate,
    queueParentId: ats.queueParentEndpointId === 0 ? undefined : ats.queueParentEndpointId,
    atcCapacityPages: ats.atcCapacityPages,
    enabled: ats.enabled,
    onUnsupportedRequest: fromEnum('UNSUPPORTED_REQUEST_REACTION_', ats.onUnsupportedRequest, field),
  };
}

/**
 * What is to change in the vIOMMU's entry for an endpoint.
 *
 * @param context the decoded field
 * @param field its path
 * @returns undefined: nothing
 */
export function fromContext(context: EndpointContext__Output | null, field: string): ContextPatch | undefined {
  if (context === null) return undefined;
  const patch: ContextPatch = {
    state: fromEnum('CONTEXT_STATE_', context.state, `${field}.state`),
    atsAllowed: context.atsAllowed,
    pageRequestsAllowed: context.pageRequestsAllowed,
    prgResponsePasid: context.prgResponsePasid,
    suppressFaults: context.suppressFaults,
    atsGuestPhysical: context.atsGuestPhysical,
  };
  return Object.values(patch).every((value) => value === undefined) ? undefined : patch;
}

/** How a PASID is to be stopped. */
interface StopPasid {
  readonly pasid: number;
  readonly style: 'WAIT_FOR_RESPONSES' | 'STOP_MARKER';
  /** Undefined: as long as it takes. */
  readonly timeoutNs: bigint | undefined;
}

/**
 * How a PASID is to be stopped.
 *
 * @throws IommuError FIELD_REQUIRED, PASID_OUT_OF_RANGE, TIMEOUT_INVALID, FIELD_NOT_APPLICABLE, ENUM_VALUE_UNKNOWN
 */
export function fromStopPasid(request: StopPasidRequest__Output): StopPasid {
  const pasid = check.required(check.pasid(request.pasid), 'pasid');
  const style = fromEnum('STOP_PASID_STYLE_', request.style, 'style') ?? 'WAIT_FOR_RESPONSES';
  const field = 'response_timeout_ns';
  const timeoutNs = check.timeoutNs(request.responseTimeoutNs, field);
  if (timeoutNs !== undefined && style === 'STOP_MARKER') {
    throw refusal('FIELD_NOT_APPLICABLE', field, 'STOP_MARKER waits for no response; leave it unset');
  }
  return { pasid, style, timeoutNs };
}

/** An endpoint, for the wire. */
export function toEndpoint(viommuId: string, view: EndpointView): Endpoint {
  return {
    viommuId,
    endpointId: view.endpointId,
    config: toEndpointConfig(view),
    state: `ENDPOINT_STATE_${view.state}`,
    endpointGeneration: view.generation,
    atsEnabled: view.atsEnabled,
    pri: view.pri === undefined ? null : toPriStatus(view.pri),
    grantedPageCount: view.grantedPages,
    outstandingInvalidationCount: view.outstandingInvalidations,
    waitingInvalidationCount: view.waitingInvalidations,
    outstandingDmaCount: view.outstandingDma,
    stoppedPasidCount: view.stoppedPasids,
    heldResponseCount: view.heldResponses,
    fenced: view.fenced,
    linkDown: view.linkDown,
  };
}

/** As it was made, but with the context as it is. */
function toEndpointConfig({ config, context }: EndpointView): EndpointConfigMessage {
  const { kind, ats, pri, pasid, stall, invalidationCompletion } = config;
  return message<EndpointConfigMessage>({
    kind: `ENDPOINT_KIND_${kind}`,
    backend: `ENDPOINT_BACKEND_${config.backend}`,
    requesterId: config.requesterId,
    virtualId: config.virtualId,
    ats: ats === undefined ? null : toAts(ats),
    pri: pri === undefined ? null : message<PriMessage>(pri),
    pasid: pasid ?? null,
    invalidationCompletion:
      invalidationCompletion === undefined ? undefined : `INVALIDATION_COMPLETION_${invalidationCompletion}`,
    priParentEndpointId: config.priParentId,
    stall: stall === undefined ? null : { retryLimit: stall.retryLimit, allowPcie: kind === 'PCIE' },
    context: toContext(context),
    reservedIovaRanges: toPageRanges(config.reservedRanges),
  });
}

function toAts({ onUnsupportedRequest, queueParentId, ...ats }: AtsCapability): AtsMessage {
  return message<AtsMessage>({
    ...ats,
    // What is its own is not set beside a shared one, so that an endpoint can be made anew from its configuration.
    invalidateQueueDepth: queueParentId === undefined ? ats.invalidateQueueDepth : undefined,
    queueParentEndpointId: queueParentId,
    onUnsupportedRequest: onUnsupportedRequest && `UNSUPPORTED_REQUEST_REACTION_${onUnsupportedRequest}`,
  });
}

function toContext({ state, ...rest }: EndpointContext): ContextMessage {
  return message<ContextMessage>({ state: `CONTEXT_STATE_${state}`, ...rest });
}

function toPriStatus(status: PriStatus) {
  return {
    enabled: status.enabled,
    stopped: status.stopped,
    responseFailure: status.responseFailure,
    allocation: status.allocation,
    outstandingPageRequestCount: status.outstandingPageRequests,
    generation: status.generation,
    unexpectedPrgi: status.unexpectedPrgi,
    unexpectedResponseCount: status.unexpectedResponses,
    staleResponseCount: status.staleResponses,
    ignoredResponseCount: status.ignoredResponses,
    parentEndpointId: status.parentEndpointId ?? 0,
    ownOutstandingPageRequestCount: status.ownOutstandingPageRequests,
  };
}

/** A change of an endpoint, for the wire. */
export function toEndpointChanged(changed: EndpointChanged): EndpointChangedMessage {
  return message<EndpointChangedMessage>({
    endpointId: changed.endpointId,
    change: `ENDPOINT_CHANGE_KIND_${changed.change}`,
    state: `ENDPOINT_STATE_${changed.state}`,
    endpointGeneration: changed.generation,
    droppedMessageCount: changed.droppedMessages,
    pasid: toPasid(changed.pasid),
    causedByEndpointId: changed.causedBy,
  });
}

/**
 * How a device model takes an endpoint.
 *
 * @throws IommuError HELLO_MODE_REQUIRED
 */
export function fromHelloMode(hello: EndpointHello__Output): HelloMode {
  if (check.oneofArm(hello.mode, 'hello.mode', 'HELLO_MODE_REQUIRED') === 'reset') return { kind: 'RESET' };
  const { endpointGeneration, lastReceivedSequence } = check.required(hello.resume, 'hello.resume');
  return { kind: 'RESUME', generation: endpointGeneration, lastReceivedSequence };
}

/** An endpoint that goes on with its device model, for the wire. */
export function toResumed(viommuId: string, resumed: ResumedEndpoint): EndpointResumed {
  return {
    endpoint: toEndpoint(viommuId, resumed.view),
    nextSequence: resumed.nextSequence,
    outstandingGroups: resumed.outstanding.map(toOutstandingGroup),
    outstandingGroupCount: resumed.outstandingCount,
    redeliveredResponseCount: resumed.redelivered,
    droppedPageRequestCount: resumed.droppedPageRequests,
  };
}

function toOutstandingGroup({ prgi, pasid, pageRequests }: OutstandingGroup): GroupMessage {
  return message<GroupMessage>({ prgi, pasid: toPasid(pasid), pageRequestCount: pageRequests });
}

/** What happens at an endpoint, by the names of the arms that both of its streams have. */
export interface EndpointPayload {
  readonly pageResponse?: EndpointPageResponse;
  readonly invalidationRequest?: InvalidationRequest;
  readonly invalidationEnded?: InvalidationEnded;
  readonly changed?: EndpointChangedMessage;
}

/** What happens at an endpoint, for the wire. */
export function toEndpointPayload(happened: EndpointMessage): EndpointPayload {
  switch (happened.kind) {
    case 'PAGE_RESPONSE':
      return { pageResponse: toPageResponseMessage(happened) };
    case 'INVALIDATION':
      return { invalidationRequest: toInvalidationRequest(happened) };
    case 'INVALIDATION_ENDED':
      return { invalidationEnded: { itag: happened.itag, outcome: `OPERATION_OUTCOME_${happened.outcome}` } };
    case 'ENDPOINT_CHANGED':
      return { changed: toEndpointChanged(happened) };
  }
}

function toPageResponseMessage(response: PageResponseMessage): EndpointPageResponse {
  return message<EndpointPageResponse>({
    prgi: response.prgi,
    pasid: toPasid(response.pasid),
    code: toCode(response.code),
    rawCode: response.rawCode,
    injected: response.injected,
    groupCookie: response.cookie,
    effect: toEffect(response.effect),
    redelivery: response.redelivery,
    stallTag: response.stallTag,
    queueTag: response.queueTag,
    lengthHintBytes: response.lengthHint,
  });
}

function toInvalidationRequest(request: InvalidationMessage): InvalidationRequest {
  return message<InvalidationRequest>({
    itag: request.itag,
    pasid: toPasid(request.pasid),
    range: toPageRange(request.firstPage, request.lastPage),
    global: request.global,
    encodedRange: toEncodedRange(request),
  });
}
