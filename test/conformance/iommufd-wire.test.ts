/** What of iommufd's cases only clients can bring about: a real server, and raw clients that check nothing. */
import fs from 'node:fs';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { REASONS, type Reason } from '../../src/model/errors';
import { cleanUp, detailsOf, statusOf } from '../unit/server/harness';
import { PAGE, pages, RW, startWorld, U64, type Json, type World } from '../contract/world';

let world: World;
beforeAll(async () => {
  world = await startWorld(true);
  await must('ViommuService/CreateViommu', { config: { clock: 'CLOCK_KIND_VIRTUAL' } });
  await must('DomainService/CreateDomain', { domainId: 1, dirtyTracking: true });
  await must('DomainService/SetDirtyTracking', { domainId: 1, enabled: true });
});
afterAll(cleanUp);

const vm = { viommuId: 'vm' };
const must = (rpc: string, request: Json) => world.must(rpc, { ...vm, ...request });

/** Why a call is refused, as `REASON field`. */
async function refusal(rpc: string, request: Json): Promise<string> {
  const { error } = await world.call(rpc, { ...vm, ...request });
  return told(error);
}

function told(error: grpc.StatusObject | undefined): string {
  const { ErrorInfo } = detailsOf(error!);
  const { reason, metadata } = ErrorInfo as { reason: Reason; metadata: Record<string, string> };
  expect(error!.code).toBe(grpc.status[REASONS[reason]]);
  return `${reason} ${metadata['field'] ?? ''}`.trim();
}

/** Why the only item of a batch is refused. */
async function itemRefusal(rpc: string, request: Json): Promise<string> {
  const { failures } = (await must(rpc, request)) as { failures: { reason: string; metadata: Json }[] };
  expect(failures).toHaveLength(1);
  return `${failures[0]!.reason} ${String(failures[0]!.metadata['field'])}`;
}

const ITEM = { range: pages(50n), outputAddress: 0n, permissions: RW };
const BACKWARDS = { first: PAGE, last: PAGE - 1n };
const mapRefusal = (change: Json) => itemRefusal('DomainService/Map', { domainId: 1, items: [{ ...ITEM, ...change }] });

test('mapping with what the server does not know is refused, as items and as records', async () => {
  expect(await mapRefusal({ ifMapped: 77 })).toMatch('ENUM_VALUE_UNKNOWN');
  const header = [1, 1, 0, 0, 1, 0, 0, 0];
  const record = (changes: Record<number, number> = {}) => {
    const bytes = Buffer.alloc(32);
    bytes.writeBigUInt64LE(50n * PAGE, 0);
    bytes.writeBigUInt64LE(51n * PAGE - 1n, 8);
    bytes[24] = 3;
    Object.entries(changes).forEach(([at, value]) => (bytes[Number(at)] = value));
    return bytes;
  };
  const map = (head: readonly number[], ...rest: Buffer[]) => ({
    domainId: 1,
    records: Buffer.concat([Buffer.from(head), ...rest]),
  });
  for (const bad of [map([2, 1, 0, 0, 1, 0, 0, 0], record()), map([1, 1, 1, 0, 1, 0, 0, 0], record()), map(header)]) {
    expect(await refusal('DomainService/Map', bad)).toBe('RECORDS_INVALID records');
  }
  // An unknown permission, an unknown `if_mapped`, and something where zeros are.
  for (const bad of [record({ 24: 0x13 }), record({ 25: 77 }), record({ 31: 1 })]) {
    const { failures } = (await must('DomainService/Map', map(header, bad))) as { failures: Json[] };
    expect(failures).toHaveLength(1);
  }
  expect(await must('DomainService/Map', map(header, record()))).toMatchObject({ mappedCount: 1, failures: [] });
  await must('DomainService/Unmap', { domainId: 1, ranges: [pages(50n)] });
});

test('mapping a length that is not made of whole pages, or 0, is refused where no address is given', async () => {
  for (const lengthBytes of [0n, 1n, PAGE - 1n, PAGE + 1n]) {
    const request = { domainId: 1, lengthBytes, outputAddress: 0n, permissions: RW };
    expect(await refusal('DomainService/MapAnywhere', request)).toBe('LENGTH_OUT_OF_RANGE length_bytes');
  }
});

test('mapping parts of pages of 4 KiB is refused', async () => {
  expect(await mapRefusal({ range: { first: PAGE + 1n, last: 2n * PAGE - 1n } })).toMatch(
    /^ADDRESS_MISALIGNED .*first$/,
  );
  expect(await mapRefusal({ range: { first: PAGE, last: 2n * PAGE - 2n } })).toMatch(/^ADDRESS_MISALIGNED .*last$/);
});

test('mapping to an address inside a page of 4 KiB is refused', async () => {
  expect(await mapRefusal({ outputAddress: 1n })).toMatch(/^ADDRESS_MISALIGNED .*output_address$/);
});

test('mapping a range whose last address is below its first is refused', async () => {
  expect(await mapRefusal({ range: BACKWARDS })).toMatch('RANGE_INVALID');
  // What an address and a length that pass 2^64-1 become.
  expect(await mapRefusal({ range: { first: U64 - PAGE + 1n, last: PAGE - 1n } })).toMatch('RANGE_INVALID');
});

test('unmapping a range whose last address is below its first is refused', async () => {
  for (const wrong of [BACKWARDS, { first: U64 - PAGE + 1n, last: PAGE - 1n }]) {
    expect(await itemRefusal('DomainService/Unmap', { domainId: 1, ranges: [wrong] })).toMatch('RANGE_INVALID');
  }
});

test('allowing a range whose last address is below its first is refused', async () => {
  const request = { domainId: 1, ranges: [BACKWARDS] };
  expect(await refusal('DomainService/SetAllowedIovaRanges', request)).toMatch('RANGE_INVALID');
});

/** Why reading dirty pages is refused. */
async function dirtyRefusal(request: Json): Promise<string> {
  const made = world.client('DomainService') as unknown as Record<'readDirtyPages', (request: Json) => never>;
  return told(await statusOf(made.readDirtyPages({ ...vm, domainId: 1, range: pages(0n, 16n), ...request })));
}

test('reading dirty pages of a range whose last address is below its first is refused', async () => {
  expect(await dirtyRefusal({ range: BACKWARDS })).toMatch('RANGE_INVALID');
});

test('reading dirty pages in sizes that no page has is refused', async () => {
  for (const pageSizeBytes of [1n, 2048n, PAGE + 1n, 3n * PAGE, U64]) {
    expect(await dirtyRefusal({ pageSizeBytes })).toBe('PAGE_SIZE_INVALID page_size_bytes');
  }
});

test('reading dirty pages of a range that is not made of whole pages of the size asked for is refused', async () => {
  for (const range of [pages(1n, 3n), pages(2n, 3n), { first: 1n, last: 2n * PAGE - 1n }, { first: 0n, last: PAGE }]) {
    expect(await dirtyRefusal({ pageSizeBytes: 2n * PAGE, range })).toMatch('ADDRESS_MISALIGNED');
  }
});

test('making a domain of a kind that the server does not know is refused', async () => {
  const request = { domainId: 9, kind: 77 };
  expect(await refusal('DomainService/CreateDomain', request)).toBe('ENUM_VALUE_UNKNOWN kind');
});

test('making a nested domain whose tables have no format that the server knows is refused', async () => {
  const request = { domainId: 9, kind: 'DOMAIN_KIND_NESTED', nested: {} };
  expect(await refusal('DomainService/CreateDomain', request)).toBe('FIELD_REQUIRED nested.tables');
});

/** Why a file cannot be memory. */
function fileRefusal(change: Json): Promise<string> {
  fs.writeFileSync(path.join(world.memoryDirectory, 'ram'), Buffer.alloc(4096));
  const region = { guestAddress: 0n, lengthBytes: PAGE, sharedFile: { path: 'ram' }, ...change };
  return refusal('GuestMemoryService/RegisterGuestMemory', { region });
}

test('registering a shared file as no memory, or as half a page, is refused', async () => {
  for (const lengthBytes of [0n, 2048n]) {
    expect(await fileRefusal({ lengthBytes })).toBe('LENGTH_OUT_OF_RANGE region.length_bytes');
  }
});

test('registering a shared file beyond the end of addresses is refused', async () => {
  const region = { guestAddress: U64 - PAGE + 1n, lengthBytes: 2n * PAGE };
  expect(await fileRefusal(region)).toBe('ADDRESS_OVERFLOW region.length_bytes');
});

test('registering a shared file that is not there, or is none, is refused', async () => {
  for (const name of ['none', '.', '../ram']) {
    expect(await fileRefusal({ sharedFile: { path: name } })).toMatch('MEMORY_PATH_REFUSED');
  }
});

test('registering a shared file as more than it holds is refused', async () => {
  expect(await fileRefusal({ lengthBytes: 2n * PAGE })).toMatch('MEMORY_FILE_TOO_SHORT');
});
