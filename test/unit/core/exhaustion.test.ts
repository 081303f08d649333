import { Exhaustion } from '../../../src/core/exhaustion';
import { NO_PASID } from '../../../src/model/page-request';
import { ask, FULL, type Bench } from './fixture';
import { balanced, enter, pending, reported, send, stage } from './stage';
import { refusal } from './refusal';

describe('orders', () => {
  test('are used up one by one', () => {
    const exhaustion = new Exhaustion();
    exhaustion.order({ stage: 'GROUP', count: 2, action: 'SUCCESS' });
    const strikes = [1, 2, 3].map((endpointId) => exhaustion.strikes('GROUP', endpointId));
    expect(strikes).toEqual([{ action: 'SUCCESS' }, { action: 'SUCCESS' }, undefined]);
  });

  test('replace what was ordered for the same stage and endpoint, and tell what was still to come of it', () => {
    const exhaustion = new Exhaustion();
    expect(exhaustion.order({ stage: 'GROUP', count: 5 })).toBe(0);
    exhaustion.strikes('GROUP', 1);
    expect(exhaustion.order({ stage: 'GROUP', endpointId: 1, count: 7 })).toBe(0);
    expect(exhaustion.order({ stage: 'PARTIAL', count: 3 })).toBe(0);
    expect(exhaustion.order({ stage: 'GROUP', count: 1 })).toBe(4);
    expect(exhaustion.order({ stage: 'GROUP', endpointId: 1, count: 0 })).toBe(7);
    expect(exhaustion.order({ stage: 'GROUP', count: 0 })).toBe(1);
    expect(exhaustion.strikes('GROUP', 1)).toBeUndefined();
  });

  test('for every endpoint leave those alone that have one of their own, until it is used up', () => {
    const exhaustion = new Exhaustion();
    exhaustion.order({ stage: 'GROUP', count: 9, action: 'SUCCESS' });
    exhaustion.order({ stage: 'GROUP', endpointId: 1, count: 1, action: 'INVALID_REQUEST' });
    const strikes = [2, 1, 1].map((endpointId) => exhaustion.strikes('GROUP', endpointId)?.action);
    expect(strikes).toEqual(['SUCCESS', 'INVALID_REQUEST', 'SUCCESS']);
    expect(exhaustion.order({ stage: 'GROUP', count: 0 })).toBe(7);
  });

  test('for one stage do not concern another', () => {
    const exhaustion = new Exhaustion();
    exhaustion.order({ stage: 'HANDLER', count: 1 });
    expect([exhaustion.strikes('PARTIAL', 1), exhaustion.strikes('GROUP', 1)]).toEqual([undefined, undefined]);
    expect(exhaustion.strikes('HANDLER', 1)).toEqual({ action: undefined });
  });
});

function prepared(): Bench {
  const bench = stage();
  enter(bench, 2, FULL);
  bench.said();
  return bench;
}

const close = (bench: Bench, prgi: number, endpointId = 1) =>
  send(bench, [ask(9, { prgi })], false, endpointId).closed[0]!.group;

describe('a failure', () => {
  test.each([
    ['GROUP', 'ALLOCATION_FAILURE'],
    ['HANDLER', 'HANDLER_REFUSAL'],
  ] as const)('at %s ends complete groups, as the policy says', (stageName, cause) => {
    const bench = prepared();
    bench.iommu.injectExhaustion({ stage: stageName, count: 2 });
    bench.iommu.update({ automaticAnswers: { allocationFailure: 'SUCCESS', handlerRefusal: 'SUCCESS' } });
    send(bench, [ask(1, { last: false }), ask(2, { last: false })]);
    expect([close(bench, 0), close(bench, 1, 2), close(bench, 1)]).toMatchObject([
      { kind: 'ANSWERED', code: 'SUCCESS', rule: 'R-AUTO-41' },
      { kind: 'ANSWERED', code: 'SUCCESS', rule: 'R-AUTO-41' },
      { kind: 'QUEUED' },
    ]);
    expect(bench.records()).toMatchObject([
      { kind: 'PARTIALS_DROPPED', cause, rule: 'R-AUTO-41', pageRequestCount: 2, groupCount: 1 },
      { kind: 'AUTOMATIC_ANSWER', cause, endpointId: 1 },
      { kind: 'AUTOMATIC_ANSWER', cause, endpointId: 2 },
      { kind: 'GROUP_QUEUED' },
    ]);
    expect(balanced(bench)).toMatchObject({ autoAnswered: 2, pending: 1, openPages: 1, partialPages: 0 });
  });

  test('turns PRI off unless told otherwise, as Linux does (R-AUTO-41)', () => {
    const bench = prepared();
    bench.iommu.injectExhaustion({ stage: 'GROUP', count: 1 });
    expect(close(bench, 0)).toEqual({ kind: 'ANSWERED', code: 'RESPONSE_FAILURE', rule: 'R-AUTO-41' });
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ enabled: false, responseFailure: true });
  });

  test.each(['SUCCESS', 'INVALID_REQUEST', 'RESPONSE_FAILURE'] as const)('ends groups %s when ordered so', (action) => {
    const bench = prepared();
    bench.iommu.injectExhaustion({ stage: 'HANDLER', count: 1, action });
    expect(close(bench, 0)).toEqual({ kind: 'ANSWERED', code: action, rule: 'R-AUTO-41' });
  });

  test('leaves a group unanswered when ordered so, and its credits do not return', () => {
    const bench = prepared();
    bench.iommu.injectExhaustion({ stage: 'GROUP', count: 1, action: 'UNANSWERED' });
    expect(close(bench, 0)).toEqual({ kind: 'UNANSWERED', rule: 'R-AUTO-41' });
    expect(reported(bench, 'GROUP_DISCARDED')).toMatchObject([
      { cause: 'ALLOCATION_FAILURE', rule: 'R-AUTO-41', domainId: 1, deviceCookie: 0xcafen, cookie: undefined },
    ]);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(1);
    expect(balanced(bench)).toMatchObject({ discarded: 1, pending: 0 });
  });

  test('at PARTIAL breaks the group: it ends once, with its last page, and no later page counts', () => {
    const bench = prepared();
    bench.iommu.injectExhaustion({ stage: 'PARTIAL', count: 1, action: 'INVALID_REQUEST' });
    send(bench, [ask(1, { last: false }), ask(2, { last: false })]);
    expect(reported(bench, 'PARTIALS_DROPPED')).toMatchObject([
      { cause: 'ALLOCATION_FAILURE', pageRequestCount: 1, groupCount: 1 },
      { cause: 'ALLOCATION_FAILURE', pageRequestCount: 1, groupCount: 0 },
    ]);
    expect(bench.iommu.injectExhaustion({ stage: 'PARTIAL', count: 0 })).toBe(0);
    expect(close(bench, 0)).toEqual({ kind: 'ANSWERED', code: 'INVALID_REQUEST', rule: 'R-AUTO-41' });
    expect(close(bench, 0)).toMatchObject({ kind: 'QUEUED' });
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ outstandingPageRequests: 1, unexpectedPrgi: false });
  });

  test('at PARTIAL concerns no page that closes its group', () => {
    const bench = prepared();
    bench.iommu.injectExhaustion({ stage: 'PARTIAL', count: 1 });
    expect(close(bench, 0)).toMatchObject({ kind: 'QUEUED' });
    expect(bench.iommu.injectExhaustion({ stage: 'PARTIAL', count: 0 })).toBe(1);
  });

  test('is not spent on what nobody would take anyhow', () => {
    const bench = prepared();
    bench.iommu.injectExhaustion({ stage: 'GROUP', count: 1 });
    bench.iommu.detach(1, NO_PASID);
    expect(close(bench, 0)).toMatchObject({ rule: 'R-AUTO-40' });
    expect(bench.iommu.injectExhaustion({ stage: 'GROUP', count: 0 })).toBe(1);
  });
});

test('a group that is broken asks for nothing: no order is spent on it, and no other group gives way', () => {
  const bench = stage({ overflowPolicy: 'DROP_OLD', limits: { page_request_queue_depth: 1 } });
  bench.iommu.injectExhaustion({ stage: 'PARTIAL', count: 1, action: 'SUCCESS' });
  send(bench, [ask(1, { last: false }), ask(2, { prgi: 1 })]);
  expect(close(bench, 0)).toMatchObject({ kind: 'ANSWERED', code: 'SUCCESS', rule: 'R-AUTO-41' });
  expect(pending(bench)).toMatchObject([{ prgi: 1 }]);
  send(bench, [ask(3, { prgi: 2, last: false })]);
  bench.iommu.drain({ domainId: 1 });
  bench.iommu.injectExhaustion({ stage: 'GROUP', count: 1 });
  expect(close(bench, 2)).toMatchObject({ rule: 'V-BROKEN-GROUP' });
  expect(bench.iommu.injectExhaustion({ stage: 'GROUP', count: 0 })).toBe(1);
});

describe('what was ordered', () => {
  test('for an endpoint that does not exist is refused', () => {
    const order = { endpointId: 9, stage: 'GROUP', count: 1 } as const;
    expect(refusal(() => prepared().iommu.injectExhaustion(order))).toBe('ENDPOINT_NOT_FOUND endpoint_id');
  });

  test('for an endpoint goes with it, and does not meet its successor', () => {
    const bench = prepared();
    for (const stageName of ['PARTIAL', 'GROUP', 'HANDLER'] as const) {
      bench.iommu.injectExhaustion({ endpointId: 2, stage: stageName, count: 5 });
    }
    bench.iommu.deleteEndpoint(2, true);
    enter(bench, 2, FULL);
    send(bench, [ask(1, { last: false })], false, 2);
    expect(close(bench, 0, 2)).toMatchObject({ kind: 'QUEUED' });
  });

  test('ends with a reset of the vIOMMU', () => {
    const bench = prepared();
    bench.iommu.injectExhaustion({ stage: 'GROUP', count: 5 });
    bench.iommu.reset(8);
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    close(bench, 0);
    expect(pending(bench)).toHaveLength(1);
  });
});
