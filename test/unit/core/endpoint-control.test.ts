import type { EndpointChanged } from '../../../src/model/report';
import { NO_PASID } from '../../../src/model/page-request';
import { READ } from '../../../src/model/permissions';
import { ask, Bench, FULL, pages } from './fixture';
import { refusal } from './refusal';
import { answer, balanced, oldest, pending, reported, send, stage } from './stage';

const changes = (bench: Bench) => bench.records().filter((r): r is EndpointChanged => r.kind === 'ENDPOINT_CHANGED');

/** An external endpoint that was answered while its model was gone. */
function held(): Bench {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, { backend: 'EXTERNAL', ats: {}, pri: {} });
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, -1, 1, 0n);
  bench.iommu.connect(1);
  bench.iommu.setAts(1, true);
  bench.iommu.enablePri(1);
  bench.iommu.submitPageRequests('EXTERNAL', 1, [ask(1), ask(2, { prgi: 1 })], 'CONTINUE');
  bench.iommu.disconnect(1);
  const [group] = bench.iommu.pendingGroups(1, 0n, 1);
  const { results } = bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
  expect(results[0]?.result.outcome).toBe('HELD_FOR_ENDPOINT');
  bench.said();
  return bench;
}

test.each([
  ['a new beginning', (bench: Bench) => bench.iommu.connect(1), 'CONNECTED'],
  ['a removal', (bench: Bench) => bench.iommu.surpriseRemove(1), 'REMOVED'],
  ['a deletion', (bench: Bench) => bench.iommu.deleteEndpoint(1, true), 'DELETED'],
])('%s tells how many held answers were dropped', (_what, act, change) => {
  const bench = held();
  act(bench);
  expect(changes(bench)).toEqual([expect.objectContaining({ change, droppedMessages: 1 })]);
});

test('a hosted endpoint has no channel to lose', () => {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, FULL);
  expect(() => {
    bench.iommu.disconnect(1);
  }).toThrow('hosted by the server');
  expect(bench.iommu.endpoint(1).state).toBe('ACTIVE');
});

/** An external endpoint whose model is there. */
function model(allocation = 100): Bench {
  return stage({ endpoint: { backend: 'EXTERNAL', ats: {}, pri: {}, pasid: {} }, allocation, pasids: [5] });
}

const view = (bench: Bench) => bench.iommu.endpoint(1);
const resume = (bench: Bench, received = 0n) => bench.iommu.resume(1, view(bench).generation, received);

/** What the model was sent since the last look: sequence, index, effect, whether it may have it already. */
const received = (bench: Bench) =>
  bench
    .said()
    .flatMap((o) =>
      o.kind === 'ENDPOINT' && o.message.kind === 'PAGE_RESPONSE'
        ? [[o.modelSequence, o.message.prgi, o.message.effect, o.message.redelivery]]
        : [],
    );

describe('a lost model', () => {
  test('leaves complete groups pending; what is unclosed is dropped, and its credits return', () => {
    const bench = model();
    send(bench, [ask(1, { prgi: 1 }), ask(2, { prgi: 2, last: false }), ask(3, { prgi: 2, last: false })]);
    bench.said();
    bench.iommu.disconnect(1);
    expect(bench.records()).toMatchObject([
      { kind: 'PARTIALS_DROPPED', cause: 'CHANNEL_LOST', rule: 'V-CHANNEL-LOST', pageRequestCount: 2, groupCount: 1 },
      { kind: 'ENDPOINT_CHANGED', change: 'DISCONNECTED', state: 'DISCONNECTED' },
    ]);
    expect(view(bench).pri).toMatchObject({ enabled: true, outstandingPageRequests: 1 });
    expect(balanced(bench)).toMatchObject({ pending: 1, partialPages: 0 });
  });

  test('is lost once', () => {
    const bench = model();
    bench.iommu.disconnect(1);
    bench.said();
    bench.iommu.disconnect(1);
    expect(bench.said()).toEqual([]);
  });

  test('can do nothing', () => {
    const bench = model();
    bench.iommu.disconnect(1);
    const request = { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ };
    for (const act of [
      () => bench.iommu.submitPageRequests('EXTERNAL', 1, [ask(1)], 'CONTINUE'),
      () => bench.iommu.requestTranslation('EXTERNAL', 1, request),
      () => bench.iommu.disablePri(1),
      () => bench.iommu.resetFunction(1),
    ]) {
      expect(refusal(act)).toBe('ENDPOINT_DISCONNECTED endpoint_id');
    }
  });

  test('has answers held, each with what it will do', () => {
    const bench = model();
    send(bench, [ask(1, { prgi: 1 })]);
    bench.iommu.disconnect(1);
    const { cookie } = oldest(bench);
    bench.said();
    expect(answer(bench, 0)).toEqual([{ index: 0, result: { outcome: 'HELD_FOR_ENDPOINT', effect: undefined } }]);
    expect(reported(bench, 'GROUP_ANSWERED')).toMatchObject([
      { cookie, outcome: 'HELD_FOR_ENDPOINT', effect: undefined, sentCode: 'SUCCESS' },
    ]);
    expect(view(bench)).toMatchObject({ heldResponses: 1, pri: { outstandingPageRequests: 1 } });
  });
});

describe('a model that comes back', () => {
  test('gets what was answered meanwhile, in that order, with new sequences', () => {
    const bench = model();
    send(
      bench,
      [1, 2, 3].map((prgi) => ask(prgi, { prgi })),
    );
    bench.iommu.disconnect(1);
    const [first, second] = pending(bench);
    const answers = [second, first].map((group) => ({ cookie: group!.cookie, rawCode: 0 }));
    bench.iommu.respond(answers, 'CONTINUE');
    bench.said();
    const resumed = resume(bench);
    expect(resumed).toMatchObject({ redelivered: 2, outstandingCount: 1, droppedPageRequests: 0 });
    expect(resumed.outstanding).toEqual([{ prgi: 3, pasid: NO_PASID, pageRequests: 1 }]);
    const said = bench.said().flatMap((o) => (o.kind === 'ENDPOINT' ? [o] : []));
    expect(said.map(({ message }) => message)).toMatchObject([
      { kind: 'ENDPOINT_CHANGED', change: 'RESUMED' },
      { kind: 'PAGE_RESPONSE', prgi: 2, effect: 'RETRY' },
      { kind: 'PAGE_RESPONSE', prgi: 1, effect: 'RETRY' },
    ]);
    const { nextSequence } = resumed;
    expect(said.map(({ modelSequence }) => modelSequence)).toEqual([
      nextSequence,
      nextSequence + 1n,
      nextSequence + 2n,
    ]);
    expect(view(bench)).toMatchObject({ state: 'ACTIVE', heldResponses: 0, pri: { outstandingPageRequests: 1 } });
  });

  test('gets again what it did not receive, and nothing that it did', () => {
    const bench = model();
    send(
      bench,
      [1, 2, 3].map((prgi) => ask(prgi, { prgi })),
    );
    bench.said();
    answer(bench, 0, 1, 0);
    const lastReceived = received(bench)[1]?.[0] as bigint;
    bench.iommu.disconnect(1);
    bench.said();
    expect(resume(bench, lastReceived)).toMatchObject({ redelivered: 1, outstandingCount: 0 });
    expect(received(bench).map(([, ...what]) => what)).toEqual([[3, 'RETRY', true]]);
    // Nothing of it happens a second time.
    expect(view(bench).pri).toMatchObject({ outstandingPageRequests: 0, unexpectedPrgi: false });
  });

  test('gets it again as often as it does not receive it, under ever new sequences', () => {
    const bench = model();
    send(bench, [ask(1, { prgi: 1 })]);
    answer(bench, 0);
    const sequences = [0, 1, 2].map(() => {
      bench.iommu.disconnect(1);
      bench.said();
      resume(bench);
      return received(bench)[0]?.[0] as bigint;
    });
    expect(new Set(sequences).size).toBe(3);
    bench.iommu.disconnect(1);
    expect(resume(bench, sequences.at(-1)).redelivered).toBe(0);
  });

  test('gets it again although it received what was sent after it was first sent', () => {
    const bench = model();
    send(bench, [ask(1, { prgi: 1 })]);
    answer(bench, 0);
    bench.iommu.disconnect(1);
    const { nextSequence } = resume(bench);
    bench.iommu.disconnect(1);
    // It learned that it goes on, and no more.
    expect(resume(bench, nextSequence).redelivered).toBe(1);
  });

  test('gets in the order in which they were sent', () => {
    const bench = model();
    for (const prgi of [1, 2, 1]) {
      send(bench, [ask(1, { prgi })]);
      answer(bench, 0);
    }
    bench.iommu.disconnect(1);
    bench.said();
    resume(bench);
    expect(received(bench).map(([, prgi]) => prgi)).toEqual([2, 1]);
  });

  test('gets only the last response for each index: to use it again it must have had those before', () => {
    const bench = model();
    for (const rawCode of [0, 1]) {
      send(bench, [ask(1, { prgi: 1 })]);
      answer(bench, rawCode);
    }
    bench.iommu.disconnect(1);
    bench.said();
    expect(resume(bench).redelivered).toBe(1);
    expect(received(bench).map(([, ...what]) => what)).toEqual([[1, 'REQUEST_FAILED', true]]);
  });

  test('is told what was dropped when it was lost, once', () => {
    const bench = model();
    send(bench, [ask(1, { last: false }), ask(2, { last: false })]);
    bench.iommu.disconnect(1);
    expect(resume(bench).droppedPageRequests).toBe(2);
    bench.iommu.disconnect(1);
    expect(resume(bench).droppedPageRequests).toBe(0);
  });

  test('can use the index of a dropped group at once', () => {
    const bench = model();
    send(bench, [ask(1, { last: false })]);
    bench.iommu.disconnect(1);
    resume(bench);
    send(bench, [ask(2)]);
    expect(pending(bench)).toMatchObject([{ pages: [{ page: 2 }] }]);
    expect(bench.iommu.violationCount).toBe(0);
  });

  test('finds ATS, PRI and stopped PASIDs as they were, and no grants', () => {
    const bench = model();
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    const request = { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ };
    bench.iommu.requestTranslation('EXTERNAL', 1, request);
    send(bench, [ask(0, { permissions: 0, pasid: 5 })]);
    bench.iommu.disconnect(1);
    expect(resume(bench).view).toMatchObject({
      state: 'ACTIVE',
      atsEnabled: true,
      grantedPages: 0,
      stoppedPasids: 1,
      pri: { enabled: true, allocation: 100 },
    });
  });

  test('lists at most 4096 outstanding groups, and counts all', () => {
    const bench = stage({
      endpoint: { backend: 'EXTERNAL', ats: {}, pri: { capacity: 5000 }, pasid: {} },
      limits: { max_pending_groups: 5000 },
    });
    bench.iommu.update({ automaticAnswers: { overflow: 'UNANSWERED' } });
    for (let sent = 0; sent < 5000; sent += 1000) {
      const items = Array.from({ length: 1000 }, (_, i) => ask(1, { prgi: (sent + i) % 512, pasid: NO_PASID }));
      send(bench, items);
    }
    bench.iommu.disconnect(1);
    const { outstanding, outstandingCount } = resume(bench);
    expect([outstanding.length, outstandingCount]).toEqual([4096, 5000]);
    expect(outstanding.slice(0, 2).map(({ prgi }) => prgi)).toEqual([0, 1]);
  });

  test('takes over from the one that has it, which then is lost', () => {
    const bench = model();
    send(bench, [ask(1, { last: false })]);
    bench.said();
    const { droppedPageRequests, view: resumed } = resume(bench);
    expect([droppedPageRequests, resumed.state]).toEqual([1, 'ACTIVE']);
    expect(changes(bench).map(({ change }) => change)).toEqual(['DISCONNECTED', 'RESUMED']);
  });

  test.each<[string, (bench: Bench) => unknown]>([
    [
      'ENDPOINT_GENERATION_DIFFERS hello.resume.endpoint_generation',
      (b) => b.iommu.resume(1, view(b).generation - 1, 0n),
    ],
    [
      'ENDPOINT_GENERATION_DIFFERS hello.resume.endpoint_generation',
      (b) => b.iommu.resume(1, view(b).generation + 1, 0n),
    ],
    ['RESUME_POINT_INVALID hello.resume.last_received_sequence', (b) => resume(b, 1_000_000n)],
    ['ENDPOINT_NOT_EXTERNAL endpoint_id', (b) => b.iommu.resume(2, 1, 0n)],
    ['ENDPOINT_REMOVED endpoint_id', (b) => (b.iommu.surpriseRemove(1), b.said(), resume(b))],
  ])('is refused %s, and takes nothing', (refused, act) => {
    const bench = model();
    bench.iommu.createEndpoint(2, FULL);
    send(bench, [ask(1, { last: false })]);
    bench.said();
    expect(refusal(() => act(bench))).toBe(refused);
    expect(bench.said()).toEqual([]);
  });

  test('after a reset of its function must begin anew', () => {
    const bench = model();
    send(bench, [ask(1)]);
    answer(bench, 0);
    const { generation } = view(bench);
    bench.iommu.resetFunction(1);
    expect(refusal(() => bench.iommu.resume(1, generation, 0n))).toMatch('ENDPOINT_GENERATION_DIFFERS');
    bench.iommu.connect(1);
    bench.said();
    bench.iommu.disconnect(1);
    expect(resume(bench)).toMatchObject({ redelivered: 0, nextSequence: 2n });
  });

  test('gets a held Failure, which turns the interface off, and what is behind it is ignored', () => {
    const bench = model();
    send(
      bench,
      [1, 2].map((prgi) => ask(prgi, { prgi })),
    );
    bench.iommu.disconnect(1);
    answer(bench, 15, 0);
    expect(view(bench).pri).toMatchObject({ enabled: true });
    bench.said();
    expect(resume(bench).redelivered).toBe(1);
    expect(received(bench).map(([, ...what]) => what)).toEqual([[1, 'PRI_OFF', false]]);
    expect(view(bench).pri).toMatchObject({ enabled: false, responseFailure: true, ignoredResponses: 1 });
  });
});

describe('a model that begins anew', () => {
  test('finds its function reset: complete groups discarded, unclosed ones dropped, messages counted from 1', () => {
    const bench = model();
    send(bench, [ask(1, { prgi: 1 }), ask(2, { prgi: 2, last: false })]);
    const { generation } = view(bench);
    bench.said();
    bench.iommu.connect(1);
    expect(bench.records()).toMatchObject([
      { kind: 'PARTIALS_DROPPED', cause: 'CHANNEL_RESET', rule: 'V-CHANNEL-RESET' },
      { kind: 'GROUP_DISCARDED', cause: 'CHANNEL_RESET', rule: 'V-CHANNEL-RESET', prgi: 1 },
      { kind: 'ENDPOINT_CHANGED', change: 'CONNECTED' },
    ]);
    expect(view(bench)).toMatchObject({
      generation: generation + 1,
      atsEnabled: false,
      pri: { enabled: false, stopped: true, outstandingPageRequests: 0 },
    });
    const first = bench.outputs.findLast((o) => o.kind === 'ENDPOINT');
    expect(first?.kind === 'ENDPOINT' && first.modelSequence).toBe(1n);
    expect(balanced(bench)).toMatchObject({ discarded: 1, pending: 0 });
  });
});
