import { CODE, answer, begin, heard, pending, pri, refusal, reports, send, stage } from './stage';
import { ask, FULL, pages, read, write } from '../unit/core/fixture';
import { EXECUTE, PRIVILEGED, READ, WRITE } from '../../src/model/permissions';
import { NO_PASID } from '../../src/model/page-request';

const BYTE = new Uint8Array([1]);

describe('credits', () => {
  test('count messages, from sending to the answer of their group', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { capacity: 3 } } });
    const outstanding = [ask(1, { last: false }), ask(2, { last: false }), ask(3)].map((item) => {
      send(bench, item);
      return pri(bench)?.outstandingPageRequests;
    });
    expect(outstanding).toEqual([1, 2, 3]);
    expect(refusal(bench, ask(4, { prgi: 1 }))).toBe('PRI_CREDITS_EXHAUSTED');
    answer(bench, CODE.INVALID_REQUEST, ...pending(bench));
    expect(pri(bench)?.outstandingPageRequests).toBe(0);
    send(bench, ask(4, { prgi: 1 }));
  });

  test('of a device model that has none left are a violation on record', () => {
    const bench = stage({ endpoint: { backend: 'EXTERNAL', ats: {}, pri: {} }, allocation: 1 });
    send(bench, ask(1));
    expect(refusal(bench, ask(2, { prgi: 1 }))).toBe('PRI_CREDITS_EXHAUSTED');
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-PRI-20', prgi: 1 }]);
  });

  test('that run out close the group, and the device goes on after the answer', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { capacity: 2 } } });
    const operation = begin(bench, read(0x1000n, 5 * 4096));
    const waiting = begin(bench, write(0x8000n, BYTE));
    const asked: number[][] = [];
    for (let [group] = bench.iommu.pendingGroups(1, 0n, 1); group; [group] = bench.iommu.pendingGroups(1, 0n, 1)) {
      expect(pri(bench)!.outstandingPageRequests).toBeLessThanOrEqual(2);
      asked.push(group.pages.map(({ page }) => page));
      const mappings = group.pages.map(({ page }) => pages(page, page));
      expect(bench.iommu.resolve([{ cookie: group.cookie, mappings }], 'CONTINUE').sent).toBe(1);
    }
    expect(asked.flat().sort()).toEqual([1, 2, 3, 4, 5, 8]);
    expect(Math.max(...asked.map(({ length }) => length))).toBe(2);
    for (const each of [operation, waiting]) {
      expect(bench.ended(each).dma?.status).toBe('COMPLETED');
    }
  });
});

describe('a group', () => {
  test('ends with its last page and gets one response; its other pages get none', () => {
    const bench = stage();
    send(bench, ask(1, { last: false }), ask(2, { last: false }));
    expect(pending(bench)).toEqual([]);
    const [closed] = send(bench, ask(3));
    expect(heard(bench)).toEqual([]);
    const [cookie] = pending(bench);
    expect(closed).toEqual({ kind: 'QUEUED', cookie });
    expect(bench.iommu.group(cookie!)?.pages.map(({ page }) => page)).toEqual([1, 2, 3]);
    answer(bench, CODE.SUCCESS, cookie!);
    expect(heard(bench)).toMatchObject([{ prgi: 0, code: 'SUCCESS' }]);
    send(bench, ask(4));
    expect(bench.iommu.group(pending(bench)[0]!)?.pages.map(({ page }) => page)).toEqual([4]);
  });

  test('may be sent in between the members of another', () => {
    const bench = stage();
    send(
      bench,
      ask(1, { prgi: 4, last: false }),
      ask(10, { prgi: 5, last: false }),
      ask(2, { prgi: 4, last: false }),
      ask(11, { prgi: 5 }),
      ask(3, { prgi: 4 }),
    );
    const groups = bench.iommu.pendingGroups(1, 0n, 10);
    expect(groups.map(({ prgi, pages: members }) => [prgi, members.map(({ page }) => page)])).toEqual([
      [5, [10, 11]],
      [4, [1, 2, 3]],
    ]);
  });

  test.each([
    ['reading', READ],
    ['writing', WRITE],
    ['both', READ | WRITE],
  ])('says of each page what the device wants to do there: %s', (_what, permissions) => {
    const bench = stage();
    send(bench, ask(7, { permissions, last: false }), ask(8, { permissions: READ }));
    expect(bench.iommu.group(pending(bench)[0]!)?.pages).toEqual([
      { page: 7, permissions },
      { page: 8, permissions: READ },
    ]);
  });
});

describe('a group index', () => {
  test.each(['SUCCESS', 'INVALID_REQUEST'] as const)('is free again after a page response of %s', (code) => {
    const bench = stage();
    send(bench, ask(1));
    const [old] = pending(bench);
    answer(bench, CODE[code], old!);
    send(bench, ask(2));
    expect(reports(bench, 'VIOLATION')).toEqual([]);
    expect(pending(bench)[0]).not.toBe(old);
  });

  test('is free again after an automatic answer, and a late response does not reach its next group', () => {
    const bench = stage();
    send(bench, ask(1));
    const [old] = pending(bench);
    bench.iommu.detach(1, NO_PASID);
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    send(bench, ask(2));
    expect(reports(bench, 'VIOLATION')).toEqual([]);
    const [fresh] = pending(bench);
    expect(answer(bench, CODE.SUCCESS, old!)).toMatchObject([{ outcome: 'AUTO_ANSWERED' }]);
    expect(pending(bench)).toEqual([fresh]);
  });

  test('is free again after an overflow answered its group', () => {
    const bench = stage({ limits: { page_request_queue_depth: 1 } });
    send(bench, ask(1), ask(2, { prgi: 1 }), ask(3, { prgi: 1 }));
    expect(reports(bench, 'VIOLATION')).toEqual([]);
    expect(pri(bench)?.outstandingPageRequests).toBe(1);
  });

  test('of the DMA engine advances by one with every group, modulo 512', () => {
    const bench = stage();
    const used: number[] = [];
    for (let i = 0; i < 514; i += 1) {
      begin(bench, write(0x1000n, BYTE));
      const [group] = bench.iommu.pendingGroups(1, 0n, 1);
      used.push(group!.prgi);
      answer(bench, CODE.INVALID_REQUEST, group!.cookie);
    }
    expect(used).toEqual(Array.from({ length: 514 }, (_, i) => i % 512));
  });

  test('used again while its group is unanswered is a violation, and both groups stay distinct', () => {
    const bench = stage();
    send(bench, ask(1), ask(2));
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-PRI-28', prgi: 0 }]);
    const groups = bench.iommu.pendingGroups(1, 0n, 10);
    expect(groups.map(({ prgi, pages: members }) => [prgi, members[0]?.page])).toEqual([
      [0, 1],
      [0, 2],
    ]);
    expect(groups[0]!.cookie).not.toBe(groups[1]!.cookie);
    answer(bench, CODE.INVALID_REQUEST, groups[1]!.cookie);
    expect(pending(bench)).toEqual([groups[0]!.cookie]);
    answer(bench, CODE.INVALID_REQUEST, groups[0]!.cookie);
    expect(pri(bench)?.outstandingPageRequests).toBe(0);
  });

  test('open under two PASIDs at once is a violation, and no page gets into the other group', () => {
    const bench = stage();
    bench.iommu.attach(1, 5, 1, 5n);
    bench.iommu.attach(1, 6, 1, 6n);
    bench.said();
    send(bench, ask(1, { pasid: 5, last: false }), ask(2, { pasid: 6, last: false }));
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-PRI-29', pasid: 6, prgi: 0 }]);
    send(bench, ask(3, { pasid: 6 }), ask(4, { pasid: 5 }));
    const groups = bench.iommu.pendingGroups(1, 0n, 10);
    expect(groups.map(({ pasid, pages: members }) => [pasid, members.map(({ page }) => page)])).toEqual([
      [6, [2, 3]],
      [5, [1, 4]],
    ]);
  });
});

describe('what a page request asks for', () => {
  const item = (permissions: number, pasid: number) => ask(1, { permissions, pasid });
  const without = [
    ['execute without PASID', item(READ | EXECUTE, NO_PASID)],
    ['privileged without PASID', item(READ | PRIVILEGED, NO_PASID)],
  ] as const;
  const rows = [...without, ['execute without read', item(WRITE | EXECUTE, 5)] as const];

  test.each(rows)('is never recorded as %s', (_what, wrong) => {
    const bench = stage();
    bench.iommu.attach(1, 5, 1, 0n);
    expect(refusal(bench, wrong)).toBe('PERMISSIONS_INVALID');
    const injected = bench.iommu.inject([{ endpointId: 1, item: wrong }], 'CONTINUE');
    expect(injected.failures[0]?.error.reason).toBe('PERMISSIONS_INVALID');
    expect(bench.iommu.statistics({})).toMatchObject({ accepted: 0, partialPages: 0 });
    const { permissions, pasid } = wrong;
    expect(() =>
      bench.iommu.requestTranslation('HOSTED', 1, { permissions, pasid, firstPage: 1, pageCount: 1 }),
    ).toThrow('permissions');
  });

  test('may be execute and privileged with a PASID', () => {
    const bench = stage();
    bench.iommu.attach(1, 5, 1, 0n);
    send(bench, item(READ | EXECUTE | PRIVILEGED, 5));
    expect(bench.iommu.group(pending(bench)[0]!)?.pages[0]?.permissions).toBe(READ | EXECUTE | PRIVILEGED);
  });
});
