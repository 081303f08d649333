import { access, EXTERNAL, MANUAL, reports, stage, translated, untranslated } from './stage';
import { config, type Bench, FULL, pages, Ram, read, write } from '../unit/core/fixture';
import { Iommu } from '../../src/core/iommu';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE } from '../../src/model/permissions';
import { NO_PASID } from '../../src/model/page-request';
import type { TranslationCompletion } from '../../src/model/transfer';

const RW = READ | WRITE;
const RWX = READ | WRITE | EXECUTE;

const asked = (firstPage: number, permissions = RW, pasid = NO_PASID, pageCount = 1) => ({
  pasid,
  firstPage,
  pageCount,
  permissions,
});

/** What endpoint 1 is granted of one page; if the request does not succeed, how it ends. */
function granted(
  { iommu }: { iommu: Iommu },
  page: number,
  permissions = RW,
  pasid = NO_PASID,
): number | TranslationCompletion['status'] {
  const { backend } = iommu.endpoint(1).config;
  const { status, entries } = iommu.requestTranslation(backend, 1, asked(page, permissions, pasid));
  return status === 'SUCCESS' ? entries[0]!.permissions : status;
}

describe('ATS disabled', () => {
  test('empties the ATC, and nothing is translated or passed as translated', () => {
    const bench = stage({ endpoint: { ats: {} } });
    bench.iommu.map(1, [pages(1, 1, 5)], 'CONTINUE');
    expect(granted(bench, 1)).toBe(RW);
    expect(access(bench, translated(5)).status).toBe('COMPLETED');
    bench.iommu.setAts(1, false);
    expect(bench.iommu.endpoint(1)).toMatchObject({ atsEnabled: false, grantedPages: 0 });
    expect(granted(bench, 1)).toBe('UNSUPPORTED_REQUEST');
    expect(access(bench, translated(5))).toMatchObject({ status: 'FAULTED', faultReason: 'ATS_DISABLED' });
    access(bench, read(0x1000n, 4));
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
  });

  test.each(['AUTOMATIC', 'MANUAL'] as const)(
    'voids what was cached, also if emptying the ATC is never completed (%s): enabled again, it is asked for anew',
    (invalidationCompletion) => {
      const bench = stage({ endpoint: { ats: {}, invalidationCompletion } });
      bench.iommu.map(1, [pages(1, 1, 5)], 'CONTINUE');
      access(bench, write(0x1000n, new Uint8Array([1])));
      expect(bench.iommu.endpoint(1).grantedPages).toBe(1);
      const operation = bench.iommu.setAts(1, false);
      bench.iommu.tick(90_000_000_000n);
      expect(bench.ended(operation).result.outcome).toBe(
        invalidationCompletion === 'AUTOMATIC' ? 'COMPLETED' : 'TIMED_OUT',
      );
      bench.iommu.setAts(1, true);
      expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
      expect(access(bench, translated(5))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_GRANTED' });
      bench.unmap(1, 0x1000n, 0x1fffn);
      bench.iommu.map(1, [pages(1, 1, 6)], 'CONTINUE');
      bench.ram.bytes.fill(0);
      expect(access(bench, write(0x1000n, new Uint8Array([1]))).status).toBe('COMPLETED');
      expect([bench.ram.bytes[5 * 4096], bench.ram.bytes[6 * 4096]]).toEqual([0, 1]);
    },
  );

  test('makes a translated access a fault that says so', () => {
    const bench = stage({ endpoint: { ats: { enabled: false } } });
    access(bench, translated(5));
    expect(reports(bench, 'FAULT_EVENT')).toMatchObject([{ reason: 'ATS_DISABLED', iova: 0x5000n, access: WRITE }]);
  });

  test('and enabled in the middle of an unmap, an endpoint cannot come by the old translation', () => {
    const bench = stage({ endpoint: MANUAL });
    bench.iommu.createEndpoint(2, { ats: { enabled: false } });
    bench.iommu.attach(2, NO_PASID, 1, 0n);
    bench.iommu.map(1, [pages(1, 1, 5)], 'CONTINUE');
    granted(bench, 1);
    access(bench, untranslated(1), 2);
    const { operationId } = bench.unmap(1, 0x1000n, 0x1fffn);
    expect(bench.hasEnded(operationId)).toBe(false);
    bench.iommu.setAts(2, true);
    expect(bench.iommu.requestTranslation('HOSTED', 2, asked(1)).entries).toMatchObject([{ permissions: NONE }]);
    expect(bench.iommu.endpoint(2).grantedPages).toBe(0);
  });
});

describe('a translation request', () => {
  test.each([
    [
      'translation is off',
      'BLOCKED',
      (bench: Bench) => {
        bench.iommu.update({ translation: 'OFF' });
      },
    ],
    [
      'translation is bypassed',
      'ATS_DISABLED',
      (bench: Bench) => {
        bench.iommu.update({ translation: 'BYPASS' });
      },
    ],
    ['the function has no domain', 'NOT_ATTACHED', (bench: Bench) => bench.iommu.detach(1, NO_PASID)],
    [
      'ATS is disabled',
      'ATS_DISABLED',
      (bench: Bench) => {
        bench.iommu.disablePri(1);
        bench.iommu.setAts(1, false);
      },
    ],
  ])('is not supported when %s, and that is one fault event', (_when, reason, prepare) => {
    const bench = stage();
    prepare(bench);
    bench.said();
    expect(bench.iommu.requestTranslation('HOSTED', 1, asked(1))).toEqual({
      status: 'UNSUPPORTED_REQUEST',
      entries: [],
    });
    expect(reports(bench, 'FAULT_EVENT')).toMatchObject([{ reason, endpointId: 1, iova: 0x1000n, access: RW }]);
  });

  test.each([
    ['of a page that is not mapped', 9, RW, NO_PASID],
    ['of a page that only allows something else', 2, READ, NO_PASID],
    ['of an address beyond the width', 2 ** 36, RW, NO_PASID],
    ['of an address beyond the width, in a domain that maps everything', 2 ** 36, RW, 8],
    ['of a PASID without domain', 1, RW, 7],
    ['of a PASID whose domain is blocked', 1, RW, 6],
    ['of a page for privileged accesses, made as a user', 3, RW, 5],
  ])('%s succeeds with nothing granted, without a fault event', (_what, page, permissions, pasid) => {
    const iommu = new Iommu({ config: { ...config(), iovaWidthBits: 48 }, incarnation: 7, memory: new Ram(4096) });
    iommu.createEndpoint(1, FULL);
    iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    iommu.createDomain(2, { kind: 'BLOCKED', pageRequests: false });
    iommu.attach(1, NO_PASID, 1, 0n);
    iommu.attach(1, 5, 1, 0n);
    iommu.attach(1, 6, 2, 0n);
    iommu.createDomain(3, { kind: 'IDENTITY', pageRequests: false });
    iommu.attach(1, 8, 3, 0n);
    iommu.map(1, [pages(1, 1), pages(2, 2, 2, WRITE), pages(3, 3, 3, RW | PRIVILEGED)], 'CONTINUE');
    iommu.takeOutputs();
    expect(granted({ iommu }, page, permissions, pasid)).toBe(NONE);
    expect(iommu.takeOutputs()).toEqual([]);
    expect(iommu.endpoint(1).grantedPages).toBe(0);
  });

  test('made with privilege is granted a page for privileged accesses', () => {
    const bench = stage();
    bench.iommu.attach(1, 5, 1, 0n);
    bench.iommu.map(1, [pages(3, 3, 3, RW | PRIVILEGED)], 'CONTINUE');
    expect(granted(bench, 3, RW | PRIVILEGED, 5)).toBe(RW | PRIVILEGED);
    expect(granted(bench, 3, RW, 5)).toBe(NONE);
  });

  test('tells how large a hole is, as far as was asked', () => {
    const bench = stage();
    bench.iommu.map(1, [pages(1, 2), pages(6, 6)], 'CONTINUE');
    const { entries } = bench.iommu.requestTranslation('HOSTED', 1, asked(1, RW, NO_PASID, 8));
    expect(entries.map(({ firstPage, lastPage, permissions }) => [firstPage, lastPage, permissions])).toEqual([
      [1, 2, RW],
      [3, 5, NONE],
      [6, 6, RW],
      [7, 8, NONE],
    ]);
  });

  test('that finds nothing leaves nothing behind: a page that is mapped later needs no invalidation', () => {
    const bench = stage();
    expect(granted(bench, 1)).toBe(NONE);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
    bench.said();
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    expect(bench.told(1)).toEqual([]);
    expect(granted(bench, 1)).toBe(RW);
  });

  test.each([
    [RW, RW, RW],
    [RW, READ, READ],
    [WRITE, RW, RW],
    [RWX, RW, RW],
    [RW, RWX, RW],
    [READ, RWX, READ],
    [READ | EXECUTE, READ | EXECUTE, READ | EXECUTE],
    [RWX, RWX, RWX],
    [RWX, WRITE | EXECUTE, WRITE],
    [READ | EXECUTE, WRITE | EXECUTE, NONE],
  ])(
    'for %i of a page that allows %i is granted %i: execute only if asked for, and with read',
    (want, allowed, got) => {
      const bench = stage();
      bench.iommu.attach(1, 5, 1, 0n);
      bench.iommu.map(1, [pages(1, 1, 1, allowed)], 'CONTINUE');
      expect(granted(bench, 1, want, 5)).toBe(got);
    },
  );

  test('is answered in ranges that say what each holds, one after the other and without a gap', () => {
    const bench = stage();
    bench.iommu.map(1, [pages(1, 4, 21), pages(5, 6, 41), pages(8, 8, 61, READ)], 'CONTINUE');
    const { entries } = bench.iommu.requestTranslation('HOSTED', 1, asked(2, RW, NO_PASID, 8));
    // Neither of one size, nor powers of two, nor aligned.
    expect(entries).toEqual([
      { firstPage: 2, lastPage: 4, outputFirstPage: 22, permissions: RW, global: false },
      { firstPage: 5, lastPage: 6, outputFirstPage: 41, permissions: RW, global: false },
      { firstPage: 7, lastPage: 7, outputFirstPage: 0, permissions: NONE, global: false },
      { firstPage: 8, lastPage: 8, outputFirstPage: 61, permissions: READ, global: false },
      { firstPage: 9, lastPage: 9, outputFirstPage: 0, permissions: NONE, global: false },
    ]);
  });

  test('for reading grants no writing; the device must ask again before it writes', () => {
    const bench = stage({ endpoint: EXTERNAL });
    bench.iommu.map(1, [pages(1, 1, 5)], 'CONTINUE');
    expect(granted(bench, 1, READ)).toBe(READ);
    expect(access(bench, translated(5))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_GRANTED' });
    expect(granted(bench, 1, RW)).toBe(RW);
    expect(access(bench, translated(5)).status).toBe('COMPLETED');
  });
});

test('every access that cannot be translated is reported, equal ones included', () => {
  const bench = stage({ endpoint: { ats: { enabled: false } } });
  access(bench, untranslated(1));
  access(bench, untranslated(1));
  access(bench, write(0x1000n, new Uint8Array([1])));
  expect(reports(bench, 'FAULT_EVENT')).toHaveLength(3);
});
