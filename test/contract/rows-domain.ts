import type { Reason } from '../../src/model/errors';
import { listRows, rowsOf, viommuRows, type Row } from './rows';
import { many, pages, PAGE, RW, U64 } from './world';

const service = (method: string) => `DomainService/${method}`;
const create = rowsOf(service('CreateDomain'), { viommuId: 'vm', domainId: 50 });
const attach = rowsOf(service('Attach'), { viommuId: 'vm', endpointId: 2, domainId: 1 });
const replace = rowsOf(service('Replace'), { viommuId: 'vm', endpointId: 1, domainId: 4 });
const detach = rowsOf(service('Detach'), { viommuId: 'vm', endpointId: 1 });
const map = rowsOf(service('Map'), { viommuId: 'vm', domainId: 1 });
const unmap = rowsOf(service('Unmap'), { viommuId: 'vm', domainId: 1 });
const translate = rowsOf(service('Translate'), { viommuId: 'vm', endpointId: 1, permissions: RW });

const ITEM = { range: pages(50n), outputAddress: 0n, permissions: RW };
const TIMEOUT = 'invalidation_timeout_ns';

function domainRows(method: string, request: object): Row[] {
  const row = rowsOf(service(method), { viommuId: 'vm', endpointId: 2, ...request });
  return [
    row('no domain_id', { domainId: 0 }, 'DOMAIN_NOT_FOUND', 'domain_id'),
    row('a domain that does not exist', { domainId: 2 ** 32 - 1 }, 'DOMAIN_NOT_FOUND', 'domain_id'),
  ];
}

function endpointRows(method: string): Row[] {
  const row = rowsOf(service(method), { viommuId: 'vm', domainId: 1, permissions: RW });
  return [
    row('no endpoint_id', {}, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
    row('a PASID of 21 bits', { endpointId: 1, pasid: 2 ** 20 }, 'PASID_OUT_OF_RANGE', 'pasid'),
    row('a PASID of 32 bits', { endpointId: 1, pasid: 2 ** 32 - 1 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  ];
}

/** What is wrong with a mapping; Map and Resolve share it. */
export const MAP_FAULTS: readonly (readonly [string, object, Reason])[] = [
  ['no range', { range: undefined }, 'FIELD_REQUIRED'],
  ['last before first', { range: { first: 0x5000n, last: 0x4fffn } }, 'RANGE_INVALID'],
  ['a first address inside a page', { range: { first: 0x5001n, last: 0x5fffn } }, 'ADDRESS_MISALIGNED'],
  ['a last address inside a page', { range: { first: 0x5000n, last: 0x5ffen } }, 'ADDRESS_MISALIGNED'],
  ['an output address inside a page', { outputAddress: 1n }, 'ADDRESS_MISALIGNED'],
  ['addresses beyond the width', { range: { first: 2n ** 48n, last: 2n ** 48n + 4095n } }, 'ADDRESS_TOO_WIDE'],
  ['a range to 2^64-1', { range: { first: 0n, last: U64 } }, 'ADDRESS_TOO_WIDE'],
  ['output beyond the width', { outputAddress: 2n ** 48n }, 'ADDRESS_TOO_WIDE'],
  ['output that ends beyond the width', { range: pages(50n, 2n), outputAddress: 2n ** 48n - PAGE }, 'ADDRESS_TOO_WIDE'],
  ['no permissions', { permissions: undefined }, 'PERMISSIONS_INVALID'],
  ['privileged alone', { permissions: { privileged: true } }, 'PERMISSIONS_INVALID'],
  ['execute without read', { permissions: { write: true, execute: true } }, 'PERMISSIONS_INVALID'],
  ['an unknown if_mapped', { ifMapped: 4 }, 'ENUM_VALUE_UNKNOWN'],
  ['pages that are mapped', { range: pages(2n, 2n), ifMapped: 1 }, 'ALREADY_MAPPED'],
  ['pages mapped to elsewhere', { range: pages(1n, 2n), outputAddress: PAGE, ifMapped: 2 }, 'ALREADY_MAPPED'],
  ['part of what is mapped', { range: pages(1n), ifMapped: 3 }, 'ALREADY_MAPPED'],
];

const UNMAP_FAULTS: readonly (readonly [string, object, Reason])[] = [
  ['last before first', { first: PAGE, last: PAGE - 1n }, 'RANGE_INVALID'],
  ['a first address inside a page', { first: 1n, last: 4095n }, 'ADDRESS_MISALIGNED'],
  ['a last address inside a page', { first: 0n, last: 4094n }, 'ADDRESS_MISALIGNED'],
  ['nothing there', pages(77n), 'NOT_MAPPED'],
  ['half of a mapping', pages(1n), 'MAPPING_SPLIT'],
  ['a mapping and half of another', pages(2n, 100n), 'MAPPING_SPLIT'],
];

const TIMED: readonly (readonly [string, object])[] = [
  ['DeleteDomain', { domainId: 4 }],
  ['Replace', { endpointId: 1, domainId: 4 }],
  ['Detach', { endpointId: 1 }],
  ['Map', { domainId: 1, items: [ITEM] }],
  ['Unmap', { domainId: 1, ranges: [pages(1n, 2n)] }],
];

const READERS = ['GetDomain', 'ListDomains', 'ListAttachments', 'ListMappings', 'Translate'];
const METHODS = [...READERS, 'CreateDomain', 'DeleteDomain', 'Attach', 'Replace', 'Detach', 'Map', 'Unmap'];

export const DOMAIN_ROWS: readonly Row[] = [
  ...METHODS.flatMap((method) =>
    viommuRows(service(method), !READERS.includes(method)).map((row) => ({
      ...row,
      request: { permissions: RW, items: [ITEM], ranges: [pages(1n)], ...row.request },
    })),
  ),
  create('an id that is taken', { domainId: 1 }, 'DOMAIN_EXISTS', 'domain_id'),
  create('an unknown kind', { kind: 5 }, 'ENUM_VALUE_UNKNOWN', 'kind'),
  create(
    'page requests without pages',
    { kind: 2, pageRequests: true },
    'PAGE_REQUESTS_NOT_APPLICABLE',
    'page_requests',
  ),
  create('an unknown overflow policy', { overflowPolicy: 5 }, 'ENUM_VALUE_UNKNOWN', 'overflow_policy'),
  create('an overflow policy without a queue', { overflowPolicy: 3 }, 'FIELD_NOT_APPLICABLE', 'overflow_policy'),
  create(
    'page requests where there are none',
    { viommuId: 'virtio', pageRequests: true },
    'PAGE_REQUESTS_NOT_APPLICABLE',
    'page_requests',
  ),
  create('one domain too many', { viommuId: 'tiny' }, 'LIMIT_EXCEEDED'),
  ...['GetDomain', 'DeleteDomain', 'Attach', 'ListAttachments', 'ListMappings'].flatMap((m) => domainRows(m, {})),
  ...domainRows('Replace', { endpointId: 1 }),
  ...domainRows('Map', { items: [ITEM] }),
  ...domainRows('Unmap', { ranges: [pages(1n)] }),
  rowsOf(service('DeleteDomain'))('an attached one', { domainId: 1 }, 'BUSY'),
  ...['Attach', 'Replace', 'Detach', 'Translate'].flatMap(endpointRows),
  attach('what is attached', { endpointId: 1, domainId: 4 }, 'ALREADY_ATTACHED'),
  attach('a PASID it cannot have', { pasid: 0 }, 'PASID_NOT_SUPPORTED', 'pasid'),
  attach('a PASID wider than it has', { endpointId: 1, pasid: 1024 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  attach('an endpoint that was removed', { endpointId: 4 }, 'ENDPOINT_REMOVED'),
  replace('what is not attached', { endpointId: 2 }, 'NOT_ATTACHED'),
  replace('a PASID that is not attached', { pasid: 6 }, 'NOT_ATTACHED'),
  replace('the same domain with another cookie', { domainId: 1, deviceCookie: 78n }, 'COOKIE_DIFFERS', 'device_cookie'),
  detach('what is not attached', { endpointId: 2 }, 'NOT_ATTACHED'),
  detach('a PASID that is not attached', { pasid: 0 }, 'NOT_ATTACHED'),
  ...listRows(service('ListDomains')),
  ...listRows(service('ListAttachments')),
  ...listRows(service('ListMappings'), { viommuId: 'vm', domainId: 1 }),
  rowsOf(service('ListMappings'))('an identity domain', { domainId: 2 }, 'DOMAIN_NOT_PAGING', 'domain_id'),
  ...TIMED.map(([method, request]) =>
    rowsOf(service(method))('no time at all', { ...request, invalidationTimeoutNs: 0n }, 'TIMEOUT_INVALID', TIMEOUT),
  ),
  map('no items', {}, 'ITEMS_REQUIRED', 'items'),
  map('4097 items', { items: many(4097, ITEM) }, 'TOO_MANY_ITEMS', 'items'),
  map('an identity domain', { domainId: 2, items: [ITEM] }, 'DOMAIN_NOT_PAGING', 'domain_id'),
  map('an unknown on_error', { items: [ITEM], onError: 7 }, 'ENUM_VALUE_UNKNOWN', 'on_error'),
  ...MAP_FAULTS.map(([name, change, reason]) =>
    map(name, { items: [{ ...ITEM, ...change }] }, reason, undefined, { item: true }),
  ),
  map(
    'pages whose unmap has not ended',
    { domainId: 3, items: [{ ...ITEM, range: pages(9n) }] },
    'INVALIDATION_PENDING',
    undefined,
    {
      item: true,
    },
  ),
  map('one mapping too many', { viommuId: 'tiny', items: [ITEM] }, 'LIMIT_EXCEEDED', undefined, { item: true }),
  unmap('no ranges', {}, 'ITEMS_REQUIRED', 'ranges'),
  unmap('4097 ranges', { ranges: many(4097, pages(1n)) }, 'TOO_MANY_ITEMS', 'ranges'),
  unmap('an identity domain', { domainId: 2, ranges: [pages(1n)] }, 'DOMAIN_NOT_PAGING', 'domain_id'),
  unmap('an unknown on_error', { ranges: [pages(1n)], onError: 7 }, 'ENUM_VALUE_UNKNOWN', 'on_error'),
  ...UNMAP_FAULTS.map(([name, range, reason]) => unmap(name, { ranges: [range] }, reason, undefined, { item: true })),
  translate('no permissions', { permissions: undefined }, 'PERMISSIONS_INVALID', 'permissions'),
  translate(
    'execute without PASID',
    { permissions: { read: true, execute: true } },
    'PERMISSIONS_INVALID',
    'permissions',
  ),
  translate('a PASID it cannot have', { endpointId: 2, pasid: 1 }, 'PASID_NOT_SUPPORTED', 'pasid'),
];
