import { access, answer, CODE, MANUAL, pending, reports, send, stage, translated, untranslated } from './stage';
import { ask, FULL, pages, write, type Bench } from '../unit/core/fixture';
import { NONE, READ, WRITE } from '../../src/model/permissions';
import { NO_PASID } from '../../src/model/page-request';
import type { EndpointRequest } from '../../src/model/endpoint';

const RW = READ | WRITE;
const SECOND = 1_000_000_000n;
const ALL = { kind: 'DEVICE_TLB', endpointId: 1 } as const;

/** An endpoint that holds pages 1 to 4, which lead to 11 to 14. */
function holding(endpoint: EndpointRequest = MANUAL, policy = {}): Bench {
  const bench = stage({ endpoint, policy });
  bench.iommu.map(
    1,
    [1, 2, 3, 4].map((page) => pages(page, page, page + 10)),
    'CONTINUE',
  );
  translate(bench, 1, 4);
  bench.said();
  return bench;
}

function translate(bench: Bench, firstPage: number, pageCount = 1, pasid = NO_PASID) {
  return bench.iommu.requestTranslation('HOSTED', 1, { pasid, firstPage, pageCount, permissions: RW }).entries;
}

const invalidate = (bench: Bench, entry: object = ALL) =>
  bench.iommu.invalidate([entry as typeof ALL], 'CONTINUE').operationId;
const complete = (bench: Bench, ...itags: number[]) => bench.iommu.completeInvalidations('HOSTED', 1, itags);
const tags = (bench: Bench) => bench.iommu.outstandingInvalidations(1, 0, 100).map(({ itag }) => itag);
const unmapPage = (bench: Bench, page: number) =>
  bench.unmap(1, BigInt(page) * 4096n, BigInt(page) * 4096n + 4095n).operationId;

describe('a tag', () => {
  test('is below 32, and not used again before it is completed', () => {
    const bench = holding();
    const first = invalidate(bench);
    const used = new Set<number>();
    for (let i = 0; i < 100; i += 1) {
      invalidate(bench);
      const [oldest, latest, ...more] = bench.iommu.outstandingInvalidations(1, 0, 100).map(({ itag }) => itag!);
      expect([oldest, more]).toEqual([0, []]);
      used.add(latest!);
      complete(bench, latest!);
    }
    expect([...used].sort((a, b) => a - b)).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
    expect(bench.hasEnded(first)).toBe(false);
    complete(bench, 0);
    expect(bench.ended(first).result.outcome).toBe('COMPLETED');
  });

  test('that is not outstanding is completed in vain, on record; what is waited for goes on waiting', () => {
    const bench = holding();
    bench.iommu.createEndpoint(2, MANUAL);
    const operation = unmapPage(bench, 1);
    bench.said();
    expect(complete(bench, 9)).toEqual({ completed: 0, unexpected: 1 });
    // The right tag, of another function.
    expect(bench.iommu.completeInvalidations('HOSTED', 2, tags(bench) as number[])).toMatchObject({ completed: 0 });
    expect(reports(bench, 'VIOLATION')).toMatchObject([
      { rule: 'R-INV-04', endpointId: 1, itag: 9 },
      { rule: 'R-INV-04', endpointId: 2, itag: 0 },
    ]);
    expect(bench.hasEnded(operation)).toBe(false);
    expect(complete(bench, 0)).toEqual({ completed: 1, unexpected: 0 });
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
  });

  test.each([
    ['before', [9, 0]],
    ['after', [0, 9]],
  ])('that is wrong %s a right one in the same completion does not keep that from completing', (_where, itags) => {
    const bench = holding();
    const operation = unmapPage(bench, 1);
    bench.said();
    expect(complete(bench, ...itags)).toEqual({ completed: 1, unexpected: 1 });
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-INV-04', itag: 9 }]);
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
  });

  test('is completed although ATS was disabled meanwhile', () => {
    const bench = holding({ ats: {}, invalidationCompletion: 'MANUAL' });
    const operation = unmapPage(bench, 1);
    const disabled = bench.iommu.setAts(1, false);
    complete(bench, ...(tags(bench) as number[]));
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
    expect(bench.ended(disabled).result.outcome).toBe('COMPLETED');
  });

  test('that timed out and is in use again is completed by the late completion of its first use', () => {
    const bench = holding();
    const first = invalidate(bench);
    bench.iommu.tick(90n * SECOND);
    expect(bench.ended(first).result.outcome).toBe('TIMED_OUT');
    const later = Array.from({ length: 32 }, () => invalidate(bench));
    expect(tags(bench).at(-1)).toBe(0);
    expect(complete(bench, 0)).toEqual({ completed: 1, unexpected: 0 });
    expect(bench.ended(later.at(-1)).result.outcome).toBe('COMPLETED');
    expect(bench.hasEnded(later[0])).toBe(false);
  });
});

describe('a time limit', () => {
  test.each([
    ['100 ms', SECOND / 10n],
    ['1 s', SECOND],
    ['90 s', 90n * SECOND],
  ])('of %s of the vIOMMU, or of a caller, is kept to the nanosecond', (_what, limit) => {
    const hardware = holding(MANUAL, { invalidationTimeoutNs: limit });
    const callers = holding();
    const operations = [
      [hardware, unmapPage(hardware, 1)],
      [callers, callers.unmap(1, 0x1000n, 0x1fffn, limit).operationId],
    ] as const;
    for (const [bench, operation] of operations) {
      bench.iommu.tick(limit - 1n);
      expect(bench.hasEnded(operation)).toBe(false);
      bench.iommu.tick(limit);
      expect(bench.ended(operation).result).toMatchObject({ outcome: 'TIMED_OUT', endNs: limit });
    }
  });

  test('is within a minute and half a minute more when nobody chose one', () => {
    const bench = holding();
    const operation = unmapPage(bench, 1);
    bench.iommu.tick(60n * SECOND);
    expect(bench.hasEnded(operation)).toBe(false);
    bench.iommu.tick(90n * SECOND);
    expect(bench.ended(operation).result.outcome).toBe('TIMED_OUT');
  });
});

describe('an invalidation', () => {
  test.each([
    ['everything', {}],
    ['more pages than are held', { first: 0n, last: 0xff_ffffn }],
    ['pages that are not a power of two, nor aligned', { first: 0x7000n, last: 0xafffn }],
    ['a part of a page', { first: 0x1800n, last: 0x1801n }],
    ['the last byte there is', { first: 2n ** 64n - 1n, last: 2n ** 64n - 1n }],
  ])('of %s is accepted, and completes', (_what, range) => {
    const bench = holding(FULL);
    const operation = invalidate(bench, { ...ALL, ...range });
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
    const { first = 0n, last = 2n ** 64n - 1n } = range as { first?: bigint; last?: bigint };
    const kept = [1n, 2n, 3n, 4n].filter((page) => page * 4096n > last || page * 4096n + 4095n < first);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(kept.length);
  });

  test('without PASID ends the translations of every PASID; with one only its own', () => {
    const bench = holding(FULL);
    bench.iommu.attach(1, 5, 1, 0n);
    bench.iommu.attach(1, 6, 1, 0n);
    translate(bench, 1, 4, 5);
    translate(bench, 1, 4, 6);
    invalidate(bench, { ...ALL, pasid: 5, first: 0x1000n, last: 0x1fffn });
    expect(bench.iommu.endpoint(1).grantedPages).toBe(11);
    invalidate(bench, { ...ALL, first: 0x2000n, last: 0x2fffn });
    expect(bench.iommu.endpoint(1).grantedPages).toBe(8);
    invalidate(bench);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
  });

  test('lets the endpoint use the old translation until it completes, and not after', () => {
    const bench = holding();
    const operation = unmapPage(bench, 1);
    bench.ram.bytes.fill(0);
    expect(access(bench, translated(11)).status).toBe('COMPLETED');
    expect(bench.ram.bytes[11 * 4096]).toBe(1);
    expect(bench.hasEnded(operation)).toBe(false);
    complete(bench, 0);
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
    bench.ram.bytes.fill(0);
    expect(access(bench, translated(11))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_GRANTED' });
    expect(bench.ram.bytes[11 * 4096]).toBe(0);
  });

  test('to an endpoint with ATS disabled, and a response to one with PRI off, are no faults', () => {
    const bench = stage();
    send(bench, ask(1), ask(2, { prgi: 1 }));
    answer(bench, CODE.RESPONSE_FAILURE, pending(bench)[0]!);
    expect(answer(bench, CODE.SUCCESS, ...pending(bench))).toMatchObject([{ outcome: 'IGNORED_PRI_OFF' }]);
    bench.iommu.setAts(1, false);
    const operation = invalidate(bench);
    expect(reports(bench, 'FAULT_EVENT')).toEqual([]);
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
  });

  test('to an endpoint that was removed does not count as done: its end names the endpoint', () => {
    const bench = holding();
    bench.iommu.surpriseRemove(1);
    expect(bench.ended(invalidate(bench)).result).toMatchObject({
      outcome: 'ENDPOINT_GONE',
      endpoints: [{ endpointId: 1, outcome: 'ENDPOINT_GONE' }],
    });
  });

  test('of a silent endpoint ends by itself, and the endpoints beside it never waited', () => {
    const bench = holding();
    bench.iommu.createEndpoint(2, FULL);
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    bench.iommu.attach(2, NO_PASID, 2, 0n);
    bench.iommu.map(2, [pages(1, 1)], 'CONTINUE');
    bench.iommu.requestTranslation('HOSTED', 2, { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: RW });
    const dead = unmapPage(bench, 1);
    const { operationId } = bench.unmap(2, 0x1000n, 0x1fffn);
    expect(bench.ended(operationId).result).toMatchObject({ outcome: 'COMPLETED', endNs: 0n });
    bench.iommu.tick(90n * SECOND);
    expect(bench.ended(dead).result).toMatchObject({ outcome: 'TIMED_OUT', endpoints: [{ endpointId: 1 }] });
    bench.iommu.map(1, [pages(1, 1, 11)], 'CONTINUE');
    expect(access(bench, untranslated(1)).status).toBe('COMPLETED');
  });
});

describe('unmapping', () => {
  test('takes the pages from every PASID of the domain, and nothing else', () => {
    const bench = stage();
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    for (const [pasid, domainId] of [
      [5, 1],
      [7, 1],
      [6, 2],
    ] as const) {
      bench.iommu.attach(1, pasid, domainId, 0n);
    }
    bench.iommu.map(
      1,
      [1, 2, 3].map((page) => pages(page, page, page + 10)),
      'CONTINUE',
    );
    bench.iommu.map(2, [pages(1, 3, 21)], 'CONTINUE');
    for (const pasid of [5, 6, 7]) {
      translate(bench, 1, 3, pasid);
    }
    expect(bench.ended(unmapPage(bench, 2)).result.outcome).toBe('COMPLETED');
    expect(bench.iommu.endpoint(1).grantedPages).toBe(7);
    expect(access(bench, translated(12))).toMatchObject({ faultReason: 'NOT_GRANTED' });
    for (const output of [11, 13, 21, 22, 23]) {
      expect(access(bench, translated(output)).status).toBe('COMPLETED');
    }
  });

  test('empties the IOTLB before it waits for endpoints: nothing refills from it', () => {
    const bench = holding();
    const operation = unmapPage(bench, 1);
    expect(bench.hasEnded(operation)).toBe(false);
    expect(translate(bench, 1)).toMatchObject([{ permissions: NONE }]);
    expect(access(bench, untranslated(1))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
    complete(bench, 0);
    expect(access(bench, translated(11))).toMatchObject({ faultReason: 'NOT_GRANTED' });
  });

  test('that does not invalidate, followed by the device TLB first, refills the ATC from the stale IOTLB', () => {
    const bench = holding(FULL, { unmapInvalidates: false });
    unmapPage(bench, 1);
    invalidate(bench);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
    expect(translate(bench, 1)).toMatchObject([{ permissions: RW, outputFirstPage: 11 }]);
    invalidate(bench, { kind: 'DOMAIN', domainId: 1 });
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
    expect(translate(bench, 1)).toMatchObject([{ permissions: NONE }]);
  });

  test('that does not invalidate leaves the IOTLB stale for untranslated accesses, whatever the ATC forgot', () => {
    const bench = holding(FULL, { unmapInvalidates: false });
    unmapPage(bench, 1);
    invalidate(bench);
    expect(access(bench, untranslated(1)).status).toBe('COMPLETED');
    invalidate(bench, { kind: 'DOMAIN', domainId: 1 });
    expect(access(bench, untranslated(1))).toMatchObject({ faultReason: 'NOT_MAPPED' });
    expect(access(bench, write(0x2000n, new Uint8Array([1]))).status).toBe('COMPLETED');
  });
});
