import { MAP_FAULTS } from './rows-domain';
import { PAGE_REQUEST_FAULTS } from './rows-endpoint';
import { listRows, rowsOf, viommuRows, type Row } from './rows';
import { many, pages, PAGE, RW } from './world';

const service = (method: string) => `FaultService/${method}`;
const watch = rowsOf(service('WatchFaults'));
const respond = rowsOf(service('RespondToPageRequests'));
const resolve = rowsOf(service('ResolvePageRequests'));
const inject = rowsOf(service('InjectPageRequests'));
const event = rowsOf(service('InjectFaultEvent'), { viommuId: 'vm', endpointId: 1, reason: 1 });
const count = rowsOf(service('GetQueueStatistics'));
const drain = rowsOf(service('DrainPageRequests'));
const send = rowsOf(service('SendPageResponse'), { viommuId: 'vm', endpointId: 1, code: 1 });
const exhaust = rowsOf(service('InjectExhaustion'), { viommuId: 'vm', stage: 1, count: 1n });

const MAPPING = { range: pages(50n), outputAddress: 0n, permissions: RW };
const PAGE_REQUEST = { iova: PAGE, permissions: RW, prgi: 1, last: true };
const CONTROLLER = { role: 'ROLE_CONTROLLER' };

const injected = (change: object, endpointId = 1) => ({
  items: [{ endpointId, item: { ...PAGE_REQUEST, ...change } }],
});

const READERS = ['WatchFaults', 'ListPageRequestGroups', 'GetQueueStatistics', 'ListViolations'];
const METHODS = [
  ...READERS,
  'RespondToPageRequests',
  'ResolvePageRequests',
  'InjectPageRequests',
  'InjectFaultEvent',
  'DrainPageRequests',
  'AcknowledgeOverflow',
  'SendPageResponse',
  'InjectExhaustion',
];

/** What software does to page requests by hand. */
const BY_HAND: readonly Row[] = [
  drain('nothing', {}, 'FIELD_REQUIRED', 'endpoint_id'),
  drain('a PASID of no endpoint', { domainId: 1, pasid: 5 }, 'FIELD_NOT_APPLICABLE', 'pasid'),
  drain('no PASID of no endpoint', { domainId: 1, withoutPasid: true }, 'FIELD_NOT_APPLICABLE', 'without_pasid'),
  drain('a PASID and none', { endpointId: 1, pasid: 5, withoutPasid: true }, 'FIELD_NOT_APPLICABLE', 'pasid'),
  drain('a domain that does not exist', { domainId: 99 }, 'DOMAIN_NOT_FOUND', 'domain_id'),
  drain('domain 0', { domainId: 0, endpointId: 1 }, 'DOMAIN_NOT_FOUND', 'domain_id'),
  drain('an endpoint that does not exist', { endpointId: 99 }, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
  drain('a PASID of 21 bits', { endpointId: 1, pasid: 2 ** 20 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  drain('a PASID wider than it has', { endpointId: 1, pasid: 1024 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  drain('a PASID it cannot have', { endpointId: 2, pasid: 0 }, 'PASID_NOT_SUPPORTED', 'pasid'),
  rowsOf(service('AcknowledgeOverflow'))(
    'a domain that does not exist',
    { domainId: 99 },
    'DOMAIN_NOT_FOUND',
    'domain_id',
  ),
  send('an endpoint that does not exist', { endpointId: 99 }, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
  send('an endpoint that was removed', { endpointId: 4 }, 'ENDPOINT_REMOVED', 'endpoint_id'),
  send('an endpoint without its device model', { endpointId: 3 }, 'ENDPOINT_DISCONNECTED', 'endpoint_id'),
  send('an endpoint without PRI', { endpointId: 2 }, 'PRI_NOT_SUPPORTED', 'endpoint_id'),
  send('index 512', { prgi: 512 }, 'PRGI_OUT_OF_RANGE', 'prgi'),
  send('a PASID of 21 bits', { pasid: 2 ** 20 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  send('a PASID wider than it has', { pasid: 1024 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  send('a PASID it cannot have', { endpointId: 8, pasid: 0 }, 'PASID_NOT_SUPPORTED', 'pasid'),
  send('no code', { code: 0 }, 'CODE_REQUIRED', 'code'),
  send('an unknown code', { code: 4 }, 'CODE_INVALID', 'code'),
  send('a raw code of 5 bits', { rawCode: 16 }, 'RAW_CODE_OUT_OF_RANGE', 'raw_code'),
  exhaust('no stage', { stage: 0 }, 'STAGE_REQUIRED', 'stage'),
  exhaust('an unknown stage', { stage: 4 }, 'ENUM_VALUE_UNKNOWN', 'stage'),
  exhaust('an unknown action', { action: 5 }, 'ENUM_VALUE_UNKNOWN', 'action'),
  exhaust('an endpoint that does not exist', { endpointId: 99 }, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
  exhaust('more than can be counted', { count: 2n ** 53n }, 'LIMIT_OUT_OF_RANGE', 'count'),
  ...listRows(service('ListViolations')),
  rowsOf(service('ListViolations'))(
    'an endpoint that does not exist',
    { endpointId: 99 },
    'ENDPOINT_NOT_FOUND',
    'endpoint_id',
  ),
];

/** A row needs the cookie of the group that is pending. */
export const faultRows = (groupCookie: bigint): readonly Row[] => [
  ...METHODS.flatMap((method) => viommuRows(service(method), !READERS.includes(method))),
  watch(
    'a domain that does not exist',
    { selection: { domains: [{ domainId: 99 }] } },
    'DOMAIN_NOT_FOUND',
    'domain_id',
  ),
  watch(
    'a domain twice',
    { selection: { domains: [{ domainId: 1 }, { domainId: 1 }] } },
    'SUBSCRIPTION_DUPLICATE',
    'selection.domains',
  ),
  watch('every domain twice', { selection: { domains: [{}, {}] } }, 'SUBSCRIPTION_DUPLICATE', 'selection.domains'),
  watch('4097 domains', { selection: { domains: many(4097, {}) } }, 'TOO_MANY_ITEMS', 'selection.domains'),
  watch(
    'an unknown role',
    { selection: { domains: [{ role: 3 }] } },
    'ENUM_VALUE_UNKNOWN',
    'selection.domains[0].role',
  ),
  watch(
    'a controller without credits',
    { selection: { domains: [CONTROLLER] }, credits: 0 },
    'CREDITS_REQUIRED',
    'credits',
  ),
  watch(
    'an observer that takes over',
    { selection: { domains: [{ domainId: 1, takeOver: true }] } },
    'FIELD_NOT_APPLICABLE',
    'selection.domains[0].take_over',
  ),
  watch('credits of an observer', { credits: 5 }, 'FIELD_NOT_APPLICABLE', 'credits'),
  watch('65537 credits', { credits: 65537 }, 'CREDITS_OUT_OF_RANGE', 'credits'),
  watch('a heartbeat every 0 ms', { heartbeatIntervalMs: 0 }, 'HEARTBEAT_OUT_OF_RANGE', 'heartbeat_interval_ms'),
  watch(
    'a sequence of the future',
    { selection: { resume: { epoch: 1001, sequence: 10_000n } } },
    'RESUME_POINT_INVALID',
    'selection.resume.sequence',
  ),
  respond('no responses', {}, 'ITEMS_REQUIRED', 'responses'),
  respond('4097 responses', { responses: many(4097, { groupCookie, code: 1 }) }, 'TOO_MANY_ITEMS', 'responses'),
  respond(
    'an unknown on_error',
    { responses: [{ groupCookie, code: 1 }], onError: 9 },
    'ENUM_VALUE_UNKNOWN',
    'on_error',
  ),
  respond('no code', { responses: [{ groupCookie }] }, 'CODE_REQUIRED', undefined, { item: true }),
  respond('an unknown code', { responses: [{ groupCookie, code: 4 }] }, 'CODE_INVALID', undefined, { item: true }),
  respond('a raw code of 5 bits', { responses: [{ groupCookie, rawCode: 16 }] }, 'RAW_CODE_OUT_OF_RANGE', undefined, {
    item: true,
  }),
  respond(
    'an unknown stall action',
    { responses: [{ groupCookie, stallAction: 4 }] },
    'ENUM_VALUE_UNKNOWN',
    undefined,
    { item: true },
  ),
  respond(
    'a stall action for page requests',
    { responses: [{ groupCookie, stallAction: 1 }] },
    'STALL_ACTION_NOT_APPLICABLE',
    undefined,
    { item: true },
  ),
  resolve('no items', {}, 'ITEMS_REQUIRED', 'items'),
  resolve('4097 items', { items: many(4097, { groupCookie }) }, 'TOO_MANY_ITEMS', 'items'),
  resolve(
    '4097 mappings',
    { items: [{ groupCookie, mappings: many(4097, MAPPING) }] },
    'TOO_MANY_ITEMS',
    'items.mappings',
  ),
  resolve('an unknown on_error', { items: [{ groupCookie }], onError: 9 }, 'ENUM_VALUE_UNKNOWN', 'on_error'),
  ...MAP_FAULTS.map(([name, change, reason]) =>
    resolve(name, { items: [{ groupCookie, mappings: [MAPPING, { ...MAPPING, ...change }] }] }, reason, undefined, {
      item: true,
    }),
  ),
  resolve(
    'fewer permissions',
    {
      items: [
        {
          groupCookie,
          mappings: [MAPPING, { range: pages(1n, 2n), outputAddress: 0n, permissions: { read: true }, ifMapped: 3 }],
        },
      ],
    },
    'PERMISSIONS_LOWERED',
    undefined,
    { item: true },
  ),
  ...listRows(service('ListPageRequestGroups')),
  rowsOf(service('ListPageRequestGroups'))(
    'a domain that does not exist',
    { domainId: 99 },
    'DOMAIN_NOT_FOUND',
    'domain_id',
  ),
  inject('no items', {}, 'ITEMS_REQUIRED', 'items'),
  inject('4097 items', { items: many(4097, { endpointId: 1, item: PAGE_REQUEST }) }, 'TOO_MANY_ITEMS', 'items'),
  inject('an unknown on_error', { ...injected({}), onError: 9 }, 'ENUM_VALUE_UNKNOWN', 'on_error'),
  inject('nothing in an item', { items: [{ endpointId: 1 }] }, 'FIELD_REQUIRED', undefined, { item: true }),
  inject('an endpoint that does not exist', injected({}, 99), 'ENDPOINT_NOT_FOUND', undefined, { item: true }),
  inject('an endpoint that was removed', injected({}, 4), 'ENDPOINT_REMOVED', undefined, { item: true }),
  inject('a PASID it cannot have', injected({ pasid: 0 }, 2), 'PASID_NOT_SUPPORTED', undefined, { item: true }),
  ...PAGE_REQUEST_FAULTS.map(([name, change, reason]) =>
    inject(name, injected(change), reason, undefined, { item: true }),
  ),
  inject(
    'an index of 10 bits on purpose',
    { ...injected({ prgi: 512 }), allowViolation: true },
    'PRGI_OUT_OF_RANGE',
    undefined,
    { item: true },
  ),
  ...BY_HAND,
  event('no endpoint', { endpointId: 0 }, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
  event('no reason', { reason: 0 }, 'REASON_REQUIRED', 'reason'),
  event('an unknown reason', { reason: 99 }, 'REASON_INVALID', 'reason'),
  event('a PASID of 21 bits', { pasid: 2 ** 20 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  event('a PASID wider than it has', { pasid: 1024 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  event('a PASID it cannot have', { endpointId: 2, pasid: 0 }, 'PASID_NOT_SUPPORTED', 'pasid'),
  event('an access that does nothing', { access: {} }, 'PERMISSIONS_INVALID', 'access'),
  event('execute without PASID', { access: { read: true, execute: true } }, 'PERMISSIONS_INVALID', 'access'),
  count('a domain that does not exist', { domainId: 99 }, 'DOMAIN_NOT_FOUND', 'domain_id'),
  count('an endpoint that does not exist', { endpointId: 99 }, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
];
