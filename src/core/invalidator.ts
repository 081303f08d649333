import { NO_PASID } from '../model/page-request';
import { DeviceInvalidations } from './device-invalidations';
import type { Domain } from './domain';
import type { Iotlb } from './iotlb';
import type { Operation } from './operations';
import { ALL_PAGES, union, type PageRange } from './page-range';

/**
 * Ranges sent one by one to one endpoint and PASID; more are covered by one that spans them (R-INV-12). Likewise
 * PASIDs: more are covered by one invalidation for all. So an operation adds at most 256 to an endpoint's queue.
 */
const MAX_RANGES = 16;

/** Translations of one PASID. */
export interface PasidScope {
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  /** Also those marked global, and of device TLBs those of every PASID. */
  readonly global: boolean;
}

/** Invalidates the IOTLB, then device TLBs: in everything that the vIOMMU does by itself the former comes first (R-INV-16). */
export class Invalidator extends DeviceInvalidations {
  constructor(
    private readonly iotlb: Iotlb,
    ...device: ConstructorParameters<typeof DeviceInvalidations>
  ) {
    super(...device);
  }

  /** Whether {@link requireRoomFor} could refuse anything. */
  mayLackRoom(domain: Domain): boolean {
    return (
      domain.holders.some((endpoint) => this.isCrowded(endpoint)) ||
      domain.nestedDomains.some((nested) => this.mayLackRoom(nested))
    );
  }

  /** Refuses as {@link requireRoom} if an endpoint that holds pages of a domain in these ranges has no room. */
  requireRoomFor(domain: Domain, ranges: readonly PageRange[]): void {
    if (ranges.length === 0) {
      return;
    }
    for (const endpoint of domain.holders) {
      if (this.isCrowded(endpoint) && endpoint.cache.held(domain, union(ranges)).size > 0) {
        this.requireRoom(endpoint);
      }
    }
    for (const nested of domain.nestedDomains) {
      this.requireRoomFor(nested, [ALL_PAGES]);
    }
  }

  /**
   * Adds the invalidation of a domain's pages to an operation: the IOTLB, then every endpoint that holds any. Domains
   * nested on it are invalidated as a whole: which of their pages lead there is not known.
   *
   * @param only one PASID; undefined: every one, and none
   * @returns the ranges, some joined, that an endpoint holds pages of
   */
  invalidateDomain(
    operation: Operation,
    entry: number,
    domain: Domain,
    ranges: readonly PageRange[],
    only?: PasidScope,
  ): PageRange[] {
    if (only === undefined && domain.holders.length === 0 && domain.nestedDomains.length === 0) {
      forgetCached(this.iotlb, domain, ranges);
      return [];
    }
    const joined = union(ranges);
    if (only === undefined) {
      forgetCached(this.iotlb, domain, joined);
    } else {
      for (const range of joined) {
        this.iotlb.invalidatePasid(domain.tag, range, only.pasid, only.global);
      }
    }
    const held = this.invalidateHolders(operation, entry, domain, joined, only);
    let nestedHold = false;
    for (const nested of domain.nestedDomains) {
      nestedHold = this.invalidateHolders(operation, entry, nested, [ALL_PAGES]).size > 0 || nestedHold;
    }
    return nestedHold ? joined : [...held];
  }

  /** Empties the IOTLB. */
  invalidateIotlb(): void {
    this.iotlb.invalidateAll();
  }

  private invalidateHolders(
    operation: Operation,
    entry: number,
    domain: Domain,
    joined: readonly PageRange[],
    only?: PasidScope,
  ): Set<PageRange> {
    const held = new Set<PageRange>();
    for (const endpoint of domain.holders) {
      const byPasid = endpoint.cache.held(domain, joined);
      if (only !== undefined && !only.global) {
        const own = byPasid.get(only.pasid);
        byPasid.clear();
        if (own !== undefined) {
          byPasid.set(only.pasid, own);
        }
      }
      for (const range of [...byPasid.values()].flat()) {
        held.add(range);
      }
      for (const [pasid, own] of joinPasids(byPasid)) {
        for (const range of join(own)) {
          this.invalidateDevice(operation, entry, endpoint, pasid, range);
        }
      }
    }
    return held;
  }
}

/** Has the IOTLB forget ranges of a domain, and all of the domains nested on it. */
export function forgetCached(iotlb: Iotlb, domain: Domain, ranges: readonly PageRange[]): void {
  iotlb.invalidateRanges(domain.tag, ranges);
  for (const child of domain.children) {
    iotlb.invalidateTag(child.tag);
  }
}

/** Few PASIDs as they are, many as all of them: an invalidation without PASID covers every one (R-INV-13). */
function joinPasids(byPasid: Map<number, PageRange[]>): Map<number, readonly PageRange[]> {
  return byPasid.size <= MAX_RANGES ? byPasid : new Map([[NO_PASID, [...byPasid.values()].flat()]]);
}

/** Few ranges as they are, many as the one that spans them. */
function join(ranges: readonly PageRange[]): readonly PageRange[] {
  if (ranges.length <= MAX_RANGES) {
    return ranges;
  }
  const span = ranges.reduce((a, b) => ({
    firstPage: Math.min(a.firstPage, b.firstPage),
    lastPage: Math.max(a.lastPage, b.lastPage),
  }));
  return [span];
}
