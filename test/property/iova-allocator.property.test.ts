import fc from 'fast-check';
import type { PageRange } from '../../src/model/domain';
import { IommuError } from '../../src/model/errors';
import { NO_PASID } from '../../src/model/page-request';
import { READ } from '../../src/model/permissions';
import { Bench, finish, FULL, read } from '../unit/core/fixture';

/** Pages there are: few enough to look at each of them. */
const PAGES = 128;

const length = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 40 }));
const place = fc.nat({ max: PAGES - 1 });
const ranges = fc.array(fc.tuple(place, fc.nat({ max: 30 })), { maxLength: 4 });

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('anywhere' as const), length, output: fc.nat({ max: 64 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('map' as const), first: place, length }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('unmap' as const), first: place, length }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('complete' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('touch' as const), first: place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('join' as const), ranges }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('leave' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('allow' as const), ranges }) },
);

/** Pages, one by one: what may not be used for a new mapping, and why. */
class Model {
  readonly mapped = new Set<number>();
  pending: ReadonlySet<number> = new Set();
  reserved = new Set<number>();
  allowed: ReadonlySet<number> | undefined;

  constructor(readonly granule: number) {}

  /** The lowest place that fits, by trying each. */
  find(pageCount: number, output: number): number | undefined {
    let alignment = this.granule;
    while (alignment < 512 && alignment * 2 <= pageCount && output % (alignment * 2) === 0) {
      alignment *= 2;
    }
    for (let first = 0; first + pageCount <= PAGES; first += alignment) {
      const pages = Array.from({ length: pageCount }, (_, i) => first + i);
      if (pages.every((page) => this.isFree(page))) {
        return first;
      }
    }
    return undefined;
  }

  private isFree(page: number): boolean {
    const isInside = page >= this.granule && page < PAGES - this.granule;
    const isAllowed = this.allowed === undefined || this.allowed.has(page);
    return isInside && isAllowed && !this.mapped.has(page) && !this.pending.has(page) && !this.reserved.has(page);
  }
}

const pagesIn = ({ firstPage, lastPage }: PageRange) =>
  Array.from({ length: lastPage - firstPage + 1 }, (_, i) => firstPage + i);

/** Whole granules, apart. */
function tidy(wanted: readonly (readonly [number, number])[], granule: number): PageRange[] {
  const taken = new Set<number>();
  return wanted.flatMap(([first, more]) => {
    const firstPage = first - (first % granule);
    const last = Math.min(first + more, PAGES - 1);
    const range = { firstPage, lastPage: last - (last % granule) + granule - 1 };
    const isFree = pagesIn(range).every((page) => !taken.has(page));
    pagesIn(range).forEach((page) => taken.add(page));
    return isFree ? [range] : [];
  });
}

function refusedAs(reason: string, command: () => unknown): boolean {
  try {
    command();
    return false;
  } catch (error) {
    if (error instanceof IommuError && error.reason === reason) {
      return true;
    }
    throw error;
  }
}

test('MapAnywhere takes the lowest place that fits, or there is none, whatever happened before', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(12, 12, 13, 14),
      fc.boolean(),
      fc.array(step, { maxLength: 120, size: 'max' }),
      (bits, own, steps) => {
        const granule = 2 ** (bits - 12);
        const reservedRanges = own ? [{ firstPage: 16, lastPage: 23 }] : [];
        const changes = { granuleBits: bits, iovaWidthBits: 19, reservedRanges };
        const bench = new Bench({}, { partialUnmap: 'SPLIT' }, 'GENERIC', changes);
        const { iommu } = bench;
        const model = new Model(granule);
        reservedRanges.flatMap(pagesIn).forEach((page) => model.reserved.add(page));
        iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
        iommu.createEndpoint(1, { ...FULL, invalidationCompletion: 'MANUAL' });
        iommu.attach(1, 5, 1, 0n);
        let joined: number[] = [];
        let next = 2;
        for (const one of steps) {
          if (one.kind === 'anywhere') {
            const pageCount = Math.ceil(one.length / granule) * granule;
            const output = one.output - (one.output % granule);
            const wanted = model.find(pageCount, output);
            const request = { pageCount, outputFirstPage: output, permissions: READ };
            if (wanted === undefined) {
              expect(refusedAs('NO_IOVA_LEFT', () => iommu.mapAnywhere(1, request))).toBe(true);
            } else {
              const mapping = iommu.mapAnywhere(1, request);
              expect(mapping.firstPage).toBe(wanted);
              pagesIn(mapping).forEach((page) => model.mapped.add(page));
            }
          } else if (one.kind === 'map' || one.kind === 'unmap') {
            const [range] = tidy([[one.first, one.length - 1]], granule);
            if (one.kind === 'map') {
              const item = { ...range!, outputFirstPage: 0, permissions: READ, ifMapped: 'REFUSE' as const };
              if (iommu.map(1, [item], 'CONTINUE').executed === 1) {
                pagesIn(range!).forEach((page) => model.mapped.add(page));
              }
            } else {
              finish(iommu.unmap(1, [range!], 'CONTINUE'));
              pagesIn(range!).forEach((page) => model.mapped.delete(page));
              model.pending = heldBack(bench);
            }
          } else if (one.kind === 'complete') {
            iommu.completeInvalidations('HOSTED', 1, tagsOf(bench));
            model.pending = heldBack(bench);
          } else if (one.kind === 'touch') {
            iommu.issueDma('HOSTED', 1, read(BigInt(one.first) * 4096n, 1, 5));
          } else if (one.kind === 'join') {
            const wanted = tidy(one.ranges, granule);
            iommu.createEndpoint(next, { reservedRanges: wanted });
            if (!refusedAs('RESERVED_RANGE_IN_USE', () => iommu.attach(next, NO_PASID, 1, 0n))) {
              joined.push(next);
              wanted.flatMap(pagesIn).forEach((page) => model.reserved.add(page));
            }
            next += 1;
          } else if (one.kind === 'leave') {
            joined.forEach((id) => iommu.detach(id, NO_PASID));
            joined = [];
            model.reserved = new Set(reservedRanges.flatMap(pagesIn));
          } else {
            const wanted = tidy(one.ranges, granule);
            if (!refusedAs('RESERVED_RANGE_IN_USE', () => iommu.setAllowedRanges(1, wanted))) {
              model.allowed = wanted.length === 0 ? undefined : new Set(wanted.flatMap(pagesIn));
            }
          }
        }
      },
    ),
    { seed: 20_261_123, numRuns: 150 },
  );
});

/** Pages that cannot be mapped because an unmap has not ended. */
function heldBack({ iommu }: Bench): Set<number> {
  const granule = 2 ** (iommu.config.granuleBits - 12);
  const held = new Set<number>();
  for (let firstPage = 0; firstPage < PAGES; firstPage += granule) {
    const range = { firstPage, lastPage: firstPage + granule - 1 };
    // Nothing is changed by this that a search would look at.
    const item = { ...range, outputFirstPage: 0, permissions: READ, ifMapped: 'SET_PERMISSIONS' as const };
    const [failure] = iommu.map(1, [item], 'CONTINUE').failures;
    if (failure?.error.reason === 'INVALIDATION_PENDING') {
      pagesIn(range).forEach((page) => held.add(page));
    }
  }
  return held;
}

function tagsOf({ iommu }: Bench): number[] {
  return iommu.outstandingInvalidations(1, 0, 100).flatMap(({ itag }) => (itag === undefined ? [] : [itag]));
}
