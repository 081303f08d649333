import { getEventListeners } from 'node:events';

import type { Iommu } from '../../../src/core/iommu';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import type { ViommuHost } from '../../../src/session/viommu-host';
import {
  FakeTime,
  addDomain,
  brief,
  makeHost,
  now,
  openReports,
  pullAll,
  queueGroup,
  reasonOf,
  refusalOf,
  rejectionOf,
  reportFault,
  reportRequest,
} from './support';

const PAGES = 9000;
const mapItem = (page: number, pages = 1) => ({
  firstPage: page,
  lastPage: page + pages - 1,
  outputFirstPage: page,
  permissions: READ | WRITE,
  ifMapped: 'REFUSE' as const,
});
const ALL = { firstPage: 0, lastPage: 2 ** 52 - 1 };

/** Maps so many pages one by one that removing them takes several slices. */
function mapMany(iommu: Iommu): void {
  for (let page = 0; page < PAGES; page += 1000) {
    iommu.map(
      1,
      Array.from({ length: 1000 }, (_, i) => mapItem(page + i)),
      'STOP',
    );
  }
}

/** Attaches an endpoint that completes invalidations by hand, and lets it be granted page 0. */
function holdGrant(iommu: Iommu): void {
  iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
  iommu.createEndpoint(1, { ats: {}, invalidationCompletion: 'MANUAL' });
  iommu.attach(1, NO_PASID, 1, 0n);
  iommu.map(1, [mapItem(0)], 'STOP');
  iommu.requestTranslation('HOSTED', 1, { pasid: NO_PASID, firstPage: 0, pageCount: 1, permissions: READ });
}

const unmapAll = (host: ViommuHost, signal?: AbortSignal, timeoutNs?: bigint) =>
  host.completeSliced(function* (iommu) {
    const value = yield* iommu.unmap(1, [ALL], 'STOP', timeoutNs);
    return { value, operationId: value.operationId };
  }, signal);

describe('commands', () => {
  test('are done when the call returns', () => {
    const host = makeHost();
    now(host.execute((iommu) => addDomain(iommu, 1)));
    expect(now(host.view())).toMatchObject({ viommuId: 'vm', domainCount: 1, endpointCount: 1, incarnation: 6 });
  });

  test('cannot look into a sliced one, and neither can streams', async () => {
    const host = makeHost();
    now(host.execute((iommu) => addDomain(iommu, 1)));
    now(host.execute(mapMany));
    let told = 0;
    const { stream } = openReports(host, {}, () => (told += 1));
    now(host.execute((iommu) => queueGroup(iommu, 1)));
    told = 0;
    const unmapped = unmapAll(host);
    expect(unmapped).toBeInstanceOf(Promise);
    // Between two slices.
    expect(stream.pull(64)).toEqual([]);
    const counted = host.execute((iommu) => iommu.mappingCount);
    const { value } = await unmapped;
    expect([value.removedMappings, told]).toEqual([PAGES, 1]);
    expect(await counted).toBe(0);
    expect(now(host.reset(undefined)).view.incarnation).toBe(7);
    expect(brief(stream.pull(64))[0]).toMatch(/^closing RESET 6/);
  });

  test('wake a reader that looked during a sliced one', async () => {
    const host = makeHost();
    now(host.execute((iommu) => addDomain(iommu, 1)));
    now(host.execute(mapMany));
    let pulled: string[] = [];
    const { stream } = openReports(host, {}, () => (pulled = brief(pullAll(stream))));
    const unmapped = unmapAll(host);
    stream.finish();
    expect(stream.pull(64)).toEqual([]);
    await unmapped;
    await host.view();
    expect(pulled.at(-1)).toMatch(/^closing CLIENT_DONE/);
  });

  test('wake a reader that found nothing to be looked at', async () => {
    const host = makeHost();
    now(host.execute((iommu) => addDomain(iommu, 1)));
    now(host.execute(mapMany));
    now(host.execute((iommu) => queueGroup(iommu, 1)));
    let told = 0;
    const { stream } = openReports(host, {}, () => (told += 1));
    const unmapped = host.completeSliced(function* (iommu) {
      yield;
      return { value: iommu.now, operationId: undefined };
    });
    expect(stream.pull(64)).toEqual([]);
    await unmapped;
    expect([told, pullAll(stream).length]).toEqual([1, 1]);
  });

  test('in slices that a reader begins hold back the other readers', async () => {
    const host = makeHost();
    now(host.execute((iommu) => addDomain(iommu, 1)));
    now(host.execute(mapMany));
    let unmapped: unknown;
    openReports(host, {}, () => (unmapped ??= unmapAll(host)));
    const seen: string[] = [];
    const { stream } = openReports(host, { defaultRole: 'OBSERVER' }, () => seen.push(...brief(stream.pull(64))));
    now(host.execute((iommu) => reportFault(iommu, 1)));
    expect(seen).toEqual([]);
    await unmapped;
    expect(seen.map((text) => text.split(' ')[0])).toEqual(['FAULT_EVENT', 'OPERATION_ENDED']);
  });

  test('that a reader gives do not call it, or another reader, from within', () => {
    const host = makeHost();
    now(host.execute((iommu) => addDomain(iommu, 1)));
    const calls: string[] = [];
    const reader = (name: string) => () => {
      calls.push(`${name} begins`);
      if (calls.length < 6) {
        now(host.execute((iommu) => reportFault(iommu, 1)));
      }
      calls.push(`${name} ends`);
    };
    openReports(host, {}, reader('a'));
    openReports(host, { defaultRole: 'OBSERVER' }, reader('b'));
    now(host.execute((iommu) => reportFault(iommu, 1)));
    expect(calls.map((call) => call.split(' ')[1])).toEqual(calls.map((_, i) => (i % 2 === 0 ? 'begins' : 'ends')));
    expect(new Set(calls).size).toBe(4);
  });

  test('of one vIOMMU do not wait for a sliced one of another', () => {
    const [busy, free] = [makeHost(), makeHost()];
    now(busy.execute((iommu) => addDomain(iommu, 1)));
    now(busy.execute(mapMany));
    const unmapped = unmapAll(busy);
    expect(now(free.execute((iommu) => iommu.domainCount))).toBe(0);
    expect(unmapped).toBeInstanceOf(Promise);
    return Promise.resolve(unmapped).then(({ value }) => expect(value.removedMappings).toBe(PAGES));
  });

  test('that a reader gives are told of before it goes on', () => {
    const host = makeHost();
    now(host.execute((iommu) => addDomain(iommu, 1)));
    const seen: string[] = [];
    const { stream } = openReports(host, {}, () => {
      seen.push(...brief(stream.pull(64)).map((text) => text.split(' ')[0]!));
      if (seen.length === 1) {
        void host.execute((iommu) => reportFault(iommu, 1));
        seen.push(...brief(stream.pull(64)).map((text) => text.split(' ')[0]!));
      }
    });
    now(host.execute((iommu) => queueGroup(iommu, 1)));
    expect(seen).toEqual(['group', 'FAULT_EVENT']);
  });
});

describe('operations', () => {
  test('that end within their command need no waiting', () => {
    const host = makeHost();
    now(host.execute((iommu) => addDomain(iommu, 1)));
    const { end } = now(unmapAll(host));
    expect(end === undefined || end.result.outcome === 'COMPLETED').toBe(true);
    now(host.execute((iommu) => iommu.map(1, [mapItem(0)], 'STOP')));
    expect(now(unmapAll(host)).end?.result).toMatchObject({ operation: 'UNMAP', outcome: 'COMPLETED' });
  });

  test('are waited for', async () => {
    const host = makeHost();
    now(host.execute(holdGrant));
    const { signal } = new AbortController();
    const unmapped = unmapAll(host, signal);
    expect([unmapped instanceof Promise, host.inUse]).toEqual([true, true]);
    now(host.execute((iommu) => iommu.completeInvalidations('HOSTED', 1, [0])));
    const { value, end } = await unmapped;
    expect(end?.result).toMatchObject({ operationId: value.operationId, outcome: 'COMPLETED' });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(host.inUse).toBe(false);
  });

  test('go on when nobody waits any more', async () => {
    const host = makeHost();
    now(host.execute(holdGrant));
    const { stream } = openReports(host);
    const caller = new AbortController();
    const unmapped = unmapAll(host, caller.signal);
    stream.abandon();
    caller.abort(new RangeError('gone'));
    await expect(unmapped).rejects.toThrow(RangeError);
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
    expect(host.inUse).toBe(false);
    const { stream: later } = openReports(host);
    now(host.execute((iommu) => iommu.completeInvalidations('HOSTED', 1, [0])));
    expect(brief(pullAll(later)).join()).toContain('OPERATION_ENDED');
  });

  test('of a caller that was gone before are not waited for', async () => {
    const host = makeHost();
    now(host.execute(holdGrant));
    await expect(unmapAll(host, AbortSignal.abort(new RangeError('gone before')))).rejects.toThrow('gone before');
    expect(host.inUse).toBe(false);
  });

  test.each([
    ['reset', 'VIOMMU_DELETED', (host: ViommuHost): unknown => host.reset(undefined)],
    ['deletion', 'VIOMMU_DELETED', (host: ViommuHost): unknown => host.delete(() => {})],
    ['stop', 'SERVER_STOPPING', (host: ViommuHost): unknown => host.stop('SERVER_STOPPING')],
  ])('are void after a %s', async (_name, reason, end) => {
    const host = makeHost();
    now(host.execute(holdGrant));
    const unmapped = rejectionOf(unmapAll(host));
    await end(host);
    expect(await unmapped).toBe(reason);
    expect(host.inUse).toBe(false);
  });
});

describe('time', () => {
  test('a REAL clock counts from creation and from reset', () => {
    const time = new FakeTime();
    const host = makeHost({ clock: 'REAL' }, { time });
    time.pass(50n);
    expect(now(host.view()).timeNs).toBe(50n);
    now(host.reset(undefined));
    time.pass(7n);
    expect(now(host.view()).timeNs).toBe(7n);
    expect(reasonOf(() => host.advance({ byNs: 1n }))).toBe('CLOCK_NOT_VIRTUAL');
  });

  test('what falls due on a REAL clock happens by itself, with one timer', () => {
    const time = new FakeTime();
    const host = makeHost({ clock: 'REAL', policy: { pageResponseDeadlineNs: 100n } }, { time });
    now(host.execute((iommu) => addDomain(iommu, 1)));
    expect(time.timerCount).toBe(0);
    const { stream } = openReports(host);
    now(host.execute((iommu) => queueGroup(iommu, 1)));
    time.pass(40n);
    now(host.execute((iommu) => queueGroup(iommu, 1)));
    expect(time.timerCount).toBe(1);
    pullAll(stream);
    time.pass(60n);
    expect(brief(pullAll(stream)).map((text) => text.split(' ')[0])).toEqual(['AUTOMATIC_ANSWER']);
    expect(time.timerCount).toBe(1);
    time.pass(40n);
    expect(brief(pullAll(stream)).map((text) => text.split(' ')[0])).toEqual(['AUTOMATIC_ANSWER']);
    expect(time.timerCount).toBe(0);
  });

  test('a nearer deadline moves the timer', () => {
    const time = new FakeTime();
    const host = makeHost({ clock: 'REAL', policy: { pageResponseDeadlineNs: 1000n } }, { time });
    now(host.execute((iommu) => addDomain(iommu, 1)));
    now(host.execute((iommu) => queueGroup(iommu, 1)));
    now(host.update({ pageResponseDeadlineNs: 10n }));
    expect(time.timerCount).toBe(1);
    const { stream } = openReports(host, { defaultRole: 'OBSERVER' });
    time.pass(10n);
    expect(brief(pullAll(stream))[0]).toContain('AUTOMATIC_ANSWER');
  });

  test('no command makes a timer where one that is near enough runs, and a reset makes it void', () => {
    const time = new FakeTime();
    const host = makeHost({ clock: 'REAL', policy: { pageResponseDeadlineNs: 1000n } }, { time });
    now(host.execute((iommu) => addDomain(iommu, 1)));
    const cookie = now(host.execute((iommu) => queueGroup(iommu, 1)));
    time.pass(10n);
    now(host.execute((iommu) => queueGroup(iommu, 1)));
    now(host.execute((iommu) => iommu.respond([{ cookie, rawCode: 0 }], 'STOP')));
    expect([time.scheduledCount, time.timerCount]).toEqual([1, 1]);
    now(host.reset(undefined));
    expect(time.timerCount).toBe(0);
  });

  test('a VIRTUAL clock moves only when it is told to', () => {
    const time = new FakeTime();
    const host = makeHost({ policy: { pageResponseDeadlineNs: 100n } }, { time });
    now(host.execute((iommu) => addDomain(iommu, 1)));
    const cookie = now(host.execute((iommu) => queueGroup(iommu, 1)));
    time.pass(1000n);
    expect([now(host.view()).timeNs, time.timerCount]).toEqual([0n, 0]);
    const nothing = { responseDeadlines: 0, invalidationTimeouts: 0, operationTimeouts: 0, delayedMessages: 0 };
    expect(now(host.advance({ byNs: 99n }))).toEqual({ timeNs: 99n, fired: nothing });
    expect(now(host.execute((iommu) => iommu.group(cookie)))).toBeDefined();
    const fired = { ...nothing, responseDeadlines: 1 };
    expect(now(host.advance({ untilNs: 100n }))).toEqual({ timeNs: 100n, fired });
    expect(now(host.execute((iommu) => iommu.group(cookie)))).toBeUndefined();
    expect(now(host.advance({ untilNs: 100n }))).toEqual({ timeNs: 100n, fired: nothing });
    expect(refusalOf(() => host.advance({ untilNs: 99n })).reason).toBe('TIME_NOT_FORWARD');
    expect(reasonOf(() => host.advance({ byNs: 2n ** 64n - 1n }))).toBe('TIME_NOT_FORWARD');
  });

  test('a heartbeat shows the clock', () => {
    const time = new FakeTime();
    const host = makeHost({ clock: 'REAL' }, { time });
    const { stream } = openReports(host);
    time.pass(5n);
    expect(stream.heartbeat()).toEqual([{ kind: 'HEARTBEAT', timeNs: 5n, sequence: 0n }]);
  });
});

describe('a reset', () => {
  test('begins the incarnation that the caller chose, or the next one', () => {
    const host = makeHost();
    expect(now(host.reset(99)).view.incarnation).toBe(99);
    expect(now(host.reset(undefined)).view.incarnation).toBe(7);
    expect(reasonOf(() => host.reset(0))).toBe('INCARNATION_OUT_OF_RANGE');
    expect(reasonOf(() => makeHost({ clock: 'REAL' }).reset(5))).toBe('INCARNATION_NOT_ALLOWED');
  });

  test.each([
    ['reset', (host: ViommuHost) => now(host.reset(undefined)).flushed],
    ['deletion', (host: ViommuHost) => now(host.delete(() => {}))],
  ])('and a %s: what was pending is counted once', (_name, end) => {
    const host = makeHost();
    now(
      host.execute((iommu) => {
        addDomain(iommu, 1);
        queueGroup(iommu, 1);
        queueGroup(iommu, 1);
        const item = { page: 1, permissions: READ, prgi: 500, pasid: NO_PASID, last: false };
        iommu.inject([{ endpointId: 1, item }], 'STOP');
      }),
    );
    expect(end(host)).toEqual({ autoAnswered: 2, discarded: 0, droppedPages: 1, droppedGroups: 1 });
  });

  test('forgets what was done under a request id', () => {
    const host = makeHost();
    const run = (): unknown => host.requests.run({ requestId: 'x', method: 'm', request: {} }, undefined, () => ({}));
    const first = run();
    expect(run()).toBe(first);
    now(host.reset(undefined));
    expect(run()).not.toBe(first);
  });

  test('tells a reader how the groups ended before it ends the stream', () => {
    const host = makeHost();
    now(
      host.execute((iommu) => {
        addDomain(iommu, 1);
        queueGroup(iommu, 1);
      }),
    );
    const seen: string[] = [];
    const stream = now(
      host.openReportStream(reportRequest(), () => {
        seen.push(...brief(pullAll(stream)));
      }),
    );
    now(host.reset(undefined));
    expect(seen.filter((item) => /^(AUTO|closing)/.test(item))).toEqual(['AUTOMATIC_ANSWER 4', 'closing RESET 6:4']);
  });
});

describe('after deletion', () => {
  test('streams end, and everything is refused', () => {
    const host = makeHost();
    now(host.registerMemory(RAM));
    const { stream } = openReports(host);
    let deleted = 0;
    now(host.delete(() => (deleted += 1)));
    expect([deleted, host.memory.regions(undefined, 9)]).toEqual([1, []]);
    expect(brief(pullAll(stream))).toEqual(['closing VIOMMU_DELETED 6:0']);
    for (const call of [
      () => host.view(),
      () => host.execute(() => 1),
      () => host.reset(undefined),
      () => host.delete(() => {}),
      () => host.registerMemory({ ...RAM, regionId: 3 }),
      () => host.openEndpointChannel(() => {}),
    ]) {
      expect(reasonOf(call)).toBe('VIOMMU_DELETED');
    }
    stream.abandon();
  });

  test('commands that waited for a slice are refused', async () => {
    const host = makeHost();
    now(host.execute((iommu) => addDomain(iommu, 1)));
    now(host.execute(mapMany));
    const { stream } = openReports(host);
    const waits = [unmapAll(host), host.view()].map(rejectionOf);
    host.stop('SERVER_STOPPING');
    expect(await Promise.all(waits)).toEqual(['SERVER_STOPPING', 'SERVER_STOPPING']);
    expect(brief(pullAll(stream)).at(-1)).toMatch(/^closing SERVER_STOPPING/);
  });
});

const RAM = {
  regionId: 1,
  guestAddress: 0n,
  length: 0x10_000n,
  readOnly: false,
  backing: { kind: 'ANONYMOUS' as const },
};

describe('guest memory', () => {
  test('is what DMA reaches', () => {
    const host = makeHost();
    now(host.registerMemory(RAM));
    now(host.execute((iommu) => addDomain(iommu, 1)));
    now(host.execute((iommu) => iommu.map(1, [mapItem(1)], 'STOP')));
    const { end } = now(
      host.complete((iommu) => {
        const transfer = { kind: 'WRITE', data: Buffer.from('dma') } as const;
        const begun = iommu.issueDma('HOSTED', 1, {
          addressType: 'UNTRANSLATED',
          pasid: NO_PASID,
          address: 0x1000n,
          transfer,
        });
        return { value: begun, operationId: 'operationId' in begun ? begun.operationId : undefined };
      }),
    );
    expect(end?.dma === undefined || end.dma.status === 'COMPLETED').toBe(true);
    const into = Buffer.alloc(3);
    expect([host.memory.read(0x1000n, into), into.toString()]).toEqual([true, 'dma']);
  });

  test('cannot be taken away while it is mapped, unless by force', async () => {
    const host = makeHost();
    now(host.registerMemory(RAM));
    now(host.execute((iommu) => addDomain(iommu, 1)));
    now(host.execute((iommu) => iommu.map(1, [mapItem(15, 1)], 'STOP')));
    expect(refusalOf(() => host.unregisterMemory(1, false, undefined))).toMatchObject({
      reason: 'BUSY',
      metadata: { holder: 'domain 1' },
    });
    expect(host.memory.regions(undefined, 9)).toHaveLength(1);
    expect((await host.unregisterMemory(1, true, undefined))?.result).toMatchObject({
      operation: 'UNREGISTER_MEMORY',
      outcome: 'COMPLETED',
    });
    expect(host.memory.regions(undefined, 9)).toEqual([]);
    expect(now(host.execute((iommu) => iommu.mappingCount))).toBe(0);
    expect(reasonOf(() => host.unregisterMemory(1, true, undefined))).toBe('REGION_NOT_FOUND');
  });

  test('is taken away at once where nothing maps it', () => {
    const host = makeHost();
    now(host.registerMemory(RAM));
    expect(now(host.unregisterMemory(1, false, undefined))).toBeUndefined();
  });

  test('by force is waited for as any unmap', async () => {
    const host = makeHost();
    now(host.registerMemory(RAM));
    now(host.execute(holdGrant));
    const done = host.unregisterMemory(1, true, 50n);
    await host.advance({ byNs: 50n });
    expect((await done)?.result).toMatchObject({ outcome: 'TIMED_OUT', endpoints: [{ endpointId: 1 }] });
  });
});

test('streams of all kinds are bounded together', () => {
  const host = makeHost();
  now(host.execute((iommu) => addDomain(iommu, 1)));
  const observe = { defaultRole: 'OBSERVER' } as const;
  for (let i = 0; i < 1022; i += 1) {
    openReports(host, observe);
  }
  const watch = now(host.watchEndpoint(1, () => {}));
  const channel = now(host.openEndpointChannel(() => {}));
  for (const open of [
    () => openReports(host, observe),
    () => host.watchEndpoint(1, () => {}),
    () => host.openEndpointChannel(() => {}),
  ]) {
    expect(refusalOf(open).metadata).toEqual({ limit: 'max_streams', value: '1024' });
  }
  watch.abandon();
  channel.abandon();
  openReports(host, observe);
  openReports(host, observe);
});
