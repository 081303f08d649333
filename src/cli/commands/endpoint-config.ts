/** What an endpoint is made of, as options of `viommuctl endpoint create` and `update`. */
import type { EndpointConfigInput, EndpointContextInput } from '../../../clients/typescript';
import { parseRange, parseRequesterId, parseU32, parseU64 } from '../numbers';
import { flag, optional, repeated, type Values } from '../parameters';
import { choice, parseSwitch } from '../words';

/** The vIOMMU's entry for the endpoint. */
export const contextOptions = {
  context: optional(
    'STATE',
    "the vIOMMU's entry for it: valid, invalid, misconfigured or access-fault",
    choice('CONTEXT_STATE_', ['VALID', 'INVALID', 'MISCONFIGURED', 'ACCESS_FAULT']),
  ),
  contextAts: optional('on|off', 'whether its entry allows ATS', parseSwitch),
  contextPageRequests: optional('on|off', 'whether its entry allows page requests', parseSwitch),
  contextPrgResponsePasid: optional('on|off', 'whether its entry says that responses carry the PASID', parseSwitch),
  contextAtsGuestPhysical: optional(
    'on|off',
    'whether translations it asks for end at guest-physical addresses, which stage 2 translates later',
    parseSwitch,
  ),
  suppressFaults: optional('on|off', 'whether its fault events are counted and not reported', parseSwitch),
};

/** What was said about the entry; undefined: nothing. */
export function contextOf(options: Values<typeof contextOptions>): EndpointContextInput | undefined {
  const context = {
    state: options.context,
    atsAllowed: options.contextAts,
    pageRequestsAllowed: options.contextPageRequests,
    prgResponsePasid: options.contextPrgResponsePasid,
    atsGuestPhysical: options.contextAtsGuestPhysical,
    suppressFaults: options.suppressFaults,
  };
  return ifAny(context);
}

/** What an endpoint is, as decided when it is created. */
export const configOptions = {
  kind: optional('KIND', 'pcie or platform', choice('ENDPOINT_KIND_', ['PCIE', 'PLATFORM'])),
  rid: optional('RID', 'requester id, as bb:dd.f or a number; default: the endpoint id', parseRequesterId),
  virtualId: optional('NUMBER', 'the id by which the guest knows it; default: the requester id', parseU64),
  external: flag('emulated by a device model on EndpointChannel instead of by the server'),
  ats: flag('with address translation services'),
  atsOff: flag('with ATS, disabled at first'),
  invalidateQueueDepth: optional('COUNT', 'device-TLB invalidations outstanding, 1 to 32', parseU32),
  queueParent: optional('ENDPOINT', 'the endpoint whose invalidate queue it shares', parseU32),
  globalInvalidate: optional('on|off', 'whether it supports global invalidations', parseSwitch),
  atcPages: optional('COUNT', 'pages its ATC holds', parseU32),
  onUnsupportedRequest: optional(
    'REACTION',
    'what it does when a translation request was refused as unsupported: fall-back or stop-ats',
    choice('UNSUPPORTED_REQUEST_REACTION_', ['FALL_BACK', 'STOP_ATS']),
  ),
  pri: flag('with a page request interface'),
  priCapacity: optional('COUNT', 'page requests it can have outstanding', parseU32),
  prgResponsePasid: flag('responses to requests with a PASID carry it'),
  retryLimit: optional('COUNT', 'how often it asks for the same page again', parseU32),
  priParent: optional('ENDPOINT', 'the endpoint whose page request interface it shares', parseU32),
  pasid: flag('with process address space ids'),
  pasidWidth: optional('BITS', 'width of a PASID, 1 to 20', parseU32),
  pasidExecute: optional('on|off', 'whether requests with PASID may ask for execute', parseSwitch),
  pasidPrivileged: optional('on|off', 'whether requests with PASID may be privileged', parseSwitch),
  stall: flag('its accesses can stall; profile smmuv3'),
  stallRetryLimit: optional('COUNT', 'how often the same access may stall again after a retry', parseU32),
  stallPcie: flag('lets a PCIE endpoint stall'),
  reserve: repeated('RANGE', 'IOVAs it cannot have translated; may be repeated', parseRange),
  ...contextOptions,
  manualInvalidation: flag('completes invalidations only when "viommuctl complete" says so'),
};

/** A capability is there when it is named, or anything about it is. */
export function configOf(options: Values<typeof configOptions>): EndpointConfigInput {
  const ats = {
    invalidateQueueDepth: options.invalidateQueueDepth,
    queueParentEndpointId: options.queueParent,
    globalInvalidate: options.globalInvalidate,
    atcCapacityPages: options.atcPages,
    enabled: options.atsOff ? false : undefined,
    onUnsupportedRequest: options.onUnsupportedRequest,
  };
  const pri = {
    capacity: options.priCapacity,
    prgResponsePasidRequired: options.prgResponsePasid || undefined,
    retryLimit: options.retryLimit,
  };
  const pasid = {
    widthBits: options.pasidWidth,
    executePermission: options.pasidExecute,
    privilegedMode: options.pasidPrivileged,
  };
  const stall = { retryLimit: options.stallRetryLimit, allowPcie: options.stallPcie || undefined };
  return {
    kind: options.kind,
    requesterId: options.rid,
    virtualId: options.virtualId,
    backend: options.external ? 'ENDPOINT_BACKEND_EXTERNAL' : undefined,
    ats: options.ats ? ats : ifAny(ats),
    pri: options.pri ? pri : ifAny(pri),
    pasid: options.pasid ? pasid : ifAny(pasid),
    invalidationCompletion: options.manualInvalidation ? 'INVALIDATION_COMPLETION_MANUAL' : undefined,
    priParentEndpointId: options.priParent,
    stall: options.stall ? stall : ifAny(stall),
    context: contextOf(options),
    reservedIovaRanges: options.reserve,
  };
}

/** A message, if any of its fields is set. */
function ifAny<Message extends object>(message: Message): Message | undefined {
  return Object.values(message).some((value) => value !== undefined) ? message : undefined;
}
