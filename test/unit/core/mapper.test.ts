import { MAX_PAGE } from '../../../src/base/u64';
import type { IfMapped, MapItem } from '../../../src/model/domain';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import { NO_PASID } from '../../../src/model/page-request';
import { Iommu } from '../../../src/core/iommu';
import { ask, Bench, config, FULL, pages, Ram, write } from './fixture';
import { told } from './refusal';

const LAST = 2n ** 64n - 1n;

/** A paging domain with pages 4 to 7 mapped to 20 to 23. */
function prepared(limits = {}): Bench {
  const bench = new Bench(limits);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.map(1, [pages(4, 7, 20)], 'CONTINUE');
  return bench;
}

function map({ iommu }: { iommu: Iommu }, item: MapItem): string {
  const { failures } = iommu.map(1, [item], 'CONTINUE');
  return failures.length === 0 ? 'mapped' : told(failures[0]!.error);
}

function unmap(bench: Bench, first: bigint, last: bigint): string {
  const { failures, removedMappings } = bench.unmap(1, first, last);
  return failures.length === 0 ? `removed ${removedMappings}` : told(failures[0]!.error);
}

const whole = pages(0, MAX_PAGE, 0, READ);

describe('a mapping is refused', () => {
  test.each<[string, string, Partial<MapItem>]>([
    ['ADDRESS_TOO_WIDE output_address', 'beyond the last output address', { outputFirstPage: MAX_PAGE }],
    ['PERMISSIONS_INVALID permissions', 'that allows nothing', { permissions: NONE }],
    [
      'PERMISSIONS_INVALID permissions',
      'that allows neither reading nor writing',
      { permissions: EXECUTE | PRIVILEGED },
    ],
    ['ALREADY_MAPPED range', 'of what is mapped', { firstPage: 4, lastPage: 7 }],
    ['ALREADY_MAPPED range', 'whose last page is mapped', { firstPage: 1, lastPage: 4 }],
    ['ALREADY_MAPPED range', 'whose first page is mapped', { firstPage: 7, lastPage: 8 }],
    ['ALREADY_MAPPED range', 'around what is mapped', { firstPage: 3, lastPage: 8 }],
    ['ALREADY_MAPPED range', 'inside what is mapped', { firstPage: 5, lastPage: 5 }],
    ['NOT_MAPPED range', 'whose permissions are to be set where nothing is', { ifMapped: 'SET_PERMISSIONS' }],
  ])('%s: one %s', (refused, _which, change) => {
    const bench = prepared();
    const item: MapItem = { ...pages(0, 1, 9), ...change };
    expect(map(bench, item)).toBe(refused);
    expect(bench.iommu.mappings(1, 0, 10)).toHaveLength(1);
  });

  test('an overlap names the mapping that is in the way', () => {
    const bench = prepared();
    const { failures } = bench.iommu.map(1, [pages(6, 9)], 'CONTINUE');
    expect(failures[0]?.error.metadata).toEqual({ first: '0x4000', last: '0x7fff' });
  });

  test('the limit on mappings counts those of all domains, and says its value', () => {
    const bench = prepared({ max_mappings: 2 });
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    bench.iommu.map(2, [pages(0, 0)], 'CONTINUE');
    const { failures } = bench.iommu.map(1, [pages(0, 0)], 'CONTINUE');
    expect(failures[0]?.error).toMatchObject({
      reason: 'LIMIT_EXCEEDED',
      metadata: { limit: 'max_mappings', value: '2' },
    });
    bench.unmap(1, 0n, LAST);
    expect(map(bench, pages(0, 0))).toBe('mapped');
  });

  test('one bad item harms no other; STOP executes none after it', () => {
    const items = [pages(0, 0), pages(4, 4), pages(1, 1)];
    expect(prepared().iommu.map(1, items, 'CONTINUE')).toMatchObject({ executed: 2, notExecuted: 0 });
    expect(prepared().iommu.map(1, items, 'STOP')).toMatchObject({ executed: 1, notExecuted: 1 });
  });
});

describe('the whole space', () => {
  test('can be one mapping', () => {
    const bench = new Bench();
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
    expect(map(bench, whole)).toBe('mapped');
    expect(bench.iommu.mappings(1, 0, 2)).toMatchObject([{ firstPage: 0, lastPage: 2 ** 52 - 1, outputFirstPage: 0 }]);
    expect(unmap(bench, 0n, LAST)).toBe('removed 1');
  });

  test('does not fit one page further', () => {
    const bench = new Bench();
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
    expect(map(bench, { ...whole, outputFirstPage: 1 })).toBe('ADDRESS_TOO_WIDE output_address');
  });

  test('ends with a page that can be mapped alone', () => {
    const bench = prepared();
    expect(map(bench, pages(MAX_PAGE, MAX_PAGE, 0))).toBe('mapped');
    expect(unmap(bench, LAST - 0xfffn, LAST)).toBe('removed 1');
  });
});

describe('widths', () => {
  const narrow = () => {
    const iommu = new Iommu({
      config: { ...config(), iovaWidthBits: 13, outputWidthBits: 14 },
      incarnation: 7,
      memory: new Ram(4096),
    });
    iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
    return { iommu };
  };

  test.each([
    ['mapped', 0, 1, 2],
    ['ADDRESS_TOO_WIDE range.last', 1, 2, 0],
    ['ADDRESS_TOO_WIDE range.last', 2, 2, 0],
    ['ADDRESS_TOO_WIDE output_address', 0, 1, 3],
    ['ADDRESS_TOO_WIDE output_address', 0, 0, 4],
  ])('%s: pages %i to %i, output page %i, with 13 and 14 bits', (outcome, first, last, output) => {
    expect(map(narrow(), pages(first, last, output))).toBe(outcome);
  });
});

describe('what is mapped already', () => {
  test.each<[string, IfMapped, Partial<MapItem>]>([
    ['mapped', 'ACCEPT_IDENTICAL', {}],
    ['ALREADY_MAPPED range', 'ACCEPT_IDENTICAL', { permissions: READ }],
    ['ALREADY_MAPPED range', 'ACCEPT_IDENTICAL', { outputFirstPage: 21 }],
    ['ALREADY_MAPPED range', 'ACCEPT_IDENTICAL', { lastPage: 6 }],
    ['ALREADY_MAPPED range', 'REFUSE', {}],
    ['mapped', 'SET_PERMISSIONS', {}],
    ['mapped', 'SET_PERMISSIONS', { permissions: READ }],
    ['ALREADY_MAPPED range', 'SET_PERMISSIONS', { permissions: READ, outputFirstPage: 21 }],
    ['ALREADY_MAPPED range', 'SET_PERMISSIONS', { permissions: READ, lastPage: 6 }],
    ['ALREADY_MAPPED range', 'SET_PERMISSIONS', { permissions: READ, lastPage: 8 }],
  ])('%s: %s with %o', (outcome, ifMapped, change) => {
    const bench = prepared();
    expect(map(bench, { ...pages(4, 7, 20), ifMapped, ...change })).toBe(outcome);
    const [mapping] = bench.iommu.mappings(1, 0, 10);
    const changed = outcome === 'mapped' ? (change.permissions ?? READ | WRITE) : READ | WRITE;
    expect(mapping).toEqual({ firstPage: 4, lastPage: 7, outputFirstPage: 20, permissions: changed });
    expect(bench.iommu.mappingCount).toBe(1);
  });
});

describe('lowering permissions', () => {
  /** The same mapping with other permissions, by `map` and by `resolve`. */
  function change(before: number, after: number): { operation: boolean; resolved: string } {
    const bench = new Bench();
    bench.iommu.createEndpoint(1, FULL);
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    bench.iommu.map(1, [pages(1, 1, 1, before), pages(2, 2, 2, before)], 'CONTINUE');
    bench.iommu.inject([{ endpointId: 1, item: ask(1) }], 'CONTINUE');
    const [group] = bench.iommu.pendingGroups(1, 0n, 1);
    const set = { ifMapped: 'SET_PERMISSIONS' as const };
    const { operationId } = bench.iommu.map(1, [{ ...pages(2, 2, 2, after), ...set }], 'CONTINUE');
    const { failures } = bench.iommu.resolve(
      [{ cookie: group!.cookie, mappings: [{ ...pages(1, 1, 1, after), ...set }] }],
      'CONTINUE',
    );
    return { operation: operationId !== undefined, resolved: failures.map(({ error }) => told(error)).join() };
  }

  test.each([
    [false, 'the same', READ, READ],
    [false, 'writing as well', READ, READ | WRITE],
    [false, 'unprivileged accesses as well', READ | WRITE | PRIVILEGED, READ | WRITE],
    [true, 'no writing any more', READ | WRITE, READ],
    [true, 'writing instead of reading', READ, WRITE],
    [true, 'no execution any more', READ | EXECUTE, READ],
    [true, 'only privileged accesses any more', READ | WRITE, READ | WRITE | PRIVILEGED],
  ])('is an operation and refused in a resolve: %s, for %s', (lowers, _what, before, after) => {
    expect(change(before, after)).toEqual({
      operation: lowers,
      resolved: lowers ? 'PERMISSIONS_LOWERED mappings' : '',
    });
  });
});

describe('unmapping', () => {
  test.each<[string, string, bigint, bigint]>([
    ['NOT_MAPPED range', 'where nothing is', 0x8000n, 0x9fffn],
    ['MAPPING_SPLIT range', 'the first half of a mapping', 0x4000n, 0x5fffn],
    ['MAPPING_SPLIT range', 'the second half of a mapping', 0x6000n, 0x9fffn],
    ['MAPPING_SPLIT range', 'the middle of a mapping', 0x5000n, 0x5fffn],
    ['removed 1', 'a mapping with holes around it', 0x1000n, 0xffffn],
    ['removed 1', 'everything', 0n, LAST],
  ])('%s: %s', (outcome, _what, first, last) => {
    expect(unmap(prepared(), first, last)).toBe(outcome);
  });

  test('everything is unmapped also where nothing is', () => {
    const bench = new Bench();
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
    expect(unmap(bench, 0n, LAST)).toBe('removed 0');
  });

  test('a split names the mapping that would be cut', () => {
    const { failures } = prepared().unmap(1, 0x5000n, 0x5fffn);
    expect(failures[0]?.error.metadata).toEqual({ first: '0x4000', last: '0x7fff' });
  });
});

test('a permission that was raised counts at once, also where the lower one is cached', () => {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, {});
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
  bench.iommu.attach(1, NO_PASID, 1, 0n);
  bench.iommu.map(1, [pages(1, 1, 1, READ)], 'CONTINUE');
  const attempt = () => bench.iommu.issueDma('HOSTED', 1, write(0x1000n, new Uint8Array(1)));
  expect(attempt()).toMatchObject({ result: { status: 'FAULTED', faultReason: 'PERMISSION' } });
  bench.iommu.map(1, [{ ...pages(1, 1, 1), ifMapped: 'SET_PERMISSIONS' as const }], 'CONTINUE');
  expect(attempt()).toMatchObject({ result: { status: 'COMPLETED' } });
});
