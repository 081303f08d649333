import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { LookupResult } from '../../src/core/address-space';
import { contextOf, Iotlb, type CachedPages } from '../../src/core/iotlb';
import { RangeAddressSpace } from '../../src/core/range-address-space';
import { NO_PASID } from '../../src/model/page-request';

const PAGES = 400;
const LAST = 2 ** 52 - 1;

/** What caches are made with: none, the smallest, one that is full soon, and one that never is. */
const entries = fc.constantFrom(0, 4, 16, 1024);

describe('translations of mappings', () => {
  const CONTEXT = contextOf(NO_PASID, false);

  const step = fc.record({
    kind: fc.constantFrom('map', 'map', 'unmap', 'split', 'permit', 'drop', 'forget', 'look', 'look', 'look', 'look'),
    tag: fc.nat({ max: 2 }),
    page: fc.nat({ max: PAGES - 1 }),
    length: fc.oneof(fc.nat({ max: 3 }), fc.constant(15), fc.nat({ max: 150 })),
    n: fc.nat({ max: 15 }),
  });

  /** Looks up as the IOMMU does: the cache first, then the mappings, and what they say is cached. */
  function translate(iotlb: Iotlb, space: RangeAddressSpace, tag: number, page: number): LookupResult | undefined {
    const out = { firstPage: page, lastPage: page, outputPage: 0, permissions: 0 };
    const slot = iotlb.lookup(tag, CONTEXT, page);
    if (slot !== -1) {
      return { ...out, outputPage: iotlb.outputPageAt(slot, page), permissions: iotlb.permissionsAt(slot) };
    }
    if (!space.lookup(page, out)) {
      return undefined;
    }
    iotlb.insert(tag, CONTEXT, { ...out, page, stage2Page: page, clean: false, global: false });
    return out;
  }

  function withoutCache(space: RangeAddressSpace, page: number): LookupResult | undefined {
    const out = { firstPage: 0, lastPage: 0, outputPage: 0, permissions: 0 };
    return space.lookup(page, out) ? out : undefined;
  }

  test('equal those without a cache, under any sequence of changes that are invalidated', () => {
    fc.assert(
      fc.property(
        entries,
        fc.constantFrom(0, 512, LAST + 1 - PAGES),
        fc.array(step, { maxLength: 300, size: 'max' }),
        (size, origin, steps) => {
          const iotlb = new Iotlb(size);
          const spaces = [new RangeAddressSpace(), new RangeAddressSpace(), new RangeAddressSpace()];
          let lookups = 0;
          for (const { kind, tag, page, length, n } of steps) {
            const space = spaces[tag]!;
            const first = origin + page;
            const last = origin + Math.min(PAGES - 1, page + length);
            if (kind === 'map' && !space.firstOverlap(first, last)) {
              // Some go where blocks are possible.
              space.map(first, last, n % 2 === 0 ? n * 1000 + page : n * 1024 + (page % 512), n);
            } else if (kind === 'unmap' && !space.partialOverlap(first, last)) {
              space.removeWithin(first, last, PAGES);
              iotlb.invalidateRange(tag, first, last);
            } else if (kind === 'split') {
              space.splitAt(first);
              space.splitAt(last + 1);
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
});

describe('what the IOTLB holds', () => {
  const SIZES = [0, 2, 4, 9, 13, 17, 18, 22, 27];

  interface Block {
    readonly tag: number;
    readonly context: number;
    readonly first: number;
    readonly last: number;
    readonly from: CachedPages;
  }

  const range = fc.record({ page: fc.nat({ max: 1200 }), before: fc.nat({ max: 700 }), after: fc.nat({ max: 700 }) });
  const step = fc.record({
    kind: fc.constantFrom('insert', 'insert', 'insert', 'insert', 'range', 'ranges', 'tag', 'all'),
    tag: fc.nat({ max: 1 }),
    context: fc.nat({ max: 2 }),
    place: fc.oneof(
      range,
      fc.record({ page: fc.nat({ max: 40 }), before: fc.nat({ max: 3 }), after: fc.nat({ max: 3 }) }),
    ),
    moved: fc.constantFrom(0, 512, 1024, 16, 3),
    behind: fc.constantFrom(0, 512, 4, 1),
    n: fc.nat({ max: 15 }),
  });

  /** The largest block around a page, by trying each of them. */
  function blockOf({ page, firstPage, lastPage, outputPage, stage2Page }: CachedPages): [number, number] {
    const fits = SIZES.map((shift) => 2 ** shift).filter((size) => {
      const offset = page % size;
      const aligned = outputPage % size === offset && stage2Page % size === offset;
      return aligned && page - offset >= firstPage && page - offset + size - 1 <= lastPage;
    });
    const size = fits.at(-1)!;
    return [page - (page % size), page - (page % size) + size - 1];
  }

  /** Blocks that were cached and not invalidated, none of them given up; equal blocks replace each other. */
  class NoEviction {
    blocks: Block[] = [];

    insert(tag: number, context: number, from: CachedPages): void {
      const [first, last] = blockOf(from);
      this.blocks = this.blocks.filter(
        (block) => block.tag !== tag || block.context !== context || block.first !== first || block.last !== last,
      );
      this.blocks.push({ tag, context, first, last, from });
    }

    invalidate(tag: number, first: number, last: number): void {
      this.blocks = this.blocks.filter((block) => block.tag !== tag || block.last < first || block.first > last);
    }

    /** The smallest first. */
    find(tag: number, context: number, page: number): Block[] {
      return this.blocks
        .filter((b) => b.tag === tag && b.context === context && b.first <= page && b.last >= page)
        .sort((a, b) => a.last - a.first - (b.last - b.first));
    }
  }

  function seen(iotlb: Iotlb, slot: number, page: number) {
    return {
      first: iotlb.firstPageAt(slot),
      last: iotlb.lastPageAt(slot),
      output: iotlb.outputPageAt(slot, page),
      stage2: iotlb.stage2PageAt(slot, page),
      permissions: iotlb.permissionsAt(slot),
      clean: iotlb.isCleanAt(slot),
      global: iotlb.isGlobalAt(slot),
    };
  }

  function told({ first, last, from }: Block, page: number) {
    return {
      first,
      last,
      output: from.outputPage + (page - from.page),
      stage2: from.stage2Page + (page - from.page),
      permissions: from.permissions,
      clean: from.clean,
      global: from.global,
    };
  }

  test('is what was cached last for a block and not invalidated; nothing else gives way but when a set is full', () => {
    fc.assert(
      fc.property(
        entries,
        fc.constantFrom(0, 2 ** 27 - 1024),
        fc.array(step, { maxLength: 60, size: 'max' }),
        fc.array(fc.nat({ max: 1300 }), { minLength: 12, maxLength: 12 }),
        (size, origin, steps, looks) => {
          const iotlb = new Iotlb(size);
          const model = new NoEviction();
          for (const { kind, tag, context, place, moved, behind, n } of steps) {
            const page = origin + place.page;
            const firstPage = Math.max(page - place.before, 0);
            const lastPage = page + place.after;
            if (kind === 'insert') {
              const from = { page, firstPage, lastPage, outputPage: page + moved, stage2Page: page + behind };
              const what = { ...from, permissions: n, clean: n % 2 === 0, global: n % 3 === 0 };
              iotlb.insert(tag, context, what);
              model.insert(tag, context, what);
            } else if (kind === 'range') {
              iotlb.invalidateRange(tag, firstPage, lastPage);
              model.invalidate(tag, firstPage, lastPage);
            } else if (kind === 'ranges') {
              // Few and many, short and long ones: looked for one by one, or all in one sweep.
              const ranges = Array.from({ length: 1 + n * n }, (_, i) => ({
                firstPage: firstPage + i * (7 + context),
                lastPage: firstPage + i * (7 + context) + (i % 5),
              }));
              iotlb.invalidateRanges(tag, ranges);
              ranges.forEach((each) => {
                model.invalidate(tag, each.firstPage, each.lastPage);
              });
            } else if (kind === 'tag') {
              iotlb.invalidateTag(tag);
              model.invalidate(tag, 0, LAST);
            } else if (n === 0) {
              iotlb.invalidateAll();
              model.blocks = [];
            }
            for (const look of [page, firstPage, lastPage, ...looks.map((each) => origin + each)]) {
              const slot = iotlb.peek(tag, context, look);
              const held = model.find(tag, context, look).map((block) => told(block, look));
              const found = slot === -1 ? undefined : seen(iotlb, slot, look);
              // Where something gave way, that may be the smallest.
              const possible = size === 0 ? [undefined] : iotlb.evictions > 0 ? [...held, undefined] : [held[0]];
              if (!possible.some((each) => isDeepStrictEqual(each, found))) {
                expect([look, found]).toEqual([look, possible]);
              }
            }
          }
        },
      ),
      { seed: 20_261_121, numRuns: 400 },
    );
  });
});
