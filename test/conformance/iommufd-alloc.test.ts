/** Making domains, case by case as iommufd has them for page tables. */
import type { DomainRequest } from '../../src/model/domain';
import type { TableConfiguration } from '../../src/model/guest-tables';
import { NO_PASID } from '../../src/model/page-request';
import { ask, FULL } from '../unit/core/fixture';
import { refusal } from '../unit/core/refusal';
import { nestedOn, sv39, x86, X86, x86Tables } from './nested';
import { item, Space } from './space';
import { access, send, untranslated } from './stage';

const PAGING: DomainRequest = { kind: 'PAGING', pageRequests: false };
const nested = (stage2DomainId: number | undefined, tables: TableConfiguration = x86(1)): DomainRequest => ({
  kind: 'NESTED',
  pageRequests: false,
  nested: nestedOn(stage2DomainId, tables),
});

/** Domain 1 for mappings. */
function withPaging(request: DomainRequest = PAGING): Space {
  const made = new Space({});
  made.iommu.createDomain(1, request);
  return made;
}

const refused = (bench: Space, request: DomainRequest) =>
  bench.unchanged(() => refusal(() => bench.iommu.createDomain(9, request)));

test('a domain has tables exactly if it is nested', () => {
  const bench = withPaging();
  expect(refused(bench, { kind: 'NESTED', pageRequests: false })).toBe('FIELD_REQUIRED nested');
  for (const kind of ['PAGING', 'IDENTITY', 'BLOCKED'] as const) {
    const wrong = { ...nested(1), kind };
    expect(refused(bench, wrong)).toBe('FIELD_NOT_APPLICABLE nested');
    expect(bench.iommu.createDomain(0, { kind, pageRequests: false }).nested).toBeUndefined();
  }
  expect(bench.iommu.createDomain(9, nested(1)).nested).toEqual(nested(1).nested);
});

describe('a nested domain', () => {
  test('on a domain that does not exist is refused', () => {
    expect(refused(withPaging(), nested(2))).toBe('DOMAIN_NOT_FOUND nested.stage2_domain_id');
  });

  test('on one that translates nothing for it is refused', () => {
    const bench = withPaging();
    bench.iommu.createDomain(2, { kind: 'IDENTITY', pageRequests: false });
    bench.iommu.createDomain(3, { kind: 'BLOCKED', pageRequests: false });
    bench.iommu.createDomain(4, nested(undefined));
    bench.iommu.createDomain(5, nested(1, sv39(1)));
    for (const domainId of [2, 3, 4, 5]) {
      expect(refused(bench, nested(domainId))).toBe('NESTED_PARENT_INVALID nested.stage2_domain_id');
    }
  });

  test('on one with page requests has page requests of its own', () => {
    const bench = withPaging({ kind: 'PAGING', pageRequests: true });
    bench.iommu.createDomain(2, { ...nested(1), pageRequests: true });
    bench.iommu.createEndpoint(1, FULL);
    bench.iommu.attach(1, NO_PASID, 2, 0n);
    bench.iommu.attach(1, 5, 1, 0n);
    bench.iommu.enablePri(1);
    send(bench, ask(7), ask(8, { pasid: 5, prgi: 1 }));
    expect(bench.iommu.pendingGroups(2, 0n, 10)).toMatchObject([{ pages: [{ page: 7 }] }]);
    expect(bench.iommu.pendingGroups(1, 0n, 10)).toMatchObject([{ pages: [{ page: 8 }] }]);
  });

  test('cannot track dirty pages itself', () => {
    const bench = withPaging();
    expect(refused(bench, { ...nested(1), dirtyTracking: true })).toBe('FIELD_NOT_APPLICABLE dirty_tracking');
    bench.iommu.createDomain(2, { ...PAGING, dirtyTracking: true });
    expect(bench.iommu.createDomain(3, nested(2))).toMatchObject({ dirtyTracking: false });
  });

  test('can stand on any PAGING domain, and several on one', () => {
    const bench = withPaging();
    bench.iommu.createEndpoint(1, FULL);
    // Guest-physical pages 1 to 16 are pages 33 to 48 of memory.
    bench.map(item(1, 16, 33));
    [2, 3].forEach((domainId, index) => {
      const rootPage = 1 + index * 5;
      x86Tables(bench.ram.bytes, rootPage, (page) => page + 32).map(
        7,
        11 + index,
        X86.PRESENT | X86.WRITABLE | X86.USER,
      );
      bench.iommu.createDomain(domainId, nested(1, x86(rootPage)));
      bench.iommu.attach(1, domainId, domainId, 0n);
      expect(access(bench, untranslated(7, domainId)).status).toBe('COMPLETED');
      expect(bench.ram.bytes[(43 + index) * 4096]).toBe(1);
    });
    expect(bench.iommu.domain(1).nestedDomainCount).toBe(2);
  });

  test.each<[string, TableConfiguration]>([
    ['ADDRESS_MISALIGNED', x86(0, { root: 0x1001n })],
    ['ADDRESS_MISALIGNED', sv39(0, { root: 0x1800n })],
    ['ADDRESS_MISALIGNED', sv39(1, { mode: 'SV39X4' })],
    ['ADDRESS_TOO_WIDE', x86(0, { root: 2n ** 48n })],
    ['ADDRESS_TOO_WIDE', sv39(0, { root: 2n ** 56n })],
    ['WIDTH_OUT_OF_RANGE', x86(1, { outputWidthBits: 31 })],
    ['WIDTH_OUT_OF_RANGE', x86(1, { outputWidthBits: 53 })],
  ])('whose tables cannot be is refused: %s', (reason, tables) => {
    expect(refused(withPaging(), nested(undefined, tables))).toMatch(new RegExp(`^${reason} `));
  });
});

test('a domain that is refused leaves its id free', () => {
  const bench = withPaging();
  expect(refused(bench, nested(2))).toMatch('DOMAIN_NOT_FOUND');
  expect(bench.iommu.domainIds()).toEqual([1]);
  expect(bench.iommu.createDomain(9, PAGING)).toMatchObject({ domainId: 9 });
});
