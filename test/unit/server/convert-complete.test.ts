/** That no field is forgotten: a model object with everything in it leaves no field of its message unset. */
import path from 'node:path';
import protobuf from 'protobufjs';
import type { PageResponseMessage } from '../../../src/core/outputs';
import type { EndpointView, PriStatus } from '../../../src/model/endpoint';
import { READ } from '../../../src/model/permissions';
import type { ReportRecord } from '../../../src/model/report';
import type { DmaResult } from '../../../src/model/transfer';
import type { FlushCounts, QueueStatistics } from '../../../src/model/viommu';
import { toDomain } from '../../../src/server/convert-domain';
import { toEndpoint, toEndpointPayload, toResumed } from '../../../src/server/convert-endpoint';
import { toFlushed, toStatistics } from '../../../src/server/convert-fault';
import { toRespondResponse, toSubmitResponse } from '../../../src/server/convert-page-request';
import { toRecordedViolation, toReport } from '../../../src/server/convert-report';
import { toDmaResult } from '../../../src/server/convert-transfer';
import { toViommu } from '../../../src/server/convert-viommu';
import { packageRoot } from '../../../src/server/protos';
import type { EventItem } from '../../../src/session';
import { configOf } from '../../../src/session/config';

const root = new protobuf.Root();
root.resolvePath = (_origin, target) => path.join(packageRoot(), 'proto', target);
root.loadSync(['channel_service', 'viommu_service'].map((file) => `viommu/v1/${file}.proto`));

/** Fields that are not there, with the path to each: on the wire an unset field and one with its default look the same. */
function unset(typeName: string, message: object): string[] {
  const type = root.lookupType(`viommu.v1.${typeName}`);
  type.resolveAll();
  const bytes = type.encode(type.fromObject(plain(message) as Record<string, unknown>)).finish();
  return unsetIn(type, type.decode(bytes) as unknown as Record<string, unknown>, '');
}

/** protobufjs takes 64-bit numbers as text. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined && field !== null)
      .map(([name, field]) => [name, plain(field)]),
  );
}

function unsetIn(type: protobuf.Type, message: Record<string, unknown>, prefix: string): string[] {
  return type.fieldsArray.flatMap((field) => {
    const name = `${prefix}${field.name}`;
    const value = message[field.name];
    const isSet = Object.hasOwn(message, field.name) && !(Array.isArray(value) && value.length === 0);
    // Of a oneof one arm is set.
    if (!isSet) return field.partOf && !field.partOf.name.startsWith('_') ? [] : [name];
    const first = (Array.isArray(value) ? value[0] : value) as Record<string, unknown>;
    return field.resolvedType instanceof protobuf.Type ? unsetIn(field.resolvedType, first, `${name}.`) : [];
  });
}

const event = (record: ReportRecord): EventItem => ({
  kind: 'EVENT',
  report: { sequence: 1n, timeNs: 1n, record } as EventItem['report'],
});

const DEVICE = { endpointId: 1, pasid: 5, prgi: 3 };
const WHOSE = { domainId: 1, deviceCookie: 1n, attachmentGeneration: 1 };

const RECORDS: readonly ReportRecord[] = [
  {
    kind: 'FAULT_EVENT',
    reason: 'TRANSACTION_NOT_ALLOWED',
    requesterId: 1,
    virtualId: 1n,
    iova: 0n,
    access: READ,
    queueTag: 0,
    lengthHint: 0n,
    injected: true,
    rawCode: 0,
    operationId: 1n,
    transaction: 'PAGE_REQUEST',
    ...DEVICE,
    ...WHOSE,
  },
  {
    kind: 'GROUP_ANSWERED',
    cookie: 1n,
    groupSequence: 1n,
    domainId: 1,
    endpointId: 1,
    code: 'RESPONSE_FAILURE',
    outcome: 'SENT',
    effect: 'PRI_OFF',
    sentCode: 'INVALID_REQUEST',
    carriedPasid: true,
    rawCode: 15,
  },
  {
    kind: 'AUTOMATIC_ANSWER',
    cause: 'DRAIN',
    rule: 'V-DRAIN',
    code: 'SUCCESS',
    cookie: 1n,
    groupSequence: 1n,
    virtualId: 1n,
    injected: true,
    effect: 'STALE',
    carriedPasid: true,
    forUnclosedGroup: true,
    stallTag: 0,
    queueTag: 0,
    ...DEVICE,
    ...WHOSE,
  },
  {
    kind: 'GROUP_DISCARDED',
    cause: 'STOP_PASID',
    rule: 'R-PRI-46',
    cookie: 1n,
    groupSequence: 1n,
    injected: true,
    virtualId: 1n,
    stallTag: 0,
    queueTag: 0,
    ...DEVICE,
    ...WHOSE,
  },
  {
    kind: 'PARTIALS_DROPPED',
    cause: 'DRAIN',
    rule: 'V-DRAIN',
    endpointId: 1,
    pageRequestCount: 1,
    groupCount: 1,
  },
  { kind: 'VIOLATION', rule: 'R-PRI-28', detail: 'x', itag: 0, culprit: 'VMM', onPurpose: true, ...DEVICE },
  {
    kind: 'OPERATION_ENDED',
    operationId: 1n,
    operation: 'STOP_PASID',
    outcome: 'TIMED_OUT',
    endpoints: [{ endpointId: 1, outcome: 'TIMED_OUT' }],
    beginNs: 1n,
    endNs: 2n,
  },
  {
    kind: 'ENDPOINT_CHANGED',
    endpointId: 1,
    change: 'PASID_STOPPED',
    state: 'ACTIVE',
    generation: 1,
    droppedMessages: 1,
    pasid: 0,
    causedBy: 2,
  },
  {
    kind: 'STOP_MARKER',
    virtualId: 1n,
    injected: true,
    dropped: { cause: 'QUEUE_OVERFLOW', rule: 'R-PRI-43' },
    ...DEVICE,
    ...WHOSE,
  },
  {
    kind: 'QUEUE_OVERFLOW',
    domainId: 1,
    active: true,
    rule: 'R-AUTO-12',
    endpointId: 1,
    sticky: true,
    groups: 1,
    pages: 1,
  },
];

test.each(RECORDS.map((record) => [record.kind, record] as const))('a report of %s', (_kind, record) => {
  expect(unset('Report', toReport(event(record)))).toEqual([]);
});

test('every kind of report is among them', () => {
  const arms = root.lookupType('viommu.v1.Report').oneofs['record']!.fieldsArray.map(({ name }) => name);
  expect(new Set(RECORDS.map(({ kind }) => kind)).size).toBe(arms.length - 1);
});

test('a recorded violation', () => {
  const record = RECORDS.find(({ kind }) => kind === 'VIOLATION')!;
  expect(unset('RecordedViolation', toRecordedViolation({ sequence: 1n, timeNs: 1n, record }))).toEqual([]);
});

const PRI: PriStatus = {
  enabled: true,
  stopped: true,
  responseFailure: true,
  allocation: 1,
  outstandingPageRequests: 1,
  generation: 1,
  unexpectedPrgi: true,
  unexpectedResponses: 1,
  staleResponses: 1,
  ignoredResponses: 1,
  parentEndpointId: 1,
  ownOutstandingPageRequests: 1,
};

const ENDPOINT: EndpointView = {
  endpointId: 1,
  config: {
    kind: 'PCIE',
    backend: 'HOSTED',
    requesterId: 0,
    virtualId: 0n,
    ats: { invalidateQueueDepth: 1, atcCapacityPages: 1, enabled: false, onUnsupportedRequest: 'STOP_ATS' },
    pri: { capacity: 1, prgResponsePasidRequired: true, retryLimit: 0 },
    pasid: { widthBits: 1, executePermission: false, privilegedMode: false },
    invalidationCompletion: 'MANUAL',
    priParentId: 1,
    stall: { retryLimit: 0 },
    context: {
      state: 'VALID',
      atsAllowed: true,
      pageRequestsAllowed: true,
      prgResponsePasid: undefined,
      suppressFaults: false,
    },
  },
  state: 'ACTIVE',
  generation: 1,
  atsEnabled: true,
  pri: PRI,
  grantedPages: 1,
  outstandingInvalidations: 1,
  waitingInvalidations: 1,
  outstandingDma: 1,
  context: {
    state: 'MISCONFIGURED',
    atsAllowed: false,
    pageRequestsAllowed: false,
    prgResponsePasid: false,
    suppressFaults: true,
  },
  stoppedPasids: 1,
  heldResponses: 1,
};

test('an endpoint, with the entry as it is now', () => {
  const message = toEndpoint('vm', ENDPOINT);
  expect(unset('Endpoint', message)).toEqual([]);
  expect(message.config?.context).toMatchObject({ state: 'CONTEXT_STATE_MISCONFIGURED', prgResponsePasid: false });
});

test('an endpoint that goes on', () => {
  const resumed = {
    view: ENDPOINT,
    nextSequence: 1n,
    outstanding: [{ prgi: 1, pasid: 0, pageRequests: 1 }],
    outstandingCount: 1,
    redelivered: 1,
    droppedPageRequests: 1,
  };
  expect(unset('EndpointResumed', toResumed('vm', resumed))).toEqual([]);
});

test('a page response at an endpoint', () => {
  const response: PageResponseMessage = {
    kind: 'PAGE_RESPONSE',
    prgi: 1,
    pasid: 0,
    code: 'INVALID_REQUEST',
    rawCode: 1,
    injected: true,
    cookie: 0n,
    effect: 'STALL_ABORTED',
    redelivery: true,
    stallTag: 0,
    queueTag: 0,
    lengthHint: 0n,
  };
  expect(unset('EndpointPageResponse', toEndpointPayload(response).pageResponse!)).toEqual([]);
});

test('a vIOMMU', () => {
  const automaticAnswers = { noDomain: 'UNANSWERED' } as const;
  const quirks = { mergeByPrgi: true, sendAfterPriOff: true, answerEveryPage: true, spareSharedPri: true };
  const config = configOf({
    bypassUnattached: true,
    preallocatePools: true,
    policy: { automaticAnswers, quirks, pasidAlways: true, pageRequestQueueFault: true },
  });
  const view = {
    viommuId: 'vm',
    config,
    deleteAfterIdleMs: 1n,
    incarnation: 1,
    timeNs: 1n,
    endpointCount: 1,
    domainCount: 1,
    mappingCount: 1,
    pendingGroupCount: 1,
    nextSequence: 1n,
  };
  // The server counts: what was asked for is not kept.
  expect(unset('Viommu', toViommu(view))).toEqual(['config.incarnation']);
});

test('a domain', () => {
  const view = {
    domainId: 1,
    kind: 'PAGING',
    pageRequests: true,
    attachmentCount: 1,
    mappingCount: 1,
    undeliveredGroups: 1,
    pendingGroups: 1,
    overflowPolicy: 'HOLD_CREDITS',
    overflowActive: true,
  } as const;
  expect(unset('Domain', toDomain('vm', view))).toEqual([]);
});

test('counters', () => {
  const statistics: QueueStatistics = {
    accepted: 1,
    answered: 1,
    autoAnswered: 1,
    discarded: 1,
    pending: 1,
    undelivered: 1,
    pendingHighWater: 1,
    partialPages: 1,
    droppedPages: 1,
    oldestPendingAgeNs: 0n,
    partialPageHighWater: 1,
    openPages: 1,
    openPageHighWater: 1,
    undeliveredHighWater: 1,
    overflows: 1,
    stopMarkers: 1,
    violations: 1,
    suppressedFaults: 1,
  };
  expect(unset('QueueStatistics', toStatistics(statistics))).toEqual([]);
  const flushed: FlushCounts = { autoAnswered: 1, discarded: 2, droppedPages: 3, droppedGroups: 4 };
  expect(toFlushed(flushed)).toEqual({
    autoAnsweredGroupCount: 1,
    discardedGroupCount: 2,
    droppedPageCount: 3,
    droppedGroupCount: 4,
  });
});

test('how a DMA ended', () => {
  const result: DmaResult = {
    status: 'ABORTED',
    transferredBytes: 1,
    data: Buffer.from('x'),
    faultReason: 'UNKNOWN_REQUESTER',
    failedAddress: 0n,
    pageRequestGroups: 1,
    failedAccess: READ,
    failedResponse: { cookie: 0n, prgi: 1, rawCode: 1, rule: 'R-AUTO-43', stallTag: 0 },
    retries: 1,
  };
  expect(unset('DmaResult', toDmaResult(result))).toEqual([]);
});

test('what became of answers, and of groups that were closed', () => {
  const batch = { executed: 1, failures: [], notExecuted: 0 };
  const result = { outcome: 'AUTO_ANSWERED', rule: 'V-DRAIN', code: 'INVALID_REQUEST', effect: 'STALE' } as const;
  const [sent] = toRespondResponse({ ...batch, sent: 1, results: [{ index: 1, result }] }).results!;
  expect(unset('PageResponseResult', sent!)).toEqual([]);
  const closed = [
    { kind: 'QUEUED', cookie: 7n, byLastCredit: true },
    { kind: 'ANSWERED', code: 'SUCCESS', rule: 'R-AUTO-08' },
    { kind: 'UNANSWERED', rule: 'R-AUTO-03' },
  ] as const;
  const groups = closed.map((group, index) => ({ index, group }));
  expect(toSubmitResponse({ ...batch, closed: groups }).closedGroups).toEqual([
    { index: 0, groupCookie: 7n, closedByLastCredit: true },
    { index: 1, automaticCode: 'PAGE_RESPONSE_CODE_SUCCESS', rule: 'R-AUTO-08', closedByLastCredit: false },
    { index: 2, rule: 'R-AUTO-03', unanswered: true, closedByLastCredit: false },
  ]);
});
