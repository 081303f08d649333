import { NO_PASID } from '../../../src/model/page-request';
import { NONE, READ, WRITE } from '../../../src/model/permissions';
import type { EndpointRequest } from '../../../src/model/endpoint';
import type { InvalidationEntry } from '../../../src/model/invalidation';
import type { RuleAction, RuleEvent, RuleTrigger } from '../../../src/model/misbehaviour';
import { ask, Bench, FULL, pages, write } from './fixture';

const SECOND = 1_000_000_000n;
const FENCE = { kind: 'FENCE' } as const;
const DEVICE = { kind: 'DEVICE_TLB', endpointId: 1 } as const;
const MANUAL: EndpointRequest = { ...FULL, invalidationCompletion: 'MANUAL' };

/** Endpoint 1 at work in domain 1, which maps pages 0 to 9. */
function bench(endpoint: EndpointRequest, policy = {}, limits = {}): Bench {
  const made = new Bench(limits, policy);
  made.iommu.createEndpoint(1, endpoint);
  made.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  made.iommu.attach(1, NO_PASID, 1, 1n);
  made.iommu.map(1, [pages(0, 9)], 'CONTINUE');
  made.said();
  return made;
}

function meddle({ iommu }: Bench, event: RuleEvent, action: RuleAction, trigger: Partial<RuleTrigger> = {}): void {
  iommu.addRules([
    {
      id: 0,
      name: '',
      priority: 0,
      match: { event, endpointId: 1, pasid: undefined, pages: undefined, code: undefined, anyPermission: NONE },
      trigger: { skip: 0n, count: 0n, every: 1n, probability: undefined, ...trigger },
      action,
      expectation: undefined,
    },
  ]);
}

const invalidate = ({ iommu }: Bench, entries: readonly InvalidationEntry[]) =>
  iommu.invalidate(entries, 'CONTINUE').operationId;
const invalidations = (made: Bench) => made.told(1).filter(({ kind }) => kind === 'INVALIDATION').length;
const grant = ({ iommu }: Bench) =>
  iommu.requestTranslation('HOSTED', 1, { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ | WRITE });

/** The queue of endpoint 1 has one place. */
const narrow = (endpoint: EndpointRequest): EndpointRequest => ({ ...endpoint, ats: { invalidateQueueDepth: 1 } });

describe('what waits for a place', () => {
  test('is sent when a completion that a rule delayed arrives', () => {
    const made = bench(narrow(MANUAL));
    meddle(made, 'INVALIDATION_COMPLETION', { kind: 'DELAY', delayNs: 5n });
    invalidate(made, [DEVICE, DEVICE]);
    made.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(invalidations(made)).toBe(1);
    made.iommu.tick(5n);
    expect(invalidations(made)).toBe(1);
  });

  test('is sent when an invalidation that a rule delayed is completed at once', () => {
    const made = bench(narrow(FULL));
    meddle(made, 'INVALIDATION', { kind: 'DELAY', delayNs: 5n });
    const operation = invalidate(made, [DEVICE, DEVICE]);
    made.iommu.tick(5n);
    expect(made.hasEnded(operation)).toBe(false);
    made.iommu.tick(10n);
    expect(made.ended(operation).result.outcome).toBe('COMPLETED');
  });

  test('goes one after the other, however many there are', () => {
    const made = bench(narrow(FULL), {}, { max_waiting_invalidations: 20_000 });
    meddle(made, 'INVALIDATION', { kind: 'DROP' }, { count: 1n });
    meddle(made, 'INVALIDATION_COMPLETION', {
      kind: 'COMPLETE_WRONGLY',
      itagOffset: 0,
      count: 1,
      requesterId: undefined,
    });
    for (let i = 0; i < 5; i += 1) {
      invalidate(
        made,
        Array.from({ length: 4000 }, () => DEVICE),
      );
    }
    expect(made.iommu.endpoint(1)).toMatchObject({ outstandingInvalidations: 1, waitingInvalidations: 19_999 });
    made.iommu.tick(90n * SECOND);
    expect(made.iommu.endpoint(1)).toMatchObject({ outstandingInvalidations: 0, waitingInvalidations: 0 });
  });
});

describe('one message of an endpoint', () => {
  test('completes nothing that was sent because of it, though a fence let it', () => {
    const made = bench(MANUAL);
    const operation = invalidate(made, [DEVICE, FENCE, DEVICE]);
    // What is behind the fence gets tag 1.
    expect(made.iommu.completeInvalidations('HOSTED', 1, [0, 1])).toEqual({ completed: 1, unexpected: 1 });
    expect(made.hasEnded(operation)).toBe(false);
    expect(made.iommu.outstandingInvalidations(undefined, 0, 9)).toMatchObject([{ itag: 1, completionsReceived: 0 }]);
    made.iommu.completeInvalidations('HOSTED', 1, [1]);
    expect(made.ended(operation).result.outcome).toBe('COMPLETED');
  });

  test.each<RuleAction>([{ kind: 'DROP' }, { kind: 'DELAY', delayNs: 1n }])(
    'was right about tags that were outstanding, whatever a rule does to it: $kind',
    (action) => {
      const made = bench(MANUAL);
      meddle(made, 'INVALIDATION_COMPLETION', action);
      invalidate(made, [DEVICE]);
      expect(made.iommu.completeInvalidations('HOSTED', 1, [0, 3])).toEqual({ completed: 1, unexpected: 1 });
    },
  );
});

describe('an endpoint that was fenced and reset', () => {
  const comeBack = () => {
    const made = bench(MANUAL, { fenceOnTimeout: true });
    invalidate(made, [DEVICE]);
    made.iommu.tick(90n * SECOND);
    expect(made.iommu.endpoint(1).fenced).toBe(true);
    made.iommu.resetFunction(1);
    made.iommu.detach(1, NO_PASID);
    made.iommu.attach(1, NO_PASID, 1, 2n);
    made.iommu.setAts(1, true);
    expect(grant(made).status).toBe('SUCCESS');
    made.said();
    return made;
  };

  test('is told what it must forget, and waited for', () => {
    const made = comeBack();
    const { operationId } = made.unmap(1, 0n, 0x9fffn);
    expect(invalidations(made)).toBe(1);
    expect(made.hasEnded(operationId)).toBe(false);
    const [sent] = made.iommu.outstandingInvalidations(undefined, 0, 9);
    made.iommu.completeInvalidations('HOSTED', 1, [sent!.itag!]);
    expect(made.ended(operationId).result.outcome).toBe('COMPLETED');
    expect(made.iommu.endpoint(1).grantedPages).toBe(0);
  });

  test('is fenced again when it is silent again', () => {
    const made = comeBack();
    invalidate(made, [DEVICE]);
    made.iommu.tick(190n * SECOND);
    expect(made.iommu.endpoint(1)).toMatchObject({ fenced: true, grantedPages: 0 });
  });
});

describe('an endpoint that was deleted', () => {
  const outcomes = (made: Bench, operation: bigint | undefined) => made.ended(operation).entries;

  test('is named by the fence that waited for it, though that ends later', () => {
    const made = bench(MANUAL);
    made.iommu.createEndpoint(2, MANUAL);
    const operation = invalidate(made, [DEVICE, { ...DEVICE, endpointId: 2 }, FENCE]);
    made.iommu.deleteEndpoint(1, true);
    made.iommu.completeInvalidations('HOSTED', 2, [0]);
    const gone = [{ endpointId: 1, outcome: 'ENDPOINT_GONE' }];
    expect(outcomes(made, operation)[2]).toEqual({ index: 2, outcome: 'ENDPOINT_GONE', endpoints: gone });
  });

  test('is named by no later one: its id may be that of another', () => {
    const made = bench(MANUAL);
    invalidate(made, [DEVICE]);
    made.iommu.deleteEndpoint(1, true);
    made.iommu.createEndpoint(1, MANUAL);
    expect(outcomes(made, invalidate(made, [FENCE]))).toEqual([{ index: 0, outcome: 'COMPLETED', endpoints: [] }]);
  });
});

describe('a reset', () => {
  test('of the vIOMMU leaves nothing behind fences', () => {
    const made = bench(MANUAL);
    const operation = invalidate(made, [DEVICE, FENCE, DEVICE, FENCE, DEVICE]);
    made.iommu.reset(9);
    expect(made.ended(operation).result.outcome).toBe('COMPLETED');
    expect(made.iommu.endpoint(1)).toMatchObject({ outstandingInvalidations: 0, waitingInvalidations: 0 });
    expect(made.iommu.nextDeadline).toBeUndefined();
  });

  test('of a function is over before what a fence held is sent', () => {
    const made = bench(MANUAL);
    invalidate(made, [DEVICE, FENCE, DEVICE]);
    made.said();
    made.iommu.resetFunction(1);
    const told = made.told(1).map((message) => (message.kind === 'ENDPOINT_CHANGED' ? message.change : message.kind));
    expect(told.indexOf('INVALIDATION')).toBe(-1);
    expect(told).toContain('FUNCTION_RESET');
  });
});

describe('what a rule delayed', () => {
  /** An external endpoint whose page request was answered, while a rule delays responses by 5 ns. */
  function answered(): Bench {
    const made = new Bench();
    made.iommu.createEndpoint(1, { backend: 'EXTERNAL', ats: {}, pri: {} });
    made.iommu.connect(1);
    made.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    made.iommu.attach(1, NO_PASID, 1, 1n);
    made.iommu.setAts(1, true);
    made.iommu.enablePri(1);
    meddle(made, 'PAGE_RESPONSE', { kind: 'DELAY', delayNs: 5n });
    made.iommu.submitPageRequests('EXTERNAL', 1, [ask(7)], 'CONTINUE');
    const [group] = made.iommu.pendingGroups(undefined, 0n, 1);
    made.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    made.said();
    return made;
  }

  test('waits for the device model that is away when it arrives', () => {
    const made = answered();
    made.iommu.disconnect(1);
    made.iommu.tick(5n);
    expect(made.iommu.endpoint(1).heldResponses).toBe(1);
    made.iommu.resume(1, made.iommu.endpoint(1).generation, 0n);
    expect(made.told(1).filter(({ kind }) => kind === 'PAGE_RESPONSE')).toMatchObject([{ prgi: 0, effect: 'RETRY' }]);
  });

  test('is lost on a link that is down, in either direction', () => {
    const made = answered();
    meddle(made, 'PAGE_REQUEST', { kind: 'DELAY', delayNs: 5n });
    made.iommu.submitPageRequests('EXTERNAL', 1, [ask(8, { prgi: 1 })], 'CONTINUE');
    made.iommu.setLink(1, true, false);
    made.iommu.tick(5n);
    expect(made.iommu.pendingGroupCount).toBe(0);
    expect(made.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(2);
  });
});

test('a link that comes up resets a function whose model is away: the model cannot go on', () => {
  const made = new Bench();
  made.iommu.createEndpoint(1, { backend: 'EXTERNAL', ats: {} });
  made.iommu.connect(1);
  const { generation } = made.iommu.endpoint(1);
  made.iommu.setLink(1, true, false);
  made.iommu.disconnect(1);
  made.iommu.setLink(1, false, false);
  expect(made.iommu.endpoint(1).generation).toBe(generation + 1);
  expect(() => made.iommu.resume(1, generation, 0n)).toThrow(
    expect.objectContaining({ reason: 'ENDPOINT_GENERATION_DIFFERS' }) as Error,
  );
});

test('a rule removes an endpoint also when a DMA goes on that had waited', () => {
  const made = bench(FULL);
  made.iommu.enablePri(1);
  const { operationId } = made.iommu.issueDma('HOSTED', 1, write(0xc000n, new Uint8Array(1))) as {
    operationId: bigint;
  };
  meddle(made, 'ACCESS', { kind: 'REMOVE_ENDPOINT', unnoticed: false });
  made.iommu.map(1, [pages(12, 12)], 'CONTINUE');
  const [group] = made.iommu.pendingGroups(undefined, 0n, 1);
  made.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
  expect(made.ended(operationId).dma?.status).toBe('ENDPOINT_GONE');
  expect(made.iommu.endpoint(1).state).toBe('REMOVED');
});
