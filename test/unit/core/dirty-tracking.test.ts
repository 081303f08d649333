import { NO_PASID } from '../../../src/model/page-request';
import { READ } from '../../../src/model/permissions';
import { ask, dirty, EXTERNAL, issue, MANUAL, map, ONE, recording, unmap, write } from './dirty-stage';
import { Bench, finish, FULL, pages } from './fixture';
import { RW } from './guest';
import { refusal } from './refusal';

describe('a page is dirty', () => {
  test('when an endpoint has written it untranslated', () => {
    const bench = recording();
    expect([write(bench, 12), write(bench, 25)]).toEqual(['COMPLETED', 'COMPLETED']);
    expect(dirty(bench)).toEqual([12, 25]);
  });

  test('when it was only touched, to its last byte; its neighbours are not', () => {
    const bench = recording();
    const address = 13n * 4096n + 4095n;
    bench.iommu.issueDma('HOSTED', 1, {
      addressType: 'UNTRANSLATED',
      pasid: NO_PASID,
      address,
      transfer: { kind: 'WRITE', data: new Uint8Array(2) },
    });
    expect(dirty(bench)).toEqual([13, 14]);
  });

  test('when it was written through the ATC, by the translation that was used', () => {
    const bench = recording(FULL);
    map(bench, 40, 112);
    expect([write(bench, 12, 'AUTOMATIC'), write(bench, 12, 'AUTOMATIC')]).toEqual(['COMPLETED', 'COMPLETED']);
    expect(dirty(bench)).toEqual([12]);
    // 40 leads there as well, and was not used.
    write(bench, 12, 'AUTOMATIC');
    expect(dirty(bench)).toEqual([12]);
  });

  test('when it was written through a PASID', () => {
    const bench = recording(FULL);
    write(bench, 12, 'AUTOMATIC', 5);
    write(bench, 14, 'UNTRANSLATED', 5);
    expect(dirty(bench)).toEqual([12, 14]);
  });

  test('of a copy where it goes, not where it comes from; of a fill', () => {
    const bench = recording();
    issue(bench, 'UNTRANSLATED', 15, { kind: 'COPY', source: 11n * 4096n, length: 4097 });
    issue(bench, 'UNTRANSLATED', 20, { kind: 'FILL', pattern: ONE, length: 4096 });
    expect(dirty(bench)).toEqual([15, 16, 20]);
  });

  test('not when it was read', () => {
    const bench = recording(FULL);
    issue(bench, 'UNTRANSLATED', 12, { kind: 'READ', length: 1 });
    issue(bench, 'AUTOMATIC', 13, { kind: 'READ', length: 1 });
    expect(dirty(bench)).toEqual([]);
  });

  test('not when it was granted, however', () => {
    const bench = recording(EXTERNAL);
    expect(ask(bench, 12).entries).toMatchObject([{ permissions: RW }]);
    expect(dirty(bench)).toEqual([]);
  });

  test('not when the write failed: no permission, no memory, nothing mapped', () => {
    const bench = recording();
    bench.iommu.map(1, [pages(40, 40, 140, READ), pages(41, 41, 0x10_0000)], 'CONTINUE');
    expect([write(bench, 40), write(bench, 41), write(bench, 42)]).toEqual([
      'PERMISSION',
      'MEMORY_ABORT',
      'NOT_MAPPED',
    ]);
    expect(dirty(bench)).toEqual([]);
  });

  test('as far as a write came before it failed', () => {
    const bench = recording();
    issue(bench, 'UNTRANSLATED', 28, { kind: 'FILL', pattern: ONE, length: 3 * 4096 });
    expect(dirty(bench)).toEqual([28, 29]);
  });
});

describe('a translated write of a device model', () => {
  test('counts for the page that it was granted', () => {
    const bench = recording(EXTERNAL);
    ask(bench, 12);
    expect(write(bench, 112, 'TRANSLATED')).toBe('COMPLETED');
    expect(dirty(bench)).toEqual([12]);
  });

  test('counts for each page that it was granted for writing and that leads there', () => {
    const bench = recording(EXTERNAL);
    [40, 41, 42].forEach((page) => map(bench, page, 112));
    ask(bench, 12);
    ask(bench, 40, READ);
    ask(bench, 41, RW, 5);
    write(bench, 112, 'TRANSLATED');
    expect(dirty(bench)).toEqual([12, 41]);
  });

  test('counts for no domain that does not record', () => {
    const bench = recording(EXTERNAL);
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false, dirtyTracking: true });
    bench.iommu.map(2, [pages(7, 7, 112)], 'CONTINUE');
    bench.iommu.attach(1, 6, 2, 0n);
    ask(bench, 7, RW, 6);
    write(bench, 112, 'TRANSLATED');
    expect(dirty(bench)).toEqual([]);
  });

  test('counts again after each time it was told, also one after the other', () => {
    const bench = recording(EXTERNAL);
    ask(bench, 12);
    for (let round = 0; round < 3; round += 1) {
      write(bench, 112, 'TRANSLATED');
      write(bench, 112, 'TRANSLATED');
      expect(dirty(bench)).toEqual([12]);
      expect(dirty(bench)).toEqual([]);
    }
  });

  test('counts once where marks are kept', () => {
    const bench = recording(EXTERNAL);
    ask(bench, 12);
    write(bench, 112, 'TRANSLATED');
    expect(dirty(bench, true)).toEqual([12]);
    write(bench, 112, 'TRANSLATED');
    expect([dirty(bench, true), dirty(bench), dirty(bench)]).toEqual([[12], [12], []]);
  });

  test('counts for what is granted later as well', () => {
    const bench = recording(EXTERNAL);
    map(bench, 40, 112);
    ask(bench, 12);
    write(bench, 112, 'TRANSLATED');
    ask(bench, 40);
    write(bench, 112, 'TRANSLATED');
    expect(dirty(bench)).toEqual([12, 40]);
  });

  test('counts for what may be written later as well', () => {
    const bench = recording(EXTERNAL);
    map(bench, 40, 112);
    ask(bench, 12);
    ask(bench, 40, READ);
    write(bench, 112, 'TRANSLATED');
    ask(bench, 40, RW);
    write(bench, 112, 'TRANSLATED');
    expect(dirty(bench)).toEqual([12, 40]);
  });

  test('counts since recording began, also again', () => {
    const bench = recording(EXTERNAL);
    ask(bench, 12);
    write(bench, 112, 'TRANSLATED');
    bench.iommu.setDirtyTracking(1, true);
    expect(dirty(bench, true)).toEqual([]);
    write(bench, 112, 'TRANSLATED');
    expect(dirty(bench, true)).toEqual([12]);
    bench.iommu.setDirtyTracking(1, false);
    bench.iommu.setDirtyTracking(1, true);
    write(bench, 112, 'TRANSLATED');
    expect(dirty(bench)).toEqual([12]);
  });

  test('counts for none where addresses are not checked against grants', () => {
    const bench = recording(EXTERNAL);
    bench.iommu.update({ translatedRequestCheck: 'NONE' });
    expect(write(bench, 112, 'TRANSLATED')).toBe('COMPLETED');
    expect(dirty(bench)).toEqual([]);
  });

  test('that is refused counts for none', () => {
    const bench = recording(EXTERNAL);
    ask(bench, 12, READ);
    expect(write(bench, 112, 'TRANSLATED')).toBe('NOT_GRANTED');
    expect(dirty(bench)).toEqual([]);
  });
});

describe('what is not mapped is clean', () => {
  test('from the unmap on, and when it is mapped again', () => {
    const bench = recording();
    write(bench, 12);
    write(bench, 25);
    unmap(bench, 10, 19);
    expect(dirty(bench, true)).toEqual([25]);
    bench.iommu.map(1, [pages(10, 19, 110)], 'CONTINUE');
    expect(dirty(bench, true)).toEqual([25]);
    write(bench, 12);
    expect(dirty(bench)).toEqual([12, 25]);
  });

  test('also of a part that is unmapped', () => {
    const bench = recording();
    bench.iommu.update({ partialUnmap: 'SPLIT' });
    [12, 13, 14].forEach((page) => write(bench, page));
    unmap(bench, 13);
    expect(dirty(bench)).toEqual([12, 14]);
  });

  test('also while an endpoint still writes there, whose invalidation timed out', () => {
    const bench = recording(MANUAL);
    write(bench, 12, 'AUTOMATIC');
    unmap(bench, 10, 19, 10n);
    bench.iommu.tick(10n);
    expect(write(bench, 12, 'AUTOMATIC')).toBe('COMPLETED');
    expect(dirty(bench)).toEqual([]);
  });

  test('until it is mapped again: whoever could write it all the while is heard', () => {
    const bench = recording(EXTERNAL);
    ask(bench, 12);
    write(bench, 112, 'TRANSLATED');
    unmap(bench, 10, 19, 10n);
    bench.iommu.tick(10n);
    expect(write(bench, 112, 'TRANSLATED')).toBe('COMPLETED');
    expect(dirty(bench, true)).toEqual([]);
    map(bench, 12, 112);
    expect(write(bench, 112, 'TRANSLATED')).toBe('COMPLETED');
    expect(dirty(bench, true)).toEqual([12]);
    // Anywhere else it can be mapped as well.
    unmap(bench, 12, 12, 20n);
    bench.iommu.tick(30n);
    write(bench, 112, 'TRANSLATED');
    bench.iommu.setAllowedRanges(1, [{ firstPage: 12, lastPage: 12 }]);
    bench.iommu.mapAnywhere(1, { pageCount: 1, outputFirstPage: 112, permissions: RW });
    write(bench, 112, 'TRANSLATED');
    expect(dirty(bench)).toEqual([12]);
  });

  test('when memory goes with its mappings', () => {
    const bench = recording();
    write(bench, 12);
    finish(bench.iommu.unmapOutput(112n * 4096n, 112n * 4096n));
    expect(dirty(bench)).toEqual([]);
  });
});

describe('recording', () => {
  test('is off at first, and nothing is dirty', () => {
    const bench = new Bench();
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false, dirtyTracking: true });
    expect(bench.iommu.domain(1)).toMatchObject({ dirtyTracking: true, dirtyTrackingEnabled: false });
    expect(dirty(bench)).toEqual([]);
  });

  test('ends when it is turned off; what was recorded is there until it is turned on', () => {
    const bench = recording();
    write(bench, 12);
    bench.iommu.setDirtyTracking(1, false);
    write(bench, 13);
    expect(bench.iommu.domain(1).dirtyTrackingEnabled).toBe(false);
    expect(dirty(bench, true)).toEqual([12]);
    bench.iommu.setDirtyTracking(1, false);
    expect(dirty(bench, true)).toEqual([12]);
    bench.iommu.setDirtyTracking(1, true);
    expect(dirty(bench)).toEqual([]);
  });

  test('of one domain goes on when that of another ends, by turning off or by deletion', () => {
    const bench = recording();
    [2, 3].forEach((id) => {
      bench.iommu.createDomain(id, { kind: 'PAGING', pageRequests: false, dirtyTracking: true });
      bench.iommu.setDirtyTracking(id, true);
      bench.iommu.setDirtyTracking(id, true);
    });
    bench.iommu.setDirtyTracking(2, false);
    bench.iommu.setDirtyTracking(2, false);
    bench.iommu.deleteDomain(2, false);
    bench.iommu.deleteDomain(3, false);
    write(bench, 12);
    expect(dirty(bench)).toEqual([12]);
  });

  test('needs a domain that was made for it', () => {
    const bench = recording();
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    const query = { firstPage: 0, lastPage: 0, pagesPerBit: 1, keep: true };
    expect(refusal(() => bench.iommu.setDirtyTracking(2, true))).toBe('DIRTY_TRACKING_NOT_SUPPORTED domain_id');
    expect(refusal(() => bench.iommu.readDirty(2, query))).toBe('DIRTY_TRACKING_NOT_SUPPORTED domain_id');
  });
});
