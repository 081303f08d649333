import type { EndpointRequest } from '../../../src/model/endpoint';
import type { EndpointChangeKind } from '../../../src/model/report';
import { ask, type Bench, FULL, write } from './fixture';
import { refusal } from './refusal';
import { answer, balanced, begin, enter, pending, reported, send, stage } from './stage';

/** The physical function 1 with the virtual functions 2 and 3, all in domain 1. */
function family(pri: EndpointRequest['pri'] = {}, allocation?: number): Bench {
  const bench = stage({ endpoint: { ...FULL, pri }, ...(allocation === undefined ? {} : { allocation }) });
  [2, 3].forEach((id) => {
    enter(bench, id, { ats: {}, pasid: {}, priParentId: 1 });
  });
  bench.said();
  return bench;
}

const status = (bench: Bench, id: number) => bench.iommu.endpoint(id).pri;
const all = <T>(read: (id: number) => T) => [1, 2, 3].map(read);

/** Who was said to change how, and through whom. */
const changes = (bench: Bench, change: EndpointChangeKind) =>
  reported(bench, 'ENDPOINT_CHANGED')
    .filter((r) => r.change === change)
    .map(({ endpointId, causedBy }) => [endpointId, causedBy]);

describe('an endpoint that shares an interface', () => {
  test.each<[string, EndpointRequest]>([
    ['ENDPOINT_NOT_FOUND config.pri_parent_endpoint_id', { ats: {}, priParentId: 99 }],
    ['PRI_PARENT_INVALID config.pri_parent_endpoint_id', { ats: {}, priParentId: 2 }],
    ['PRI_PARENT_INVALID config.pri_parent_endpoint_id', { ats: {}, priParentId: 4 }],
    ['PRI_PARENT_INVALID config.pri_parent_endpoint_id', { ats: {}, priParentId: 5 }],
    ['PRI_PARENT_INVALID config.pri_parent_endpoint_id', { ats: {}, priParentId: 1, backend: 'EXTERNAL' }],
    ['FIELD_NOT_APPLICABLE config.pri', { ats: {}, pri: {}, priParentId: 1 }],
    ['PRI_NEEDS_ATS config.pri_parent_endpoint_id', { priParentId: 1 }],
  ])('is refused %s: %o', (refused, request) => {
    const bench = family();
    bench.iommu.createEndpoint(4, { ats: {} });
    bench.iommu.createEndpoint(5, FULL);
    bench.iommu.surpriseRemove(5);
    bench.said();
    expect(refusal(() => bench.iommu.createEndpoint(9, request))).toBe(refused);
    expect(bench.said()).toEqual([]);
  });

  test('shows the registers of the one that has them (R-PRI-11, R-PRI-12)', () => {
    const bench = family({ prgResponsePasidRequired: true }, 7);
    send(bench, [ask(1)], false, 2);
    expect(all((id) => status(bench, id))).toMatchObject([
      {
        enabled: true,
        allocation: 7,
        parentEndpointId: undefined,
        outstandingPageRequests: 1,
        ownOutstandingPageRequests: 0,
      },
      { enabled: true, allocation: 7, parentEndpointId: 1, outstandingPageRequests: 1, ownOutstandingPageRequests: 1 },
      { enabled: true, allocation: 7, parentEndpointId: 1, outstandingPageRequests: 1, ownOutstandingPageRequests: 0 },
    ]);
    send(bench, [ask(1, { pasid: 5 })], false, 3);
    expect(bench.told(3)).toMatchObject([{ kind: 'PAGE_RESPONSE', pasid: 5 }]);
  });

  test.each<[string, (bench: Bench) => unknown]>([
    ['enable', ({ iommu }) => iommu.enablePri(2)],
    ['disable', ({ iommu }) => iommu.disablePri(2)],
    ['reset', ({ iommu }) => iommu.resetPri(2, true)],
    ['status', ({ iommu }) => iommu.clearPriStatus(2, { responseFailure: true, unexpectedPrgi: true })],
  ])('cannot be asked to write its registers: %s', (_what, act) => {
    const bench = family();
    const expected = { reason: 'PRI_SHARED', field: 'endpoint_id', metadata: { parent_endpoint_id: '1' } };
    expect(() => act(bench)).toThrow(expect.objectContaining(expected) as Error);
    expect(bench.said()).toEqual([]);
  });

  test('is told of what is written for all', () => {
    const bench = family();
    const through1 = [
      [1, undefined],
      [2, 1],
      [3, 1],
    ];
    bench.iommu.disablePri(1);
    expect(changes(bench, 'PRI_DISABLED')).toEqual(through1);
    bench.iommu.resetPri(1);
    expect(changes(bench, 'PRI_RESET')).toEqual(through1);
    bench.iommu.enablePri(1);
    expect(changes(bench, 'PRI_ENABLED')).toEqual(through1);
    bench.iommu.clearPriStatus(1, { responseFailure: true, unexpectedPrgi: true });
    expect(changes(bench, 'PRI_STATUS_CLEARED')).toEqual(through1);
  });
});

describe('credits', () => {
  test("are those of all, and the index is each one's own", () => {
    const bench = family({}, 3);
    all((id) => send(bench, [ask(id, { prgi: 0 })], false, id));
    expect(pending(bench)).toHaveLength(3);
    expect(send(bench, [ask(9, { prgi: 1 })], false, 2).failures[0]?.error.reason).toBe('PRI_CREDITS_EXHAUSTED');
    answer(bench, 0);
    expect(all((id) => status(bench, id)?.ownOutstandingPageRequests)).toEqual([0, 1, 1]);
    expect(send(bench, [ask(9, { prgi: 1 })], false, 2).failures).toEqual([]);
  });

  test('that one gets back let the DMA of another go on', () => {
    const bench = family({}, 1);
    send(bench, [ask(1)], false, 2);
    begin(bench, write(0x7000n, new Uint8Array(4)), 3);
    expect(pending(bench)).toHaveLength(1);
    answer(bench, 0);
    expect(pending(bench)).toMatchObject([{ endpointId: 3, pages: [{ page: 7 }] }]);
  });

  test('of all must have returned before the interface has stopped', () => {
    const bench = family();
    [1, 2].forEach((id) => send(bench, [ask(1)], false, id));
    bench.iommu.disablePri(1);
    answer(bench, 0);
    expect(all((id) => status(bench, id)?.stopped)).toEqual([false, false, false]);
    expect(refusal(() => bench.iommu.enablePri(1))).toBe('PRI_BUSY');
    answer(bench, 0);
    expect(all((id) => status(bench, id)?.stopped)).toEqual([true, true, true]);
  });
});

describe('a Response Failure for one (R-PRI-54)', () => {
  function failed(): { bench: Bench; operations: bigint[] } {
    const bench = family();
    send(bench, [ask(1)], false, 2);
    const operations = [1, 3].map((id) => begin(bench, write(0x1000n, new Uint8Array(4)), id));
    send(bench, [ask(1, { prgi: 9, last: false })], false, 3);
    bench.said();
    answer(bench, 15);
    return { bench, operations };
  }

  test('turns page requests off for all, and tells all through whom', () => {
    const { bench } = failed();
    expect(changes(bench, 'PRI_FAILED').sort()).toEqual([
      [1, 2],
      [2, undefined],
      [3, 2],
    ]);
    expect(all((id) => status(bench, id))).toMatchObject(
      Array(3).fill({ enabled: false, responseFailure: true, stopped: true, outstandingPageRequests: 0 }),
    );
  });

  test('ends the DMA of all, which learn of the answer', () => {
    const { bench, operations } = failed();
    for (const operation of operations) {
      expect(bench.ended(operation).dma).toMatchObject({ status: 'PRI_OFF', failedResponse: { rawCode: 15 } });
    }
  });

  test('drops what is unclosed of all, and makes the answers to the rest ignored', () => {
    const { bench } = failed();
    expect(reported(bench, 'PARTIALS_DROPPED')).toMatchObject([{ endpointId: 3, cause: 'RESPONSE_FAILURE' }]);
    expect(answer(bench, 0, 0).map(({ result }) => result.outcome)).toEqual(['IGNORED_PRI_OFF', 'IGNORED_PRI_OFF']);
    expect(balanced(bench)).toMatchObject({ accepted: 3, answered: 3 });
  });
});

test('an unexpected response to one sets the bit that all show', () => {
  const bench = family();
  bench.iommu.sendPageResponse(3, { prgi: 1, pasid: -1, rawCode: 0 });
  expect(all((id) => status(bench, id)?.unexpectedPrgi)).toEqual([true, true, true]);
});

describe('PRI reset', () => {
  test('forgets what all asked for', () => {
    const bench = family();
    all((id) => send(bench, [ask(1), ask(2, { prgi: 1, last: false })], false, id));
    bench.iommu.disablePri(1);
    expect(bench.iommu.resetPri(1)).toEqual({ autoAnswered: 0, discarded: 0, droppedPages: 3, droppedGroups: 3 });
    expect(status(bench, 3)).toMatchObject({ stopped: true, ownOutstandingPageRequests: 0 });
    expect(answer(bench, 0, 0, 0).map(({ result }) => result.outcome)).toEqual(Array(3).fill('IGNORED_PRI_OFF'));
  });
});

describe('the reset of a virtual function', () => {
  test('leaves the interface on, and gives its credits back', () => {
    const bench = family({}, 2);
    [2, 3].forEach((id) => send(bench, [ask(1)], false, id));
    begin(bench, write(0x7000n, new Uint8Array(4)), 1);
    bench.said();
    expect(bench.iommu.resetFunction(2)).toMatchObject({ discarded: 1 });
    expect(changes(bench, 'FUNCTION_RESET')).toEqual([[2, undefined]]);
    expect(status(bench, 1)).toMatchObject({ enabled: true, generation: 1 });
    expect(pending(bench).map(({ endpointId }) => endpointId)).toEqual([3, 1]);
    balanced(bench);
  });

  test('is no hindrance to answers for the others', () => {
    const bench = family();
    [2, 3].forEach((id) => send(bench, [ask(1)], false, id));
    bench.iommu.resetFunction(2);
    expect(answer(bench, 0)).toEqual([]);
    expect(status(bench, 3)).toMatchObject({ unexpectedPrgi: false, outstandingPageRequests: 0 });
  });
});

describe('what happens to the physical function', () => {
  const busy = () => {
    const bench = family();
    all((id) => send(bench, [ask(1), ask(2, { prgi: 1, last: false })], false, id));
    bench.said();
    return bench;
  };

  test('a reset: all are reset with it', () => {
    const bench = busy();
    const generations = all((id) => bench.iommu.endpoint(id).generation);
    expect(bench.iommu.resetFunction(1)).toEqual({ autoAnswered: 0, discarded: 3, droppedPages: 3, droppedGroups: 3 });
    expect(changes(bench, 'FUNCTION_RESET')).toEqual([
      [1, undefined],
      [2, 1],
      [3, 1],
    ]);
    expect(all((id) => bench.iommu.endpoint(id).generation)).toEqual(generations.map((g) => g + 1));
    expect(all((id) => bench.iommu.endpoint(id).atsEnabled)).toEqual([false, false, false]);
    expect(status(bench, 1)).toMatchObject({ enabled: false, stopped: true, outstandingPageRequests: 0 });
    balanced(bench);
  });

  test('a removal: all go with it', () => {
    const bench = busy();
    expect(bench.iommu.surpriseRemove(1)).toMatchObject({ discarded: 3 });
    expect(changes(bench, 'REMOVED')).toEqual([
      [1, undefined],
      [2, 1],
      [3, 1],
    ]);
    expect(all((id) => bench.iommu.endpoint(id).state)).toEqual(['REMOVED', 'REMOVED', 'REMOVED']);
  });

  test('a reset after one was removed does not touch that one', () => {
    const bench = busy();
    bench.iommu.surpriseRemove(2);
    const { generation } = bench.iommu.endpoint(2);
    bench.said();
    bench.iommu.resetFunction(1);
    expect(changes(bench, 'FUNCTION_RESET')).toEqual([
      [1, undefined],
      [3, 1],
    ]);
    expect(bench.iommu.endpoint(2)).toMatchObject({ state: 'REMOVED', generation });
  });

  test('a deletion is refused while others share its interface, and by force deletes them as well', () => {
    const bench = busy();
    all((id) => bench.iommu.detach(id, -1));
    expect(() => bench.iommu.deleteEndpoint(1, false)).toThrow(
      expect.objectContaining({ reason: 'BUSY', metadata: { holder: 'endpoint 2' } }) as Error,
    );
    bench.said();
    bench.iommu.deleteEndpoint(1, true);
    expect(changes(bench, 'DELETED')).toEqual([
      [2, 1],
      [3, 1],
      [1, undefined],
    ]);
    expect(bench.iommu.endpointCount).toBe(0);
  });

  test('ends what it was waited for', () => {
    const bench = family();
    const operations = all((id) => begin(bench, write(0x1000n, new Uint8Array(4)), id));
    bench.iommu.resetFunction(1);
    expect(operations.map((id) => bench.ended(id).dma?.status)).toEqual(Array(3).fill('ENDPOINT_GONE'));
  });
});

test('a virtual function that is deleted is shared with no more', () => {
  const bench = family({}, 2);
  send(bench, [ask(1)], false, 2);
  bench.iommu.deleteEndpoint(2, true);
  expect(status(bench, 1)).toMatchObject({ outstandingPageRequests: 0, enabled: true });
  bench.said();
  bench.iommu.disablePri(1);
  expect(changes(bench, 'PRI_DISABLED')).toEqual([
    [1, undefined],
    [3, 1],
  ]);
  bench.iommu.deleteEndpoint(3, true);
  bench.iommu.deleteEndpoint(1, true);
});

test('ATS of one can be disabled while others wait, but not while it waits itself', () => {
  const bench = family();
  send(bench, [ask(1)], false, 2);
  expect(bench.hasEnded(bench.iommu.setAts(3, false))).toBe(true);
  expect(refusal(() => bench.iommu.setAts(2, false))).toBe('PRI_ENABLED');
  expect(refusal(() => bench.iommu.setAts(1, false))).toBe('PRI_ENABLED');
});

describe('external functions', () => {
  function models(): Bench {
    const bench = stage({ endpoint: { backend: 'EXTERNAL', ats: {}, pri: {} } });
    enter(bench, 2, { backend: 'EXTERNAL', ats: {}, priParentId: 1 });
    send(bench, [ask(1)], false, 2);
    bench.said();
    return bench;
  }

  test('a new hello of the physical one resets the virtual ones, connected or not', () => {
    const bench = models();
    bench.iommu.connect(1);
    expect(changes(bench, 'FUNCTION_RESET')).toEqual([[2, 1]]);
    expect(bench.iommu.endpoint(2)).toMatchObject({ state: 'ACTIVE', atsEnabled: false });
    expect(balanced(bench)).toMatchObject({ discarded: 1, pending: 0 });
  });

  test('answers held for one are void when the other is reset', () => {
    const bench = models();
    bench.iommu.disconnect(2);
    answer(bench, 0);
    expect(bench.iommu.endpoint(2).heldResponses).toBe(1);
    bench.iommu.resetFunction(1);
    expect(bench.iommu.endpoint(2).heldResponses).toBe(0);
  });

  test.each([
    ['reset', ({ iommu }: Bench) => [iommu.disablePri(1), iommu.resetPri(1)]],
    ['turned off by a Failure', ({ iommu }: Bench) => iommu.sendPageResponse(1, { prgi: 0, pasid: -1, rawCode: 15 })],
  ])('answers held for one are not given to it when the interface was %s meanwhile', (_how, act) => {
    const bench = models();
    bench.iommu.disconnect(2);
    answer(bench, 0);
    act(bench);
    bench.iommu.enablePri(1);
    bench.said();
    const resumed = bench.iommu.resume(2, bench.iommu.endpoint(2).generation, 0n);
    expect(resumed.redelivered).toBe(0);
    expect(bench.told(2).map(({ kind }) => kind)).toEqual(['ENDPOINT_CHANGED']);
    expect(status(bench, 2)).toMatchObject({ unexpectedPrgi: false });
  });
});
