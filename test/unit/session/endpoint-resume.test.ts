import { NO_PASID } from '../../../src/model/page-request';
import { READ } from '../../../src/model/permissions';
import type { EndpointChannel } from '../../../src/session/endpoint-channel';
import type { EndpointChannelItem, HelloMode } from '../../../src/session/stream-items';
import { FakeTime, makeHost, now, reasonOf, refusalOf } from './support';

const RESET: HelloMode = { kind: 'RESET' };

/** Items in few words. */
function brief(items: readonly EndpointChannelItem[]): string[] {
  return items.map((item) => {
    switch (item.kind) {
      case 'MESSAGE': {
        const { message, modelSequence } = item.output;
        if (message.kind === 'PAGE_RESPONSE') {
          return `${modelSequence} answers ${message.prgi}${message.redelivery ? ' again' : ''}`;
        }
        return `${modelSequence} ${message.kind === 'ENDPOINT_CHANGED' ? message.change : message.kind}`;
      }
      case 'OPENED':
        return `opened for ${item.tag}`;
      case 'RESUMED':
        return `resumed for ${item.tag}, next ${item.resumed.nextSequence}, ${item.resumed.redelivered} again`;
      case 'LOST':
        return `lost ${item.endpointId} ${item.reason}`;
      case 'BARRIER':
      case 'BARRIER_REACHED':
        return `${item.kind} ${item.endpointId} ${item.barrier}`;
      case 'HEARTBEAT':
      case 'CLOSING':
        return item.kind;
    }
  });
}

/** Endpoint 1, external, attached, taken by a channel, with ATS and PRI on. Its model has received 3 messages. */
function setUp(request: Parameters<typeof makeHost>[0] = {}, time = new FakeTime()) {
  const host = makeHost(request, { time });
  const run = <T>(command: Parameters<typeof host.execute<T>>[0]): T => now(host.execute(command));
  const open = (): EndpointChannel => now(host.openEndpointChannel(() => {}));
  run((iommu) => {
    iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    iommu.createEndpoint(1, { backend: 'EXTERNAL', ats: {}, pri: {} });
    iommu.attach(1, NO_PASID, 1, 0n);
  });
  const first = open();
  now(first.hello(1, RESET, false, 1n));
  run((iommu) => {
    iommu.setAts(1, true);
    iommu.enablePri(1);
  });
  expect(brief(first.pull(64))).toEqual(['opened for 1', '1 CONNECTED', '2 ATS_ENABLED', '3 PRI_ENABLED']);
  /** Asks for pages, and returns the cookies of the groups. */
  const ask = (...indexes: number[]): bigint[] =>
    run((iommu) => {
      const items = indexes.map((prgi) => ({ page: prgi, permissions: READ, prgi, pasid: NO_PASID, last: true }));
      const { closed } = iommu.submitPageRequests('EXTERNAL', 1, items, 'STOP');
      return closed.map(({ group }) => (group.kind === 'QUEUED' ? group.cookie : 0n));
    });
  const answer = (cookie: bigint) => run((iommu) => iommu.respond([{ cookie, rawCode: 0 }], 'STOP'));
  const view = () => run((iommu) => iommu.endpoint(1));
  const resume = (lastReceivedSequence: bigint, generation = view().generation): HelloMode => ({
    kind: 'RESUME',
    generation,
    lastReceivedSequence,
  });
  return { host, run, open, first, ask, answer, view, resume };
}

test('a lost model goes on: what was answered meanwhile comes, what was sent and not received comes again', () => {
  const { open, first, ask, answer, view, resume } = setUp();
  const [a, b, c, d] = ask(10, 11, 12, 13) as [bigint, bigint, bigint, bigint];
  answer(a);
  answer(b);
  expect(brief(first.pull(1))).toEqual(['4 answers 10']);
  const { generation } = view();
  first.abandon();
  expect(view().state).toBe('DISCONNECTED');
  answer(c);
  expect(view().heldResponses).toBe(1);
  const second = open();
  now(second.hello(1, resume(4n), false, 9n));
  const items = second.pull(64);
  expect(brief(items)).toEqual([
    'resumed for 9, next 6, 2 again',
    '6 RESUMED',
    '7 answers 11 again',
    // Held for it, and so not received before.
    '8 answers 12',
  ]);
  expect(items[0]).toMatchObject({
    resumed: { outstanding: [{ prgi: 13, pasid: NO_PASID, pageRequests: 1 }], outstandingCount: 1 },
  });
  expect(view()).toMatchObject({ state: 'ACTIVE', generation, atsEnabled: true, heldResponses: 0 });
  second.requireOpen(1);
  answer(d);
  expect(brief(second.pull(64))).toEqual(['9 answers 13']);
});

test('a model that goes on owns its endpoint as any other: it can be lost, and taken anew', () => {
  const { open, first, view, resume } = setUp();
  first.abandon();
  const second = open();
  now(second.hello(1, resume(3n), false, 9n));
  expect(reasonOf(() => open().hello(1, RESET, false, 2n))).toBe('ENDPOINT_OWNED');
  second.abandon();
  expect(view().state).toBe('DISCONNECTED');
  const third = open();
  now(third.hello(1, RESET, false, 5n));
  expect(brief(third.pull(64))).toEqual(['opened for 5', '1 CONNECTED']);
});

describe('while another stream owns the endpoint', () => {
  test('a model that goes on is refused, unless it takes over', () => {
    const { run, open, first, ask, answer, view, resume } = setUp();
    const [a] = ask(10, 11) as [bigint];
    const { generation } = view();
    const second = open();
    expect(reasonOf(() => second.hello(1, resume(3n), false, 9n))).toBe('ENDPOINT_OWNED');
    answer(a);
    run((iommu) => {
      const rest = { page: 9, permissions: READ, pasid: NO_PASID };
      iommu.submitPageRequests('EXTERNAL', 1, [{ ...rest, prgi: 12, last: false }], 'STOP');
      const mapping = { firstPage: 0, lastPage: 0, outputFirstPage: 0, permissions: READ, ifMapped: 'REFUSE' } as const;
      iommu.map(1, [mapping], 'STOP');
      iommu.requestTranslation('EXTERNAL', 1, { pasid: NO_PASID, firstPage: 0, pageCount: 1, permissions: READ });
    });
    expect(view()).toMatchObject({ grantedPages: 1, pri: { outstandingPageRequests: 2 } });
    now(second.hello(1, resume(3n), true, 9n));
    expect(brief(first.pull(64))).toEqual(['4 answers 10', 'lost 1 TAKEN_OVER']);
    const items = second.pull(64);
    expect(brief(items)).toEqual(['resumed for 9, next 5, 1 again', '5 RESUMED', '6 answers 10 again']);
    expect(items[0]).toMatchObject({ resumed: { droppedPageRequests: 1, outstanding: [{ prgi: 11 }] } });
    // What the first stream had in flight is gone, as if it had been lost.
    expect(view()).toMatchObject({ state: 'ACTIVE', generation, grantedPages: 0, pri: { outstandingPageRequests: 1 } });
    expect(reasonOf(() => first.requireOpen(1))).toBe('ENDPOINT_NOT_OPEN');
    first.abandon();
    expect(view().state).toBe('ACTIVE');
  });

  test.each([
    ['ENDPOINT_GENERATION_DIFFERS', 3n, 77],
    ['RESUME_POINT_INVALID', 4n, undefined],
    ['RESUME_POINT_INVALID', 2n ** 64n - 1n, undefined],
  ])('a refused take-over takes nothing: %s, last %d', (reason, last, generation) => {
    const { run, open, first, ask, answer, view, resume } = setUp();
    const [a] = ask(10) as [bigint];
    const before = JSON.stringify(view(), String);
    const reports = run((iommu) => iommu.nextSequence);
    const second = open();
    const refused = refusalOf(() => second.hello(1, resume(last, generation), true, 9n));
    expect(refused.reason).toBe(reason);
    if (generation !== undefined) {
      expect(refused.metadata).toMatchObject({ endpoint_generation: String(view().generation) });
    }
    expect(second.pull(64)).toEqual([]);
    expect([JSON.stringify(view(), String), run((iommu) => iommu.nextSequence)]).toEqual([before, reports]);
    first.requireOpen(1);
    answer(a);
    expect(brief(first.pull(64))).toEqual(['4 answers 10']);
  });
});

test('the same stream goes on with an endpoint of its own', () => {
  const { first, ask, answer, resume } = setUp();
  const [a] = ask(10) as [bigint];
  answer(a);
  now(first.hello(1, resume(3n), false, 9n));
  expect(brief(first.pull(64))).toEqual([
    '4 answers 10',
    'resumed for 9, next 5, 1 again',
    '5 RESUMED',
    '6 answers 10 again',
  ]);
});

test.each([
  ['ENDPOINT_NOT_FOUND', 99],
  ['ENDPOINT_NOT_EXTERNAL', 2],
  ['ENDPOINT_REMOVED', 3],
])('nobody goes on with what is not there: %s', (reason, id) => {
  const { run, open, resume } = setUp();
  run((iommu) => {
    iommu.createEndpoint(2, {});
    iommu.createEndpoint(3, { backend: 'EXTERNAL' });
    iommu.surpriseRemove(3);
  });
  expect(reasonOf(() => open().hello(id, resume(0n, 1), true, 1n))).toBe(reason);
});

test('a function reset meanwhile makes going on impossible', () => {
  const { run, open, first, view, resume } = setUp();
  const { generation } = view();
  first.abandon();
  const second = open();
  now(second.hello(1, RESET, false, 2n));
  run((iommu) => iommu.resetFunction(1));
  second.abandon();
  expect(reasonOf(() => open().hello(1, resume(1n, generation), false, 3n))).toBe('ENDPOINT_GENERATION_DIFFERS');
});

test('what fell due before a take-over is told to the stream that had the endpoint then', () => {
  const time = new FakeTime();
  const { open, first, ask } = setUp({ clock: 'REAL', policy: { pageResponseDeadlineNs: 100n } }, time);
  ask(10);
  const second = open();
  // Time passes without a timer that fires, as when the machine is busy.
  time.skip(100n);
  now(second.hello(1, RESET, true, 9n));
  expect(brief(first.pull(64))).toEqual(['4 answers 10', 'lost 1 TAKEN_OVER']);
  expect(brief(second.pull(64))).toEqual(['opened for 9', '1 CONNECTED']);
});
