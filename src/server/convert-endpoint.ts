/** Endpoints, and what they receive, between the contract and the model. */
import type { EndpointMessage, InvalidationMessage, PageResponseMessage } from '../core/outputs';
import type { AtsCapability as AtsMessage } from '../gen/viommu/v1/AtsCapability';
import type { Endpoint } from '../gen/viommu/v1/Endpoint';
import type { EndpointChanged as EndpointChangedMessage } from '../gen/viommu/v1/EndpointChanged';
import type { EndpointConfig as EndpointConfigMessage, EndpointConfig__Output } from '../gen/viommu/v1/EndpointConfig';
import type { EndpointPageResponse } from '../gen/viommu/v1/EndpointPageResponse';
import type { InvalidationEnded } from '../gen/viommu/v1/InvalidationEnded';
import type { InvalidationRequest } from '../gen/viommu/v1/InvalidationRequest';
import type { PriCapability as PriMessage } from '../gen/viommu/v1/PriCapability';
import type { EndpointConfig, EndpointRequest, EndpointView, PriStatus } from '../model/endpoint';
import type { EndpointChanged } from '../model/report';
import { fromEnum, message, toCode, toPageRange, toPasid } from './convert';

/** What an endpoint is to be. */
export function fromEndpointConfig(config: EndpointConfig__Output | null): EndpointRequest {
  if (config === null) return {};
  const { ats, pri, pasid } = config;
  // There is only one kind; an unknown one is refused here.
  fromEnum('ENDPOINT_KIND_', config.kind, 'config.kind');
  return {
    backend: fromEnum('ENDPOINT_BACKEND_', config.backend, 'config.backend'),
    requesterId: config.requesterId,
    virtualId: config.virtualId,
    ...(ats === null ? {} : { ats }),
    ...(pri === null ? {} : { pri }),
    ...(pasid === null ? {} : { pasid }),
    invalidationCompletion: fromEnum(
      'INVALIDATION_COMPLETION_',
      config.invalidationCompletion,
      'config.invalidation_completion',
    ),
  };
}

/** An endpoint, for the wire. */
export function toEndpoint(viommuId: string, view: EndpointView): Endpoint {
  return {
    viommuId,
    endpointId: view.endpointId,
    config: toEndpointConfig(view.config),
    state: `ENDPOINT_STATE_${view.state}`,
    endpointGeneration: view.generation,
    atsEnabled: view.atsEnabled,
    pri: view.pri === undefined ? null : toPriStatus(view.pri),
    grantedPageCount: view.grantedPages,
    outstandingInvalidationCount: view.outstandingInvalidations,
    waitingInvalidationCount: view.waitingInvalidations,
    outstandingDmaCount: view.outstandingDma,
  };
}

function toEndpointConfig(config: EndpointConfig): EndpointConfigMessage {
  const { ats, pri, pasid, invalidationCompletion } = config;
  return message<EndpointConfigMessage>({
    kind: `ENDPOINT_KIND_${config.kind}`,
    backend: `ENDPOINT_BACKEND_${config.backend}`,
    requesterId: config.requesterId,
    virtualId: config.virtualId,
    ats: ats === undefined ? null : message<AtsMessage>(ats),
    pri: pri === undefined ? null : message<PriMessage>(pri),
    pasid: pasid ?? null,
    invalidationCompletion:
      invalidationCompletion === undefined ? undefined : `INVALIDATION_COMPLETION_${invalidationCompletion}`,
  });
}

function toPriStatus(status: PriStatus) {
  return {
    enabled: status.enabled,
    stopped: status.stopped,
    responseFailure: status.responseFailure,
    allocation: status.allocation,
    outstandingPageRequestCount: status.outstandingPageRequests,
    generation: status.generation,
  };
}

/** A change of an endpoint, for the wire. */
export function toEndpointChanged(changed: EndpointChanged): EndpointChangedMessage {
  return {
    endpointId: changed.endpointId,
    change: `ENDPOINT_CHANGE_KIND_${changed.change}`,
    state: `ENDPOINT_STATE_${changed.state}`,
    endpointGeneration: changed.generation,
    droppedMessageCount: changed.droppedMessages,
  };
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
  });
}

function toInvalidationRequest(request: InvalidationMessage): InvalidationRequest {
  return message<InvalidationRequest>({
    itag: request.itag,
    pasid: toPasid(request.pasid),
    range: toPageRange(request.firstPage, request.lastPage),
  });
}
