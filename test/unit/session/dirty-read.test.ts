import type { Iommu } from '../../../src/core/iommu';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import type { DirtyRead } from '../../../src/session';
import type { ViommuHost } from '../../../src/session/viommu-host';
import { makeHost, now, reasonOf, refusalOf, rejectionOf } from './support';

/** Pages of one part of an answer. */
const PART = 262_144;
const RAM = {
  regionId: 1,
  guestAddress: 0n,
  length: 0x10_000n,
  readOnly: false,
  backing: { kind: 'ANONYMOUS' as const },
};
const ALL = { domainId: 1, firstPage: 0, lastPage: 2 ** 52 - 1, pagesPerBit: 1, keep: false };

function setUp(): ViommuHost {
  const host = makeHost();
  now(host.registerMemory(RAM));
  now(
    host.execute((iommu) => {
      createDomain(iommu);
      iommu.createEndpoint(1, {});
      iommu.attach(1, NO_PASID, 1, 0n);
      // A page in each of three parts of an answer.
      for (const page of [0, PART, 2 * PART]) {
        const item = { firstPage: page, lastPage: page, outputFirstPage: 0, ifMapped: 'REFUSE' } as const;
        iommu.map(1, [{ ...item, permissions: READ | WRITE }], 'STOP');
        write(iommu, page);
      }
    }),
  );
  return host;
}

function createDomain(iommu: Iommu): void {
  iommu.createDomain(1, { kind: 'PAGING', pageRequests: false, dirtyTracking: true });
  iommu.setDirtyTracking(1, true);
}

function write(iommu: Iommu, page: number): void {
  const dma = { addressType: 'UNTRANSLATED' as const, pasid: NO_PASID, address: BigInt(page) << 12n };
  iommu.issueDma('HOSTED', 1, { ...dma, transfer: { kind: 'WRITE', data: Buffer.from('x') } });
}

const nextPage = (read: DirtyRead): number | undefined => now(read.next())?.firstPage;

/** The dirty pages that are still marked. */
function marked(host: ViommuHost): number[] {
  const read = now(host.readDirtyPages({ ...ALL, keep: true }));
  const pages: number[] = [];
  for (let page = nextPage(read); page !== undefined; page = nextPage(read)) pages.push(page);
  read.close();
  return pages;
}

test('every part is read when it is asked for, and only then cleared', () => {
  const host = setUp();
  const read = now(host.readDirtyPages(ALL));
  expect(marked(host)).toEqual([0, PART, 2 * PART]);
  expect(now(read.next())).toEqual({ firstPage: 0, bitmap: new Uint8Array([1]), dirtyCount: 1 });
  expect(marked(host)).toEqual([PART, 2 * PART]);
  expect([nextPage(read), nextPage(read), nextPage(read), nextPage(read)]).toEqual([
    PART,
    2 * PART,
    undefined,
    undefined,
  ]);
  expect(marked(host)).toEqual([]);
});

test('what is written behind the reader is for the next one, and in front of it for this one', () => {
  const host = setUp();
  const read = now(host.readDirtyPages(ALL));
  expect(nextPage(read)).toBe(0);
  now(host.execute((iommu) => write(iommu, 0)));
  expect([nextPage(read), nextPage(read), nextPage(read)]).toEqual([PART, 2 * PART, undefined]);
  expect(marked(host)).toEqual([0]);
});

test('one that is closed clears nothing any more, not even with a part it waits for', async () => {
  const host = setUp();
  const read = now(host.readDirtyPages(ALL));
  expect(nextPage(read)).toBe(0);
  // A command in slices holds the next part back.
  const sliced = host.executeSliced(function* () {
    yield;
  });
  const waiting = read.next();
  expect(waiting).toBeInstanceOf(Promise);
  read.close();
  await sliced;
  expect(await waiting).toBeUndefined();
  expect(nextPage(read)).toBeUndefined();
  expect(marked(host)).toEqual([PART, 2 * PART]);
});

test('counts as a stream while it is open', () => {
  const host = setUp();
  expect(host.inUse).toBe(false);
  const reads = Array.from({ length: 1024 }, () => now(host.readDirtyPages(ALL)));
  expect(host.inUse).toBe(true);
  expect(refusalOf(() => host.readDirtyPages(ALL))).toMatchObject({
    reason: 'LIMIT_EXCEEDED',
    metadata: { limit: 'max_streams', value: '1024' },
  });
  for (const read of reads) read.close();
  expect(host.inUse).toBe(false);
});

test('ends when the vIOMMU begins anew, whatever the new domains are called', () => {
  const host = setUp();
  const read = now(host.readDirtyPages(ALL));
  now(host.reset(undefined));
  now(host.execute(createDomain));
  expect(reasonOf(() => read.next())).toBe('VIOMMU_DELETED');
});

test('ends with the domain, and with the vIOMMU', async () => {
  const host = setUp();
  const read = now(host.readDirtyPages(ALL));
  now(host.complete((iommu) => ({ value: undefined, operationId: iommu.deleteDomain(1, true).operationId })));
  expect(reasonOf(() => read.next())).toBe('DOMAIN_NOT_FOUND');
  now(host.delete(() => undefined));
  expect(await rejectionOf((async () => read.next())())).toBe('VIOMMU_DELETED');
});
