/** What is read of dirty pages while a client reads slowly, not at all, or is gone; and that others have their turn. */
import { Metadata, status } from '@grpc/grpc-js';
import type { ReadDirtyPagesResponse } from '../../../src/gen/viommu/v1/ReadDirtyPagesResponse';
import type { ReadDirtyPagesRequest__Output } from '../../../src/gen/viommu/v1/ReadDirtyPagesRequest';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import { fromReadDirtyPages, readDirtyPages } from '../../../src/server/dirty-pages-stream';
import { StreamWriter } from '../../../src/server/stream-writer';
import { incarnationsFromTime, Registry, type ViommuHost } from '../../../src/session';
import { FakeTime, now, refusalOf } from '../session/support';
import { FakeCall } from './fake-call';
import { decoded } from './wire';

/** Pages of one message. */
const PART = 262_144;
const PARTS = 6;
const U64 = 2n ** 64n - 1n;

function setUp() {
  const registry = new Registry({
    time: new FakeTime(),
    incarnations: incarnationsFromTime(1),
    memoryDirectory: undefined,
  });
  now(registry.create('vm', { clock: 'VIRTUAL' }));
  const host = registry.host('vm');
  const backing = { kind: 'ANONYMOUS' as const };
  now(host.registerMemory({ regionId: 1, guestAddress: 0n, length: 4096n, readOnly: false, backing }));
  now(
    host.execute((iommu) => {
      iommu.createDomain(1, { kind: 'PAGING', pageRequests: false, dirtyTracking: true });
      iommu.setDirtyTracking(1, true);
      iommu.createEndpoint(1, {});
      iommu.attach(1, NO_PASID, 1, 0n);
    }),
  );
  for (let part = 0; part < PARTS; part += 1) dirty(host, part * PART);
  const failures: unknown[] = [];
  const wakes: (() => void)[] = [];
  const open = async (request: object = {}): Promise<FakeCall> => {
    const call = new FakeCall();
    const out = new StreamWriter<ReadDirtyPagesResponse>(call, {
      failed: (error) => {
        failures.push(error);
        return { code: status.INTERNAL, details: String(error), metadata: new Metadata() };
      },
      report: (error) => failures.push(error),
    });
    const asked = requestOf({ viommuId: 'vm', domainId: 1, range: { first: 0n, last: U64 }, ...request });
    await readDirtyPages(registry).open(asked, undefined as never, out);
    wakes.push(() => {
      out.wake();
    });
    return call;
  };
  return { registry, host, open, failures, wakes };
}

/** Maps a page, and writes to it. */
function dirty(host: ViommuHost, page: number): void {
  now(
    host.execute((iommu) => {
      const item = { firstPage: page, lastPage: page, outputFirstPage: 0, ifMapped: 'REFUSE' } as const;
      iommu.map(1, [{ ...item, permissions: READ | WRITE }], 'STOP');
      const dma = { addressType: 'UNTRANSLATED' as const, pasid: NO_PASID, address: BigInt(page) << 12n };
      iommu.issueDma('HOSTED', 1, { ...dma, transfer: { kind: 'WRITE', data: Buffer.from('x') } });
    }),
  );
}

const requestOf = (request: object): ReadDirtyPagesRequest__Output => decoded('DomainService/ReadDirtyPages', request);

/** Turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** How many parts have pages that are still marked. */
function partsLeft(host: ViommuHost): number {
  let left = 0;
  now(
    host.execute((iommu) => {
      for (let part = 0; part < PARTS; part += 1) {
        const firstPage = part * PART;
        const query = { firstPage, lastPage: firstPage + PART - 1, pagesPerBit: 1, keep: true };
        left += Number(iommu.readDirty(1, query).part !== undefined);
      }
    }),
  );
  return left;
}

test('a reader gets all parts in order, then the end', async () => {
  const { host, open } = setUp();
  const call = await open();
  while (!call.ended) {
    await turns(1);
    call.read();
  }
  const parts = Array.from({ length: PARTS }, (_, part) => ({
    first: BigInt(part * PART) << 12n,
    bitmap: new Uint8Array([1]),
    dirtyPageCount: 1,
  }));
  expect(call.written).toEqual(parts);
  expect([partsLeft(host), host.inUse]).toEqual([0, false]);
});

test('no more than one part is read in a turn of the event loop, however often it is asked for', async () => {
  const { host, open, wakes } = setUp();
  const call = await open();
  expect(partsLeft(host)).toBe(PARTS);
  const left: number[] = [];
  while (!call.ended) {
    for (const wake of [...wakes, ...wakes]) wake();
    await turns(1);
    call.read();
    left.push(partsLeft(host));
  }
  expect(call.written).toHaveLength(PARTS);
  expect(left.every((count, i) => count >= (left[i - 1] ?? PARTS) - 1)).toBe(true);
  expect(left.at(-1)).toBe(0);
});

test('what a client does not read stays marked', async () => {
  const { host, open } = setUp();
  const call = await open();
  await turns(20);
  // Two messages fill the buffer; nothing is read before there is room for it.
  expect([call.written.length, partsLeft(host)]).toEqual([2, PARTS - 2]);
  call.read();
  await turns(20);
  expect([call.written.length, partsLeft(host)]).toEqual([4, PARTS - 4]);
});

test.each(['cancelled', 'close'])('a client that is gone (%s) clears nothing more, and holds nothing', async (how) => {
  const { host, open } = setUp();
  const call = await open();
  await turns(20);
  call.emit(how);
  call.read();
  await turns(20);
  expect([call.written.length, partsLeft(host), host.inUse]).toEqual([2, PARTS - 2, false]);
});

test('a client that goes while its part waits for a sliced command loses nothing', async () => {
  const { host, open } = setUp();
  const call = await open();
  await turns(20);
  const before = partsLeft(host);
  let goOn = true;
  const sliced = host.executeSliced(function* () {
    while (goOn) yield;
  });
  call.read();
  await turns(5);
  call.emit('cancelled');
  goOn = false;
  await sliced;
  await turns(5);
  expect(partsLeft(host)).toBe(before);
});

test('a domain that goes ends the stream with its refusal', async () => {
  const { host, open, failures } = setUp();
  await open();
  await turns(20);
  now(host.execute((iommu) => iommu.deleteDomain(1, true)));
  const other = await open();
  await turns(20);
  expect(other.status).toMatchObject({ code: status.INTERNAL });
  expect(failures).toMatchObject([{ reason: 'DOMAIN_NOT_FOUND' }]);
});

test('a stream of a domain without dirty pages just ends, and one that keeps clears nothing', async () => {
  const { host, open } = setUp();
  const kept = await open({ keep: true });
  while (!kept.ended) {
    await turns(1);
    kept.read();
  }
  expect([kept.written.length, partsLeft(host)]).toEqual([PARTS, PARTS]);
  const none = await open({ range: { first: 0x1000n, last: 0x1fffn } });
  await turns(2);
  expect([none.ended, none.written]).toEqual([true, []]);
});

describe('what is asked for', () => {
  const query = (request: object, granuleBits = 12) =>
    fromReadDirtyPages(requestOf({ range: { first: 0n, last: U64 }, ...request }), granuleBits);

  test('bits stand for pages of the granule unless the request says otherwise', () => {
    const all = { firstPage: 0, lastPage: 2 ** 52 - 1, keep: false };
    expect(query({})).toEqual({ ...all, pagesPerBit: 1 });
    expect(query({}, 16)).toEqual({ ...all, pagesPerBit: 16 });
    expect(query({ pageSizeBytes: 1n << 21n, keep: true })).toEqual({ ...all, pagesPerBit: 512, keep: true });
    expect(query({ pageSizeBytes: 1n << 63n })).toEqual({ ...all, pagesPerBit: 2 ** 51 });
  });

  test.each([
    ['PAGE_SIZE_INVALID', 'page_size_bytes', { pageSizeBytes: 2048n }],
    ['PAGE_SIZE_INVALID', 'page_size_bytes', { pageSizeBytes: 12_288n }],
    ['PAGE_SIZE_INVALID', 'page_size_bytes', { pageSizeBytes: U64 }],
    ['FIELD_REQUIRED', 'range', { range: null }],
    ['RANGE_INVALID', 'range.last', { range: { first: 0x1000n, last: 0xfffn } }],
    ['ADDRESS_MISALIGNED', 'range.first', { range: { first: 1n, last: 0xfffn } }],
    ['ADDRESS_MISALIGNED', 'range.first', { pageSizeBytes: 8192n, range: { first: 0x1000n, last: 0x3fffn } }],
    ['ADDRESS_MISALIGNED', 'range.last', { pageSizeBytes: 8192n, range: { first: 0n, last: 0x2fffn } }],
  ])('%s: %s', (reason, field, request) => {
    expect(refusalOf(() => query(request))).toMatchObject({ reason, field });
  });

  test('a page size below the granule', () => {
    expect(refusalOf(() => query({ pageSizeBytes: 4096n }, 16)).message).toMatch(
      /4096 is no power of two of at least 65536/,
    );
  });
});
