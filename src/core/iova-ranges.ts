import { IommuError } from '../model/errors';
import type { ReservedRange } from '../model/domain';
import type { Endpoint } from './endpoint';
import { boundsOf, describeRange, overlapIn, union, type PageRange } from './page-range';

/** A range of IOVAs that is reserved, and by whom. */
export type Reservation = ReservedRange;

/** Which pages of a domain can be mapped: not those that its vIOMMU or an attached endpoint reserves. */
export class IovaRanges {
  /** Ascending and apart; empty: no restriction. */
  allowed: readonly PageRange[] = [];
  private readonly byEndpoint = new Map<Endpoint, readonly PageRange[]>();
  private joined: readonly PageRange[];

  /** @param own reserved by the vIOMMU, ascending and apart */
  constructor(private readonly own: readonly PageRange[]) {
    this.joined = own;
  }

  /** Everything reserved, ascending and apart. */
  get reserved(): readonly PageRange[] {
    return this.joined;
  }

  /** Everything reserved, ascending, by whom; ranges of different endpoints may overlap. */
  reservations(): Reservation[] {
    const all = this.own.map((range): Reservation => ({ ...range, endpointId: undefined }));
    for (const [endpoint, ranges] of this.byEndpoint) {
      all.push(...ranges.map((range): Reservation => ({ ...range, endpointId: endpoint.id })));
    }
    return all.sort((a, b) => a.firstPage - b.firstPage || (a.endpointId ?? 0) - (b.endpointId ?? 0));
  }

  /** An endpoint with reserved ranges begins to use the domain. */
  add(endpoint: Endpoint): void {
    if (endpoint.config.reservedRanges.length > 0) {
      this.byEndpoint.set(endpoint, endpoint.config.reservedRanges);
      this.join();
    }
  }

  /** An endpoint does not use the domain any more. */
  remove(endpoint: Endpoint): void {
    if (this.byEndpoint.delete(endpoint)) {
      this.join();
    }
  }

  /**
   * Refuses pages that are reserved.
   *
   * @throws IommuError IOVA_RESERVED
   */
  requireFree(range: PageRange): void {
    if (this.joined.length === 0 || overlapIn(range, this.joined) === undefined) {
      return;
    }
    const met = this.reservations().find((one) => one.firstPage <= range.lastPage && one.lastPage >= range.firstPage)!;
    const whose = met.endpointId === undefined ? 'the vIOMMU' : `endpoint ${String(met.endpointId)}`;
    throw new IommuError(
      'IOVA_RESERVED',
      `${describeRange(range)} overlaps ${describeRange(met)}, which ${whose} reserves; map around it`,
      {
        field: 'range',
        metadata: {
          ...boundsOf(met),
          ...(met.endpointId === undefined ? {} : { endpoint_id: String(met.endpointId) }),
        },
      },
    );
  }

  /**
   * Refuses ranges to allow of which a page is reserved.
   *
   * @throws IommuError RESERVED_RANGE_IN_USE
   */
  requireAllowable(ranges: readonly PageRange[]): void {
    for (const range of ranges) {
      const met = overlapIn(range, this.joined);
      if (met !== undefined) {
        throw new IommuError(
          'RESERVED_RANGE_IN_USE',
          `ranges: ${describeRange(range)} overlaps the reserved ${describeRange(met)}; leave that out`,
          { field: 'ranges', metadata: boundsOf(met) },
        );
      }
    }
  }

  private join(): void {
    this.joined = union([this.own, ...this.byEndpoint.values()].flat());
  }
}

/**
 * Ranges in order, each of whole granules.
 *
 * @param field how the caller calls them
 * @throws IommuError ADDRESS_MISALIGNED, RANGES_OVERLAP
 */
export function disjoint(ranges: readonly PageRange[], granulePages: number, field: string): PageRange[] {
  const sorted = [...ranges].sort((a, b) => a.firstPage - b.firstPage);
  for (const [i, range] of sorted.entries()) {
    if (range.firstPage % granulePages !== 0 || (range.lastPage + 1) % granulePages !== 0) {
      throw new IommuError(
        'ADDRESS_MISALIGNED',
        `${field}: ${describeRange(range)} is not made of whole pages of the granule, ${String(granulePages * 4096)} bytes`,
        { field },
      );
    }
    const next = sorted[i + 1];
    if (next !== undefined && next.firstPage <= range.lastPage) {
      throw new IommuError(
        'RANGES_OVERLAP',
        `${field}: ${describeRange(range)} and ${describeRange(next)} overlap; join them`,
        { field, metadata: boundsOf(next) },
      );
    }
  }
  return sorted.map(({ firstPage, lastPage }) => ({ firstPage, lastPage }));
}

/** What a list of ranges, ascending and apart, leaves of a range. */
export function complement({ firstPage, lastPage }: PageRange, holes: readonly PageRange[]): PageRange[] {
  const left: PageRange[] = [];
  let from = firstPage;
  for (const hole of holes) {
    if (hole.firstPage > lastPage) {
      break;
    }
    if (hole.firstPage > from) {
      left.push({ firstPage: from, lastPage: hole.firstPage - 1 });
    }
    from = Math.max(from, hole.lastPage + 1);
  }
  return from <= lastPage ? [...left, { firstPage: from, lastPage }] : left;
}

/** The pages that two lists, both ascending and apart, have in common. */
export function intersect(some: readonly PageRange[], others: readonly PageRange[]): PageRange[] {
  const common: PageRange[] = [];
  let i = 0;
  let k = 0;
  while (i < some.length && k < others.length) {
    const firstPage = Math.max(some[i]!.firstPage, others[k]!.firstPage);
    const lastPage = Math.min(some[i]!.lastPage, others[k]!.lastPage);
    if (firstPage <= lastPage) {
      common.push({ firstPage, lastPage });
    }
    if (some[i]!.lastPage < others[k]!.lastPage) {
      i += 1;
    } else {
      k += 1;
    }
  }
  return common;
}
