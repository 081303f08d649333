import { endpointRows, listRows, rowsOf, viommuRows, type Row } from './rows';
import { many, PAGE, RW, U64, type Json } from './world';

const service = (method: string) => `EndpointService/${method}`;
const create = rowsOf(service('CreateEndpoint'), { viommuId: 'vm', endpointId: 50 });
const update = rowsOf(service('UpdateEndpoint'), { viommuId: 'vm', endpointId: 1 });
const dma = rowsOf(service('IssueDma'), { viommuId: 'vm', endpointId: 1, read: { lengthBytes: 1 } });
const ask = rowsOf(service('IssueTranslationRequest'), { viommuId: 'vm', endpointId: 1, permissions: RW });
const complete = rowsOf(service('CompleteInvalidation'), { viommuId: 'vm', endpointId: 6, itags: [1] });
const watch = rowsOf(service('WatchEndpoint'), { viommuId: 'vm', endpointId: 1 });

const EXTERNAL = 'ENDPOINT_BACKEND_EXTERNAL';

/** What is wrong with a page request in any state; submitting and injecting share it. */
export const PAGE_REQUEST_FAULTS = [
  ['an address inside a page', { iova: PAGE + 1n }, 'ADDRESS_MISALIGNED'],
  ['the address 2^64-1', { iova: U64 }, 'ADDRESS_MISALIGNED'],
  ['index 512', { prgi: 512 }, 'PRGI_OUT_OF_RANGE'],
  ['a PASID of 21 bits', { pasid: 2 ** 20 }, 'PASID_OUT_OF_RANGE'],
  ['a PASID wider than the endpoint has', { pasid: 1024 }, 'PASID_OUT_OF_RANGE'],
  ['no permissions', { permissions: undefined, last: false }, 'PERMISSIONS_INVALID'],
  ['neither read nor write', { permissions: { execute: true }, last: false }, 'PERMISSIONS_INVALID'],
  ['a Stop Marker without PASID', { permissions: undefined }, 'STOP_MARKER_WITHOUT_PASID'],
  ['a Stop Marker that executes', { pasid: 5, permissions: { execute: true } }, 'PERMISSIONS_INVALID'],
  ['execute without PASID', { permissions: { read: true, execute: true } }, 'PERMISSIONS_INVALID'],
  ['execute without read', { pasid: 5, permissions: { write: true, execute: true } }, 'PERMISSIONS_INVALID'],
] as const;

const configs: readonly Row[] = [
  create('an id that is taken', { endpointId: 1 }, 'ENDPOINT_EXISTS', 'endpoint_id'),
  create('an unknown kind', { config: { kind: 9 } }, 'ENUM_VALUE_UNKNOWN', 'config.kind'),
  create('an unknown backend', { config: { backend: 9 } }, 'ENUM_VALUE_UNKNOWN', 'config.backend'),
  create(
    'an unknown way to complete',
    { config: { invalidationCompletion: 9 } },
    'ENUM_VALUE_UNKNOWN',
    'config.invalidation_completion',
  ),
  create(
    'a requester id of 17 bits',
    { config: { requesterId: 65536 } },
    'REQUESTER_ID_OUT_OF_RANGE',
    'config.requester_id',
  ),
  create(
    'an id too wide for a requester id',
    { endpointId: 65536 },
    'REQUESTER_ID_OUT_OF_RANGE',
    'config.requester_id',
  ),
  create('a requester id that is taken', { config: { requesterId: 1 } }, 'REQUESTER_ID_TAKEN', 'config.requester_id'),
  create('a virtual id that is taken', { config: { virtualId: 1n } }, 'VIRTUAL_ID_TAKEN', 'config.virtual_id'),
  create('PRI without ATS', { config: { pri: {} } }, 'PRI_NEEDS_ATS', 'config.pri'),
  create(
    'an ATC outside the server',
    { config: { backend: EXTERNAL, ats: { atcCapacityPages: 1 } } },
    'FIELD_NOT_APPLICABLE',
    'config.ats.atc_capacity_pages',
  ),
  create(
    'ATS enabled before there is a device model',
    { config: { backend: EXTERNAL, ats: { enabled: true } } },
    'FIELD_NOT_APPLICABLE',
    'config.ats.enabled',
  ),
  create(
    'retries outside the server',
    { config: { backend: EXTERNAL, ats: {}, pri: { retryLimit: 1 } } },
    'FIELD_NOT_APPLICABLE',
    'config.pri.retry_limit',
  ),
  create(
    'completion outside the server',
    { config: { backend: EXTERNAL, invalidationCompletion: 1 } },
    'FIELD_NOT_APPLICABLE',
    'config.invalidation_completion',
  ),
  create(
    'a queue of 33',
    { config: { ats: { invalidateQueueDepth: 33 } } },
    'CAPABILITY_OUT_OF_RANGE',
    'config.ats.invalidate_queue_depth',
  ),
  create(
    'a queue of 0',
    { config: { ats: { invalidateQueueDepth: 0 } } },
    'CAPABILITY_OUT_OF_RANGE',
    'config.ats.invalidate_queue_depth',
  ),
  create(
    'an ATC of no page',
    { config: { ats: { atcCapacityPages: 0 } } },
    'CAPABILITY_OUT_OF_RANGE',
    'config.ats.atc_capacity_pages',
  ),
  create(
    'no capacity',
    { config: { ats: {}, pri: { capacity: 0 } } },
    'CAPABILITY_OUT_OF_RANGE',
    'config.pri.capacity',
  ),
  create(
    'PASIDs of 21 bits',
    { config: { pasid: { widthBits: 21 } } },
    'CAPABILITY_OUT_OF_RANGE',
    'config.pasid.width_bits',
  ),
  create(
    'PASIDs of 0 bits',
    { config: { pasid: { widthBits: 0 } } },
    'CAPABILITY_OUT_OF_RANGE',
    'config.pasid.width_bits',
  ),
  create(
    'an unknown reaction',
    { config: { ats: { onUnsupportedRequest: 3 } } },
    'ENUM_VALUE_UNKNOWN',
    'config.ats.on_unsupported_request',
  ),
  create(
    'a reaction outside the server',
    { config: { backend: EXTERNAL, ats: { onUnsupportedRequest: 1 } } },
    'FIELD_NOT_APPLICABLE',
    'config.ats.on_unsupported_request',
  ),
  create('an unknown context', { config: { context: { state: 5 } } }, 'ENUM_VALUE_UNKNOWN', 'config.context.state'),
  create('PRI of no profile', { viommuId: 'virtio', config: { ats: {}, pri: {} } }, 'PRI_NOT_SUPPORTED', 'config.pri'),
  create(
    'a parent that does not exist',
    { config: { ats: {}, priParentEndpointId: 99 } },
    'ENDPOINT_NOT_FOUND',
    'config.pri_parent_endpoint_id',
  ),
  create(
    'a parent without PRI',
    { config: { ats: {}, priParentEndpointId: 2 } },
    'PRI_PARENT_INVALID',
    'config.pri_parent_endpoint_id',
  ),
  create(
    'a parent that shares itself',
    { config: { ats: {}, priParentEndpointId: 9 } },
    'PRI_PARENT_INVALID',
    'config.pri_parent_endpoint_id',
  ),
  create(
    'a parent of another backend',
    { config: { backend: EXTERNAL, ats: {}, priParentEndpointId: 8 } },
    'PRI_PARENT_INVALID',
    'config.pri_parent_endpoint_id',
  ),
  create(
    'a parent that was removed',
    { config: { ats: {}, priParentEndpointId: 4 } },
    'PRI_PARENT_INVALID',
    'config.pri_parent_endpoint_id',
  ),
  ...(
    [
      ['that does not exist', 99, {}, 'ENDPOINT_NOT_FOUND'],
      ['without ATS', 2, {}, 'QUEUE_PARENT_INVALID'],
      ['that was removed', 4, {}, 'QUEUE_PARENT_INVALID'],
      ['of another backend', 8, { backend: EXTERNAL }, 'QUEUE_PARENT_INVALID'],
      ['beside another parent', 1, { priParentEndpointId: 8 }, 'QUEUE_PARENT_INVALID'],
      ['that shares one itself', 11, {}, 'QUEUE_PARENT_INVALID'],
    ] as const
  ).map(([what, queueParentEndpointId, more, reason]) =>
    create(
      `the queue of a parent ${what}`,
      { config: { ats: { queueParentEndpointId }, ...more } },
      reason,
      'config.ats.queue_parent_endpoint_id',
    ),
  ),
  create(
    'a queue of its own and a shared one',
    { config: { ats: { queueParentEndpointId: 8, invalidateQueueDepth: 4 } } },
    'FIELD_NOT_APPLICABLE',
    'config.ats.invalidate_queue_depth',
  ),
  create('a shared interface without ATS', { config: { priParentEndpointId: 8 } }, 'PRI_NEEDS_ATS'),
  create(
    'a million and one retries',
    { viommuId: 'smmu', config: { kind: 2, stall: { retryLimit: 1_000_001 } } },
    'CAPABILITY_OUT_OF_RANGE',
    'config.stall.retry_limit',
  ),
  create('PRI of its own and shared', { config: { ats: {}, pri: {}, priParentEndpointId: 8 } }, 'FIELD_NOT_APPLICABLE'),
  create('stalls of this profile', { config: { kind: 2, stall: {} } }, 'STALL_NOT_SUPPORTED', 'config.stall'),
  create('stalls on PCI Express', { viommuId: 'smmu', config: { stall: {} } }, 'STALL_NOT_ALLOWED', 'config.stall'),
  create(
    'stalls and PRI',
    { viommuId: 'smmu', config: { ats: {}, pri: {}, stall: { allowPcie: true } } },
    'FIELD_NOT_APPLICABLE',
    'config.stall',
  ),
  create('ATS off PCI Express', { config: { kind: 2, ats: {} } }, 'FIELD_NOT_APPLICABLE', 'config.ats'),
  create('one endpoint too many', { viommuId: 'tiny' }, 'LIMIT_EXCEEDED'),
];

const dmas: readonly Row[] = [
  dma('no transfer', { read: undefined }, 'TRANSFER_REQUIRED', 'transfer'),
  dma('an unknown address type', { addressType: 9 }, 'ENUM_VALUE_UNKNOWN', 'address_type'),
  dma('0 bytes to read', { read: { lengthBytes: 0 } }, 'LENGTH_OUT_OF_RANGE', 'read.length_bytes'),
  dma('262145 bytes to read', { read: { lengthBytes: 262145 } }, 'LENGTH_OUT_OF_RANGE', 'read.length_bytes'),
  dma('2^64-1 bytes to read', { read: { lengthBytes: U64 } }, 'LENGTH_OUT_OF_RANGE', 'read.length_bytes'),
  dma('nothing to write', { read: undefined, write: {} }, 'LENGTH_OUT_OF_RANGE', 'write.data'),
  dma(
    '262145 bytes to write',
    { read: undefined, write: { data: Buffer.alloc(262145) } },
    'LENGTH_OUT_OF_RANGE',
    'write.data',
  ),
  dma('an empty pattern', { read: undefined, fill: { lengthBytes: 1 } }, 'LENGTH_OUT_OF_RANGE', 'fill.pattern'),
  dma(
    'a pattern of 4097 bytes',
    { read: undefined, fill: { lengthBytes: 1, pattern: Buffer.alloc(4097) } },
    'LENGTH_OUT_OF_RANGE',
    'fill.pattern',
  ),
  dma('0 bytes to copy', { read: undefined, copy: { sourceIova: 0n } }, 'LENGTH_OUT_OF_RANGE', 'copy.length_bytes'),
  dma('an address that overflows', { iova: U64, read: { lengthBytes: 2 } }, 'ADDRESS_OVERFLOW', 'iova'),
  dma(
    'a source that overflows',
    { read: undefined, copy: { sourceIova: U64, lengthBytes: 2 } },
    'ADDRESS_OVERFLOW',
    'copy.source_iova',
  ),
  dma('a PASID of 21 bits', { pasid: 2 ** 20 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  dma('a PASID wider than the endpoint has', { pasid: 1024 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  dma('a PASID the endpoint cannot have', { endpointId: 2, pasid: 0 }, 'PASID_NOT_SUPPORTED', 'pasid'),
  dma(
    'a PASID on a translated address',
    { pasid: 1, addressType: 'ADDRESS_TYPE_TRANSLATED' },
    'PASID_NOT_ALLOWED',
    'pasid',
  ),
  dma('a PASID that was stopped', { endpointId: 10, pasid: 6 }, 'PASID_STOPPED', 'pasid'),
  dma('an external endpoint', { endpointId: 3 }, 'ENDPOINT_NOT_HOSTED', 'endpoint_id'),
];

const translations: readonly Row[] = [
  ask('an address inside a page', { iova: 1n }, 'ADDRESS_MISALIGNED', 'iova'),
  ask('0 pages', { pageCount: 0 }, 'PAGE_COUNT_OUT_OF_RANGE', 'page_count'),
  ask('513 pages', { pageCount: 513 }, 'PAGE_COUNT_OUT_OF_RANGE', 'page_count'),
  ask('pages beyond 2^64-1', { iova: U64 - 4095n, pageCount: 2 }, 'ADDRESS_OVERFLOW'),
  ask('no permissions', { permissions: undefined }, 'PERMISSIONS_INVALID', 'permissions'),
  ask(
    'privileged without PASID',
    { permissions: { read: true, privileged: true } },
    'PERMISSIONS_INVALID',
    'permissions',
  ),
  ask('a PASID of 32 bits', { pasid: 2 ** 32 - 1 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  ask('a PASID the endpoint cannot have', { endpointId: 6, pasid: 0 }, 'PASID_NOT_SUPPORTED', 'pasid'),
  ask('an endpoint without ATS', { endpointId: 2 }, 'ATS_NOT_SUPPORTED'),
  ask('an external endpoint', { endpointId: 3 }, 'ENDPOINT_NOT_HOSTED', 'endpoint_id'),
];

const simple: readonly (readonly [string, Json, boolean])[] = [
  ['GetEndpoint', {}, false],
  ['UpdateEndpoint', { atsEnabled: true }, true],
  ['DeleteEndpoint', {}, false],
  ['ResetFunction', {}, true],
  ['SurpriseRemove', {}, true],
  ['SetLink', { down: true }, true],
  ['IssueDma', { read: { lengthBytes: 1 } }, true],
  ['IssueTranslationRequest', { permissions: RW }, true],
  ['CompleteInvalidation', { itags: [0] }, true],
  ['WatchEndpoint', {}, false],
];

const READERS = ['GetEndpoint', 'WatchEndpoint'];

export const ENDPOINT_ROWS: readonly Row[] = [
  ...viommuRows(service('CreateEndpoint'), true),
  ...configs,
  ...viommuRows(service('ListEndpoints'), false),
  ...listRows(service('ListEndpoints')),
  ...simple.flatMap(([method, request, acts]) => [
    ...viommuRows(service(method), !READERS.includes(method)),
    ...endpointRows(service(method), request, acts),
  ]),
  update('nothing', {}, 'UPDATE_REQUIRED', 'ats_enabled'),
  update('ATS it does not have', { endpointId: 2, atsEnabled: true }, 'ATS_NOT_SUPPORTED'),
  update('ATS off under PRI', { atsEnabled: false }, 'PRI_ENABLED'),
  update(
    'no time at all',
    { atsEnabled: true, invalidationTimeoutNs: 0n },
    'TIMEOUT_INVALID',
    'invalidation_timeout_ns',
  ),
  update('an entry without a change', { context: {} }, 'UPDATE_REQUIRED', 'ats_enabled'),
  update('an unknown state of the entry', { context: { state: 5 } }, 'ENUM_VALUE_UNKNOWN', 'context.state'),
  update('the entry of one that was removed', { endpointId: 4, context: { state: 2 } }, 'ENDPOINT_REMOVED'),
  update('the entry and ATS off under PRI', { atsEnabled: false, context: { atsAllowed: false } }, 'PRI_ENABLED'),
  rowsOf(service('ResetFunction'))('an endpoint without its device model', { endpointId: 3 }, 'ENDPOINT_DISCONNECTED'),
  rowsOf(service('SetLink'))(
    'a link that goes down and keeps its state',
    { endpointId: 1, down: true, keepState: true },
    'FIELD_NOT_APPLICABLE',
    'keep_state',
  ),
  ...['IssueDma', 'IssueTranslationRequest', 'SubmitPageRequests'].map((method) =>
    rowsOf(service(method))(
      'an endpoint whose link is down',
      {
        endpointId: 11,
        read: { lengthBytes: 1 },
        permissions: RW,
        items: [{ iova: PAGE, permissions: RW, prgi: 1, last: true }],
      },
      'LINK_DOWN',
      'endpoint_id',
    ),
  ),
  rowsOf(service('DeleteEndpoint'))('an attached one', { endpointId: 1 }, 'BUSY'),
  rowsOf(service('DeleteEndpoint'))('one whose interface another one shares', { endpointId: 8 }, 'BUSY'),
  ...dmas,
  ...translations,
  complete('no tags', { itags: [] }, 'ITEMS_REQUIRED', 'itags'),
  complete('33 tags', { itags: many(33, 1) }, 'TOO_MANY_ITEMS', 'itags'),
  complete('a count of 8', { completionCount: 8 }, 'CAPABILITY_OUT_OF_RANGE', 'completion_count'),
  complete('a requester id of 17 bits', { requesterId: 65536 }, 'REQUESTER_ID_OUT_OF_RANGE', 'requester_id'),
  complete('tag 32', { itags: [0, 32] }, 'ITAG_OUT_OF_RANGE', 'itags[1]'),
  complete('an endpoint that completes by itself', { endpointId: 1 }, 'COMPLETION_NOT_MANUAL'),
  complete('an external endpoint', { endpointId: 3 }, 'ENDPOINT_NOT_HOSTED', 'endpoint_id'),
  watch('a heartbeat every 99 ms', { heartbeatIntervalMs: 99 }, 'HEARTBEAT_OUT_OF_RANGE', 'heartbeat_interval_ms'),
  watch(
    'a heartbeat every 3600001 ms',
    { heartbeatIntervalMs: 3600001 },
    'HEARTBEAT_OUT_OF_RANGE',
    'heartbeat_interval_ms',
  ),
];
