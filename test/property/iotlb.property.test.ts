import fc from 'fast-check';
import type { LookupResult } from '../../src/core/address-space';
import { Iotlb } from '../../src/core/iotlb';
import { RangeAddressSpace } from '../../src/core/range-address-space';

const PAGES = 400;

const step = fc.record({
  kind: fc.constantFrom('map', 'unmap', 'permit', 'drop', 'forget', 'look', 'look', 'look', 'look'),
  tag: fc.nat({ max: 2 }),
  page: fc.nat({ max: PAGES - 1 }),
  length: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 150 })),
  n: fc.nat({ max: 15 }),
});

/** Looks up as the IOMMU does: the cache first, then the mappings, and what they say is cached. */
function translate(iotlb: Iotlb, space: RangeAddressSpace, tag: number, page: number): LookupResult | undefined {
  const out = { firstPage: page, lastPage: page, outputPage: 0, permissions: 0 };
  const slot = iotlb.lookup(tag, page);
  if (slot !== -1) {
    return { ...out, outputPage: iotlb.outputPageAt(slot), permissions: iotlb.permissionsAt(slot) };
  }
  if (!space.lookup(page, out)) {
    return undefined;
  }
  iotlb.insert(tag, page, out.outputPage, out.permissions);
  return out;
}

function withoutCache(space: RangeAddressSpace, page: number): LookupResult | undefined {
  const out = { firstPage: 0, lastPage: 0, outputPage: 0, permissions: 0 };
  return space.lookup(page, out) ? out : undefined;
}

test('translations through the cache equal those without it, under any sequence of changes', () => {
  const sizes = fc.constantFrom<[number, number]>([256, 4], [4, 2], [1, 1], [16, 3]);
  fc.assert(
    fc.property(
      sizes,
      fc.constantFrom(0, 2 ** 52 - PAGES),
      fc.array(step, { maxLength: 300, size: 'max' }),
      ([sets, ways], origin, steps) => {
        const iotlb = new Iotlb(sets, ways);
        const spaces = [new RangeAddressSpace(), new RangeAddressSpace(), new RangeAddressSpace()];
        let lookups = 0;
        for (const { kind, tag, page, length, n } of steps) {
          const space = spaces[tag]!;
          const first = origin + page;
          const last = origin + Math.min(PAGES - 1, page + length);
          if (kind === 'map' && !space.firstOverlap(first, last)) {
            space.map(first, last, n * 1000 + page, n);
          } else if (kind === 'unmap' && !space.partialOverlap(first, last)) {
            space.removeWithin(first, last, PAGES);
            iotlb.invalidateRange(tag, first, last);
          } else if (kind === 'permit') {
            const mapping = space.firstOverlap(first, last);
            if (mapping) {
              space.setPermissions(mapping.firstPage, n);
              iotlb.invalidateRange(tag, mapping.firstPage, mapping.lastPage);
            }
          } else if (kind === 'drop' && n === 0) {
            space.removeWithin(origin, origin + PAGES - 1, PAGES);
            iotlb.invalidateTag(tag);
          } else if (kind === 'forget' && n === 0) {
            iotlb.invalidateAll();
          }
          for (let at = first; at <= Math.min(last, first + 8); at += 1) {
            const got = translate(iotlb, space, tag, at);
            const wanted = withoutCache(space, at);
            lookups += 1;
            if (got?.outputPage !== wanted?.outputPage || got?.permissions !== wanted?.permissions) {
              expect([tag, at, got]).toEqual([tag, at, wanted]);
            }
          }
        }
        expect(iotlb.hits + iotlb.misses).toBe(lookups);
      },
    ),
    { seed: 20_261_120, numRuns: 300 },
  );
});
