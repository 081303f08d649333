/** Address spaces as clients see them: records, dirty pages, tables of a guest, memory, and who may ask. */
import * as grpc from '@grpc/grpc-js';
import { contractServices } from '../../src/server/protos';
import { call, cleanUp, client, detailsOf, until, watch } from '../unit/server/harness';
import { RawStream } from './channel-client';
import { dirtyParts, furnish, pages, PAGE, records, RW, startWorld, U64, type Json, type World } from './world';

let world: World;

beforeEach(async () => {
  world = await startWorld();
  await furnish(world);
});
afterEach(cleanUp);

const space = { viommuId: 'space' };
const must = (rpc: string, request: Json): Promise<Json> => world.must(rpc, { ...space, ...request });
const mappingsOf = async (domainId: number): Promise<Json[]> =>
  (await must('DomainService/ListMappings', { domainId, pageSize: 1000 }))['mappings'] as Json[];

describe('records', () => {
  const COUNT = 4096;
  const list = Array.from({ length: COUNT }, (_, i) => {
    const first = BigInt(i + 512) * 2n * PAGE;
    return { first, last: first + PAGE - 1n, output: PAGE, permissions: i === 0 ? 9 : 3, ifMapped: 1 };
  });

  test('over VmmChannel make and remove mappings as items do', async () => {
    const channel = RawStream.channel(world, 'VmmChannel');
    channel.send({ open: { ...space, selection: { domains: [{ role: 'ROLE_OBSERVER' }] } } });
    await channel.next('opened');
    channel.send({ tag: 1n, map: { domainId: 5, records: records(1, list) } });
    expect(await channel.answer(1n)).toMatchObject({
      mapResult: { mappedCount: COUNT, failures: [], notExecutedCount: 0 },
    });
    expect((await mappingsOf(5))[0]).toEqual({
      range: pages(1024n),
      outputAddress: PAGE,
      permissions: { read: true, write: false, execute: false, privileged: true },
    });
    // Again: every record fails, one by one, unless the first stops the rest.
    const some = records(1, list.slice(0, 3));
    channel.send({ tag: 2n, map: { domainId: 5, records: some } });
    expect(await channel.answer(2n)).toMatchObject({
      mapResult: { mappedCount: 0, failures: [0, 1, 2].map((index) => ({ index, reason: 'ALREADY_MAPPED' })) },
    });
    channel.send({ tag: 3n, map: { domainId: 5, records: some, onError: 'ON_ERROR_STOP' } });
    expect(await channel.answer(3n)).toMatchObject({
      mapResult: { failures: [{ index: 0, reason: 'ALREADY_MAPPED' }], notExecutedCount: 2 },
    });
    channel.send({ tag: 4n, unmap: { domainId: 5, records: records(2, list) } });
    expect(await channel.answer(4n)).toMatchObject({
      unmapResult: { removedMappingCount: BigInt(COUNT), failures: [], notExecutedCount: 0 },
    });
    expect(await mappingsOf(5)).toEqual([]);
  });

  test('of a unary call do too, and a bad one harms no neighbour', async () => {
    const bad = { ...list[1]!, first: list[1]!.first + 1n };
    expect(
      await must('DomainService/Map', { domainId: 5, records: records(1, [list[0]!, bad, list[2]!]) }),
    ).toMatchObject({
      mappedCount: 2,
      failures: [{ index: 1, reason: 'ADDRESS_MISALIGNED', metadata: { field: 'range.first' } }],
    });
    const removal = { domainId: 5, records: records(2, [list[0]!, bad, list[2]!]) };
    expect(await must('DomainService/Unmap', removal)).toMatchObject({
      removedMappingCount: 2n,
      failures: [{ index: 1, reason: 'ADDRESS_MISALIGNED' }],
    });
  });

  test('are safe to repeat', async () => {
    const request = { domainId: 5, requestId: 'once', records: records(1, list.slice(0, 2)) };
    const first = await must('DomainService/Map', request);
    expect(await must('DomainService/Map', request)).toEqual(first);
    const { error } = await world.call('DomainService/Map', {
      ...space,
      ...request,
      records: records(1, list.slice(1, 3)),
    });
    expect(detailsOf(error!)['ErrorInfo']).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
  });
});

describe('MapAnywhere', () => {
  test('takes the lowest that is allowed and free, and is safe to repeat', async () => {
    const request = { domainId: 1, requestId: 'once', lengthBytes: 2n * PAGE, outputAddress: PAGE, permissions: RW };
    const made = await must('DomainService/MapAnywhere', request);
    expect(made).toEqual({
      mapping: {
        range: pages(16n, 2n),
        outputAddress: PAGE,
        permissions: { read: true, write: true, execute: false, privileged: false },
      },
    });
    expect(await must('DomainService/MapAnywhere', request)).toEqual(made);
    expect(await must('DomainService/MapAnywhere', { ...request, requestId: '' })).toMatchObject({
      mapping: { range: pages(18n, 2n) },
    });
  });

  test('which IOVAs there are to choose from', async () => {
    expect(await must('DomainService/GetIovaRanges', { domainId: 5 })).toEqual({
      usable: [pages(0n), pages(2n, 498n), pages(504n, 0xfee00n - 504n), { first: 0xfef0_0000n, last: 2n ** 48n - 1n }],
      reserved: [
        { range: pages(1n), endpointId: 3, _endpointId: 'endpointId' },
        { range: pages(500n, 4n), endpointId: 3, _endpointId: 'endpointId' },
        { range: pages(0xfee00n, 0x100n) },
      ],
      allowed: [],
      granuleBits: 12,
    });
    await must('DomainService/SetAllowedIovaRanges', { domainId: 5, ranges: [pages(9n), pages(4n, 2n)] });
    expect(await must('DomainService/GetIovaRanges', { domainId: 5 })).toMatchObject({
      allowed: [pages(4n, 2n), pages(9n)],
    });
  });
});

describe('ReadDirtyPages', () => {
  /** Pages of one message. */
  const PART = 262_144n;
  const PARTS = 100;

  /** A dirty page at the end of each of many parts: each message has 32 KiB. */
  async function dirtyMany(): Promise<void> {
    const last = (i: number) => (BigInt(i + 1) * PART - 1n) * PAGE;
    const list = Array.from({ length: PARTS }, (_, i) => [
      { first: last(i), last: last(i) + PAGE - 1n },
      // The first page, so that a part begins there.
      { first: last(i) - (PART - 1n) * PAGE, last: last(i) - (PART - 2n) * PAGE - 1n },
    ]).flat();
    await must('DomainService/Unmap', { domainId: 1, ranges: [{ first: 0n, last: U64 }] });
    expect(await must('DomainService/Map', { domainId: 1, records: records(1, list) })).toMatchObject({ failures: [] });
    for (const { first } of list) {
      await must('EndpointService/IssueDma', { endpointId: 1, iova: first, write: { data: Buffer.from('x') } });
    }
  }

  test('a page is told once; what is unmapped is clean, and so is everything when recording begins anew', async () => {
    const read = { ...space, domainId: 1 };
    const part = { first: PAGE, bitmap: Buffer.from([1]), dirtyPageCount: 1 };
    expect(await dirtyParts(world, { ...read, keep: true })).toEqual([part]);
    expect(await dirtyParts(world, { ...read, pageSizeBytes: 1n << 21n, keep: true })).toEqual([
      { ...part, first: 0n },
    ]);
    expect(await dirtyParts(world, read)).toEqual([part]);
    expect(await dirtyParts(world, read)).toEqual([]);
    const write = { endpointId: 1, iova: 2n * PAGE, write: { data: Buffer.from('x') } };
    await must('EndpointService/IssueDma', write);
    await must('DomainService/SetDirtyTracking', { domainId: 1, enabled: true });
    expect(await dirtyParts(world, read)).toEqual([]);
    await must('EndpointService/IssueDma', write);
    await must('DomainService/Unmap', { domainId: 1, ranges: [pages(2n)] });
    expect(await dirtyParts(world, read)).toEqual([]);
  });

  test('is slow where its reader is; what was not sent stays marked; others are served', async () => {
    await dirtyMany();
    const slow = watch(world.client('DomainService'), 'ReadDirtyPages', {
      ...space,
      domainId: 1,
      range: { first: 0n, last: U64 },
    });
    const seen: Json[] = [];
    slow.on('data', (part: Json) => {
      seen.push(part);
      slow.pause();
    });
    slow.on('error', () => undefined);
    await until(() => seen.length === 1);
    // Others are served while nothing is read, until the server has no room for more.
    const firsts = async (keep: boolean): Promise<unknown[]> =>
      (await dirtyParts(world, { ...space, domainId: 1, keep })).map(({ first }) => first);
    const marked = () => firsts(true);
    let left = await marked();
    for (let before: unknown[] = []; before.length !== left.length; left = await marked()) before = left;
    expect(left.length).toBeGreaterThan(PARTS / 2);
    expect(left.length).toBeLessThan(PARTS);
    slow.cancel();
    const isEnd = ({ method, msg }: Json) => method === 'DomainService/ReadDirtyPages' && msg === 'call cancelled';
    await until(() => world.lines.some(isEnd));
    // Nothing more is cleared.
    expect(await marked()).toEqual(left);
    expect(seen[0]).toMatchObject({ first: 0n, dirtyPageCount: 2 });
    expect((seen[0]!['bitmap'] as Buffer).length).toBe(32_768);
    expect(await firsts(false)).toEqual(left);
    expect(await firsts(false)).toEqual([]);
  });

  test('ends with the vIOMMU', async () => {
    await dirtyMany();
    const stream = new RawStream(
      watch(world.client('DomainService'), 'ReadDirtyPages', {
        ...space,
        domainId: 1,
        range: { first: 0n, last: U64 },
      }),
    );
    stream.pause();
    await world.must('ViommuService/DeleteViommu', space);
    stream.resume();
    expect(await stream.end()).toMatchObject({ code: grpc.status.ABORTED, reason: 'VIOMMU_DELETED' });
  });
});

describe('tables of a guest', () => {
  const ROOT = 0x1000n;
  const entry = (address: bigint, bits: bigint): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(address | bits);
    return bytes;
  };
  const P_RW_US = 7n;

  /** Page 0 leads through four tables, in pages 1 to 4 of guest memory, to page 8; page 1 is not present. */
  async function makeTables(): Promise<void> {
    for (const level of [1n, 2n, 3n, 4n]) {
      const next = level === 4n ? 0x8000n : (level + 1n) * PAGE;
      await must('GuestMemoryService/WriteGuestMemory', { guestAddress: level * PAGE, data: entry(next, P_RW_US) });
    }
    const nested = { x86: { root: ROOT, levels: 4 } };
    await must('DomainService/CreateDomain', { domainId: 10, kind: 'DOMAIN_KIND_NESTED', nested });
    await must('EndpointService/CreateEndpoint', { endpointId: 10, config: {} });
    await must('DomainService/Attach', { endpointId: 10, domainId: 10, deviceCookie: 5n });
  }

  test('translate; what a processor writes is what a device reads, and the other way round', async () => {
    await makeTables();
    await must('GuestMemoryService/WriteGuestMemory', { guestAddress: 0x8010n, data: Buffer.from('guest') });
    const dma = { endpointId: 10, iova: 0x10n };
    expect(await must('EndpointService/IssueDma', { ...dma, read: { lengthBytes: 5n } })).toMatchObject({
      result: { status: 'DMA_STATUS_COMPLETED', data: Buffer.from('guest') },
    });
    await must('EndpointService/IssueDma', { ...dma, write: { data: Buffer.from('DEV') } });
    expect(await must('GuestMemoryService/ReadGuestMemory', { guestAddress: 0x8010n, lengthBytes: 5 })).toEqual({
      data: Buffer.from('DEVst'),
    });
    // The walks marked the page accessed and dirty.
    expect(await must('GuestMemoryService/ReadGuestMemory', { guestAddress: 0x4000n, lengthBytes: 8 })).toEqual({
      data: entry(0x8000n, P_RW_US | 0x60n),
    });
  });

  test('that do not translate are reported with the place, and explained', async () => {
    await makeTables();
    const reports = new RawStream(watch(world.client('FaultService'), 'WatchFaults', { ...space }));
    await reports.next('opened');
    await must('EndpointService/IssueDma', { endpointId: 10, iova: PAGE, read: { lengthBytes: 1n } });
    const batch = await reports.next('reports');
    expect((batch['reports'] as Json[])[0]).toMatchObject({
      faultEvent: {
        reason: 'FAULT_REASON_NOT_MAPPED',
        endpointId: 10,
        domainId: 10,
        deviceCookie: 5n,
        nested: { stage: 'TRANSLATION_STAGE_STAGE1', attachedDomainId: 10, level: 1, entryAddress: 0x4008n },
      },
    });
    reports.cancel();
    const asked = { endpointId: 10, iova: PAGE, permissions: RW };
    const plain = await must('DomainService/Translate', asked);
    expect(plain).toMatchObject({
      fault: {
        reason: 'FAULT_REASON_NOT_MAPPED',
        nested: { stage: 'TRANSLATION_STAGE_STAGE1', entryAddress: 0x4008n },
      },
      explanation: null,
    });
    const explained = await must('DomainService/Translate', { ...asked, explain: true });
    expect(explained['fault']).toEqual(plain['fault']);
    const steps = (explained['explanation'] as { steps: { route?: Json; table?: Json }[] }).steps;
    expect(steps[0]?.route).toMatchObject({ attachment: { endpointId: 10, domainId: 10, deviceCookie: 5n } });
    expect(steps.slice(1).map(({ table }) => table)).toMatchObject([
      { level: 4, entryAddress: 0x1000n, decision: 'TABLE_DECISION_TABLE', target: 0x2000n },
      { level: 3, entryAddress: 0x2000n, decision: 'TABLE_DECISION_TABLE', target: 0x3000n },
      { level: 2, entryAddress: 0x3000n, decision: 'TABLE_DECISION_TABLE', target: 0x4000n },
      { level: 1, entryAddress: 0x4008n, decision: 'TABLE_DECISION_NOT_PRESENT', entry: 0n },
    ]);
    expect(explained['explanation']).toMatchObject({ summary: expect.stringContaining('NOT_MAPPED') as unknown });
  });

  test('do not cover every address, which is explained without an entry', async () => {
    await makeTables();
    const asked = { endpointId: 10, iova: 1n << 47n, permissions: RW, explain: true };
    const { fault, explanation } = await must('DomainService/Translate', asked);
    expect(fault).toMatchObject({ reason: 'FAULT_REASON_ADDRESS_TOO_WIDE', domainId: 10 });
    const { steps } = explanation as { steps: { table?: Json }[] };
    expect(steps.map(({ table }) => table?.['decision'])).toEqual([undefined, 'TABLE_DECISION_INPUT_OUT_OF_RANGE']);
    expect(steps[1]!.table).not.toHaveProperty('entryAddress');
  });

  test('a reader gets them with every default filled in', async () => {
    const { domain } = (await must('DomainService/GetDomain', { domainId: 3 })) as { domain: Json };
    expect(domain).toMatchObject({
      kind: 'DOMAIN_KIND_NESTED',
      nested: {
        stage2DomainId: 1,
        tables: 'x86',
        x86: { root: 0n, levels: 4, outputWidthBits: 48, gigabytePages: true, extendedAccessed: false },
        tableUpdates: 'TABLE_UPDATES_PRIVATE',
      },
    });
    const { domain: below } = (await must('DomainService/GetDomain', { domainId: 1 })) as { domain: Json };
    expect(below).toMatchObject({
      nested: null,
      nestedDomainCount: 1n,
      dirtyTracking: true,
      dirtyTrackingEnabled: true,
    });
  });
});

test('a write of memory waits for its turn behind an unmap in slices', async () => {
  const list = Array.from({ length: 4096 }, (_, i) => ({
    first: BigInt(i) * 2n * PAGE + 0x1_0000_0000n,
    last: BigInt(i) * 2n * PAGE + 0x1_0000_0fffn,
  }));
  const far = (n: bigint) => list.map(({ first, last }) => ({ first: first + (n << 32n), last: last + (n << 32n) }));
  for (const n of [0n, 1n, 2n]) await must('DomainService/Map', { domainId: 5, records: records(1, far(n)) });
  const order: string[] = [];
  const note = (name: string) => (): void => void order.push(name);
  await Promise.all([
    must('DomainService/Unmap', { domainId: 5, ranges: [{ first: 0n, last: U64 }] }).then(note('unmap')),
    must('GuestMemoryService/WriteGuestMemory', { guestAddress: 0n, data: Buffer.from('x') }).then(note('write')),
    must('GuestMemoryService/ReadGuestMemory', { guestAddress: 0n, lengthBytes: 1 }).then((response) => {
      order.push('read');
      expect(response).toEqual({ data: Buffer.from('x') });
    }),
  ]);
  expect(order).toEqual(['unmap', 'write', 'read']);
});

test('device models may ask for none of this', async () => {
  const refused = async (service: string, method: string): Promise<unknown> => {
    const made = client(world.deviceTarget, service);
    if (method === 'ReadDirtyPages') {
      const stream = new RawStream(watch(made, method, space));
      return (await stream.end()).reason;
    }
    const { error } = await call(made, method, space).outcome;
    return detailsOf(error!)['ErrorInfo']?.['reason'];
  };
  for (const service of ['DomainService', 'GuestMemoryService']) {
    for (const method of Object.keys(contractServices().get(service)!.definition)) {
      expect([method, await refused(service, method)]).toEqual([method, 'METHOD_NOT_ALLOWED_HERE']);
    }
  }
});

test('GetInfo tells what there is, and how much', async () => {
  const { features, limits } = (await world.must('ViommuService/GetInfo', {})) as {
    features: string[];
    limits: { name: string; defaultValue: bigint; maximum: bigint }[];
  };
  expect(features).toEqual(
    expect.arrayContaining([
      'dirty_tracking',
      'guest_memory_access',
      'iova_ranges',
      'mapping_records',
      'nested_domains',
      'translation_explanations',
    ]),
  );
  const limitOf = (name: string) => limits.find((limit) => limit.name === name);
  expect(limitOf('iotlb_entries')).toMatchObject({ defaultValue: 1024n, maximum: 1_048_576n });
  expect(limitOf('max_reserved_ranges')).toMatchObject({ maximum: 64n });
  expect(limitOf('max_memory_access_bytes')).toMatchObject({ maximum: 262_144n });
});
