import { Pri } from '../../../src/core/pri';
import { NO_PASID } from '../../../src/model/page-request';
import { ask, Bench, FULL } from './fixture';

const CAPABILITY = { capacity: 8, prgResponsePasidRequired: false };

function enabled(allocation = 8): Pri {
  const pri = new Pri(CAPABILITY);
  pri.enable(allocation);
  return pri;
}

describe('registers', () => {
  test('PRI begins disabled, stopped and without failure', () => {
    expect(new Pri(CAPABILITY).status).toEqual({
      enabled: false,
      stopped: true,
      responseFailure: false,
      allocation: 0,
      outstandingPageRequests: 0,
      generation: 0,
    });
  });

  test('enabling clears Response Failure and Stopped, and counts generations', () => {
    const pri = enabled();
    pri.fail();
    expect(pri.status).toMatchObject({ enabled: false, responseFailure: true, stopped: true });
    pri.enable(3);
    expect(pri.status).toMatchObject({
      enabled: true,
      responseFailure: false,
      stopped: false,
      allocation: 3,
      generation: 2,
    });
  });

  test('after disabling, Stopped waits for the last answer', () => {
    const pri = enabled();
    pri.sent(0, true);
    pri.sent(0, false);
    pri.disable();
    expect(pri.stopped).toBe(false);
    pri.answered(0, 2);
    expect(pri.stopped).toBe(true);
  });

  test('reset forgets credits and indexes, and nothing is answerable any more', () => {
    const pri = enabled();
    pri.sent(5, true);
    pri.disable();
    pri.reset();
    expect(pri.status).toMatchObject({ stopped: true, outstandingPageRequests: 0 });
    expect(pri.isOpen(5)).toBe(false);
    expect(pri.answerable).toBe(0);
  });

  test('a function reset clears the registers but not the generation', () => {
    const pri = enabled();
    pri.fail();
    pri.functionReset();
    expect(pri.status).toEqual({
      enabled: false,
      stopped: true,
      responseFailure: false,
      allocation: 0,
      outstandingPageRequests: 0,
      generation: 1,
    });
  });
});

describe('credits', () => {
  test('count messages, not groups', () => {
    const pri = enabled(3);
    pri.sent(0, true);
    pri.sent(0, false);
    expect(pri.credits).toBe(1);
    pri.answered(0, 2);
    expect(pri.credits).toBe(3);
  });

  test('are none while PRI is disabled', () => {
    const pri = enabled();
    pri.disable();
    expect(pri.credits).toBe(0);
  });
});

describe('indexes', () => {
  test('are taken in turn, past those in use', () => {
    const pri = enabled();
    pri.sent(1, true);
    expect([pri.freeIndex(), pri.freeIndex()]).toEqual([0, 2]);
  });

  test('begin anew after the last', () => {
    const pri = enabled();
    for (let i = 0; i < 511; i += 1) {
      pri.freeIndex();
    }
    expect([pri.freeIndex(), pri.freeIndex()]).toEqual([511, 0]);
  });

  test('are none when every one is in use', () => {
    const pri = enabled();
    for (let i = 0; i < 512; i += 1) {
      pri.sent(i, true);
    }
    expect(pri.freeIndex()).toBe(-1);
  });

  test('stay open until every group of theirs is answered', () => {
    const pri = enabled();
    pri.sent(4, true);
    pri.sent(4, true);
    pri.answered(4, 1);
    expect(pri.isOpen(4)).toBe(true);
    pri.answered(4, 1);
    expect(pri.isOpen(4)).toBe(false);
  });
});

describe('what changes PRI', () => {
  function prepared(pri = {}): Bench {
    const bench = new Bench();
    bench.iommu.createEndpoint(1, { ...FULL, pri });
    bench.iommu.createDomain(1, 'PAGING', true);
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    bench.said();
    return bench;
  }

  test.each([
    ['PRI_BUSY', 'enabled already', () => undefined],
    [
      'PRI_BUSY',
      'not stopped',
      (b: Bench) => {
        b.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
        b.iommu.disablePri(1);
      },
    ],
    ['ATS_DISABLED', 'ATS off', (b: Bench) => (b.iommu.disablePri(1), b.iommu.setAts(1, false))],
    ['ENDPOINT_REMOVED', 'removed', (b: Bench) => b.iommu.surpriseRemove(1)],
  ])('enabling is refused %s: %s', (reason, _when, prepare) => {
    const bench = prepared();
    bench.iommu.enablePri(1);
    prepare(bench);
    expect(() => bench.iommu.enablePri(1)).toThrow(expect.objectContaining({ reason }) as Error);
  });

  test.each([0, 9, 1_000_000])('an allocation of %i is refused with a capacity of 8', (allocation) => {
    const bench = prepared({ capacity: 8 });
    const before = bench.iommu.endpoint(1).pri;
    expect(() => bench.iommu.enablePri(1, allocation)).toThrow(
      expect.objectContaining({ reason: 'CAPABILITY_OUT_OF_RANGE', field: 'allocation' }) as Error,
    );
    expect(bench.iommu.endpoint(1).pri).toEqual(before);
  });

  test('disabling twice says so once', () => {
    const bench = prepared();
    bench.iommu.enablePri(1);
    bench.said();
    bench.iommu.disablePri(1);
    expect(bench.records()).toHaveLength(1);
    bench.iommu.disablePri(1);
    expect(bench.records()).toHaveLength(0);
  });

  test('reset is refused while enabled', () => {
    const bench = prepared();
    bench.iommu.enablePri(1);
    expect(() => bench.iommu.resetPri(1)).toThrow(expect.objectContaining({ reason: 'PRI_ENABLED' }) as Error);
  });

  test('a group of before a reset is answered, but nobody is told, also after PRI is on again', () => {
    const bench = prepared();
    bench.iommu.enablePri(1);
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    const [group] = bench.iommu.deliver(1, 1);
    bench.iommu.disablePri(1);
    bench.iommu.resetPri(1);
    bench.iommu.enablePri(1);
    bench.said();
    const { results } = bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    expect(results).toEqual([{ index: 0, result: { outcome: 'IGNORED_PRI_OFF' } }]);
    expect(bench.told(1)).toEqual([]);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(0);
  });

  test('a group sent before PRI was disabled is still answered', () => {
    const bench = prepared();
    bench.iommu.enablePri(1);
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    bench.iommu.disablePri(1);
    expect(bench.iommu.endpoint(1).pri?.stopped).toBe(false);
    const [group] = bench.iommu.deliver(1, 1);
    expect(bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE').sent).toBe(1);
    expect(bench.iommu.endpoint(1).pri?.stopped).toBe(true);
  });

  test.each([2, 7, 14, 15])('the raw code %i acts as Response Failure', (rawCode) => {
    const bench = prepared();
    bench.iommu.enablePri(1);
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    const [group] = bench.iommu.deliver(1, 1);
    bench.iommu.respond([{ cookie: group!.cookie, rawCode }], 'CONTINUE');
    expect(bench.told(1)).toContainEqual(
      expect.objectContaining({ kind: 'PAGE_RESPONSE', code: 'RESPONSE_FAILURE', rawCode }),
    );
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ enabled: false, responseFailure: true });
  });

  test('Response Failure to an injected group changes nothing', () => {
    const bench = prepared();
    bench.iommu.enablePri(1);
    bench.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
    const [group] = bench.iommu.deliver(1, 1);
    expect(group?.injected).toBe(true);
    bench.iommu.respond([{ cookie: group!.cookie, rawCode: 15 }], 'CONTINUE');
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ enabled: true, responseFailure: false });
  });

  test.each([
    [true, 5, 5],
    [true, NO_PASID, NO_PASID],
    [false, 5, NO_PASID],
  ])('PRG Response PASID Required %s: PASID %i is answered with %i', (required, pasid, answered) => {
    const bench = prepared({ prgResponsePasidRequired: required });
    bench.iommu.inject([{ endpointId: 1, item: ask(1, { pasid }) }], 'CONTINUE');
    if (pasid === NO_PASID) {
      const [group] = bench.iommu.deliver(1, 1);
      bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    }
    expect(bench.told(1)).toEqual([expect.objectContaining({ kind: 'PAGE_RESPONSE', pasid: answered })]);
  });
});
