import { MAX_PAGE } from '../../../src/base/u64';
import type { PageRange } from '../../../src/model/domain';
import { IommuError } from '../../../src/model/errors';
import { NO_PASID } from '../../../src/model/page-request';
import type { ViommuConfig } from '../../../src/model/viommu';
import { Bench, FULL, pages } from './fixture';
import { SV39, nestedOn } from './guest';
import { told } from './refusal';

const range = (firstPage: number, lastPage = firstPage): PageRange => ({ firstPage, lastPage });
const OWN = range(100, 109);

/** A vIOMMU that reserves pages 100 to 109, with two empty domains and a third, nested on the first. */
function prepared(changes: Partial<ViommuConfig> = {}): Bench {
  const bench = new Bench({}, {}, 'GENERIC', { reservedRanges: [OWN], ...changes });
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
  bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
  bench.iommu.createDomain(3, { kind: 'NESTED', pageRequests: false, nested: nestedOn(1, SV39) });
  bench.iommu.createDomain(4, { kind: 'NESTED', pageRequests: false, nested: nestedOn(undefined, SV39) });
  return bench;
}

/** An endpoint that reserves pages. */
function reserving(bench: Bench, id: number, ...reservedRanges: PageRange[]): void {
  bench.iommu.createEndpoint(id, { ...FULL, reservedRanges });
}

/** Why a command is refused, with its metadata; '' when it is not. */
function refused(command: () => unknown): string {
  try {
    command();
    return '';
  } catch (error) {
    if (error instanceof IommuError) {
      return `${told(error)} ${JSON.stringify(error.metadata)}`;
    }
    throw error;
  }
}

function map(bench: Bench, first: number, last = first, domainId = 1): string {
  const [failure] = bench.iommu.map(domainId, [pages(first, last, 0)], 'CONTINUE').failures;
  return failure === undefined ? '' : `${told(failure.error)} ${JSON.stringify(failure.error.metadata)}`;
}

const attach = (bench: Bench, id: number, domainId: number, pasid = NO_PASID) =>
  refused(() => bench.iommu.attach(id, pasid, domainId, 0n));
const replace = (bench: Bench, id: number, domainId: number, pasid = NO_PASID) =>
  refused(() => bench.iommu.replace(id, pasid, domainId, 0n));

const usable = (bench: Bench, domainId = 1) => bench.iommu.usablePages(domainId);

describe('pages that the vIOMMU reserves', () => {
  test.each([
    [99, 100],
    [105, 105],
    [109, 200],
    [0, MAX_PAGE],
  ])('cannot be mapped in any domain: %i to %i', (first, last) => {
    const bench = prepared();
    const text = 'IOVA_RESERVED range {"first":"0x64000","last":"0x6dfff"}';
    expect([map(bench, first, last), map(bench, first, last, 2)]).toEqual([text, text]);
    expect(bench.iommu.mappingCount).toBe(0);
  });

  test('do not keep their neighbours from being mapped', () => {
    const bench = prepared();
    expect([map(bench, 98, 99), map(bench, 110)]).toEqual(['', '']);
  });

  test('are told, and are not usable', () => {
    const bench = prepared({ iovaWidthBits: 20 });
    expect(usable(bench)).toEqual({
      usable: [range(0, 99), range(110, 255)],
      reserved: [{ ...OWN, endpointId: undefined }],
      allowed: [],
    });
  });

  test('cannot be allowed', () => {
    const bench = prepared();
    const set = (...ranges: PageRange[]) => refused(() => bench.iommu.setAllowedRanges(1, ranges));
    const text = 'RESERVED_RANGE_IN_USE ranges {"first":"0x64000","last":"0x6dfff"}';
    expect([set(range(1), range(90, 100)), set(range(1, 99), range(110))]).toEqual([text, '']);
    expect(usable(bench).allowed).toEqual([range(1, 99), range(110)]);
    expect([set(range(109)), set()]).toEqual([text, '']);
    expect(usable(bench).allowed).toEqual([]);
  });
});

describe('pages that an endpoint reserves', () => {
  test('cannot be mapped while it is attached, and say so with its name', () => {
    const bench = prepared();
    reserving(bench, 7, range(8, 9), range(20));
    expect(map(bench, 8)).toBe('');
    bench.unmap(1, 0n, 2n ** 64n - 1n);
    expect(attach(bench, 7, 1)).toBe('');
    expect(map(bench, 0, 8)).toBe('IOVA_RESERVED range {"first":"0x8000","last":"0x9fff","endpoint_id":"7"}');
    expect(map(bench, 20)).toBe('IOVA_RESERVED range {"first":"0x14000","last":"0x14fff","endpoint_id":"7"}');
    expect([map(bench, 10, 19), map(bench, 8, 9, 2)]).toEqual(['', '']);
    bench.iommu.detach(7, NO_PASID);
    expect([map(bench, 8), map(bench, 20)]).toEqual(['', '']);
  });

  test('are told with those of others, which may overlap; what one takes back the other keeps', () => {
    const bench = prepared({ reservedRanges: [], iovaWidthBits: 17 });
    reserving(bench, 5, range(8, 9));
    reserving(bench, 6, range(9, 12), range(2));
    attach(bench, 6, 1);
    attach(bench, 5, 1);
    expect(usable(bench)).toMatchObject({
      usable: [range(0, 1), range(3, 7), range(13, 31)],
      reserved: [
        { ...range(2), endpointId: 6 },
        { ...range(8, 9), endpointId: 5 },
        { ...range(9, 12), endpointId: 6 },
      ],
    });
    bench.iommu.detach(5, NO_PASID);
    expect([map(bench, 9) === '', map(bench, 8) === '']).toEqual([false, true]);
  });

  test('concern accesses without PASID only', () => {
    const bench = prepared();
    reserving(bench, 7, range(8, 9));
    expect(attach(bench, 7, 1, 5)).toBe('');
    expect([map(bench, 8), usable(bench).reserved]).toEqual(['', [{ ...OWN, endpointId: undefined }]]);
    expect(attach(bench, 7, 1, 6)).toBe('');
    bench.iommu.detach(7, 5);
    expect(attach(bench, 7, 1)).toMatch('RESERVED_RANGE_IN_USE endpoint_id');
  });

  test('stay reserved when a PASID of the same endpoint leaves', () => {
    const bench = prepared();
    reserving(bench, 7, range(8, 9));
    attach(bench, 7, 1);
    attach(bench, 7, 1, 5);
    bench.iommu.detach(7, 5);
    expect(map(bench, 8)).toMatch('IOVA_RESERVED');
  });

  test('can be mapped again once it is deleted', () => {
    const bench = prepared();
    reserving(bench, 7, range(8, 9));
    attach(bench, 7, 1);
    bench.iommu.deleteEndpoint(7, true);
    expect(map(bench, 8)).toBe('');
  });

  test('must be apart, and are told in order', () => {
    const bench = prepared({ granuleBits: 13, reservedRanges: [] });
    const create = (...ranges: PageRange[]) => refused(() => reserving(bench, 9, ...ranges));
    const field = 'config.reserved_iova_ranges';
    expect(create(range(0, 1), range(0, 3))).toBe(`RANGES_OVERLAP ${field} {"first":"0x0","last":"0x3fff"}`);
    expect(create(range(1, 2))).toBe(`ADDRESS_MISALIGNED ${field} {}`);
    expect(create(range(4, 5), range(0, 1))).toBe('');
    expect(bench.iommu.endpoint(9).config.reservedRanges).toEqual([range(0, 1), range(4, 5)]);
  });
});

describe('an endpoint cannot be attached', () => {
  const IN_USE = 'RESERVED_RANGE_IN_USE endpoint_id {"first":"0x9000","last":"0xafff"}';

  test('where a page it reserves is mapped; nothing changes', () => {
    const bench = prepared();
    map(bench, 9, 10);
    reserving(bench, 7, range(8, 9));
    bench.said();
    expect(attach(bench, 7, 1)).toBe(IN_USE);
    expect([bench.said(), bench.iommu.attachments(undefined, undefined, 9)]).toEqual([[], []]);
    expect(usable(bench).reserved).toHaveLength(1);
    bench.unmap(1, 0x9000n, 0xafffn);
    expect(attach(bench, 7, 1)).toBe('');
  });

  test('where a page it reserves is allowed', () => {
    const bench = prepared();
    bench.iommu.setAllowedRanges(1, [range(9, 10)]);
    reserving(bench, 7, range(8, 9));
    expect(attach(bench, 7, 1)).toBe(IN_USE);
    expect(attach(bench, 7, 2)).toBe('');
  });

  test('below which a page it reserves is mapped', () => {
    const bench = prepared();
    map(bench, 9, 10);
    reserving(bench, 7, range(8, 9));
    expect(attach(bench, 7, 3)).toBe(IN_USE);
    expect([attach(bench, 7, 3, 5), attach(bench, 7, 4)]).toEqual(['', '']);
  });
});

describe('through a nested domain', () => {
  test('the domain below cannot map what the endpoint reserves', () => {
    const bench = prepared();
    reserving(bench, 7, range(8, 9));
    attach(bench, 7, 3);
    expect(map(bench, 8)).toMatch('IOVA_RESERVED');
    bench.iommu.detach(7, NO_PASID);
    expect(map(bench, 8)).toBe('');
  });

  test('moving between a domain and the one below it changes nothing for it', () => {
    const bench = prepared();
    reserving(bench, 7, range(8, 9));
    attach(bench, 7, 1);
    expect([replace(bench, 7, 3), map(bench, 8)]).toEqual(['', expect.stringMatching('IOVA_RESERVED')]);
    expect([replace(bench, 7, 1), map(bench, 8)]).toEqual(['', expect.stringMatching('IOVA_RESERVED')]);
  });

  test('deleting it gives the pages back to the domain below', () => {
    const bench = prepared();
    reserving(bench, 7, range(8, 9));
    attach(bench, 7, 3);
    bench.iommu.deleteDomain(3, true);
    expect(map(bench, 8)).toBe('');
  });
});

describe('an endpoint that moves', () => {
  test('takes what it reserves along', () => {
    const bench = prepared();
    reserving(bench, 7, range(8, 9));
    attach(bench, 7, 1);
    expect(replace(bench, 7, 2)).toBe('');
    expect([map(bench, 8), map(bench, 8, 8, 2)]).toEqual(['', expect.stringMatching('IOVA_RESERVED')]);
  });

  test('stays where it is, with what it reserves, when it is refused', () => {
    const bench = prepared();
    map(bench, 9, 9, 2);
    reserving(bench, 7, range(8, 9));
    attach(bench, 7, 1);
    bench.said();
    expect(replace(bench, 7, 2)).toMatch('RESERVED_RANGE_IN_USE endpoint_id');
    expect(bench.said()).toEqual([]);
    expect(bench.iommu.attachments(undefined, undefined, 9)).toMatchObject([{ domainId: 1, generation: 1 }]);
    expect([map(bench, 8), map(bench, 8, 8, 2)]).toEqual([expect.stringMatching('IOVA_RESERVED'), '']);
  });

  test('of a PASID reserves nothing anywhere', () => {
    const bench = prepared();
    map(bench, 9, 9, 2);
    reserving(bench, 7, range(8, 9));
    attach(bench, 7, 1, 5);
    expect([replace(bench, 7, 2, 5), map(bench, 8, 8, 2)]).toEqual(['', '']);
  });
});

test('a reset of the vIOMMU leaves endpoints and what they reserve, but no domain', () => {
  const bench = prepared();
  reserving(bench, 7, range(8, 9));
  attach(bench, 7, 1);
  bench.iommu.reset(8);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
  expect(map(bench, 8)).toBe('');
  expect(attach(bench, 7, 1)).toMatch('RESERVED_RANGE_IN_USE');
});
