import { listRows, rowsOf, viommuRows, type Row } from './rows';
import { many, PAGE, RW, U64 } from './world';

const service = (method: string) => `EndpointService/${method}`;
const create = rowsOf(service('CreateEndpoint'), { viommuId: 'vm', endpointId: 50 });
const update = rowsOf(service('UpdateEndpoint'), { viommuId: 'vm', endpointId: 1 });
const dma = rowsOf(service('IssueDma'), { viommuId: 'vm', endpointId: 1, read: { lengthBytes: 1 } });
const ask = rowsOf(service('IssueTranslationRequest'), { viommuId: 'vm', endpointId: 1, permissions: RW });
const submit = rowsOf(service('SubmitPageRequests'), { viommuId: 'vm', endpointId: 1 });
const complete = rowsOf(service('CompleteInvalidation'), { viommuId: 'vm', endpointId: 6, itags: [1] });
const watch = rowsOf(service('WatchEndpoint'), { viommuId: 'vm', endpointId: 1 });

const EXTERNAL = 'ENDPOINT_BACKEND_EXTERNAL';
const PAGE_REQUEST = { iova: PAGE, permissions: RW, prgi: 1, last: true };

/** Calls that need an endpoint that is there; those that make it act need one that was not removed. */
function endpointRows(method: string, request: object, acts: boolean): Row[] {
  const row = rowsOf(service(method), { viommuId: 'vm', ...request });
  return [
    row('no endpoint_id', {}, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
    row('an endpoint that does not exist', { endpointId: 999 }, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
    row('endpoint 2^32-1', { endpointId: 2 ** 32 - 1 }, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
    ...(acts ? [row('an endpoint that was removed', { endpointId: 4 }, 'ENDPOINT_REMOVED')] : []),
  ];
}

const pageRequests = (change: object) => ({ items: [{ ...PAGE_REQUEST, ...change }] });

/** What is wrong with a page request in any state; submitting and injecting share it. */
export const PAGE_REQUEST_FAULTS = [
  ['an address inside a page', { iova: PAGE + 1n }, 'ADDRESS_MISALIGNED'],
  ['the address 2^64-1', { iova: U64 }, 'ADDRESS_MISALIGNED'],
  ['index 512', { prgi: 512 }, 'PRGI_OUT_OF_RANGE'],
  ['a PASID of 21 bits', { pasid: 2 ** 20 }, 'PASID_OUT_OF_RANGE'],
  ['a PASID wider than the endpoint has', { pasid: 1024 }, 'PASID_OUT_OF_RANGE'],
  ['no permissions', { permissions: undefined }, 'PERMISSIONS_INVALID'],
  ['neither read nor write', { permissions: { execute: true } }, 'PERMISSIONS_INVALID'],
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

const submissions: readonly Row[] = [
  submit('no items', {}, 'ITEMS_REQUIRED', 'items'),
  submit('4097 items', { items: many(4097, PAGE_REQUEST) }, 'TOO_MANY_ITEMS', 'items'),
  submit('an unknown on_error', { ...pageRequests({}), onError: 3 }, 'ENUM_VALUE_UNKNOWN', 'on_error'),
  submit('an external endpoint', { ...pageRequests({}), endpointId: 3 }, 'ENDPOINT_NOT_HOSTED', 'endpoint_id'),
  ...PAGE_REQUEST_FAULTS.map(([name, change, reason]) =>
    submit(name, pageRequests(change), reason, undefined, { item: true }),
  ),
  submit('an endpoint without PRI', { ...pageRequests({}), endpointId: 2 }, 'PRI_NOT_SUPPORTED', undefined, {
    item: true,
  }),
  submit('an endpoint whose PRI is off', { ...pageRequests({}), endpointId: 5 }, 'PRI_DISABLED', undefined, {
    item: true,
    recorded: true,
  }),
  submit('no credit left', { ...pageRequests({}), endpointId: 7 }, 'PRI_CREDITS_EXHAUSTED', undefined, {
    item: true,
    recorded: true,
  }),
];

const simple: readonly (readonly [string, object, boolean])[] = [
  ['GetEndpoint', {}, false],
  ['UpdateEndpoint', { atsEnabled: true }, true],
  ['DeleteEndpoint', {}, false],
  ['ResetFunction', {}, true],
  ['SurpriseRemove', {}, true],
  ['EnablePri', {}, true],
  ['DisablePri', {}, true],
  ['ResetPri', {}, true],
  ['IssueDma', { read: { lengthBytes: 1 } }, true],
  ['IssueTranslationRequest', { permissions: RW }, true],
  ['SubmitPageRequests', { items: [PAGE_REQUEST] }, true],
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
    ...endpointRows(method, request, acts),
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
  ...['ResetFunction', 'EnablePri', 'DisablePri', 'ResetPri'].map((method) =>
    rowsOf(service(method))('an endpoint without its device model', { endpointId: 3 }, 'ENDPOINT_DISCONNECTED'),
  ),
  rowsOf(service('DeleteEndpoint'))('an attached one', { endpointId: 1 }, 'BUSY'),
  ...['EnablePri', 'DisablePri', 'ResetPri'].map((method) =>
    rowsOf(service(method))('an endpoint without PRI', { endpointId: 2 }, 'PRI_NOT_SUPPORTED'),
  ),
  rowsOf(service('EnablePri'))('twice', { endpointId: 1 }, 'PRI_BUSY'),
  rowsOf(service('EnablePri'))('without ATS', { endpointId: 5 }, 'ATS_DISABLED'),
  rowsOf(service('EnablePri'))('no credits', { endpointId: 8, allocation: 0 }, 'CAPABILITY_OUT_OF_RANGE', 'allocation'),
  rowsOf(service('EnablePri'))(
    'too many credits',
    { endpointId: 8, allocation: 9 },
    'CAPABILITY_OUT_OF_RANGE',
    'allocation',
  ),
  rowsOf(service('ResetPri'))('while enabled', { endpointId: 1 }, 'PRI_ENABLED'),
  ...dmas,
  ...translations,
  ...submissions,
  complete('no tags', { itags: [] }, 'ITEMS_REQUIRED', 'itags'),
  complete('33 tags', { itags: many(33, 1) }, 'TOO_MANY_ITEMS', 'itags'),
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
