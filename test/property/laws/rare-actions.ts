import type { ContextPatch, EndpointRequest } from '../../../src/model/endpoint';
import { EXECUTE, NONE, PRIVILEGED, READ, type Permissions } from '../../../src/model/permissions';
import type { AutomaticAction, PolicyPatch } from '../../../src/model/viommu';
import { address, CODES, id, pasidOf, pendingCookie, pick, requestOf, STALLING, timeoutOf } from './arguments';
import type { Machine } from './machine';
import type { Step } from './script';

const ANSWERS: readonly (AutomaticAction | undefined)[] = [
  undefined,
  'SUCCESS',
  'INVALID_REQUEST',
  'RESPONSE_FAILURE',
  'UNANSWERED',
];

/** Endpoints that not every profile has, or that share what others have. */
const SHAPES: readonly EndpointRequest[] = [
  { ats: {}, pasid: {}, priParentId: 1 },
  { ats: {}, pasid: {}, priParentId: 2, invalidationCompletion: 'MANUAL' },
  { backend: 'EXTERNAL', ats: {}, pasid: {}, priParentId: 3 },
  STALLING,
  { kind: 'PLATFORM', backend: 'EXTERNAL', pasid: {}, stall: {} },
  { ats: { onUnsupportedRequest: 'STOP_ATS' }, pri: {}, pasid: { executePermission: false, privilegedMode: false } },
  { ats: {}, pri: { capacity: 3 }, pasid: {}, virtualId: 300n, context: { pageRequestsAllowed: false } },
];

const CONTEXTS: readonly ContextPatch[] = [
  { state: 'VALID' },
  { state: 'INVALID' },
  { state: 'VALID', atsAllowed: true, pageRequestsAllowed: true, prgResponsePasid: undefined, suppressFaults: false },
  { state: 'MISCONFIGURED' },
  { state: 'ACCESS_FAULT' },
  { atsAllowed: false },
  { atsAllowed: true },
  { pageRequestsAllowed: false },
  { pageRequestsAllowed: true, prgResponsePasid: true },
  { suppressFaults: true },
];

const POLICIES: readonly PolicyPatch[] = [
  { quirks: { mergeByPrgi: true } },
  { quirks: { sendAfterPriOff: true } },
  { quirks: { answerEveryPage: true } },
  { quirks: { spareSharedPri: true } },
  { quirks: { mergeByPrgi: false, sendAfterPriOff: false, answerEveryPage: false, spareSharedPri: false } },
  { pageRequestQueueFault: true },
  { pageRequestQueueFault: false },
  { virtualIdWidthBits: 1 },
  { virtualIdWidthBits: 64 },
  { translatedRequestCheck: 'CONTEXT' },
  { translatedRequestCheck: 'GRANTED' },
  { automaticAnswers: { noDomain: 'UNANSWERED', noPageRequests: 'UNANSWERED', overflow: 'UNANSWERED' } },
  { automaticAnswers: { contextUnusable: 'SUCCESS', unknownRequester: 'RESPONSE_FAILURE', queueOff: 'UNANSWERED' } },
  { pasidAlways: true },
];

/** What no endpoint may ask for, in part. */
const BAD_ACCESSES: readonly Permissions[] = [NONE, EXECUTE, PRIVILEGED | READ, READ | EXECUTE | PRIVILEGED, READ];

/** What a step does that is not part of every model of a vIOMMU. */
export const RARE_ACTIONS = {
  createRare(machine, step) {
    machine.call('createEndpoint', id(step.e), pick(SHAPES, step.n));
  },
  createQueue(machine, step) {
    const overflowPolicy = pick(['DROP_NEW', 'DROP_OLD', 'HOLD_CREDITS', 'NATIVE'] as const, step.n);
    machine.call('createDomain', id(step.d), { kind: 'PAGING', pageRequests: true, overflowPolicy });
  },
  updateContext(machine, step) {
    machine.call('updateContext', id(step.e), pick(CONTEXTS, step.n));
  },
  configure(machine, step) {
    machine.call('update', pick(POLICIES, step.n));
  },
  /** A page request that the endpoint must not send. */
  misuse(machine, step) {
    const item = { ...requestOf(step), permissions: pick(BAD_ACCESSES, step.n >> 1) };
    const speaker = machine.speaker(id(step.e));
    machine.call('submitPageRequests', speaker, id(step.e), [item], 'CONTINUE', step.m % 4 !== 0);
  },
  stopMarker(machine, step) {
    const item = { ...requestOf(step), permissions: NONE, last: true };
    const speaker = machine.speaker(id(step.e));
    machine.call('submitPageRequests', speaker, id(step.e), [item], 'CONTINUE', step.m % 4 === 0);
  },
  injectMisuse(machine, step) {
    const item = { ...requestOf(step), permissions: pick(BAD_ACCESSES, step.n >> 1) };
    machine.call('inject', [{ endpointId: id(step.e), item }], 'CONTINUE', step.m % 4 !== 0);
  },
  stopPasid(machine, step) {
    const style = pick(['WAIT_FOR_RESPONSES', 'STOP_MARKER'] as const, step.n);
    machine.call('stopPasid', id(step.e), pasidOf(step), style, timeoutOf(step));
  },
  resume(machine, step) {
    const current = machine.iommu.endpoints(step.e, 1)[0]?.generation ?? 1;
    machine.call('resume', id(step.e), current + (step.m % 8 === 7 ? 1 : 0), BigInt(step.n % 16));
  },
  clearPriStatus(machine, step) {
    machine.call('clearPriStatus', id(step.e), {
      responseFailure: step.n % 2 === 0,
      unexpectedPrgi: step.m % 2 === 0,
    });
  },
  forcePri(machine, step) {
    if (step.n % 2 === 0) {
      machine.call('enablePri', id(step.e), undefined, true);
    } else {
      machine.call('resetPri', id(step.e), true);
    }
  },
  sendResponse(machine, step) {
    const response = { prgi: step.m % 3, pasid: pasidOf(step), rawCode: pick(CODES, step.n) };
    machine.call('sendPageResponse', id(step.e), response);
  },
  exhaust(machine, step) {
    machine.call('injectExhaustion', {
      endpointId: step.m % 3 === 0 ? undefined : id(step.e),
      stage: pick(['PARTIAL', 'GROUP', 'HANDLER'] as const, step.n),
      count: step.m % 4,
      action: pick(ANSWERS, step.n),
    });
  },
  acknowledgeOverflow(machine, step) {
    machine.call('acknowledgeOverflow', id(step.d));
  },
  drain(machine, step) {
    const pasid = step.n % 3 === 0 ? { pasid: pasidOf(step) } : {};
    const endpoint = step.n % 4 !== 0 ? { endpointId: id(step.e), ...pasid } : {};
    machine.call('drain', { ...(step.m % 2 === 0 ? { domainId: id(step.d) } : {}), ...endpoint });
  },
  /** A DMA beyond what the other actions map. */
  miss(machine, step) {
    const speaker = machine.speaker(id(step.e));
    machine.call('issueDma', speaker, id(step.e), {
      addressType: speaker === 'HOSTED' ? 'AUTOMATIC' : 'UNTRANSLATED',
      pasid: pasidOf(step),
      address: address(12),
      transfer: { kind: 'FILL', pattern: new Uint8Array([step.n]), length: pick([8, 8200, 12_300], step.n) },
    });
  },
  /** A stalled access is answered with what only stalls have. */
  respondStall(machine, step) {
    const stallAction = pick(['RETRY', 'ABORT', 'TERMINATE'] as const, step.m);
    machine.call('respond', [{ cookie: pendingCookie(machine, step.n), rawCode: 0, stallAction }], 'CONTINUE');
  },
} satisfies Record<string, (machine: Machine, step: Step) => void>;
