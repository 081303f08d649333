import { DomainNames } from '../../../src/guestqueues/domain-names';
import { reasonOf } from '../session/support';
import { makeStage } from './stage';

/** Domains 1, 2 and 3. */
function makeNames() {
  const on = makeStage('RISCV');
  on.core((iommu) => {
    iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    iommu.createDomain(3, { kind: 'PAGING', pageRequests: false });
  });
  return { ...on, names: on.core((iommu) => new DomainNames(iommu)) };
}

test('a domain without tags is named by its id, with any second tag', () => {
  const { names } = makeNames();
  expect(names.find(2)).toEqual([2]);
  expect(names.find(2, 77)).toEqual([2]);
  expect(names.find(undefined)).toEqual([1, 2, 3]);
  expect(names.find(4)).toEqual([]);
  expect(names.tagOf(3)).toBe(3);
});

test('tags name it instead, several domains by one if they have it', () => {
  const { names } = makeNames();
  names.set(1, { domainTag: 9, addressSpaceTag: 5 });
  names.set(2, { domainTag: 9, addressSpaceTag: 6 });
  names.set(3, { domainTag: 1, addressSpaceTag: undefined });
  expect(names.find(9)).toEqual([1, 2]);
  expect(names.find(9, 6)).toEqual([2]);
  expect(names.find(1)).toEqual([3]);
  expect(names.find(2)).toEqual([]);
  expect(names.find(undefined, 5)).toEqual([1, 3]);
  expect(names.tagOf(2)).toBe(9);
});

test('no tags take them away; only the second leaves the id', () => {
  const { names } = makeNames();
  names.set(1, { domainTag: 9, addressSpaceTag: 5 });
  names.set(1, { domainTag: undefined, addressSpaceTag: 5 });
  expect([names.find(1, 5), names.find(1, 6), names.find(9)]).toEqual([[1], [], []]);
  names.set(1, { domainTag: undefined, addressSpaceTag: undefined });
  expect(names.find(1, 6)).toEqual([1]);
});

test('a domain that is gone is named by nothing, and cannot be', () => {
  const { names, core } = makeNames();
  names.set(2, { domainTag: 9, addressSpaceTag: undefined });
  core((iommu) => iommu.deleteDomain(2, false));
  expect(names.find(9)).toEqual([]);
  expect(reasonOf(() => names.set(2, { domainTag: 9, addressSpaceTag: undefined }))).toBe('DOMAIN_NOT_FOUND');
});
