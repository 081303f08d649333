import type { EndpointRequest } from '../../../src/model/endpoint';
import { NO_PASID } from '../../../src/model/page-request';
import { ask, Bench, FULL, pages, read, write } from './fixture';
import { refusal } from './refusal';

const WAITING = { ...FULL, ats: { invalidateQueueDepth: 1 }, invalidationCompletion: 'MANUAL' } as const;

/** An endpoint with PRI that is attached to domain 1. */
function prepared(endpoint: EndpointRequest = FULL, limits = {}): Bench {
  const bench = new Bench(limits);
  bench.iommu.createEndpoint(1, endpoint);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, NO_PASID, 1, 0xcafen);
  bench.iommu.enablePri(1);
  bench.said();
  return bench;
}

describe('creating', () => {
  test.each<[string, number, EndpointRequest]>([
    ['ENDPOINT_EXISTS endpoint_id', 1, {}],
    ['REQUESTER_ID_OUT_OF_RANGE config.requester_id', 65_536, {}],
    ['REQUESTER_ID_TAKEN config.requester_id', 2, { requesterId: 1 }],
    ['VIRTUAL_ID_TAKEN config.virtual_id', 2, { virtualId: 1n }],
    ['PRI_NEEDS_ATS config.pri', 2, { pri: {} }],
    ['FIELD_NOT_APPLICABLE config.ats.atc_capacity_pages', 2, { backend: 'EXTERNAL', ats: { atcCapacityPages: 1 } }],
    ['FIELD_NOT_APPLICABLE config.pri.retry_limit', 2, { backend: 'EXTERNAL', ats: {}, pri: { retryLimit: 1 } }],
    [
      'FIELD_NOT_APPLICABLE config.invalidation_completion',
      2,
      { backend: 'EXTERNAL', invalidationCompletion: 'MANUAL' },
    ],
    ['CAPABILITY_OUT_OF_RANGE config.ats.invalidate_queue_depth', 2, { ats: { invalidateQueueDepth: 33 } }],
    ['CAPABILITY_OUT_OF_RANGE config.ats.invalidate_queue_depth', 2, { ats: { invalidateQueueDepth: 0 } }],
    ['CAPABILITY_OUT_OF_RANGE config.ats.atc_capacity_pages', 2, { ats: { atcCapacityPages: 65_537 } }],
    ['CAPABILITY_OUT_OF_RANGE config.pri.capacity', 2, { ats: {}, pri: { capacity: 0 } }],
    ['CAPABILITY_OUT_OF_RANGE config.pasid.width_bits', 2, { pasid: { widthBits: 21 } }],
  ])('an endpoint is refused %s: %i with %o', (refused, id, request) => {
    const bench = prepared();
    expect(refusal(() => bench.iommu.createEndpoint(id, request))).toBe(refused);
    expect(bench.said()).toEqual([]);
  });

  test('a domain is refused when its id is taken, and with page requests unless it is paging', () => {
    const bench = prepared();
    expect(refusal(() => bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true }))).toBe(
      'DOMAIN_EXISTS domain_id',
    );
    for (const kind of ['IDENTITY', 'BLOCKED'] as const) {
      expect(refusal(() => bench.iommu.createDomain(2, { kind, pageRequests: true }))).toBe(
        'PAGE_REQUESTS_NOT_APPLICABLE page_requests',
      );
    }
  });

  test.each([
    ['max_endpoints', (b: Bench) => b.iommu.createEndpoint(0, {})],
    ['max_domains', (b: Bench) => b.iommu.createDomain(0, { kind: 'PAGING', pageRequests: true })],
  ])('beyond %s is refused until one is deleted', (limit, create) => {
    const bench = prepared(FULL, { [limit]: 1 });
    expect(() => create(bench)).toThrow(expect.objectContaining({ metadata: { limit, value: '1' } }) as Error);
    bench.iommu.deleteEndpoint(1, true);
    bench.iommu.deleteDomain(1, true);
    expect(create(bench)).toBeDefined();
  });
});

describe('deleting', () => {
  test('what is in use is refused, and names who uses it', () => {
    const bench = prepared();
    for (const [holder, act] of [
      ['domain 1', () => bench.iommu.deleteEndpoint(1, false)],
      ['endpoint 1', () => bench.iommu.deleteDomain(1, false)],
    ] as const) {
      expect(act).toThrow(expect.objectContaining({ reason: 'BUSY', metadata: { holder } }) as Error);
    }
    expect(bench.said()).toEqual([]);
  });

  test('a domain by force detaches, and answers its groups Invalid Request', () => {
    const bench = prepared();
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    bench.said();
    const operation = bench.iommu.deleteDomain(1, true).operationId;
    expect(bench.told(1)).toEqual([expect.objectContaining({ kind: 'PAGE_RESPONSE', code: 'INVALID_REQUEST' })]);
    expect(bench.ended(operation).result).toMatchObject({ operation: 'DELETE_DOMAIN', outcome: 'COMPLETED' });
    expect(bench.iommu.attachments(undefined, undefined, 9)).toEqual([]);
    expect(bench.iommu.mappingCount).toBe(0);
  });

  test('an endpoint by force discards its groups, and sends nothing', () => {
    const bench = prepared();
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1), ask(2, { prgi: 1, last: false })], 'CONTINUE');
    const [group] = bench.iommu.deliver(1, 1);
    bench.said();
    bench.iommu.deleteEndpoint(1, true);
    expect(bench.records()).toMatchObject([
      { kind: 'PARTIALS_DROPPED', cause: 'ENDPOINT_DELETED', pageRequestCount: 1 },
      { kind: 'GROUP_DISCARDED', cause: 'ENDPOINT_DELETED', rule: 'R-AUTO-42' },
      { kind: 'ENDPOINT_CHANGED', change: 'DELETED' },
    ]);
    const { results } = bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    expect(results[0]?.result).toEqual({ outcome: 'DISCARDED', rule: 'R-AUTO-42' });
    expect(bench.iommu.statistics({ domainId: 1 })).toMatchObject({ accepted: 1, discarded: 1, pending: 0 });
  });

  test('an endpoint ends its DMA as ENDPOINT_GONE', () => {
    const bench = prepared();
    const begun = bench.iommu.issueDma('HOSTED', 1, write(0x1000n, new Uint8Array(4)));
    bench.iommu.deleteEndpoint(1, true);
    expect(bench.ended('operationId' in begun ? begun.operationId : undefined)).toMatchObject({
      result: { outcome: 'ENDPOINT_GONE', endpoints: [{ endpointId: 1 }] },
      dma: { status: 'ENDPOINT_GONE', failedAddress: 0x1000n },
    });
  });
});

describe('what would make too many invalidations wait is refused and changes nothing', () => {
  test.each([
    ['detach', (b: Bench) => b.iommu.detach(1, NO_PASID)],
    ['replace', (b: Bench) => b.iommu.replace(1, NO_PASID, 2, 0n)],
    ['unmap', (b: Bench) => b.unmap(1, 0x1000n, 0x1fffn)],
    ['deletion of the domain', (b: Bench) => b.iommu.deleteDomain(1, true)],
    [
      'disabling of ATS',
      (b: Bench) => {
        b.iommu.disablePri(1);
        return b.iommu.setAts(1, false);
      },
    ],
  ])('%s', (_what, act) => {
    const bench = prepared(WAITING, { max_waiting_invalidations: 1 });
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    bench.iommu.issueDma('HOSTED', 1, read(0x1000n, 8));
    [1, 2].forEach(() => bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }], 'CONTINUE'));
    expect(refusal(() => act(bench))).toBe('LIMIT_EXCEEDED');
    expect(bench.iommu.attachments(1, undefined, 9)).toHaveLength(1);
    expect(bench.iommu.mappings(1, 0, 9)).toHaveLength(1);
    expect(bench.iommu.endpoint(1).atsEnabled).toBe(true);
  });
});

describe('reset of the vIOMMU', () => {
  test('a group that lost its first page to it is not queued with its last one', () => {
    const bench = prepared();
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1, { last: false })], 'CONTINUE');
    bench.iommu.reset(8);
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    const { closed } = bench.iommu.submitPageRequests('HOSTED', 1, [ask(2)], 'CONTINUE');
    expect(closed).toEqual([
      { index: 0, group: { kind: 'ANSWERED', code: 'INVALID_REQUEST', rule: 'V-BROKEN-GROUP' } },
    ]);
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ outstandingPageRequests: 0 });
  });

  test('ends a DMA that waits for credits which nobody will return', () => {
    const bench = prepared({ ...FULL, pri: { capacity: 1 } });
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1, { last: false })], 'CONTINUE');
    const begun = bench.iommu.issueDma('HOSTED', 1, write(0x1000n, new Uint8Array(4)));
    bench.iommu.reset(8);
    expect(bench.ended('operationId' in begun ? begun.operationId : undefined).dma?.status).toBe('INVALID_REQUEST');
    expect(bench.iommu.endpoint(1).outstandingDma).toBe(0);
  });

  test('begins time, reports, cookies and counters anew; endpoints stay, domains go', () => {
    const bench = prepared(WAITING);
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    bench.iommu.issueDma('HOSTED', 1, read(0x1000n, 8));
    const { operationId } = bench.unmap(1, 0x1000n, 0x1fffn);
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    const [group] = bench.iommu.deliver(1, 1);
    bench.iommu.tick(5n);
    bench.iommu.reset(8);
    expect(bench.ended(operationId).result).toMatchObject({ outcome: 'COMPLETED', endNs: 5n });
    expect(bench.iommu).toMatchObject({
      incarnation: 8,
      now: 0n,
      nextSequence: 1n,
      nextDeadline: undefined,
      endpointCount: 1,
      domainCount: 0,
      mappingCount: 0,
      pendingGroupCount: 0,
    });
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ accepted: 0, pending: 0 });
    expect(bench.iommu.endpoint(1)).toMatchObject({ grantedPages: 0, outstandingInvalidations: 0 });
    const late = bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    expect(late.results[0]?.result).toEqual({ outcome: 'UNKNOWN' });
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    bench.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
    expect(bench.iommu.deliver(1, 1)[0]?.cookie).toBe((8n << 40n) | 1n);
  });
});
