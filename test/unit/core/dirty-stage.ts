import { MAX_PAGE } from '../../../src/base/u64';
import type { EndpointRequest } from '../../../src/model/endpoint';
import { NO_PASID } from '../../../src/model/page-request';
import type { AddressType, Transfer } from '../../../src/model/transfer';
import { Bench, FULL, pages } from './fixture';
import { RW } from './guest';

/** A device model's endpoint. */
export const EXTERNAL: EndpointRequest = { backend: 'EXTERNAL', ats: {}, pasid: {} };
/** An endpoint that completes invalidations when it is told to. */
export const MANUAL: EndpointRequest = { ...FULL, invalidationCompletion: 'MANUAL' };
/** One byte to write. */
export const ONE = Uint8Array.of(1);

/** Domain 1 records what is written to its pages 10 to 29, which lead to 110 to 129. */
export function recording(endpoint: EndpointRequest = {}): Bench {
  const bench = new Bench();
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false, dirtyTracking: true });
  bench.iommu.createEndpoint(1, endpoint);
  bench.iommu.attach(1, NO_PASID, 1, 0n);
  if (endpoint.pasid !== undefined) {
    bench.iommu.attach(1, 5, 1, 0n);
  }
  if (endpoint.backend === 'EXTERNAL') {
    bench.iommu.connect(1);
    bench.iommu.setAts(1, true);
  }
  bench.iommu.map(1, [pages(10, 19, 110), pages(20, 29, 120)], 'CONTINUE');
  bench.iommu.setDirtyTracking(1, true);
  return bench;
}

/** The dirty pages of domain 1, which are left or forgotten. */
export function dirty(bench: Bench, keep = false): number[] {
  const found: number[] = [];
  let next: number | undefined = 0;
  while (next !== undefined) {
    const query = { firstPage: next, lastPage: MAX_PAGE, pagesPerBit: 1, keep };
    const { part, nextPage }: ReturnType<Bench['iommu']['readDirty']> = bench.iommu.readDirty(1, query);
    part?.bitmap.forEach((byte, i) => {
      [0, 1, 2, 3, 4, 5, 6, 7]
        .filter((bit) => (byte >> bit) & 1)
        .forEach((bit) => found.push(part.firstPage + i * 8 + bit));
    });
    next = nextPage;
  }
  return found;
}

/** A DMA of endpoint 1 that ends at once. */
export function issue(bench: Bench, addressType: AddressType, page: number, transfer: Transfer, pasid = NO_PASID) {
  const { backend } = bench.iommu.endpoint(1).config;
  const address = BigInt(page) * 4096n;
  const done = bench.iommu.issueDma(backend, 1, { addressType, pasid, address, transfer });
  return 'result' in done ? (done.result.faultReason ?? done.result.status) : 'waits';
}

/** Endpoint 1 writes one byte. */
export const write = (bench: Bench, page: number, addressType: AddressType = 'UNTRANSLATED', pasid = NO_PASID) =>
  issue(bench, addressType, page, { kind: 'WRITE', data: ONE }, pasid);

/** The device model asks for a page. */
export const ask = (bench: Bench, firstPage: number, permissions = RW, pasid = NO_PASID) =>
  bench.iommu.requestTranslation('EXTERNAL', 1, { pasid, firstPage, pageCount: 1, permissions });

/** Maps one page. */
export const map = (bench: Bench, first: number, output: number) => {
  expect(bench.iommu.map(1, [pages(first, first, output)], 'CONTINUE').failures).toEqual([]);
};
/** Unmaps pages. */
export const unmap = (bench: Bench, first: number, last = first, timeoutNs?: bigint) =>
  bench.unmap(1, BigInt(first) * 4096n, BigInt(last) * 4096n + 4095n, timeoutNs);
