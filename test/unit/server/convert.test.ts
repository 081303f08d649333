import { IommuError } from '../../../src/model/errors';
import { FAULT_REASONS } from '../../../src/model/fault';
import { NO_PASID, type PageRequestGroup } from '../../../src/model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import * as convert from '../../../src/server/convert';
import { fromMapItem } from '../../../src/server/convert-domain';
import { fromEndpointConfig, toEndpointPayload } from '../../../src/server/convert-endpoint';
import { toTranslateResponse } from '../../../src/server/convert-explanation';
import { toFaultEvent } from '../../../src/server/convert-fault';
import { fromInvalidationEntry, toInvalidateResponse } from '../../../src/server/convert-operation';
import {
  fromDrain,
  fromInjectExhaustion,
  fromPageRequestItem,
  fromPageResponse,
  toGroup,
} from '../../../src/server/convert-page-request';
import { toPageRange } from '../../../src/server/convert-range';
import { fromEndpointDma, fromIssueDma, toDmaResult } from '../../../src/server/convert-transfer';
import { fromViommuConfig, toViommu } from '../../../src/server/convert-viommu';
import type { ProfileName } from '../../../src/model/viommu';
import { PROFILES } from '../../../src/profiles';
import { configOf } from '../../../src/session/config';
import { decoded, received } from './wire';

const U64 = 2n ** 64n - 1n;

test('an enum value loses its prefix, UNSPECIFIED is undefined, an unknown number is refused', () => {
  expect(convert.fromEnum('DOMAIN_KIND_', 'DOMAIN_KIND_PAGING', 'kind')).toBe('PAGING');
  expect(convert.fromEnum('DOMAIN_KIND_', 'DOMAIN_KIND_UNSPECIFIED', 'kind')).toBeUndefined();
  const { onError } = decoded<{ onError: never }>('DomainService/Map', { onError: 9 });
  expect(() => convert.fromOnError(onError)).toThrow(/on_error: 9/);
  expect(convert.fromOnError('ON_ERROR_UNSPECIFIED')).toBe('CONTINUE');
});

test('PASID 0 is not no PASID, in both directions', () => {
  expect(convert.fromPasid(undefined)).toBe(NO_PASID);
  expect(convert.fromPasid(0)).toBe(0);
  expect(convert.toPasid(NO_PASID)).toBeUndefined();
  expect(convert.toPasid(0)).toBe(0);
  const zero = decoded<{ pasid?: number }>('DomainService/Attach', { pasid: 0 });
  expect(convert.fromPasid(zero.pasid)).toBe(0);
  expect(convert.fromPasid(decoded<{ pasid?: number }>('DomainService/Attach', {}).pasid)).toBe(NO_PASID);
});

test.each([
  [READ, { read: true, write: false, execute: false, privileged: false }],
  [WRITE | PRIVILEGED, { read: false, write: true, execute: false, privileged: true }],
  [READ | WRITE | EXECUTE | PRIVILEGED, { read: true, write: true, execute: true, privileged: true }],
  [0, { read: false, write: false, execute: false, privileged: false }],
])('permissions %d', (mask, message) => {
  expect(convert.toPermissions(mask)).toEqual(message);
});

test('the last page of the whole space', () => {
  expect(toPageRange(0, 2 ** 52 - 1)).toEqual({ first: 0n, last: U64 });
});

test('a malformed item becomes its refusal, in place', () => {
  const items = convert.checkedItems([1, 0, 2], (n) => {
    if (n === 0) throw new IommuError('ITEMS_REQUIRED', 'no');
    return n * 2;
  });
  expect(items).toEqual([2, expect.any(IommuError), 4]);
  expect(() =>
    convert.checkedItems([1], () => {
      throw new TypeError('a bug');
    }),
  ).toThrow(TypeError);
});

describe('page responses', () => {
  const respond = (response: object) =>
    fromPageResponse(
      decoded<{ responses: [never] }>('FaultService/RespondToPageRequests', { responses: [response] }).responses[0],
    );

  test.each([
    [{ code: 'PAGE_RESPONSE_CODE_SUCCESS' }, 0],
    [{ code: 'PAGE_RESPONSE_CODE_INVALID_REQUEST' }, 1],
    [{ code: 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE' }, 15],
    [{ rawCode: 0 }, 0],
    [{ rawCode: 7 }, 7],
    [{ code: 'PAGE_RESPONSE_CODE_SUCCESS', rawCode: 15 }, 15],
  ])('%j is raw code %d', (response, rawCode) => {
    expect(respond({ groupCookie: U64, ...response })).toEqual({
      cookie: U64,
      rawCode,
      endpointId: undefined,
      pasid: undefined,
      prgi: undefined,
      stallAction: undefined,
    });
  });

  test.each([
    [{ stallAction: 1 }, 'RETRY', 0],
    [{ stallAction: 2 }, 'ABORT', 1],
    [{ stallAction: 3 }, 'TERMINATE', 1],
    [{ stallAction: 3, code: 3 }, 'TERMINATE', 15],
  ])('%j needs no code', (response, stallAction, rawCode) => {
    expect(respond({ groupCookie: 1n, ...response })).toMatchObject({ stallAction, rawCode });
  });

  test('what is given besides is compared later, not checked', () => {
    const given = { endpointId: 0, pasid: 2 ** 32 - 1, prgi: 9999 };
    expect(respond({ groupCookie: 1n, code: 1, ...given })).toMatchObject(given);
  });
});

test('a page request of any form is a page request: whether it may be sent is not decided here', () => {
  const item = (fields: object) =>
    fromPageRequestItem(
      decoded<{ items: [never] }>('EndpointService/SubmitPageRequests', { items: [fields] }).items[0],
    );
  expect(item({ last: true })).toMatchObject({ permissions: 0, last: true, pasid: NO_PASID });
  expect(item({ permissions: { execute: true, privileged: true } }).permissions).toBe(EXECUTE | PRIVILEGED);
});

test('what is to be drained: a PASID, none, or all', () => {
  const scope = (fields: object) => fromDrain(decoded<never>('FaultService/DrainPageRequests', fields));
  expect(scope({ endpointId: 1 })).toEqual({ domainId: undefined, endpointId: 1, pasid: undefined });
  expect(scope({ endpointId: 1, pasid: 0 })).toEqual({ domainId: undefined, endpointId: 1, pasid: 0 });
  expect(scope({ endpointId: 1, withoutPasid: true })).toEqual({ domainId: undefined, endpointId: 1, pasid: NO_PASID });
  expect(scope({ domainId: 0, endpointId: 0 })).toEqual({ domainId: 0, endpointId: 0, pasid: undefined });
});

test('as many failures as a number counts exactly', () => {
  const order = (count: bigint) =>
    fromInjectExhaustion(decoded<never>('FaultService/InjectExhaustion', { stage: 2, count }));
  expect(order(2n ** 53n - 1n)).toEqual({
    endpointId: undefined,
    stage: 'GROUP',
    count: 2 ** 53 - 1,
    action: undefined,
  });
  expect(() => order(2n ** 53n)).toThrow(/count: 9007199254740992/);
});

test('a page request', () => {
  const request = { iova: U64 - 4095n, permissions: { read: true, execute: true }, prgi: 511, pasid: 0, last: true };
  const { items } = decoded<{ items: [never] }>('EndpointService/SubmitPageRequests', {
    items: [{ ...request, queueTag: 2 ** 32 - 1, lengthHintBytes: U64 }],
  });
  expect(fromPageRequestItem(items[0])).toEqual({
    page: 2 ** 52 - 1,
    permissions: READ | EXECUTE,
    prgi: 511,
    pasid: 0,
    last: true,
    queueTag: 2 ** 32 - 1,
    lengthHint: U64,
  });
});

const GROUP: PageRequestGroup = {
  cookie: U64,
  sequence: 9n,
  timeNs: 5n,
  domainId: 1,
  endpointId: 2,
  deviceCookie: U64,
  pasid: 0,
  prgi: 511,
  pages: [{ page: 2 ** 52 - 1, permissions: WRITE }],
  requesterId: 0xffff,
  virtualId: U64,
  attachmentGeneration: 3,
  queueTag: 0,
  lengthHint: 0n,
  injected: true,
  redelivery: true,
  delivered: true,
  stallTag: 0,
  stallReason: 'NOT_MAPPED',
};

test('a group survives the wire, with everything that may be zero or absent', () => {
  const through = (group: PageRequestGroup) =>
    received<{ groups: { group: Record<string, unknown> }[] }>('FaultService/ListPageRequestGroups', {
      groups: [{ group: toGroup(group) }],
    }).groups[0]!.group;
  expect(through(GROUP)).toMatchObject({
    groupCookie: U64,
    deviceCookie: U64,
    pasid: 0,
    pages: [{ iova: U64 - 4095n, permissions: { read: false, write: true } }],
    virtualId: U64,
    queueTag: 0,
    lengthHintBytes: 0n,
    injected: true,
    redelivery: true,
    stallTag: 0,
    stallReason: 'FAULT_REASON_NOT_MAPPED',
  });
  const none = { queueTag: undefined, lengthHint: undefined, stallTag: undefined, stallReason: undefined };
  const bare = through({ ...GROUP, pasid: NO_PASID, ...none });
  for (const field of ['pasid', 'queueTag', 'lengthHintBytes', 'stallTag']) expect(bare).not.toHaveProperty(field);
});

test.each(FAULT_REASONS)('fault reason %s is known to the contract', (reason) => {
  const faultEvent = toFaultEvent({
    kind: 'FAULT_EVENT',
    reason,
    endpointId: 1,
    requesterId: 1,
    virtualId: 1n,
    pasid: NO_PASID,
    injected: false,
  });
  const { reports } = received<{ reports: { reports: { faultEvent: { reason: string } }[] } }>(
    'FaultService/WatchFaults',
    { reports: { reports: [{ faultEvent }] } },
  );
  expect(reports.reports[0]!.faultEvent.reason).toBe(`FAULT_REASON_${reason}`);
});

test.each([
  [{ read: { lengthBytes: 262_144 } }, { kind: 'READ', length: 262_144 }],
  [{ write: { data: Buffer.from('ab') } }, { kind: 'WRITE', data: Buffer.from('ab') }],
  [{ fill: { pattern: Buffer.from('x'), lengthBytes: 3 } }, { kind: 'FILL', pattern: Buffer.from('x'), length: 3 }],
  [{ copy: { sourceIova: U64, lengthBytes: 1 } }, { kind: 'COPY', source: U64, length: 1 }],
])('transfer %#', (arm, transfer) => {
  const request = decoded<never>('EndpointService/IssueDma', { iova: U64, ...arm });
  expect(fromIssueDma(request)).toEqual({
    addressType: 'AUTOMATIC',
    pasid: NO_PASID,
    address: U64,
    transfer,
    queueTag: undefined,
  });
});

test('the addresses of an external endpoint are untranslated unless it says so', () => {
  const dma = (fields: object) =>
    decoded<{ dma: never }>('ChannelService/EndpointChannel', { dma: { read: { lengthBytes: 1 }, ...fields } }).dma;
  expect(fromEndpointDma(dma({})).addressType).toBe('UNTRANSLATED');
  expect(fromEndpointDma(dma({ addressType: 3 })).addressType).toBe('TRANSLATED');
  expect(() => fromEndpointDma(dma({ addressType: 1 }))).toThrow(/AUTOMATIC/);
});

test('how a DMA ended', () => {
  const data = Buffer.from('abc');
  const ended = { status: 'COMPLETED', transferredBytes: 3, data, pageRequestGroups: 2, retries: 0 } as const;
  const { result } = received<{ result: object }>('EndpointService/IssueDma', { result: toDmaResult(ended) });
  expect(result).toMatchObject({
    status: 'DMA_STATUS_COMPLETED',
    transferredBytes: 3n,
    data,
    pageRequestGroupCount: 2,
  });
  expect(result).not.toHaveProperty('failedIova');
  expect(toDmaResult({ ...ended, status: 'FAULTED', faultReason: 'BLOCKED', failedAddress: 0n })).toMatchObject({
    faultReason: 'FAULT_REASON_BLOCKED',
    failedIova: 0n,
  });
});

test('what a probe says', () => {
  const found = { kind: 'FOUND', outputAddress: 1n, first: 0n, last: U64, permissions: READ } as const;
  expect(toTranslateResponse(found)).toMatchObject({ found: { range: { first: 0n, last: U64 }, outputAddress: 1n } });
  expect(toTranslateResponse({ kind: 'FAULT', reason: 'PERMISSION', domainId: 4, permissions: READ })).toMatchObject({
    fault: { reason: 'FAULT_REASON_PERMISSION', domainId: 4, permissions: convert.toPermissions(READ) },
  });
});

test('a mapping item means what the call says when it does not say itself', () => {
  const { items } = decoded<{ items: [never] }>('DomainService/Map', {
    items: [{ range: { first: 0n, last: U64 }, outputAddress: 0n, permissions: { read: true } }],
  });
  expect(fromMapItem(items[0], 'REFUSE')).toEqual({
    firstPage: 0,
    lastPage: 2 ** 52 - 1,
    outputFirstPage: 0,
    permissions: READ,
    ifMapped: 'REFUSE',
  });
  expect(fromMapItem(items[0], 'ACCEPT_IDENTICAL').ifMapped).toBe('ACCEPT_IDENTICAL');
});

test('invalidation entries, whole and in part', () => {
  const entries = decoded<{ entries: never[] }>('InvalidationService/Invalidate', {
    entries: [
      { domain: { domainId: 1 } },
      { domain: { domainId: 1, range: { first: 1n, last: U64 } } },
      { deviceTlb: { endpointId: 2, pasid: 0 } },
      { everything: {} },
      { domain: { domainId: 1, pasid: 7, global: true, leafOnly: true } },
      { deviceTlb: { endpointId: 2, encodedRange: { address: 0x5fffn, sizeBit: true } } },
      { deviceTlb: { endpointId: 2, encodedRange: { address: U64, sizeBit: true } } },
      { deviceTlb: { endpointId: 2, encodedRange: { address: 0x5fffn } } },
      { iotlb: {} },
      { iotlb: { domainId: 0, pasid: 3, range: { first: 0n, last: 1n } } },
      { context: { endpointId: 4 } },
      { pasidEntry: { endpointId: 4 } },
      { pasidEntry: { endpointId: 4, pasid: 0 } },
      { fence: {} },
    ],
  }).entries;
  expect(entries.map(fromInvalidationEntry)).toEqual([
    { kind: 'DOMAIN', domainId: 1 },
    { kind: 'DOMAIN', domainId: 1, first: 1n, last: U64 },
    { kind: 'DEVICE_TLB', endpointId: 2, pasid: 0, global: false },
    { kind: 'EVERYTHING' },
    { kind: 'DOMAIN', domainId: 1, pasid: 7, global: true },
    // Bit 12 is 1 and bit 13 is 0: 16 KiB.
    { kind: 'DEVICE_TLB', endpointId: 2, first: 0x4000n, last: 0x7fffn },
    { kind: 'DEVICE_TLB', endpointId: 2, first: 0n, last: U64 },
    { kind: 'DEVICE_TLB', endpointId: 2, first: 0x5000n, last: 0x5fffn },
    { kind: 'IOTLB' },
    { kind: 'IOTLB', domainId: 0, pasid: 3, global: false, first: 0n, last: 1n },
    { kind: 'CONTEXT', endpointId: 4 },
    { kind: 'PASID_ENTRY', endpointId: 4, pasid: NO_PASID },
    { kind: 'PASID_ENTRY', endpointId: 4, pasid: 0 },
    { kind: 'FENCE' },
  ]);
});

test('entries that did not complete are listed, the others counted', () => {
  const result = {
    kind: 'OPERATION_ENDED',
    operationId: 5n,
    operation: 'INVALIDATE',
    outcome: 'TIMED_OUT',
    endpoints: [{ endpointId: 1, outcome: 'TIMED_OUT' }],
    beginNs: 1n,
    endNs: 2n,
  } as const;
  const entries = [
    { index: 0, outcome: 'COMPLETED', endpoints: [] },
    { index: 2, outcome: 'TIMED_OUT', endpoints: [{ endpointId: 1, outcome: 'TIMED_OUT' }] },
  ] as const;
  const failures = [{ index: 1, error: new IommuError('DOMAIN_NOT_FOUND', 'no', { metadata: { domain_id: '9' } }) }];
  const batch = { executed: 2, failures, notExecuted: 3 };
  expect(toInvalidateResponse(batch, { kind: 'OPERATION', result, entries, dma: undefined })).toMatchObject({
    completedCount: 1,
    results: [{ index: 2, outcome: 'OPERATION_OUTCOME_TIMED_OUT' }],
    failures: [{ index: 1, code: 5, reason: 'DOMAIN_NOT_FOUND', message: 'no', metadata: { domain_id: '9' } }],
    notExecutedCount: 3,
    operation: { operationId: 5n, kind: 'OPERATION_KIND_INVALIDATE', outcome: 'OPERATION_OUTCOME_TIMED_OUT' },
  });
  expect(toInvalidateResponse({ executed: 0, failures, notExecuted: 0 }, undefined).operation).toBeNull();
});

test('a configuration: absent means default, present means present', () => {
  expect(fromViommuConfig(null)).toEqual({});
  expect(fromEndpointConfig(null)).toEqual({});
  const { config } = decoded<{ config: never }>('ViommuService/CreateViommu', {
    config: { limits: { maxDomains: 3n }, policy: { unmapInvalidates: false }, deleteAfterIdleMs: U64 },
  });
  expect(fromViommuConfig(config)).toMatchObject({
    profile: undefined,
    limits: { max_domains: 3n, max_endpoints: undefined },
    policy: { unmapInvalidates: false, translation: undefined, automaticAnswers: undefined },
    deleteAfterIdleMs: U64,
  });
});

test.each(Object.keys(PROFILES) as ProfileName[])(
  'a vIOMMU as it is can be sent back as a configuration: %s',
  (profile) => {
    const full = configOf({
      profile,
      limits: { max_mappings: 77n, violation_log_depth: 5n },
      iovaWidthBits: 48,
      clock: 'VIRTUAL',
      preallocatePools: true,
      policy: {
        translation: 'BYPASS',
        pageRequestQueueEnabled: false,
        pageRequestQueueFault: true,
        pasidAlways: true,
        virtualIdWidthBits: 9,
        translatedRequestCheck: 'NONE',
        automaticAnswers: { handlerRefusal: 'UNANSWERED', overflow: 'RESPONSE_FAILURE' },
        quirks: { spareSharedPri: true, mergeByPrgi: true },
      },
    });
    const viommu = toViommu({
      viommuId: 'vm',
      config: full,
      deleteAfterIdleMs: 0n,
      incarnation: 4,
      timeNs: 0n,
      endpointCount: 0,
      domainCount: 0,
      mappingCount: 0,
      pendingGroupCount: 0,
      nextSequence: 1n,
    });
    const { config } = decoded<{ config: never }>('ViommuService/CreateViommu', { config: viommu.config });
    expect(configOf(fromViommuConfig(config))).toEqual(full);
  },
);

test('what happens at an endpoint', () => {
  const response = {
    kind: 'PAGE_RESPONSE',
    prgi: 3,
    pasid: NO_PASID,
    code: 'RESPONSE_FAILURE',
    rawCode: 7,
    injected: false,
    cookie: undefined,
    effect: undefined,
    redelivery: false,
    queueTag: undefined,
    lengthHint: undefined,
  } as const;
  const { pageResponse } = toEndpointPayload(response);
  expect(pageResponse).toMatchObject({ code: 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE', rawCode: 7 });
  expect(pageResponse?.groupCookie).toBeUndefined();
  expect(
    toEndpointPayload({ kind: 'INVALIDATION', itag: 0, pasid: 0, firstPage: 1, lastPage: 2, global: true })
      .invalidationRequest,
  ).toEqual({
    itag: 0,
    pasid: 0,
    range: { first: 4096n, last: 12287n },
    global: true,
    // The smallest range with a size that is a power of two: four pages from 0.
    encodedRange: { address: 4096n, sizeBit: true },
  });
});
