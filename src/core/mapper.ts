import { addressOf, hex, lastAddressOf, MAX_PAGE, PAGE_SIZE } from '../base/u64';
import { IommuError, limitExceeded } from '../model/errors';
import type { MapAnywhereRequest, MapItem } from '../model/domain';
import { describePermissions, lacking, NONE, PRIVILEGED, READ, WRITE, type Permissions } from '../model/permissions';
import type { Mapping } from './address-space';
import type { DirtyTracking } from './dirty-tracking';
import type { Domain } from './domain';
import { findFree } from './iova-allocator';
import { boundsOf, describeRange, type PageRange } from './page-range';
import { forgetCached } from './invalidator';
import type { Iotlb } from './iotlb';

/** What mapping is told of its vIOMMU. */
export interface MapperSettings {
  /** The highest page number an IOVA can have. */
  readonly maxPage: number;
  /** The highest page number an output address can have. */
  readonly maxOutputPage: number;
  readonly maxMappings: number;
  /** Pages of the granule. */
  readonly granulePages: number;
  /** Whether an unmap may cut a mapping in two. */
  readonly splits: () => boolean;
  /** Whether changes of mappings invalidate by themselves. */
  readonly invalidates: () => boolean;
}

/** What an executed map item did, so that it can be undone. */
export type MapEffect =
  | { readonly kind: 'NONE' }
  | { readonly kind: 'ADDED' }
  | { readonly kind: 'CHANGED'; readonly previous: Mapping; readonly lowered: boolean };

const NO_EFFECT: MapEffect = { kind: 'NONE' };
const ADDED: MapEffect = { kind: 'ADDED' };

/** Checks and makes mappings. Whoever removes or lowers invalidates afterwards. */
export class Mapper {
  /** Mappings in all domains. */
  mappingCount = 0;

  constructor(
    private readonly settings: MapperSettings,
    private readonly iotlb: Iotlb,
    private readonly dirty: DirtyTracking,
  ) {}

  /**
   * Makes one mapping, or refuses and changes nothing.
   *
   * @throws IommuError as `MapItem` in the contract lists
   */
  map(domain: Domain, item: MapItem): MapEffect {
    const range = item;
    this.requireAligned(range);
    this.requireWidth(range);
    this.requireOutput(item, range.lastPage - range.firstPage + 1);
    requireUsable(item.permissions);
    domain.iovas.requireFree(range);
    this.requireSettled(domain, range);
    const existing = domain.space.firstOverlap(range.firstPage, range.lastPage);
    if (existing !== undefined) {
      return this.remap(domain, item, range, existing);
    }
    if (item.ifMapped === 'SET_PERMISSIONS') {
      throw new IommuError('NOT_MAPPED', `${describeRange(range)} is not mapped; map it with if_mapped unset`, {
        field: 'range',
      });
    }
    this.add(domain, range, item.outputFirstPage, item.permissions);
    return ADDED;
  }

  /**
   * Makes one mapping at the lowest place that is free.
   *
   * @throws IommuError as `MapAnywhere` in the contract lists
   */
  mapAnywhere(domain: Domain, request: MapAnywhereRequest): Mapping {
    const { pageCount, outputFirstPage, permissions } = request;
    const { granulePages, maxPage } = this.settings;
    if (pageCount % granulePages !== 0) {
      throw new IommuError(
        'LENGTH_OUT_OF_RANGE',
        `length_bytes ${String(pageCount * PAGE_SIZE)} is not a multiple of ${String(granulePages * PAGE_SIZE)}, the granule`,
        { field: 'length_bytes' },
      );
    }
    this.requireOutput(request, pageCount);
    requireUsable(permissions);
    this.requireRoom();
    const range = findFree(domain, pageCount, outputFirstPage, granulePages, maxPage);
    this.add(domain, range, outputFirstPage, permissions);
    return { ...range, outputFirstPage, permissions };
  }

  /** Undoes what {@link map} did for an item, the latest first. */
  undo(domain: Domain, { firstPage, lastPage }: PageRange, effect: MapEffect): void {
    if (effect.kind === 'ADDED') {
      domain.space.remove(firstPage, lastPage);
      this.mappingCount -= 1;
    } else if (effect.kind === 'CHANGED') {
      domain.space.setPermissions(effect.previous.firstPage, effect.previous.permissions);
    }
  }

  /**
   * Removes the mapping that is just a range.
   *
   * @returns false, and nothing changed, when there is no such mapping
   * @throws IommuError ADDRESS_MISALIGNED
   */
  removeOne(domain: Domain, range: PageRange): boolean {
    this.requireAligned(range);
    if (!domain.space.remove(range.firstPage, range.lastPage)) {
      return false;
    }
    this.removed(domain, range, 1);
    return true;
  }

  /**
   * Checks a range to unmap, and cuts the mappings at its ends where that is the policy.
   *
   * @throws IommuError ADDRESS_MISALIGNED, MAPPING_SPLIT, NOT_MAPPED, LIMIT_EXCEEDED
   */
  prepareUnmap(domain: Domain, range: PageRange): PageRange {
    const { firstPage, lastPage } = range;
    this.requireAligned(range);
    const split = domain.space.partialOverlap(firstPage, lastPage);
    if (split !== undefined) {
      this.requireSplittable(range, split);
      const before = domain.space.mappingCount;
      domain.space.splitAt(firstPage);
      domain.space.splitAt(lastPage + 1);
      this.mappingCount += domain.space.mappingCount - before;
    }
    const everything = firstPage === 0 && lastPage === MAX_PAGE;
    if (!everything && domain.space.firstOverlap(firstPage, lastPage) === undefined) {
      throw new IommuError('NOT_MAPPED', `nothing is mapped in ${describeRange(range)}`, { field: 'range' });
    }
    return { firstPage, lastPage };
  }

  /**
   * Removes mappings wholly inside a range, at most so many.
   *
   * @returns how many; fewer than `max` means that none is left
   */
  remove(domain: Domain, range: PageRange, max: number): number {
    const { removedMappings } = domain.space.removeWithin(range.firstPage, range.lastPage, max);
    this.removed(domain, range, removedMappings);
    return removedMappings;
  }

  private removed(domain: Domain, range: PageRange, mappings: number): void {
    this.mappingCount -= mappings;
    domain.places.freed(range.firstPage);
    this.dirty.unmapped(domain, range);
  }

  private add(domain: Domain, range: PageRange, outputFirstPage: number, permissions: Permissions): void {
    this.requireRoom();
    domain.space.map(range.firstPage, range.lastPage, outputFirstPage, permissions);
    this.mappingCount += 1;
    this.dirty.mapped(domain);
  }

  private requireRoom(): void {
    if (this.mappingCount >= this.settings.maxMappings) {
      throw limitExceeded('max_mappings', this.settings.maxMappings, 'unmap something, or map larger ranges');
    }
  }

  private requireSplittable(range: PageRange, split: Mapping): void {
    if (!this.settings.splits()) {
      throw new IommuError(
        'MAPPING_SPLIT',
        `${describeRange(range)} cuts the mapping ${describeRange(split)}; unmap it whole, or set partial_unmap to SPLIT`,
        { field: 'range', metadata: boundsOf(split) },
      );
    }
    if (split.firstPage < range.firstPage && split.lastPage > range.lastPage) {
      this.requireRoom();
    }
  }

  private remap(domain: Domain, item: MapItem, range: PageRange, existing: Mapping): MapEffect {
    const same =
      existing.firstPage === range.firstPage &&
      existing.lastPage === range.lastPage &&
      existing.outputFirstPage === item.outputFirstPage;
    if (item.ifMapped === 'SET_PERMISSIONS' && same) {
      const lowered = takesAway(existing.permissions, item.permissions);
      domain.space.setPermissions(range.firstPage, item.permissions);
      if (this.settings.invalidates()) {
        forgetCached(this.iotlb, domain, [range]);
      }
      return { kind: 'CHANGED', previous: existing, lowered };
    }
    if (item.ifMapped === 'ACCEPT_IDENTICAL' && same && existing.permissions === item.permissions) {
      return NO_EFFECT;
    }
    throw new IommuError(
      'ALREADY_MAPPED',
      `${describeRange(range)} overlaps the mapping ${describeRange(existing)} to ${hex(addressOf(existing.outputFirstPage))} ` +
        `(${describePermissions(existing.permissions)}); unmap that one first`,
      { field: 'range', metadata: boundsOf(existing) },
    );
  }

  private requireAligned({ firstPage, lastPage }: PageRange): void {
    const { granulePages } = this.settings;
    if (!isMultiple(firstPage, granulePages)) {
      throw misaligned('range.first', addressOf(firstPage), `a multiple of ${String(granulePages * PAGE_SIZE)}`);
    }
    if (!isMultiple(lastPage + 1, granulePages)) {
      const wanted = `one less than a multiple of ${String(granulePages * PAGE_SIZE)}; ranges are inclusive`;
      throw misaligned('range.last', lastAddressOf(lastPage), wanted);
    }
  }

  private requireWidth({ lastPage }: PageRange): void {
    if (lastPage > this.settings.maxPage) {
      throw new IommuError(
        'ADDRESS_TOO_WIDE',
        `range.last ${hex(lastAddressOf(lastPage))} is above ${hex(lastAddressOf(this.settings.maxPage))}, ` +
          'the highest IOVA of this vIOMMU',
        { field: 'range.last' },
      );
    }
  }

  private requireOutput({ outputFirstPage }: { readonly outputFirstPage: number }, pageCount: number): void {
    const { granulePages, maxOutputPage } = this.settings;
    if (!isMultiple(outputFirstPage, granulePages)) {
      const wanted = `a multiple of ${String(granulePages * PAGE_SIZE)}`;
      throw misaligned('output_address', addressOf(outputFirstPage), wanted);
    }
    if (outputFirstPage + (pageCount - 1) > maxOutputPage) {
      throw new IommuError(
        'ADDRESS_TOO_WIDE',
        `the output range beginning at ${hex(addressOf(outputFirstPage))} passes ` +
          `${hex(lastAddressOf(maxOutputPage))}, the highest output address of this vIOMMU`,
        { field: 'output_address' },
      );
    }
  }

  private requireSettled(domain: Domain, range: PageRange): void {
    const pending = domain.pendingRanges.overlapping(range);
    if (pending !== undefined) {
      const endpoints = new Set([...pending.operation.invalidations].map((i) => i.endpointId));
      const list = [...endpoints].sort((a, b) => a - b).join(',');
      throw new IommuError(
        'INVALIDATION_PENDING',
        `${describeRange(range)} was unmapped and endpoint ${list} may still use it; ` +
          `wait for operation ${hex(pending.operation.id)}`,
        { field: 'range', metadata: { operation_id: String(pending.operation.id), endpoint_ids: list } },
      );
    }
  }
}

/** Whether some access is not allowed any more. Restricting a mapping to privileged accesses does so by setting a bit. */
function takesAway(before: Permissions, after: Permissions): boolean {
  return lacking(after | PRIVILEGED, before) !== NONE || lacking(before, after & PRIVILEGED) !== NONE;
}

function requireUsable(permissions: Permissions): void {
  if ((permissions & (READ | WRITE)) === 0) {
    throw new IommuError('PERMISSIONS_INVALID', 'permissions: neither read nor write is set; a mapping needs one', {
      field: 'permissions',
    });
  }
}

function misaligned(field: string, value: bigint, wanted: string): IommuError {
  return new IommuError('ADDRESS_MISALIGNED', `${field} ${hex(value)} is not ${wanted}`, { field });
}

/** Whether a page number is a multiple of a power of two below 2^31: its low 32 bits tell, and no remainder is computed. */
function isMultiple(page: number, pages: number): boolean {
  return (page & (pages - 1)) === 0;
}

/** The highest page number below a width in bits. */
export function highestPage(widthBits: number): number {
  return widthBits === 64 ? MAX_PAGE : 2 ** widthBits / PAGE_SIZE - 1;
}
