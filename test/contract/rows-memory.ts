import { listRows, rowsOf, viommuRows, type Row } from './rows';
import { many, pages, PAGE, U64 } from './world';

const memory = (method: string) => `GuestMemoryService/${method}`;
const invalidation = (method: string) => `InvalidationService/${method}`;
const REGION = { guestAddress: 1n << 30n, lengthBytes: PAGE, anonymous: {} };
const register = rowsOf(memory('RegisterGuestMemory'));
const unregister = rowsOf(memory('UnregisterGuestMemory'));
const invalidate = rowsOf(invalidation('Invalidate'));

const region = (change: object) => ({ region: { ...REGION, ...change } });

const MEMORY: readonly Row[] = [
  ...viommuRows(memory('RegisterGuestMemory'), true),
  register('no region', {}, 'FIELD_REQUIRED', 'region'),
  register('no backing', region({ anonymous: undefined }), 'BACKING_REQUIRED', 'region.backing'),
  register('an id that is taken', region({ regionId: 1 }), 'REGION_EXISTS', 'region.region_id'),
  register('an overlap', region({ guestAddress: (1n << 20n) - PAGE }), 'REGION_OVERLAP', 'region.guest_address'),
  register('an address inside a page', region({ guestAddress: 1n }), 'ADDRESS_MISALIGNED', 'region.guest_address'),
  register('no length', region({ lengthBytes: 0n }), 'LENGTH_OUT_OF_RANGE', 'region.length_bytes'),
  register('half a page', region({ lengthBytes: 2048n }), 'LENGTH_OUT_OF_RANGE', 'region.length_bytes'),
  register('a length of 2^64-1', region({ lengthBytes: U64 }), 'LENGTH_OUT_OF_RANGE', 'region.length_bytes'),
  register(
    'a region beyond 2^64-1',
    region({ guestAddress: U64 - 4095n, lengthBytes: 2n * PAGE }),
    'ADDRESS_OVERFLOW',
    'region.length_bytes',
  ),
  register('2 GiB', region({ lengthBytes: 1n << 31n }), 'LIMIT_EXCEEDED'),
  register(
    'a file, where none are shared',
    region({ anonymous: undefined, sharedFile: { path: 'ram' } }),
    'MEMORY_DIR_NOT_SET',
  ),
  ...viommuRows(memory('ListGuestMemory'), false),
  ...listRows(memory('ListGuestMemory')),
  ...viommuRows(memory('UnregisterGuestMemory'), true),
  unregister('no region_id', {}, 'REGION_NOT_FOUND', 'region_id'),
  unregister('a region that does not exist', { regionId: 99 }, 'REGION_NOT_FOUND', 'region_id'),
  unregister('a region that is mapped', { regionId: 1 }, 'BUSY'),
  unregister(
    'no time at all',
    { regionId: 1, invalidationTimeoutNs: 0n },
    'TIMEOUT_INVALID',
    'invalidation_timeout_ns',
  ),
];

const entry = (target: object) => ({ entries: [target] });
const asItem = { item: true } as const;

const INVALIDATION: readonly Row[] = [
  ...viommuRows(invalidation('Invalidate'), true),
  invalidate('no entries', {}, 'ITEMS_REQUIRED', 'entries'),
  invalidate('4097 entries', { entries: many(4097, { everything: {} }) }, 'TOO_MANY_ITEMS', 'entries'),
  invalidate('an unknown on_error', { ...entry({}), onError: 5 }, 'ENUM_VALUE_UNKNOWN', 'on_error'),
  invalidate(
    'no time at all',
    { ...entry({ everything: {} }), invalidationTimeoutNs: 0n },
    'TIMEOUT_INVALID',
    'invalidation_timeout_ns',
  ),
  invalidate('no target', entry({}), 'INVALIDATION_REQUIRED', undefined, asItem),
  invalidate(
    'a domain that does not exist',
    entry({ domain: { domainId: 99 } }),
    'DOMAIN_NOT_FOUND',
    undefined,
    asItem,
  ),
  invalidate(
    'last before first',
    entry({ domain: { domainId: 1, range: { first: 1n, last: 0n } } }),
    'RANGE_INVALID',
    undefined,
    asItem,
  ),
  invalidate(
    'an endpoint that does not exist',
    entry({ deviceTlb: { endpointId: 99 } }),
    'ENDPOINT_NOT_FOUND',
    undefined,
    asItem,
  ),
  invalidate(
    'an endpoint without ATS',
    entry({ deviceTlb: { endpointId: 2 } }),
    'ATS_NOT_SUPPORTED',
    undefined,
    asItem,
  ),
  invalidate(
    'a PASID of 21 bits',
    entry({ deviceTlb: { endpointId: 1, pasid: 2 ** 20, range: pages(1n) } }),
    'PASID_OUT_OF_RANGE',
    undefined,
    asItem,
  ),
  ...(
    [
      ['a domain', { domain: { domainId: 1, global: true } }, 'FIELD_NOT_APPLICABLE'],
      ['a device TLB', { deviceTlb: { endpointId: 1, global: true } }, 'FIELD_NOT_APPLICABLE'],
      ['the IOTLB', { iotlb: { global: true } }, 'FIELD_NOT_APPLICABLE'],
    ] as const
  ).map(([what, target, reason]) =>
    invalidate(`global without PASID of ${what}`, entry(target), reason, undefined, asItem),
  ),
  invalidate(
    'two ranges',
    entry({ deviceTlb: { endpointId: 1, range: pages(1n), encodedRange: { address: 0n } } }),
    'FIELD_NOT_APPLICABLE',
    undefined,
    asItem,
  ),
  ...['domain', 'iotlb'].flatMap((arm) => [
    invalidate(
      `a PASID of 21 bits: ${arm}`,
      entry({ [arm]: { domainId: 1, pasid: 2 ** 20 } }),
      'PASID_OUT_OF_RANGE',
      undefined,
      asItem,
    ),
  ]),
  invalidate(
    'the IOTLB of a domain that does not exist',
    entry({ iotlb: { domainId: 99 } }),
    'DOMAIN_NOT_FOUND',
    undefined,
    asItem,
  ),
  invalidate(
    'last before first in the IOTLB',
    entry({ iotlb: { range: { first: 1n, last: 0n } } }),
    'RANGE_INVALID',
    undefined,
    asItem,
  ),
  invalidate('the entry of no endpoint', entry({ context: {} }), 'ENDPOINT_NOT_FOUND', undefined, asItem),
  invalidate('the PASID entry of no endpoint', entry({ pasidEntry: {} }), 'ENDPOINT_NOT_FOUND', undefined, asItem),
  invalidate(
    'a PASID entry of 21 bits',
    entry({ pasidEntry: { endpointId: 1, pasid: 2 ** 20 } }),
    'PASID_OUT_OF_RANGE',
    undefined,
    asItem,
  ),
  invalidate(
    'a PASID entry it cannot have',
    entry({ pasidEntry: { endpointId: 6, pasid: 0 } }),
    'PASID_NOT_SUPPORTED',
    undefined,
    asItem,
  ),
  invalidate(
    'a PASID it cannot have',
    entry({ deviceTlb: { endpointId: 6, pasid: 0 } }),
    'PASID_NOT_SUPPORTED',
    undefined,
    asItem,
  ),
  ...viommuRows(invalidation('ListOutstandingInvalidations'), false),
  ...listRows(invalidation('ListOutstandingInvalidations')),
  rowsOf(invalidation('ListOutstandingInvalidations'))(
    'an endpoint that does not exist',
    { endpointId: 99 },
    'ENDPOINT_NOT_FOUND',
    'endpoint_id',
  ),
];

export const MEMORY_ROWS: readonly Row[] = [...MEMORY, ...INVALIDATION];
