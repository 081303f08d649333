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

const MAPPING = { range: pages(50n), outputAddress: 0n, permissions: RW };
const PAGE_REQUEST = { iova: PAGE, permissions: RW, prgi: 1, last: true };
const CONTROLLER = { role: 'ROLE_CONTROLLER' };

const injected = (change: object, endpointId = 1) => ({
  items: [{ endpointId, item: { ...PAGE_REQUEST, ...change } }],
});

const READERS = ['WatchFaults', 'ListPageRequestGroups', 'GetQueueStatistics'];
const METHODS = [...READERS, 'RespondToPageRequests', 'ResolvePageRequests', 'InjectPageRequests', 'InjectFaultEvent'];

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
