import type { Reason } from '../../src/model/errors';
import { many, pages, PAGE, records, RW, type Json } from './world';

/** One refusal on a channel: the stream ends with a status, or the message is refused and the stream lives. */
export interface ChannelRow {
  readonly method: 'VmmChannel' | 'EndpointChannel';
  readonly name: string;
  /** Sent first; undefined: the refused message is the first. */
  readonly opening?: Json;
  readonly message: Json;
  readonly reason: Reason;
  readonly field?: string;
  readonly ends: boolean;
}

const row =
  (method: ChannelRow['method'], opening: Json | undefined) =>
  (name: string, message: Json, reason: Reason, field?: string): ChannelRow => ({
    method,
    name,
    ...(opening === undefined ? {} : { opening }),
    message,
    reason,
    ...(field === undefined ? {} : { field }),
    ends: opening === undefined,
  });

const OBSERVER = { domains: [{ role: 'ROLE_OBSERVER' }] };
const OPEN = { viommuId: 'vm', selection: OBSERVER };
const HELLO = { viommuId: 'vm', reset: {} };
const RESUME = { viommuId: 'vm', resume: {} };
const MAPPING = { range: pages(50n), outputAddress: 0n, permissions: RW };
const RECORD = { first: 50n * PAGE, last: 51n * PAGE - 1n };
const MAP_RECORD = records(1, [RECORD]);
const UNMAP_RECORD = records(2, [RECORD]);
const PAGE_REQUEST = { iova: PAGE, permissions: RW, prgi: 1, last: true };

const first = row('VmmChannel', undefined);
const later = row('VmmChannel', { open: OPEN });
const firstHello = row('EndpointChannel', undefined);
const model = row('EndpointChannel', { endpointId: 3, hello: HELLO });
const about = (endpointId: number, message: Json): Json => ({ endpointId, ...message });

export const CHANNEL_ROWS: readonly ChannelRow[] = [
  first('nothing first', {}, 'OPEN_REQUIRED', 'payload'),
  first('a request first', { map: { domainId: 1, items: [MAPPING] } }, 'OPEN_REQUIRED', 'payload'),
  first('no viommu_id', { open: {} }, 'VIOMMU_ID_INVALID', 'open.viommu_id'),
  first('a vIOMMU that does not exist', { open: { viommuId: 'none' } }, 'VIOMMU_NOT_FOUND'),
  first(
    'an observer that takes over',
    { open: { viommuId: 'vm', selection: { domains: [{ role: 'ROLE_OBSERVER', takeOver: true }] } } },
    'FIELD_NOT_APPLICABLE',
  ),
  first('credits of an observer', { open: { ...OPEN, credits: 5 } }, 'FIELD_NOT_APPLICABLE'),
  first('65537 credits', { open: { ...OPEN, credits: 65537 } }, 'CREDITS_OUT_OF_RANGE'),
  first(
    'a heartbeat every 99 ms',
    { open: { ...OPEN, heartbeatIntervalMs: 99 } },
    'HEARTBEAT_OUT_OF_RANGE',
    'open.heartbeat_interval_ms',
  ),
  first('a domain twice', { open: { viommuId: 'vm', selection: { domains: [{}, {}] } } }, 'SUBSCRIPTION_DUPLICATE'),
  first(
    'an unknown role',
    { open: { viommuId: 'vm', selection: { domains: [{ role: 9 }] } } },
    'ENUM_VALUE_UNKNOWN',
    'open.selection.domains[0].role',
  ),
  first(
    'a domain that does not exist',
    { open: { viommuId: 'vm', selection: { domains: [{ domainId: 99 }] } } },
    'DOMAIN_NOT_FOUND',
  ),
  first(
    'a sequence of the future',
    { open: { ...OPEN, selection: { ...OBSERVER, resume: { epoch: 1001, sequence: 10_000n } } } },
    'RESUME_POINT_INVALID',
  ),
  later('no arm', {}, 'MESSAGE_REQUIRED'),
  later('a second open', { open: OPEN }, 'ALREADY_OPEN'),
  later('65537 credits later', { setCredits: { credits: 65537 } }, 'CREDITS_OUT_OF_RANGE'),
  later('credits of an observer later', { setCredits: { credits: 5 } }, 'FIELD_NOT_APPLICABLE'),
  later('no responses', { respond: {} }, 'ITEMS_REQUIRED'),
  later('4097 responses', { respond: { responses: many(4097, { code: 1 }) } }, 'TOO_MANY_ITEMS'),
  later('an unknown on_error', { respond: { responses: [{ code: 1 }], onError: 9 } }, 'ENUM_VALUE_UNKNOWN'),
  later('no items to map', { map: { domainId: 1 } }, 'ITEMS_REQUIRED'),
  later('4097 items to map', { map: { domainId: 1, items: many(4097, MAPPING) } }, 'TOO_MANY_ITEMS'),
  later('a domain to map in that does not exist', { map: { domainId: 99, items: [MAPPING] } }, 'DOMAIN_NOT_FOUND'),
  later('an identity domain', { map: { domainId: 2, items: [MAPPING] } }, 'DOMAIN_NOT_PAGING'),
  later('no time at all', { map: { domainId: 1, items: [MAPPING], invalidationTimeoutNs: 0n } }, 'TIMEOUT_INVALID'),
  later('no ranges to unmap', { unmap: { domainId: 1 } }, 'ITEMS_REQUIRED'),
  later('4097 ranges to unmap', { unmap: { domainId: 1, ranges: many(4097, pages(1n)) } }, 'TOO_MANY_ITEMS'),
  later(
    'a domain to unmap in that does not exist',
    { unmap: { domainId: 99, ranges: [pages(1n)] } },
    'DOMAIN_NOT_FOUND',
  ),
  later('no records to map', { map: { domainId: 1, records: records(1, []) } }, 'ITEMS_REQUIRED', 'records'),
  later(
    '4097 records to map',
    { map: { domainId: 1, records: records(1, many(4097, RECORD)) } },
    'TOO_MANY_ITEMS',
    'records',
  ),
  later('both forms to map', { map: { domainId: 1, items: [MAPPING], records: MAP_RECORD } }, 'FIELD_NOT_APPLICABLE'),
  later('records of ranges to map', { map: { domainId: 1, records: UNMAP_RECORD } }, 'RECORDS_INVALID', 'records'),
  later(
    'records of an older version',
    { map: { domainId: 1, records: Buffer.concat([Buffer.alloc(1), MAP_RECORD.subarray(1)]) } },
    'RECORDS_INVALID',
    'records',
  ),
  later('records to map in an identity domain', { map: { domainId: 2, records: MAP_RECORD } }, 'DOMAIN_NOT_PAGING'),
  later(
    '4097 records to unmap',
    { unmap: { domainId: 1, records: records(2, many(4097, RECORD)) } },
    'TOO_MANY_ITEMS',
    'records',
  ),
  later(
    'both forms to unmap',
    { unmap: { domainId: 1, ranges: [pages(1n)], records: UNMAP_RECORD } },
    'FIELD_NOT_APPLICABLE',
    'records',
  ),
  later('records of mappings to unmap', { unmap: { domainId: 1, records: MAP_RECORD } }, 'RECORDS_INVALID', 'records'),
  later('no entries to invalidate', { invalidate: {} }, 'ITEMS_REQUIRED'),
  later('4097 entries', { invalidate: { entries: many(4097, { everything: {} }) } }, 'TOO_MANY_ITEMS'),
  later('no items to resolve', { resolve: {} }, 'ITEMS_REQUIRED'),
  later('4097 mappings to resolve', { resolve: { items: [{ mappings: many(4097, MAPPING) }] } }, 'TOO_MANY_ITEMS'),
  firstHello('nothing first', {}, 'OPEN_REQUIRED', 'payload'),
  firstHello('a DMA first', about(3, { dma: { read: { lengthBytes: 1 } } }), 'OPEN_REQUIRED', 'payload'),
  firstHello('no viommu_id', about(3, { hello: { reset: {} } }), 'VIOMMU_ID_INVALID', 'hello.viommu_id'),
  firstHello('a vIOMMU that does not exist', about(3, { hello: { viommuId: 'none', reset: {} } }), 'VIOMMU_NOT_FOUND'),
  model('no arm', about(3, {}), 'MESSAGE_REQUIRED'),
  model('another vIOMMU', about(3, { hello: { viommuId: 'real', reset: {} } }), 'VIOMMU_ID_CONFLICT'),
  model('no mode', about(3, { hello: { viommuId: 'vm' } }), 'HELLO_MODE_REQUIRED'),
  model(
    'a heartbeat every 99 ms',
    about(3, { hello: { ...HELLO, heartbeatIntervalMs: 99 } }),
    'HEARTBEAT_OUT_OF_RANGE',
  ),
  model('an endpoint that does not exist', about(99, { hello: HELLO }), 'ENDPOINT_NOT_FOUND'),
  model('a hosted endpoint', about(1, { hello: HELLO }), 'ENDPOINT_NOT_EXTERNAL'),
  model('a hosted endpoint that goes on', about(1, { hello: RESUME }), 'ENDPOINT_NOT_EXTERNAL'),
  model('a generation that is over', about(3, { hello: RESUME }), 'ENDPOINT_GENERATION_DIFFERS'),
  model('an endpoint without hello', about(1, { dma: { read: { lengthBytes: 1 } } }), 'ENDPOINT_NOT_OPEN'),
  model('no transfer', about(3, { dma: {} }), 'TRANSFER_REQUIRED'),
  model('0 bytes', about(3, { dma: { read: {} } }), 'LENGTH_OUT_OF_RANGE'),
  model(
    'an address that overflows',
    about(3, { dma: { address: 2n ** 64n - 1n, read: { lengthBytes: 2 } } }),
    'ADDRESS_OVERFLOW',
  ),
  model(
    'an unknown address type',
    about(3, { dma: { addressType: 9, read: { lengthBytes: 1 } } }),
    'ENUM_VALUE_UNKNOWN',
  ),
  model(
    'an automatic address',
    about(3, { dma: { addressType: 1, read: { lengthBytes: 1 } } }),
    'FIELD_NOT_APPLICABLE',
  ),
  model('a PASID of 21 bits', about(3, { dma: { pasid: 2 ** 20, read: { lengthBytes: 1 } } }), 'PASID_OUT_OF_RANGE'),
  model(
    'a PASID on a translated address',
    about(3, { dma: { pasid: 1, addressType: 3, read: { lengthBytes: 1 } } }),
    'PASID_NOT_ALLOWED',
  ),
  model(
    'an address inside a page',
    about(3, { translationRequest: { iova: 1n, permissions: RW } }),
    'ADDRESS_MISALIGNED',
  ),
  model('513 pages', about(3, { translationRequest: { pageCount: 513, permissions: RW } }), 'PAGE_COUNT_OUT_OF_RANGE'),
  model('no permissions', about(3, { translationRequest: {} }), 'PERMISSIONS_INVALID'),
  model('no page requests', about(3, { pageRequests: {} }), 'ITEMS_REQUIRED'),
  model('4097 page requests', about(3, { pageRequests: { items: many(4097, PAGE_REQUEST) } }), 'TOO_MANY_ITEMS'),
  model('an unknown on_error', about(3, { pageRequests: { items: [PAGE_REQUEST], onError: 9 } }), 'ENUM_VALUE_UNKNOWN'),
  model('no tags', about(3, { invalidationCompletion: {} }), 'ITEMS_REQUIRED'),
  model('tag 32', about(3, { invalidationCompletion: { itags: [32] } }), 'ITAG_OUT_OF_RANGE'),
  model(
    'a completion count of 8',
    about(3, { invalidationCompletion: { itags: [1], completionCount: 8 } }),
    'CAPABILITY_OUT_OF_RANGE',
    'invalidation_completion.completion_count',
  ),
  model(
    'a requester id of 17 bits',
    about(3, { invalidationCompletion: { itags: [1], requesterId: 65536 } }),
    'REQUESTER_ID_OUT_OF_RANGE',
    'invalidation_completion.requester_id',
  ),
  model('a barrier of an endpoint without hello', about(1, { barrier: { tag: 1n } }), 'ENDPOINT_NOT_OPEN'),
  model('a barrier reached without hello', about(1, { barrierReached: { tag: 1n } }), 'ENDPOINT_NOT_OPEN'),
  model('a barrier nobody sent', about(3, { barrierReached: { tag: 1n } }), 'BARRIER_UNKNOWN', 'barrier_reached.tag'),
  model('33 tags', about(3, { invalidationCompletion: { itags: many(33, 1) } }), 'TOO_MANY_ITEMS'),
];
