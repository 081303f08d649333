import { CODE, answer, begin, family, heard, pending, pri, reports, send, sendAs, stage } from './stage';
import { ask, FULL, write } from '../unit/core/fixture';
import type { AutomaticAction } from '../../src/model/viommu';

const BYTE = new Uint8Array([1]);
const ACTIONS: readonly AutomaticAction[] = ['SUCCESS', 'INVALID_REQUEST', 'RESPONSE_FAILURE', 'UNANSWERED'];

describe('resources that run out', () => {
  test.each([
    ['a group cannot be stored', 'GROUP', 'ALLOCATION_FAILURE'],
    ['its handler refuses it', 'HANDLER', 'HANDLER_REFUSAL'],
  ] as const)('answer Response Failure, as Linux does, when %s', (_when, stageOfFailure, cause) => {
    const bench = stage();
    bench.iommu.injectExhaustion({ stage: stageOfFailure, count: 1 });
    expect(send(bench, ask(1, { last: false }), ask(2))).toEqual([
      { kind: 'ANSWERED', code: 'RESPONSE_FAILURE', rule: 'R-AUTO-41' },
    ]);
    const records = bench.records();
    expect(records.find(({ kind }) => kind === 'AUTOMATIC_ANSWER')).toMatchObject({ cause, effect: 'PRI_OFF' });
    expect(pri(bench)).toMatchObject({ enabled: false, stopped: true, responseFailure: true });
    expect(bench.iommu.statistics({})).toMatchObject({
      accepted: 1,
      autoAnswered: 1,
      droppedPages: 1,
      partialPages: 0,
    });
    // Once, as it was ordered.
    bench.iommu.enablePri(1);
    expect(send(bench, ask(3))).toMatchObject([{ kind: 'QUEUED' }]);
  });

  test('break a group when one of its pages cannot be stored: it ends with its last page, and is never queued', () => {
    const bench = stage();
    bench.iommu.injectExhaustion({ stage: 'PARTIAL', count: 1 });
    send(bench, ask(1, { last: false }), ask(2, { last: false }));
    expect(heard(bench)).toEqual([]);
    expect(bench.iommu.statistics({})).toMatchObject({ partialPages: 0, droppedPages: 2 });
    expect(send(bench, ask(3))).toEqual([{ kind: 'ANSWERED', code: 'RESPONSE_FAILURE', rule: 'R-AUTO-41' }]);
  });

  const rows = (['PARTIAL', 'GROUP', 'HANDLER'] as const).flatMap((at) =>
    ACTIONS.map((action) => [at, action] as const),
  );

  test.each(rows)('at the stage %s are answered %s, when that was chosen', (at, action) => {
    const bench = stage();
    bench.iommu.injectExhaustion({ endpointId: 1, stage: at, count: 1, action });
    const [closed] = send(bench, ask(1, { last: false }), ask(2));
    expect(closed).toMatchObject(action === 'UNANSWERED' ? { kind: 'UNANSWERED' } : { kind: 'ANSWERED', code: action });
    expect(heard(bench).map(({ code }) => code)).toEqual(action === 'UNANSWERED' ? [] : [action]);
    expect(pri(bench)).toMatchObject({
      enabled: action !== 'RESPONSE_FAILURE',
      responseFailure: action === 'RESPONSE_FAILURE',
      // Lost without an answer, as Linux loses a page request that it cannot store: the credits do not return.
      outstandingPageRequests: action === 'UNANSWERED' ? 2 : 0,
    });
  });

  test.each([
    ['allocationFailure', 'GROUP'],
    ['handlerRefusal', 'HANDLER'],
  ] as const)('are answered as the policy says of %s', (key, at) => {
    for (const action of ACTIONS) {
      const bench = stage({ policy: { automaticAnswers: { [key]: action } } });
      bench.iommu.injectExhaustion({ stage: at, count: 1 });
      expect(send(bench, ask(1))).toMatchObject([
        action === 'UNANSWERED' ? { kind: 'UNANSWERED' } : { kind: 'ANSWERED', code: action },
      ]);
    }
  });

  test('make the device ask again when they are answered Success, which is counted', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { retryLimit: 2 } } });
    bench.iommu.injectExhaustion({ stage: 'GROUP', count: 3, action: 'SUCCESS' });
    const done = bench.iommu.issueDma('HOSTED', 1, write(0x1000n, BYTE));
    expect(done).toMatchObject({ result: { status: 'RETRY_LIMIT', pageRequestGroups: 3, retries: 3 } });
    begin(bench, write(0x1000n, BYTE));
    expect(pending(bench)).toHaveLength(1);
  });

  test('at one function turn off every one that shares its page request interface', () => {
    const bench = family();
    sendAs(bench, 3, ask(3));
    bench.iommu.injectExhaustion({ endpointId: 2, stage: 'GROUP', count: 1 });
    bench.said();
    sendAs(bench, 2, ask(2));
    const failed = reports(bench, 'ENDPOINT_CHANGED').filter(({ change }) => change === 'PRI_FAILED');
    expect(failed.map(({ endpointId, causedBy }) => [endpointId, causedBy])).toEqual([
      [2, undefined],
      [1, 2],
      [3, 2],
    ]);
    for (const id of [1, 2, 3]) {
      expect(pri(bench, id)).toMatchObject({ enabled: false, stopped: true, responseFailure: true });
    }
    expect(answer(bench, CODE.SUCCESS, ...pending(bench))).toMatchObject([{ outcome: 'IGNORED_PRI_OFF' }]);
    expect(pri(bench, 3)).toMatchObject({ ignoredResponses: 1 });
  });

  test('turn off nobody else where the policy spares a shared interface, and the answer says what was sent', () => {
    const bench = family({ policy: { quirks: { spareSharedPri: true } } });
    bench.iommu.injectExhaustion({ endpointId: 2, stage: 'GROUP', count: 1 });
    sendAs(bench, 2, ask(2));
    expect(heard(bench, 2)).toMatchObject([{ code: 'INVALID_REQUEST', rawCode: 1 }]);
    expect([1, 2, 3].map((id) => pri(bench, id)?.enabled)).toEqual([true, true, true]);
  });
});
