import type { Reason } from '../../src/model/errors';
import { rowsOf, viommuRows, type Row } from './rows';
import { many, pages, PAGE, records, RW, U64, type Json } from './world';

const service = (method: string) => `DomainService/${method}`;
const memory = (method: string) => `GuestMemoryService/${method}`;
const IN_SPACE = { viommuId: 'space', domainId: 1 };

const create = rowsOf(service('CreateDomain'), { viommuId: 'space', domainId: 50 });
const attach = rowsOf(service('Attach'), { viommuId: 'space', domainId: 1 });
const map = rowsOf(service('Map'), IN_SPACE);
const unmap = rowsOf(service('Unmap'), IN_SPACE);
const anywhere = rowsOf(service('MapAnywhere'), { ...IN_SPACE, lengthBytes: PAGE, permissions: RW });
const allow = rowsOf(service('SetAllowedIovaRanges'), IN_SPACE);
const read = rowsOf(service('ReadDirtyPages'), { ...IN_SPACE, range: pages(0n, 16n) });
const readMemory = rowsOf(memory('ReadGuestMemory'), { viommuId: 'space', lengthBytes: 16 });
const writeMemory = rowsOf(memory('WriteGuestMemory'), { viommuId: 'space', data: Buffer.alloc(16) });
const createViommu = rowsOf('ViommuService/CreateViommu', { viommuId: 'new' });
const createEndpoint = rowsOf('EndpointService/CreateEndpoint', { viommuId: 'space', endpointId: 50 });

const asItem = { item: true } as const;

const NEW_METHODS: Readonly<Record<string, Json>> = {
  MapAnywhere: { lengthBytes: PAGE, permissions: RW },
  GetIovaRanges: {},
  SetAllowedIovaRanges: {},
  SetDirtyTracking: {},
  ReadDirtyPages: { range: pages(0n) },
};
const READERS = ['GetIovaRanges', 'ReadDirtyPages'];

/** Rows of every call about the IOVAs of one domain. */
const EVERYWHERE = Object.entries(NEW_METHODS).flatMap(([method, request]) => {
  const row = rowsOf(service(method), { viommuId: 'space', ...request });
  return [
    ...viommuRows(service(method), !READERS.includes(method)).map((common) => ({
      ...common,
      request: { ...request, ...common.request },
    })),
    row('no domain_id', {}, 'DOMAIN_NOT_FOUND', 'domain_id'),
    row('a domain that does not exist', { domainId: 2 ** 32 - 1 }, 'DOMAIN_NOT_FOUND', 'domain_id'),
    row('an identity domain', { domainId: 2 }, 'DOMAIN_NOT_PAGING', 'domain_id'),
    row('a nested domain', { domainId: 3 }, 'DOMAIN_NOT_PAGING', 'domain_id'),
  ];
});

const X86 = { root: PAGE, levels: 4 };
const SV39 = { mode: 'RISCV_MODE_SV39', root: PAGE };
const SV39X4 = { mode: 'RISCV_MODE_SV39X4', root: 4n * PAGE };
const lower = (region: Json) => ({ aarch64: { lower: { root: 0n, widthBits: 48, ...region } } });

const TABLES: readonly (readonly [string, Json, Reason, string])[] = [
  ['no tables', {}, 'FIELD_REQUIRED', 'nested.tables'],
  ['unknown table updates', { x86: X86, tableUpdates: 4 }, 'ENUM_VALUE_UNKNOWN', 'nested.table_updates'],
  ['a stage 2 that does not exist', { x86: X86, stage2DomainId: 99 }, 'DOMAIN_NOT_FOUND', 'nested.stage2_domain_id'],
  ['an identity stage 2', { x86: X86, stage2DomainId: 2 }, 'NESTED_PARENT_INVALID', 'nested.stage2_domain_id'],
  ['a first stage as stage 2', { x86: X86, stage2DomainId: 3 }, 'NESTED_PARENT_INVALID', 'nested.stage2_domain_id'],
  [
    'a stage 2 of a second stage',
    { riscv: SV39X4, stage2DomainId: 1 },
    'FIELD_NOT_APPLICABLE',
    'nested.stage2_domain_id',
  ],
  ['no levels', { x86: { root: PAGE } }, 'WIDTH_OUT_OF_RANGE', 'nested.x86.levels'],
  ['6 levels', { x86: { ...X86, levels: 6 } }, 'WIDTH_OUT_OF_RANGE', 'nested.x86.levels'],
  [
    'addresses of 31 bits',
    { x86: { ...X86, outputWidthBits: 31 } },
    'WIDTH_OUT_OF_RANGE',
    'nested.x86.output_width_bits',
  ],
  [
    'addresses of 53 bits',
    { x86: { ...X86, outputWidthBits: 53 } },
    'WIDTH_OUT_OF_RANGE',
    'nested.x86.output_width_bits',
  ],
  ['a root inside a page', { x86: { ...X86, root: 8n } }, 'ADDRESS_MISALIGNED', 'nested.x86.root'],
  ['a root beyond the width', { x86: { ...X86, root: 1n << 48n } }, 'ADDRESS_TOO_WIDE', 'nested.x86.root'],
  ['no table at all', { aarch64: {} }, 'FIELD_REQUIRED', 'nested.aarch64.lower'],
  ['15 bits of input', lower({ widthBits: 15 }), 'WIDTH_OUT_OF_RANGE', 'nested.aarch64.lower.width_bits'],
  ['49 bits of input', lower({ widthBits: 49 }), 'WIDTH_OUT_OF_RANGE', 'nested.aarch64.lower.width_bits'],
  ['a granule of 8 KiB', lower({ granuleBytes: 8192 }), 'PAGE_SIZE_INVALID', 'nested.aarch64.lower.granule_bytes'],
  ['a root inside its table', lower({ root: 2048n }), 'ADDRESS_MISALIGNED', 'nested.aarch64.lower.root'],
  ['no mode', { riscv: { root: PAGE } }, 'FIELD_REQUIRED', 'nested.riscv.mode'],
  ['an unknown mode', { riscv: { mode: 7, root: PAGE } }, 'ENUM_VALUE_UNKNOWN', 'nested.riscv.mode'],
  ['a page as the root of x4', { riscv: { ...SV39X4, root: PAGE } }, 'ADDRESS_MISALIGNED', 'nested.riscv.root'],
  ['a root of 57 bits', { riscv: { ...SV39, root: 1n << 56n } }, 'ADDRESS_TOO_WIDE', 'nested.riscv.root'],
];

const NESTED: readonly Row[] = [
  create('nested without tables', { kind: 4 }, 'FIELD_REQUIRED', 'nested'),
  create('tables of a paging domain', { nested: { x86: X86 } }, 'FIELD_NOT_APPLICABLE', 'nested'),
  create('tables of a blocked domain', { kind: 3, nested: { x86: X86 } }, 'FIELD_NOT_APPLICABLE', 'nested'),
  create(
    'dirty pages of an identity domain',
    { kind: 2, dirtyTracking: true },
    'FIELD_NOT_APPLICABLE',
    'dirty_tracking',
  ),
  create(
    'dirty pages of a nested domain',
    { kind: 4, nested: { x86: X86 }, dirtyTracking: true },
    'FIELD_NOT_APPLICABLE',
    'dirty_tracking',
  ),
  ...TABLES.map(([name, nested, reason, field]) => create(name, { kind: 4, nested }, reason, field)),
  rowsOf(service('DeleteDomain'))('one that others are nested on', { viommuId: 'space', domainId: 5 }, 'BUSY'),
  map('a nested domain', { domainId: 3, items: [{}] }, 'DOMAIN_NOT_PAGING', 'domain_id'),
];

const GOOD = { range: pages(50n), outputAddress: 0n, permissions: RW };
const record = (change: { first?: bigint; last?: bigint; output?: bigint; permissions?: number; ifMapped?: number }) =>
  records(1, [{ first: 50n * PAGE, last: 51n * PAGE - 1n, output: 0n, permissions: 3, ifMapped: 0, ...change }]);

/** What is wrong with a record; what is wrong with both forms is the same. */
const RECORDS: readonly (readonly [string, Buffer, Reason])[] = [
  ['last before first', record({ last: 49n * PAGE + 4095n }), 'RANGE_INVALID'],
  ['a first address inside a page', record({ first: 50n * PAGE + 1n }), 'ADDRESS_MISALIGNED'],
  ['an output address inside a page', record({ output: 1n }), 'ADDRESS_MISALIGNED'],
  ['addresses beyond the width', record({ first: 2n ** 48n, last: 2n ** 48n + 4095n }), 'ADDRESS_TOO_WIDE'],
  ['no permissions', record({ permissions: 0 }), 'PERMISSIONS_INVALID'],
  ['permissions there are not', record({ permissions: 0x83 }), 'PERMISSIONS_INVALID'],
  ['an unknown if_mapped', record({ ifMapped: 4 }), 'ENUM_VALUE_UNKNOWN'],
  ['pages that are mapped', record({ first: PAGE, last: 2n * PAGE - 1n }), 'ALREADY_MAPPED'],
  ['padding that is not zero', Buffer.concat([record({}).subarray(0, 39), Buffer.from([1])]), 'RECORDS_INVALID'],
];

const RANGE_RECORD = records(2, [{ first: PAGE, last: 2n * PAGE - 1n }]);

const BATCHES: readonly Row[] = [
  map(
    'pages the vIOMMU reserves',
    { items: [{ ...GOOD, range: pages(0xfee00n) }] },
    'IOVA_RESERVED',
    undefined,
    asItem,
  ),
  map(
    'pages an endpoint reserves',
    { domainId: 5, items: [{ ...GOOD, range: pages(490n, 20n) }] },
    'IOVA_RESERVED',
    undefined,
    asItem,
  ),
  map('both forms', { items: [GOOD], records: record({}) }, 'FIELD_NOT_APPLICABLE', 'records'),
  map('half a header', { records: Buffer.from([1, 1, 0, 0]) }, 'RECORDS_INVALID', 'records'),
  map('ranges to unmap', { records: RANGE_RECORD }, 'RECORDS_INVALID', 'records'),
  map('a record too short', { records: record({}).subarray(0, 39) }, 'RECORDS_INVALID', 'records'),
  map('no records', { records: records(1, []) }, 'ITEMS_REQUIRED', 'records'),
  map(
    '4097 records',
    { records: records(1, many(4097, { first: 0n, last: 4095n, output: 0n, permissions: 3, ifMapped: 0 })) },
    'TOO_MANY_ITEMS',
    'records',
  ),
  ...RECORDS.map(([name, bytes, reason]) => map(`a record: ${name}`, { records: bytes }, reason, undefined, asItem)),
  unmap('both forms', { ranges: [pages(1n)], records: RANGE_RECORD }, 'FIELD_NOT_APPLICABLE', 'records'),
  unmap('mappings to make', { records: record({}) }, 'RECORDS_INVALID', 'records'),
  unmap('4097 records', { records: records(2, many(4097, { first: 0n, last: 4095n })) }, 'TOO_MANY_ITEMS', 'records'),
  unmap(
    'a record: last before first',
    { records: records(2, [{ first: PAGE, last: PAGE - 1n }]) },
    'RANGE_INVALID',
    undefined,
    asItem,
  ),
  unmap(
    'a record: nothing there',
    { records: records(2, [{ first: 77n * PAGE, last: 78n * PAGE - 1n }]) },
    'NOT_MAPPED',
    undefined,
    asItem,
  ),
  ...(
    [
      ['half a granule', { range: pages(0n, 8n) }],
      ['an output address inside a granule', { range: pages(0n, 16n), outputAddress: PAGE }],
    ] as const
  ).map(([name, change]) =>
    map(name, { viommuId: 'coarse', items: [{ ...GOOD, ...change }] }, 'ADDRESS_MISALIGNED', undefined, asItem),
  ),
  unmap('half a granule', { viommuId: 'coarse', ranges: [pages(8n, 8n)] }, 'ADDRESS_MISALIGNED', undefined, asItem),
];

const IOVAS: readonly Row[] = [
  attach('a reserved IOVA that is mapped', { endpointId: 2 }, 'RESERVED_RANGE_IN_USE', 'endpoint_id'),
  attach('a reserved IOVA that is allowed', { endpointId: 4 }, 'RESERVED_RANGE_IN_USE', 'endpoint_id'),
  attach(
    'a reserved IOVA below a nested domain',
    { endpointId: 2, domainId: 3 },
    'RESERVED_RANGE_IN_USE',
    'endpoint_id',
  ),
  rowsOf(service('Replace'), { viommuId: 'space', endpointId: 3 })(
    'a reserved IOVA that is mapped',
    { domainId: 1 },
    'RESERVED_RANGE_IN_USE',
    'endpoint_id',
  ),
  anywhere('no length', { lengthBytes: 0n }, 'LENGTH_OUT_OF_RANGE', 'length_bytes'),
  anywhere('half a page', { lengthBytes: 2048n }, 'LENGTH_OUT_OF_RANGE', 'length_bytes'),
  anywhere('2^64-1 bytes', { lengthBytes: U64 }, 'LENGTH_OUT_OF_RANGE', 'length_bytes'),
  anywhere('less than a granule', { viommuId: 'coarse' }, 'LENGTH_OUT_OF_RANGE', 'length_bytes'),
  anywhere('an output address inside a page', { outputAddress: 1n }, 'ADDRESS_MISALIGNED', 'output_address'),
  anywhere('output beyond the width', { outputAddress: 1n << 48n }, 'ADDRESS_TOO_WIDE', 'output_address'),
  anywhere('no permissions', { permissions: undefined }, 'PERMISSIONS_INVALID', 'permissions'),
  anywhere(
    'execute without read',
    { permissions: { write: true, execute: true } },
    'PERMISSIONS_INVALID',
    'permissions',
  ),
  anywhere('more than is allowed', { lengthBytes: 17n * PAGE }, 'NO_IOVA_LEFT', 'length_bytes'),
  anywhere('more than there is', { domainId: 5, lengthBytes: 1n << 48n }, 'NO_IOVA_LEFT', 'length_bytes'),
  anywhere('one mapping too many', { viommuId: 'tiny' }, 'LIMIT_EXCEEDED'),
  allow('last before first', { ranges: [pages(1n), { first: 1n, last: 0n }] }, 'RANGE_INVALID', 'ranges[1].last'),
  allow(
    'a first address inside a page',
    { ranges: [{ first: 1n, last: 4095n }] },
    'ADDRESS_MISALIGNED',
    'ranges[0].first',
  ),
  allow('half a granule', { viommuId: 'coarse', ranges: [pages(0n, 8n)] }, 'ADDRESS_MISALIGNED', 'ranges'),
  allow('a page twice', { ranges: [pages(8n, 2n), pages(7n, 2n)] }, 'RANGES_OVERLAP', 'ranges'),
  allow('pages the vIOMMU reserves', { ranges: [pages(0xfee00n)] }, 'RESERVED_RANGE_IN_USE', 'ranges'),
  allow('pages an endpoint reserves', { domainId: 5, ranges: [pages(501n)] }, 'RESERVED_RANGE_IN_USE', 'ranges'),
  allow('4097 ranges', { ranges: many(4097, pages(1n)) }, 'TOO_MANY_ITEMS', 'ranges'),
  rowsOf(service('SetDirtyTracking'))(
    'a domain that cannot',
    { viommuId: 'space', domainId: 5, enabled: true },
    'DIRTY_TRACKING_NOT_SUPPORTED',
    'domain_id',
  ),
  read('a domain that cannot', { domainId: 5 }, 'DIRTY_TRACKING_NOT_SUPPORTED', 'domain_id'),
  read('no range', { range: undefined }, 'FIELD_REQUIRED', 'range'),
  read('last before first', { range: { first: PAGE, last: 0n } }, 'RANGE_INVALID', 'range.last'),
  read('a last address inside a page', { range: { first: 0n, last: 1n } }, 'ADDRESS_MISALIGNED', 'range.last'),
  read('pages of 3 bytes', { pageSizeBytes: 3n }, 'PAGE_SIZE_INVALID', 'page_size_bytes'),
  read('pages of 2 KiB', { pageSizeBytes: 2048n }, 'PAGE_SIZE_INVALID', 'page_size_bytes'),
  read('pages below the granule', { viommuId: 'coarse', pageSizeBytes: PAGE }, 'PAGE_SIZE_INVALID', 'page_size_bytes'),
  read('half a page', { pageSizeBytes: 32n * PAGE }, 'ADDRESS_MISALIGNED', 'range.last'),
  read('half a granule', { viommuId: 'coarse', range: pages(0n, 8n) }, 'ADDRESS_MISALIGNED', 'range.last'),
];

const END = U64 - 15n;

const MEMORY: readonly Row[] = [
  ...viommuRows(memory('ReadGuestMemory'), false),
  ...viommuRows(memory('WriteGuestMemory'), true).map((row) => ({
    ...row,
    request: { data: Buffer.alloc(1), ...row.request },
  })),
  readMemory('nothing', { lengthBytes: 0 }, 'LENGTH_OUT_OF_RANGE', 'length_bytes'),
  readMemory('262145 bytes', { lengthBytes: 262_145 }, 'LENGTH_OUT_OF_RANGE', 'length_bytes'),
  readMemory('2^32-1 bytes', { lengthBytes: 2 ** 32 - 1 }, 'LENGTH_OUT_OF_RANGE', 'length_bytes'),
  readMemory('beyond 2^64-1', { guestAddress: END + 1n }, 'ADDRESS_OVERFLOW', 'guest_address'),
  readMemory('what is not registered', { guestAddress: END }, 'MEMORY_NOT_ACCESSIBLE', 'guest_address'),
  readMemory('what ends meanwhile', { guestAddress: (1n << 20n) - 8n }, 'MEMORY_NOT_ACCESSIBLE', 'guest_address'),
  writeMemory('nothing', { data: undefined }, 'LENGTH_OUT_OF_RANGE', 'data'),
  writeMemory('262145 bytes', { data: Buffer.alloc(262_145) }, 'LENGTH_OUT_OF_RANGE', 'data'),
  writeMemory('beyond 2^64-1', { guestAddress: END + 1n }, 'ADDRESS_OVERFLOW', 'guest_address'),
  writeMemory('what is not registered', { guestAddress: END }, 'MEMORY_NOT_ACCESSIBLE', 'guest_address'),
  writeMemory('what ends meanwhile', { guestAddress: (1n << 20n) - 8n }, 'MEMORY_NOT_ACCESSIBLE', 'guest_address'),
  writeMemory('what is read-only', { guestAddress: 1n << 24n }, 'MEMORY_NOT_ACCESSIBLE', 'guest_address'),
];

const RESERVED_FIELD = 'config.reserved_iova_ranges';

/** What is wrong with reserved ranges; vIOMMUs and endpoints have the same. */
const RESERVED: readonly (readonly [string, readonly Json[], Reason, string])[] = [
  ['reserved: last before first', [{ first: 1n, last: 0n }], 'RANGE_INVALID', `${RESERVED_FIELD}[0].last`],
  [
    'reserved: half a page',
    [pages(0n), { first: PAGE, last: PAGE }],
    'ADDRESS_MISALIGNED',
    `${RESERVED_FIELD}[1].last`,
  ],
  ['reserved: a page twice', [pages(0n, 2n), pages(1n)], 'RANGES_OVERLAP', RESERVED_FIELD],
  ['65 reserved ranges', many(65, pages(0n)), 'TOO_MANY_ITEMS', RESERVED_FIELD],
];

const CONFIGS: readonly Row[] = [
  createViommu('a granule of 11 bits', { config: { granuleBits: 11 } }, 'WIDTH_OUT_OF_RANGE', 'config.granule_bits'),
  createViommu('a granule of 31 bits', { config: { granuleBits: 31 } }, 'WIDTH_OUT_OF_RANGE', 'config.granule_bits'),
  createViommu(
    'more bits than the profile has',
    { config: { profile: 'PROFILE_VTD', iovaWidthBits: 58 } },
    'WIDTH_OUT_OF_RANGE',
    'config.iova_width_bits',
  ),
  createViommu(
    'more bits of output than the profile has',
    { config: { profile: 'PROFILE_RISCV', outputWidthBits: 57 } },
    'WIDTH_OUT_OF_RANGE',
    'config.output_width_bits',
  ),
  ...[1n, 2n, 1000n, 2n ** 21n].map((iotlbEntries) =>
    createViommu(
      `${iotlbEntries} entries of the IOTLB`,
      { config: { limits: { iotlbEntries } } },
      'LIMIT_OUT_OF_RANGE',
      'config.limits.iotlb_entries',
    ),
  ),
  createViommu(
    'reserved: half a granule',
    { config: { granuleBits: 16, reservedIovaRanges: [pages(0n)] } },
    'ADDRESS_MISALIGNED',
    RESERVED_FIELD,
  ),
  createEndpoint(
    'reserved: half a granule',
    { viommuId: 'coarse', config: { reservedIovaRanges: [pages(0n)] } },
    'ADDRESS_MISALIGNED',
    RESERVED_FIELD,
  ),
  ...RESERVED.flatMap(([name, reservedIovaRanges, reason, field]) =>
    [createViommu, createEndpoint].map((row) => row(name, { config: { reservedIovaRanges } }, reason, field)),
  ),
];

/** Address spaces: tables, records, IOVAs, dirty pages, memory. */
export const SPACE_ROWS: readonly Row[] = [...EVERYWHERE, ...NESTED, ...BATCHES, ...IOVAS, ...MEMORY, ...CONFIGS];
