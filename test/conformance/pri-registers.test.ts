import {
  CODE,
  answer,
  begin,
  broken,
  EXTERNAL,
  heard,
  pending,
  pri,
  refusal,
  reports,
  send,
  stage,
  untranslated,
} from './stage';
import { ask, FULL, write } from '../unit/core/fixture';
import { NO_PASID } from '../../src/model/page-request';

const BYTE = new Uint8Array([1]);

/** What no group is outstanding for. */
const UNKNOWN = { prgi: 400, pasid: NO_PASID };

describe('the page request interface', () => {
  test('begins disabled and stopped, and does so again after a function reset', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { capacity: 8 } } });
    bench.iommu.createEndpoint(2, { ...FULL, pri: { capacity: 8 } });
    send(bench, ask(1), ask(2, { prgi: 1 }));
    bench.iommu.sendPageResponse(1, { ...UNKNOWN, rawCode: CODE.SUCCESS });
    answer(bench, CODE.RESPONSE_FAILURE, pending(bench)[0]!);
    expect(pri(bench)).toMatchObject({ responseFailure: true, unexpectedPrgi: true });
    bench.iommu.resetFunction(1);
    for (const { config, pri: status } of bench.iommu.endpoints(0, 10)) {
      expect(status).toMatchObject({
        enabled: false,
        stopped: true,
        responseFailure: false,
        unexpectedPrgi: false,
        outstandingPageRequests: 0,
      });
      expect(config.pri?.capacity).toBe(8);
    }
  });

  test('has status bits that are cleared one by one, and stay set until then', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { capacity: 8 } } });
    send(bench, ask(1));
    bench.iommu.sendPageResponse(1, { ...UNKNOWN, rawCode: CODE.SUCCESS });
    answer(bench, CODE.RESPONSE_FAILURE, ...pending(bench));
    const bits = () => [pri(bench)?.responseFailure, pri(bench)?.unexpectedPrgi];
    bench.iommu.clearPriStatus(1, { responseFailure: false, unexpectedPrgi: false });
    expect(bits()).toEqual([true, true]);
    bench.iommu.clearPriStatus(1, { responseFailure: true, unexpectedPrgi: false });
    expect(bits()).toEqual([false, true]);
    bench.iommu.clearPriStatus(1, { responseFailure: false, unexpectedPrgi: true });
    expect(bits()).toEqual([false, false]);
    // Clearing enables nothing and gives nothing.
    expect(pri(bench)).toMatchObject({ enabled: false, stopped: true });
    expect(bench.iommu.endpoint(1).config.pri?.capacity).toBe(8);
  });

  test('cannot be enabled while it is enabled, or disabled and not yet stopped', () => {
    const bench = stage();
    expect(() => {
      bench.iommu.enablePri(1);
    }).toThrow('already enabled');
    send(bench, ask(1));
    bench.iommu.disablePri(1);
    expect(() => {
      bench.iommu.enablePri(1);
    }).toThrow('has not stopped');
    expect(pri(bench)).toMatchObject({ enabled: false, generation: 1 });
    answer(bench, CODE.SUCCESS, ...pending(bench));
    bench.iommu.enablePri(1);
    expect(pri(bench)).toMatchObject({ enabled: true, generation: 2 });
  });

  test('enabled on purpose before it has stopped is on record, and forgets what is outstanding', () => {
    const bench = stage();
    send(bench, ask(1), ask(2, { prgi: 1, last: false }));
    bench.iommu.disablePri(1);
    bench.said();
    bench.iommu.enablePri(1, undefined, true);
    expect(pri(bench)).toMatchObject({ enabled: true, generation: 2, outstandingPageRequests: 0 });
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-PRI-03', culprit: 'VMM', onPurpose: true }]);
    expect(answer(bench, CODE.SUCCESS, ...pending(bench))).toMatchObject([{ outcome: 'IGNORED_PRI_OFF' }]);
    expect(bench.iommu.statistics({})).toMatchObject({ partialPages: 0 });
  });

  test('enabled on purpose before it has stopped leaves no access waiting for an answer that it forgot', () => {
    const bench = stage();
    const operation = begin(bench, write(0x1000n, BYTE));
    bench.iommu.disablePri(1);
    bench.iommu.enablePri(1, undefined, true);
    expect(bench.ended(operation).dma?.status).toBe('PRI_OFF');
  });

  test.each([
    [undefined, 8],
    [1, 1],
    [8, 8],
  ])('given an allocation of %s out of a capacity of 8 it has %i credits', (allocation, credits) => {
    const bench = stage({ endpoint: { ...FULL, pri: { capacity: 8 } }, ...(allocation && { allocation }) });
    expect(pri(bench)?.allocation).toBe(credits);
    send(bench, ...Array.from({ length: credits }, (_, i) => ask(i, { prgi: i })));
    expect(refusal(bench, ask(99, { prgi: 99 }))).toBe('PRI_CREDITS_EXHAUSTED');
  });

  test('cannot be given more credits than the capacity', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { capacity: 8 } } });
    bench.iommu.disablePri(1);
    expect(() => {
      bench.iommu.enablePri(1, 9);
    }).toThrow('capacity');
    expect(pri(bench)).toMatchObject({ enabled: false, allocation: 8 });
  });

  test('keeps the credits it was enabled with', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { capacity: 8 } }, allocation: 2 });
    expect(() => {
      bench.iommu.enablePri(1, 5);
    }).toThrow('already enabled');
    send(bench, ask(1), ask(2, { prgi: 1 }));
    expect(refusal(bench, ask(3, { prgi: 2 }))).toBe('PRI_CREDITS_EXHAUSTED');
    expect(pri(bench)?.allocation).toBe(2);
  });

  test('given another allocation on purpose while it is enabled keeps the one in force, and that is on record', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { capacity: 8 } }, allocation: 2 });
    bench.iommu.enablePri(1, 5, true);
    expect(reports(bench, 'VIOLATION')).toMatchObject([{ rule: 'R-PRI-05', culprit: 'VMM', onPurpose: true }]);
    expect(pri(bench)).toMatchObject({ allocation: 2, generation: 1 });
    send(bench, ask(1), ask(2, { prgi: 1 }));
    expect(refusal(bench, ask(3, { prgi: 2 }))).toBe('PRI_CREDITS_EXHAUSTED');
  });

  test('forgets a Response Failure and an unexpected index when it is enabled', () => {
    const bench = stage();
    send(bench, ask(1));
    bench.iommu.sendPageResponse(1, { ...UNKNOWN, rawCode: CODE.SUCCESS });
    answer(bench, CODE.RESPONSE_FAILURE, ...pending(bench));
    expect(pri(bench)).toMatchObject({ enabled: false, responseFailure: true, unexpectedPrgi: true, stopped: true });
    bench.iommu.enablePri(1);
    expect(pri(bench)).toMatchObject({ enabled: true, responseFailure: false, unexpectedPrgi: false, stopped: false });
  });

  test.each(['SUCCESS', 'INVALID_REQUEST'] as const)(
    'has stopped with the last answer, %s, after it was disabled',
    (code) => {
      const bench = stage();
      send(bench, ask(1, { last: false }), ask(2), ask(3, { prgi: 1 }));
      expect(pri(bench)).toMatchObject({ enabled: true, stopped: false });
      bench.iommu.disablePri(1);
      const [first, second] = pending(bench);
      answer(bench, CODE[code], first!);
      expect(pri(bench)).toMatchObject({ stopped: false, outstandingPageRequests: 1 });
      answer(bench, CODE[code], second!);
      expect(pri(bench)).toMatchObject({ stopped: true, outstandingPageRequests: 0 });
    },
  );

  test('disabled, has stopped at once when nothing is outstanding', () => {
    const bench = stage();
    expect(pri(bench)).toMatchObject({ enabled: true, stopped: false, outstandingPageRequests: 0 });
    bench.iommu.disablePri(1);
    expect(pri(bench)).toMatchObject({ enabled: false, stopped: true });
  });

  test('disabled, sends nothing new, and what it sent before is still answered', () => {
    const bench = stage();
    send(bench, ask(1));
    bench.iommu.disablePri(1);
    expect(refusal(bench, ask(2, { prgi: 1 }))).toBe('PRI_DISABLED');
    bench.said();
    expect(bench.iommu.respond([{ cookie: pending(bench)[0]!, rawCode: CODE.SUCCESS }], 'CONTINUE').sent).toBe(1);
    expect(heard(bench)).toMatchObject([{ prgi: 0, code: 'SUCCESS' }]);
  });

  test('is reset only while disabled, and forgets credits and open groups with it', () => {
    const bench = stage({ endpoint: { ...FULL, pri: { capacity: 3 } } });
    send(bench, ask(1), ask(2, { prgi: 1, last: false }));
    expect(() => {
      bench.iommu.resetPri(1);
    }).toThrow('only while PRI is disabled');
    bench.said();
    bench.iommu.resetPri(1, true);
    expect(broken(bench)).toEqual(['R-PRI-09']);
    expect(pri(bench)).toMatchObject({ enabled: true, outstandingPageRequests: 2 });
    bench.iommu.disablePri(1);
    bench.said();
    bench.iommu.resetPri(1);
    expect(pri(bench)).toMatchObject({ enabled: false, stopped: true, outstandingPageRequests: 0 });
    expect(reports(bench, 'PARTIALS_DROPPED')).toMatchObject([{ rule: 'R-PRI-09', pageRequestCount: 1 }]);
    bench.iommu.enablePri(1);
    send(bench, ask(1), ask(2, { prgi: 1 }), ask(3, { prgi: 2 }));
    expect(broken(bench)).toEqual([]);
  });

  test.each(['HOSTED', 'EXTERNAL'] as const)('of a %s endpoint lets nothing pass while it is disabled', (backend) => {
    const bench = stage({ endpoint: backend === 'HOSTED' ? FULL : EXTERNAL });
    bench.iommu.disablePri(1);
    bench.said();
    expect(refusal(bench, ask(1))).toBe('PRI_DISABLED');
    expect(bench.iommu.statistics({})).toMatchObject({ accepted: 0 });
    // What a device model does wrong is on record; a refused call leaves no trace.
    expect(broken(bench)).toEqual(backend === 'HOSTED' ? [] : ['R-PRI-13']);
  });

  test('disabled, does not serve the DMA engine either: an access that lacks its page faults', () => {
    const bench = stage();
    bench.iommu.disablePri(1);
    const done = bench.iommu.issueDma('HOSTED', 1, write(0x1000n, BYTE));
    expect(done).toMatchObject({ result: { status: 'FAULTED', faultReason: 'NOT_MAPPED', pageRequestGroups: 0 } });
    expect(bench.iommu.issueDma('HOSTED', 1, untranslated(1))).toMatchObject({ result: { status: 'FAULTED' } });
    bench.iommu.enablePri(1);
    begin(bench, write(0x1000n, BYTE));
  });
});
