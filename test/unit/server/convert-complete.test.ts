/** That no field is forgotten: a model object with everything in it leaves no field of its message unset. */
import type { PageResponseMessage } from '../../../src/core/outputs';
import type { DomainView } from '../../../src/model/domain';
import type { EndpointView, PriStatus } from '../../../src/model/endpoint';
import type { TranslationStep } from '../../../src/model/explanation';
import type { TableConfiguration } from '../../../src/model/guest-tables';
import { READ } from '../../../src/model/permissions';
import type { ReportRecord } from '../../../src/model/report';
import type { DmaResult, ProbeResult } from '../../../src/model/transfer';
import type { FlushCounts, QueueStatistics } from '../../../src/model/viommu';
import { toDomain, toIovaRanges } from '../../../src/server/convert-domain';
import { toEndpoint, toEndpointPayload, toResumed } from '../../../src/server/convert-endpoint';
import { toFlushed, toStatistics } from '../../../src/server/convert-fault';
import { toRespondResponse, toSubmitResponse } from '../../../src/server/convert-page-request';
import { toRecordedViolation, toReport } from '../../../src/server/convert-report';
import { toTranslateResponse } from '../../../src/server/convert-explanation';
import { toCompletion, toDmaResult } from '../../../src/server/convert-transfer';
import { toViommu } from '../../../src/server/convert-viommu';
import type { EventItem } from '../../../src/session';
import { configOf } from '../../../src/session/config';
import { armsOf, unset } from './unset';

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
    nested: {
      stage: 2,
      attachedDomainId: 2,
      guestPhysicalAddress: 0n,
      tableAccess: true,
      tableWrite: true,
      level: 0,
      entryAddress: 0n,
    },
    synthetic: true,
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
  { kind: 'RULE_HIT', ruleId: 1, event: 'ACCESS', endpointId: 1, pasid: 0, iova: 0n, hits: 1n },
];

test.each(RECORDS.map((record) => [record.kind, record] as const))('a report of %s', (_kind, record) => {
  expect(unset('Report', toReport(event(record)))).toEqual([]);
});

test('every kind of report is among them', () => {
  expect(new Set(RECORDS.map(({ kind }) => kind)).size).toBe(armsOf('Report', 'record').length - 1);
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
    ats: {
      invalidateQueueDepth: 1,
      atcCapacityPages: 1,
      enabled: false,
      globalInvalidate: false,
      queueParentId: 1,
      onUnsupportedRequest: 'STOP_ATS',
    },
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
      atsGuestPhysical: false,
    },
    reservedRanges: [{ firstPage: 0, lastPage: 0 }],
  },
  state: 'ACTIVE',
  generation: 1,
  atsEnabled: true,
  pri: PRI,
  grantedPages: 1,
  outstandingInvalidations: 1,
  waitingInvalidations: 1,
  outstandingDma: 1,
  fenced: true,
  linkDown: true,
  context: {
    state: 'MISCONFIGURED',
    atsAllowed: false,
    pageRequestsAllowed: false,
    prgResponsePasid: false,
    suppressFaults: true,
    atsGuestPhysical: true,
  },
  stoppedPasids: 1,
  heldResponses: 1,
};

test('an endpoint, with the entry as it is now', () => {
  const message = toEndpoint('vm', ENDPOINT);
  // Its queue is that of another endpoint.
  expect(unset('Endpoint', message)).toEqual(['config.ats.invalidateQueueDepth']);
  const { ats } = ENDPOINT.config;
  const own = { ...ENDPOINT, config: { ...ENDPOINT.config, ats: { ...ats!, queueParentId: undefined } } };
  expect(toEndpoint('vm', own).config?.ats).toMatchObject({ invalidateQueueDepth: 1 });
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
  const left = ['endpoint.config.ats.invalidateQueueDepth'];
  expect(unset('EndpointResumed', toResumed('vm', resumed))).toEqual(left);
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
    reservedRanges: [{ firstPage: 0, lastPage: 0 }],
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

const TABLES: readonly TableConfiguration[] = [
  {
    format: 'X86_64',
    root: 0x1000n,
    levels: 5,
    outputWidthBits: 46,
    gigabytePages: true,
    executeDisable: true,
    writeProtect: true,
    supervisorExecuteProtection: true,
    extendedAccessed: true,
  },
  {
    format: 'AARCH64',
    lower: {
      root: 0x1000n,
      widthBits: 48,
      granule: 16_384,
      topByteIgnored: true,
      hierarchicalPermissions: false,
    },
    upper: {
      root: 0x2000n,
      widthBits: 39,
      granule: 65_536,
      topByteIgnored: true,
      hierarchicalPermissions: false,
    },
    outputWidthBits: 48,
    wideAddresses: true,
    hardwareAccessFlag: true,
    hardwareDirtyState: true,
    accessFlagFaults: false,
    writeExecuteNever: true,
    privilegedAccessNever: true,
    contiguousHint: false,
  },
  {
    format: 'RISCV',
    mode: 'SV48X4',
    root: 0x4000n,
    hardwareUpdate: true,
    supervisorUserMemory: true,
    napot: true,
    memoryTypes: true,
    softwareBits: true,
  },
];

test.each(TABLES)('a domain with tables of $format', (tables) => {
  const view: DomainView = {
    domainId: 1,
    kind: 'NESTED',
    pageRequests: true,
    attachmentCount: 1,
    mappingCount: 1,
    undeliveredGroups: 1,
    pendingGroups: 1,
    overflowPolicy: 'HOLD_CREDITS',
    overflowActive: true,
    nested: { stage2DomainId: 0, tables, tableUpdates: 'NEVER' },
    nestedDomainCount: 1,
    dirtyTracking: true,
    dirtyTrackingEnabled: true,
  };
  expect(unset('Domain', toDomain('vm', view))).toEqual([]);
});

test('which IOVAs can be mapped', () => {
  const range = { firstPage: 1, lastPage: 2 };
  const pages = { usable: [range], reserved: [{ ...range, endpointId: 0 }], allowed: [range] };
  expect(unset('GetIovaRangesResponse', toIovaRanges(pages, 12))).toEqual([]);
});

test('a translation completion', () => {
  const permissions = READ;
  const entry = { firstPage: 1, lastPage: 1, outputFirstPage: 1, permissions, global: true };
  const completion = toCompletion({ status: 'COMPLETER_ABORT', entries: [entry] });
  expect(unset('TranslationCompletion', completion)).toEqual([]);
});

const ENTRY = { level: 1, entryAddress: 8n, entry: 1n, target: 0x1000n, update: 0x21n } as const;
const PAGES = { firstPage: 1, lastPage: 1, outputFirstPage: 1, permissions: READ };
const ATTACHMENT = { endpointId: 1, pasid: 0, domainId: 1, deviceCookie: 1n, generation: 1 };

const STEPS: readonly TranslationStep[] = [
  { kind: 'ATTACHMENT', attachment: ATTACHMENT },
  { kind: 'REFUSED', reason: 'NOT_ATTACHED' },
  { kind: 'BYPASS' },
  { kind: 'TABLE', domainId: 1, step: { ...ENTRY, decision: 'TABLE' } },
  { kind: 'MAPPING', step: { domainId: 1, page: 1, mapping: PAGES, tableAccess: true } },
];

test.each(STEPS.map((step) => [step.kind, step] as const))('an explanation with the step %s', (_kind, step) => {
  const cached = { ...PAGES, domainId: 1 };
  const result: ProbeResult = {
    kind: 'FAULT',
    reason: 'PERMISSION',
    domainId: 0,
    permissions: READ,
    nested: {
      stage: 2,
      attachedDomainId: 2,
      guestPhysicalAddress: 0n,
      tableAccess: true,
      tableWrite: true,
      level: 0,
      entryAddress: 0n,
    },
  };
  const response = toTranslateResponse(result, { steps: [step], iotlb: cached, atc: cached, summary: 'x' });
  expect(unset('TranslateResponse', response)).toEqual([]);
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
