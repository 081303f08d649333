import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import type { DomainRequest } from '../../../src/model/domain';
import type { EndpointRequest } from '../../../src/model/endpoint';
import { riscv, SUBJECTS } from '../walkers/subjects';
import { ask, Bench, finish, pages } from './fixture';
import { Guest, MOVED, nestedOn, RW, SV39 } from './guest';
import { refusal, told } from './refusal';

const IOVA = 0x1234_5000n;
const DATA = 0x1_0000n;
const SV39X4 = riscv('SV39X4').configuration;
const MANUAL: EndpointRequest = { ats: {}, invalidationCompletion: 'MANUAL' };
const EXTERNAL: EndpointRequest = { backend: 'EXTERNAL', ats: {}, pasid: {} };

describe('a nested domain is refused', () => {
  const request = (changes: Partial<DomainRequest>): DomainRequest => ({
    kind: 'NESTED',
    pageRequests: false,
    ...changes,
  });

  test.each<[string, string, Partial<DomainRequest>]>([
    ['FIELD_REQUIRED nested', 'without tables', {}],
    ['FIELD_NOT_APPLICABLE nested', 'as a paging one with tables', { kind: 'PAGING', nested: nestedOn(1, SV39) }],
    ['FIELD_NOT_APPLICABLE nested', 'as an identity one with tables', { kind: 'IDENTITY', nested: nestedOn(1, SV39) }],
    ['FIELD_NOT_APPLICABLE dirty_tracking', 'that records writes', { nested: nestedOn(1, SV39), dirtyTracking: true }],
    ['DOMAIN_NOT_FOUND nested.stage2_domain_id', 'on none', { nested: nestedOn(9, SV39) }],
    ['NESTED_PARENT_INVALID nested.stage2_domain_id', 'on an identity domain', { nested: nestedOn(2, SV39) }],
    ['NESTED_PARENT_INVALID nested.stage2_domain_id', 'on a blocked one', { nested: nestedOn(3, SV39) }],
    ['NESTED_PARENT_INVALID nested.stage2_domain_id', 'on tables of a first stage', { nested: nestedOn(4, SV39) }],
    ['FIELD_NOT_APPLICABLE nested.stage2_domain_id', 'of a second stage on another', { nested: nestedOn(1, SV39X4) }],
    ['FIELD_NOT_APPLICABLE nested.stage2_domain_id', 'of a second stage on such', { nested: nestedOn(5, SV39X4) }],
    [
      'ADDRESS_MISALIGNED nested.riscv.root',
      'whose root is not aligned',
      { nested: nestedOn(1, { ...SV39, root: 8n } as never) },
    ],
    ['DOMAIN_EXISTS domain_id', 'that exists', { nested: nestedOn(1, SV39) }],
  ])('%s: one %s; nothing changes', (refused, what, changes) => {
    const { iommu } = new Bench();
    iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
    iommu.createDomain(2, { kind: 'IDENTITY', pageRequests: false });
    iommu.createDomain(3, { kind: 'BLOCKED', pageRequests: false });
    iommu.createDomain(4, request({ nested: nestedOn(1, SV39) }));
    iommu.createDomain(5, request({ nested: nestedOn(undefined, SV39X4) }));
    const before = iommu.domains(0, 99);
    expect(refusal(() => iommu.createDomain(what === 'that exists' ? 4 : 6, request(changes)))).toBe(refused);
    expect(iommu.domains(0, 99)).toEqual(before);
    expect(iommu.domain(1).nestedDomainCount).toBe(1);
  });

  test('with page requests in a profile that has none', () => {
    const { iommu } = new Bench({}, {}, 'VIRTIO');
    const nested = nestedOn(undefined, SV39);
    expect(refusal(() => iommu.createDomain(1, { kind: 'NESTED', pageRequests: true, nested }))).toBe(
      'PAGE_REQUESTS_NOT_APPLICABLE page_requests',
    );
  });
});

test('a nested domain says what it is, and the one below how many it has', () => {
  const { iommu } = new Guest();
  expect(iommu.domain(2)).toMatchObject({
    kind: 'NESTED',
    nested: { stage2DomainId: 1, tableUpdates: 'PRIVATE' },
    mappingCount: 0,
    nestedDomainCount: 0,
  });
  expect(iommu.domain(1)).toMatchObject({ kind: 'PAGING', nested: undefined, nestedDomainCount: 1 });
});

describe('a nested domain has no mappings', () => {
  test.each<[string, (bench: Bench) => unknown]>([
    ['to make', ({ iommu }) => iommu.map(2, [pages(1, 1)], 'CONTINUE')],
    ['to make anywhere', ({ iommu }) => iommu.mapAnywhere(2, { pageCount: 1, outputFirstPage: 0, permissions: READ })],
    ['to remove', ({ iommu }) => finish(iommu.unmap(2, [{ firstPage: 0, lastPage: 0 }], 'CONTINUE'))],
    ['to list', ({ iommu }) => iommu.mappings(2, 0, 1)],
    ['to record writes of', ({ iommu }) => iommu.setDirtyTracking(2, true)],
    ['to tell writes of', ({ iommu }) => iommu.readDirty(2, { firstPage: 0, lastPage: 0, pagesPerBit: 1, keep: true })],
  ])('%s', (_what, act) => {
    expect(refusal(() => act(new Guest()))).toBe('DOMAIN_NOT_PAGING domain_id');
  });

  test('to resolve a group with; answered with none it is resolved', () => {
    const guest = new Guest({ pageRequests: true, endpoint: { ats: {}, pri: {} } });
    guest.iommu.inject(
      [
        { endpointId: 1, item: ask(1) },
        { endpointId: 1, item: ask(2, { prgi: 1 }) },
      ],
      'CONTINUE',
    );
    const [first, second] = guest.iommu.pendingGroups(2, 0n, 9);
    const { failures } = guest.iommu.resolve([{ cookie: first!.cookie, mappings: [pages(1, 1)] }], 'CONTINUE');
    expect(failures.map(({ error }) => told(error))).toEqual(['DOMAIN_NOT_PAGING mappings']);
    expect([guest.iommu.domain(2).mappingCount, guest.iommu.domain(2).pendingGroups]).toEqual([0, 2]);
    expect(guest.iommu.resolve([{ cookie: second!.cookie, mappings: [] }], 'CONTINUE')).toMatchObject({ sent: 1 });
    expect(guest.iommu.domain(2).pendingGroups).toBe(1);
  });
});

describe('unmapping below', () => {
  test('empties the IOTLB of what is nested on it', () => {
    const guest = new Guest();
    guest.mapBelow(0x1000, 0x9f0);
    guest.stage1.map(IOVA, 0x100_0000n);
    expect(guest.read(IOVA)).toBe(0);
    guest.unmap(1, 0x100_0000n, 0x100_0fffn);
    expect(guest.read(IOVA)).toBe('NOT_MAPPED');
  });

  test('leaves the IOTLB as it is where that is the policy', () => {
    const guest = new Guest({ policy: { unmapInvalidates: false } });
    guest.mapBelow(0x1000, 0x9f0);
    guest.stage1.map(IOVA, 0x100_0000n);
    guest.read(IOVA);
    guest.unmap(1, 0x100_0000n, 0x100_0fffn);
    expect(guest.read(IOVA)).toBe(0);
    guest.invalidate(1, { first: 0x100_0000n, last: 0x100_0fffn });
    expect(guest.read(IOVA)).toBe('NOT_MAPPED');
  });

  test.each<[string, (guest: Guest) => unknown]>([
    [
      'to less permissions',
      (guest) =>
        guest.iommu.map(
          1,
          [{ ...pages(0x1000, 0x1000, 0x9f0, READ), ifMapped: 'SET_PERMISSIONS' as const }],
          'CONTINUE',
        ),
    ],
    ['by what memory goes', (guest) => finish(guest.iommu.unmapOutput(0x9f_0000n, 0x9f_0fffn))],
    [
      'by hand',
      (guest) => [
        guest.iommu.update({ unmapInvalidates: false }),
        guest.unmap(1, 0x100_0000n, 0x100_0fffn),
        guest.invalidate(1),
      ],
    ],
  ])('has every endpoint nested on it forget: %s', (_how, act) => {
    const guest = new Guest({ endpoint: EXTERNAL });
    guest.enter(2, EXTERNAL);
    guest.mapBelow(0x1000, 0x9f0);
    guest.stage1.map(IOVA, 0x100_0000n).map(0x5000n, DATA);
    const asked = { pageCount: 1, permissions: RW };
    guest.ask(IOVA, RW);
    guest.iommu.requestTranslation('EXTERNAL', 2, { ...asked, firstPage: 5, pasid: 5 });
    guest.said();
    act(guest);
    expect(guest.said().filter(({ kind }) => kind === 'ENDPOINT')).toMatchObject([
      { endpointId: 1, message: { kind: 'INVALIDATION', firstPage: 0, lastPage: 2 ** 52 - 1 } },
      { endpointId: 2, message: { kind: 'INVALIDATION', firstPage: 0, lastPage: 2 ** 52 - 1, pasid: 5 } },
    ]);
    expect([1, 2].map((id) => guest.iommu.endpoint(id).grantedPages)).toEqual([1, 1]);
    guest.iommu.completeInvalidations('EXTERNAL', 1, [0]);
    guest.iommu.completeInvalidations('EXTERNAL', 2, [0]);
    expect([1, 2].map((id) => guest.iommu.endpoint(id).grantedPages)).toEqual([0, 0]);
  });

  test('holds the range back until they have forgotten', () => {
    const guest = new Guest({ endpoint: MANUAL });
    guest.mapBelow(0x1000, 0x9f0);
    guest.stage1.map(IOVA, DATA);
    guest.transfer({ kind: 'READ', length: 1 }, IOVA, NO_PASID, 'AUTOMATIC');
    const { operationId } = guest.unmap(1, 0x100_0000n, 0x100_0fffn);
    const map = () => guest.iommu.map(1, [pages(0x1000, 0x1000)], 'CONTINUE').failures.map(({ error }) => error.reason);
    expect([guest.hasEnded(operationId), map()]).toEqual([false, ['INVALIDATION_PENDING']]);
    guest.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect([guest.hasEnded(operationId), map()]).toEqual([true, []]);
  });

  test('is refused while an endpoint that is nested on it has no room to be told', () => {
    const guest = new Guest({
      endpoint: { ats: { invalidateQueueDepth: 1 }, invalidationCompletion: 'MANUAL' },
      limits: { max_waiting_invalidations: 1 },
    });
    guest.mapBelow(0x1000, 0x9f0);
    guest.stage1.map(IOVA, DATA);
    guest.transfer({ kind: 'READ', length: 1 }, IOVA, NO_PASID, 'AUTOMATIC');
    guest.invalidate();
    guest.invalidate();
    expect(refusal(() => guest.unmap(1, 0x100_0000n, 0x100_0fffn))).toBe('LIMIT_EXCEEDED');
    expect(refusal(() => guest.iommu.deleteDomain(1, true))).toBe('LIMIT_EXCEEDED');
    expect(guest.iommu.mappings(1, 0, 9)).toHaveLength(2);
    expect(guest.iommu.domainIds()).toEqual([1, 2]);
  });

  test('does not concern endpoints that are nested elsewhere', () => {
    const guest = new Guest({ endpoint: EXTERNAL });
    guest.iommu.createDomain(3, { kind: 'PAGING', pageRequests: false });
    guest.iommu.map(3, [pages(0, 0x3ff, 0x400)], 'CONTINUE');
    guest.stage1.map(IOVA, DATA);
    guest.ask(IOVA);
    guest.said();
    expect(guest.hasEnded(guest.unmap(3, 0n, 0x3f_ffffn).operationId)).toBe(true);
    expect(guest.told(1)).toEqual([]);
  });
});

describe('the second stage of tables', () => {
  test('invalidated, reaches the IOTLB and the ATCs of what is nested on it', () => {
    const guest = new Guest({ below: 'TABLES', endpoint: EXTERNAL });
    guest.stage2!.map(0x60_0000n, 0x9f_0000n);
    guest.stage1.map(IOVA, 0x60_0000n);
    guest.ask(IOVA, RW);
    guest.stage2!.put(0x60_0000n, 0, 0n);
    expect(guest.read(IOVA)).toBe(0);
    guest.said();
    // Which of their pages lead there is not known: they forget everything.
    guest.invalidate(1, { first: 0n, last: 0xfffn });
    expect(guest.read(IOVA)).toBe('NOT_MAPPED');
    expect(guest.told(1)).toMatchObject([{ kind: 'INVALIDATION', firstPage: 0, lastPage: 2 ** 52 - 1 }]);
  });
});

describe('deleting the domain below', () => {
  test('is refused while domains are nested on it, attached or not', () => {
    const guest = new Guest();
    const busy = () => {
      try {
        guest.iommu.deleteDomain(1, false);
        return 'deleted';
      } catch (error) {
        return (error as { metadata: Record<string, string> }).metadata.holder;
      }
    };
    expect(busy()).toBe('domain 2');
    guest.iommu.detach(1, NO_PASID);
    expect(busy()).toBe('domain 2');
    guest.iommu.deleteDomain(2, false);
    expect([guest.iommu.domain(1).nestedDomainCount, busy()]).toEqual([0, 'deleted']);
  });

  test.each(['MAPPINGS', 'TABLES'] as const)('with force takes them along, and detaches: %s', (below) => {
    const guest = new Guest({ below, endpoint: MANUAL, pageRequests: true });
    guest.iommu.createDomain(3, { kind: 'NESTED', pageRequests: false, nested: nestedOn(1, SV39) });
    guest.iommu.createDomain(4, { kind: 'PAGING', pageRequests: false });
    guest.stage1.map(IOVA, DATA);
    guest.transfer({ kind: 'READ', length: 1 }, IOVA, NO_PASID, 'AUTOMATIC');
    guest.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
    const { operationId, flushed } = guest.iommu.deleteDomain(1, true);
    expect(guest.iommu.domainIds()).toEqual([4]);
    expect([guest.iommu.attachments(undefined, undefined, 9), guest.iommu.mappingCount]).toEqual([[], 0]);
    expect(flushed).toMatchObject({ autoAnswered: 1 });
    // The endpoint held a page of a domain that is nested on it.
    expect(guest.hasEnded(operationId)).toBe(false);
    guest.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect([guest.hasEnded(operationId), guest.iommu.endpoint(1).grantedPages]).toEqual([true, 0]);
  });

  test('leaves ids that mean something else when they are used again', () => {
    const guest = new Guest();
    guest.stage1.map(IOVA, DATA);
    guest.setByte(DATA, 7);
    expect(guest.read(IOVA)).toBe(7);
    guest.iommu.deleteDomain(1, true);
    guest.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
    guest.iommu.createDomain(2, { kind: 'NESTED', pageRequests: false, nested: nestedOn(1, SV39) });
    guest.iommu.attach(1, NO_PASID, 2, 0n);
    expect(guest.read(IOVA)).toBe('NOT_MAPPED');
  });
});

describe('whether memory is in use', () => {
  const whole = [0n, 2n ** 64n - 1n] as const;

  test.each([
    ['by what the domain below maps, attached or not', 'MAPPINGS', 1, 1],
    ['by a nested domain that is attached and has no mappings below', 'NOTHING', 2, undefined],
    ['by one on tables of a second stage', 'TABLES', 1, 1],
  ] as const)('%s', (_how, below, attached, detached) => {
    const { iommu } = new Guest({ below });
    expect(iommu.findOutputUse(...whole)).toBe(attached);
    iommu.detach(1, NO_PASID);
    expect(iommu.findOutputUse(...whole)).toBe(detached);
  });

  test('is a matter of what is mapped below, not of the tables', () => {
    const guest = new Guest();
    guest.stage1.map(IOVA, DATA);
    expect(guest.iommu.findOutputUse(0n, MOVED - 1n)).toBeUndefined();
    expect(guest.iommu.findOutputUse(MOVED + DATA, MOVED + DATA)).toBe(1);
  });

  test('when it goes, whoever reaches it without mappings forgets everything, and stays attached', () => {
    const guest = new Guest({ below: 'NOTHING', endpoint: EXTERNAL });
    guest.stage1.map(IOVA, DATA);
    guest.ask(IOVA, WRITE);
    guest.said();
    const operationId = finish(guest.iommu.unmapOutput(0x5000n, 0x5fffn));
    expect(guest.hasEnded(operationId)).toBe(false);
    guest.setEntry(IOVA, 0n);
    expect([guest.read(IOVA), guest.iommu.attachments(2, undefined, 9)]).toMatchObject(['NOT_MAPPED', [{}, {}]]);
    guest.iommu.completeInvalidations('EXTERNAL', 1, [0]);
    expect(guest.hasEnded(operationId)).toBe(true);
  });
});

test('a reset of the vIOMMU takes nested domains with those below, in any order', () => {
  const guest = new Guest({ subject: SUBJECTS['Sv48']! });
  guest.iommu.reset(8);
  expect([guest.iommu.domainIds(), guest.iommu.mappingCount]).toEqual([[], 0]);
});
