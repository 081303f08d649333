import {
  CODE,
  answer,
  begin,
  broken,
  EXTERNAL,
  heard,
  misbehave,
  pending,
  pri,
  refusal,
  reports,
  send,
  stage,
  type Wishes,
} from './stage';
import { ask, FULL, pages, read, write, type Bench } from '../unit/core/fixture';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE } from '../../src/model/permissions';
import { NO_PASID, type PageRequestItem } from '../../src/model/page-request';

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

  test('exceeded on purpose are a violation on record, and the page request arrives all the same', () => {
    const bench = stage({ allocation: 1 });
    send(bench, ask(1));
    expect(misbehave(bench, ask(2, { prgi: 1 }))).toMatchObject([{ kind: 'QUEUED' }]);
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-PRI-20', prgi: 1, onPurpose: true }]);
    expect(pri(bench)).toMatchObject({ allocation: 1, outstandingPageRequests: 2 });
    answer(bench, CODE.SUCCESS, ...pending(bench));
    expect(pri(bench)?.outstandingPageRequests).toBe(0);
  });

  test('of which one is left make the device close the group, or its model breaks a rule', () => {
    const bench = stage({ allocation: 2 });
    const [closed] = send(bench, ask(1, { last: false }), ask(2, { last: false }));
    expect(closed).toMatchObject({ kind: 'QUEUED', byLastCredit: true });
    expect(bench.iommu.pendingGroups(1, 0n, 1)[0]?.pages.map(({ page }) => page)).toEqual([1, 2]);
    const external = stage({ endpoint: EXTERNAL, allocation: 2 });
    expect(send(external, ask(1, { last: false }), ask(2, { last: false }))).toEqual([]);
    expect(broken(external)).toEqual(['R-PRI-21']);
    // Nothing is left to close it with.
    expect(refusal(external, ask(3))).toBe('PRI_CREDITS_EXHAUSTED');
    expect(pending(external)).toEqual([]);
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
    send(bench, ask(1));
    expect(refusal(bench, ask(2))).toBe('PRGI_IN_USE');
    expect(broken(bench)).toEqual([]);
    misbehave(bench, ask(2));
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-PRI-28', prgi: 0, culprit: 'ENDPOINT' }]);
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
    send(bench, ask(1, { pasid: 5, last: false }));
    expect(refusal(bench, ask(2, { pasid: 6, last: false }))).toBe('PRGI_IN_USE');
    misbehave(bench, ask(2, { pasid: 6, last: false }));
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-PRI-29', pasid: 6, prgi: 0 }]);
    send(bench, ask(3, { pasid: 6 }), ask(4, { pasid: 5 }));
    const groups = bench.iommu.pendingGroups(1, 0n, 10);
    expect(groups.map(({ pasid, pages: members }) => [pasid, members.map(({ page }) => page)])).toEqual([
      [6, [2, 3]],
      [5, [1, 4]],
    ]);
  });
});

/** Endpoint 1 with PASIDs 5 and 6 attached as well. */
function withPasids(wishes: Wishes = {}): Bench {
  const bench = stage(wishes);
  bench.iommu.attach(1, 5, 1, 5n);
  bench.iommu.attach(1, 6, 1, 6n);
  bench.said();
  return bench;
}

describe('a group of two PASIDs', () => {
  const mixed = [ask(1, { pasid: 5, last: false }), ask(2, { pasid: 6 })];

  test('is two groups here, and the one that is never closed is never queued', () => {
    const bench = withPasids();
    expect(misbehave(bench, ...mixed)).toMatchObject([{ kind: 'QUEUED' }]);
    expect(broken(bench)).toEqual(['R-PRI-29']);
    const [group, ...more] = bench.iommu.pendingGroups(1, 0n, 10);
    expect([group?.pasid, group?.pages.map(({ page }) => page), more]).toEqual([6, [2], []]);
    expect(bench.iommu.statistics({})).toMatchObject({ partialPages: 1 });
  });

  test('is one where indexes alone tell groups apart, unchecked, and has the PASID of its last page', () => {
    const bench = withPasids({ policy: { quirks: { mergeByPrgi: true } } });
    expect(misbehave(bench, ...mixed)).toMatchObject([{ kind: 'QUEUED' }]);
    const groups = bench.iommu.pendingGroups(1, 0n, 10);
    expect(groups.map(({ pasid, pages: members }) => [pasid, members.map(({ page }) => page)])).toEqual([[6, [1, 2]]]);
    expect(reports(bench, 'FAULT_EVENT')).toEqual([]);
  });
});

describe('what a page request asks for', () => {
  const item = (permissions: number, pasid: number) => ask(1, { permissions, pasid });
  const rows: [string, PageRequestItem, string, number][] = [
    ['execute without PASID', item(READ | EXECUTE, NO_PASID), 'R-PRI-31', READ],
    ['privileged without PASID', item(READ | PRIVILEGED, NO_PASID), 'R-PRI-31', READ],
    ['execute without read', item(WRITE | EXECUTE, 5), 'R-PRI-32', WRITE | EXECUTE],
  ];

  test.each(rows)('is not sent as %s, asked for or injected', (_what, wrong) => {
    const bench = withPasids();
    expect(refusal(bench, wrong)).toBe('PERMISSIONS_INVALID');
    const injected = bench.iommu.inject([{ endpointId: 1, item: wrong }], 'CONTINUE');
    expect(injected.failures[0]?.error.reason).toBe('PERMISSIONS_INVALID');
    expect(bench.iommu.statistics({})).toMatchObject({ accepted: 0, partialPages: 0 });
    const { permissions, pasid } = wrong;
    expect(() =>
      bench.iommu.requestTranslation('HOSTED', 1, { permissions, pasid, firstPage: 1, pageCount: 1 }),
    ).toThrow('permissions');
  });

  test.each(rows)('sent as %s on purpose is on record, and what only a PASID carries does not arrive', (...row) => {
    const [, wrong, rule, arrived] = row;
    const bench = withPasids();
    misbehave(bench, wrong);
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule, culprit: 'ENDPOINT', onPurpose: true }]);
    bench.iommu.inject([{ endpointId: 1, item: wrong }], 'CONTINUE', true);
    expect(broken(bench)).toEqual([rule]);
    const groups = bench.iommu.pendingGroups(1, 0n, 10);
    expect(groups.map(({ pages: [page] }) => page?.permissions)).toEqual([arrived, arrived]);
  });

  test('may be execute and privileged with a PASID', () => {
    const bench = withPasids();
    send(bench, item(READ | EXECUTE | PRIVILEGED, 5));
    expect(bench.iommu.group(pending(bench)[0]!)?.pages[0]?.permissions).toBe(READ | EXECUTE | PRIVILEGED);
  });

  test.each([
    ['execute', READ | EXECUTE, { executePermission: false }],
    ['privileged', READ | PRIVILEGED, { privilegedMode: false }],
  ])('is not %s while the PASID capability has that disabled; on purpose it is on record', (_what, want, pasid) => {
    const bench = withPasids({ endpoint: { ...FULL, pasid } });
    expect(refusal(bench, item(want, 5))).toBe('PERMISSIONS_INVALID');
    const request = { pasid: 5, firstPage: 1, pageCount: 1 };
    expect(() => bench.iommu.requestTranslation('HOSTED', 1, { ...request, permissions: want })).toThrow('disabled');
    expect(bench.iommu.requestTranslation('HOSTED', 1, { ...request, permissions: READ }).status).toBe('SUCCESS');
    expect(send(bench, item(READ, 5))).toMatchObject([{ kind: 'QUEUED' }]);
    misbehave(bench, ask(2, { permissions: want, pasid: 6, prgi: 1 }));
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-PRI-33', onPurpose: true }]);
    expect(bench.iommu.pendingGroups(1, 0n, 10).at(-1)?.pages).toEqual([{ page: 2, permissions: want }]);
  });

  test('is read or write, unless it is a last page: nothing at all is sent on purpose only, and gets no answer', () => {
    const bench = stage();
    const nothing = ask(1, { permissions: NONE, last: false });
    expect(refusal(bench, nothing)).toBe('PERMISSIONS_INVALID');
    expect(misbehave(bench, nothing)).toEqual([]);
    expect(broken(bench)).toEqual(['R-PRI-36']);
    // No Stop Marker: a member of its group like any other.
    expect(bench.iommu.statistics({})).toMatchObject({ partialPages: 1, stopMarkers: 0 });
    send(bench, ask(2));
    expect(bench.iommu.pendingGroups(1, 0n, 1)[0]?.pages).toEqual([
      { page: 1, permissions: NONE },
      { page: 2, permissions: WRITE },
    ]);
    bench.iommu.update({ pageRequestQueueEnabled: false });
    misbehave(bench, { ...nothing, prgi: 1 });
    expect(heard(bench)).toEqual([]);
  });
});

describe('whoever handles groups', () => {
  test('gets malformed page requests as they were sent, and can answer them Invalid Request', () => {
    const bench = withPasids();
    const nonCanonical = 0x8_0000_0000;
    const closed = misbehave(
      bench,
      ask(nonCanonical, { pasid: 5 }),
      ask(1, { pasid: 5, prgi: 1, permissions: READ | PRIVILEGED }),
      ask(2, { pasid: 5, prgi: 2, permissions: READ | EXECUTE }),
      ask(3, { pasid: 5, prgi: 3, permissions: WRITE | EXECUTE }),
    );
    expect(closed).toHaveLength(4);
    expect(bench.iommu.pendingGroups(1, 0n, 10).map(({ pages: [page] }) => page)).toEqual([
      { page: nonCanonical, permissions: WRITE },
      { page: 1, permissions: READ | PRIVILEGED },
      { page: 2, permissions: READ | EXECUTE },
      { page: 3, permissions: WRITE | EXECUTE },
    ]);
    bench.said();
    answer(bench, CODE.INVALID_REQUEST, ...pending(bench));
    expect(heard(bench).map(({ code }) => code)).toEqual(Array(4).fill('INVALID_REQUEST'));
    expect(pri(bench)).toMatchObject({ enabled: true, outstandingPageRequests: 0 });
  });

  test('answers a group as a whole: one page that cannot be mapped keeps all of it unmapped and unanswered', () => {
    const bench = stage();
    bench.iommu.map(1, [pages(2, 2, 7, READ)], 'CONTINUE');
    const operation = begin(bench, write(0x1000n, new Uint8Array(2 * 4096)));
    const [cookie] = pending(bench);
    expect(bench.iommu.group(cookie!)?.pages).toHaveLength(2);
    const resolved = bench.iommu.resolve([{ cookie: cookie!, mappings: [pages(1, 1), pages(2, 2)] }], 'CONTINUE');
    expect(resolved).toMatchObject({ sent: 0, failures: [{ error: { reason: 'ALREADY_MAPPED' } }] });
    expect(bench.iommu.domain(1).mappingCount).toBe(1);
    expect(pending(bench)).toEqual([cookie]);
    answer(bench, CODE.INVALID_REQUEST, cookie!);
    expect(bench.ended(operation).dma).toMatchObject({ status: 'INVALID_REQUEST', transferredBytes: 0 });
  });
});
