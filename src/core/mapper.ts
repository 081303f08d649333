import { addressOf, hex, lastAddressOf, MAX_PAGE, offsetOf, PAGE_SIZE, pageOf } from '../base/u64';
import { IommuError, limitExceeded } from '../model/errors';
import type { AddressRange, MapItem } from '../model/domain';
import { describePermissions, lacking, NONE, PRIVILEGED, READ, WRITE, type Permissions } from '../model/permissions';
import type { Mapping } from './address-space';
import type { Domain } from './domain';
import type { PageRange } from './page-range';
import type { Iotlb } from './iotlb';

/** What mapping is told of its vIOMMU. */
export interface MapperSettings {
  /** The highest page number an IOVA can have. */
  readonly maxPage: number;
  /** The highest page number an output address can have. */
  readonly maxOutputPage: number;
  readonly maxMappings: number;
  /** Whether changes of mappings invalidate by themselves. */
  readonly invalidates: () => boolean;
}

/** What an executed map item did, so that it can be undone. */
export type MapEffect =
  | { readonly kind: 'NONE' }
  | { readonly kind: 'ADDED'; readonly range: PageRange }
  | { readonly kind: 'CHANGED'; readonly previous: Mapping; readonly lowered: boolean };

const NO_EFFECT: MapEffect = { kind: 'NONE' };

/** Checks and makes mappings. Whoever removes or lowers invalidates afterwards. */
export class Mapper {
  /** Mappings in all domains. */
  mappingCount = 0;

  constructor(
    private readonly settings: MapperSettings,
    private readonly iotlb: Iotlb,
  ) {}

  /**
   * Makes one mapping, or refuses and changes nothing.
   *
   * @throws IommuError as `MapItem` in the contract lists
   */
  map(domain: Domain, item: MapItem): MapEffect {
    const range = this.requireRange(item);
    this.requireOutput(item, range);
    if ((item.permissions & (READ | WRITE)) === 0) {
      throw new IommuError('PERMISSIONS_INVALID', 'permissions: neither read nor write is set; a mapping needs one', {
        field: 'permissions',
      });
    }
    this.requireSettled(domain, range);
    const existing = domain.space.firstOverlap(range.firstPage, range.lastPage);
    if (existing !== undefined) {
      return this.remap(domain, item, range, existing);
    }
    if (item.ifMapped === 'SET_PERMISSIONS') {
      throw new IommuError('NOT_MAPPED', `${describe(range)} is not mapped; map it with if_mapped unset`, {
        field: 'range',
      });
    }
    if (this.mappingCount >= this.settings.maxMappings) {
      throw limitExceeded('max_mappings', this.settings.maxMappings, 'unmap something, or map larger ranges');
    }
    domain.space.map(range.firstPage, range.lastPage, pageOf(item.outputAddress), item.permissions);
    this.mappingCount += 1;
    return { kind: 'ADDED', range };
  }

  /** Undoes what {@link map} did, the latest first. */
  undo(domain: Domain, effect: MapEffect): void {
    if (effect.kind === 'ADDED') {
      domain.space.removeWithin(effect.range.firstPage, effect.range.lastPage, 1);
      this.mappingCount -= 1;
    } else if (effect.kind === 'CHANGED') {
      domain.space.setPermissions(effect.previous.firstPage, effect.previous.permissions);
    }
  }

  /**
   * Checks a range to unmap.
   *
   * @throws IommuError RANGE_INVALID, ADDRESS_MISALIGNED, MAPPING_SPLIT, NOT_MAPPED
   */
  requireUnmappable(domain: Domain, item: AddressRange): PageRange {
    const range = pagesOf(item);
    const { firstPage, lastPage } = range;
    const split = domain.space.partialOverlap(firstPage, lastPage);
    if (split !== undefined) {
      throw new IommuError('MAPPING_SPLIT', `${describe(range)} cuts the mapping ${describe(split)}; unmap it whole`, {
        field: 'range',
        metadata: bounds(split),
      });
    }
    const everything = firstPage === 0 && lastPage === MAX_PAGE;
    if (!everything && domain.space.firstOverlap(firstPage, lastPage) === undefined) {
      throw new IommuError('NOT_MAPPED', `nothing is mapped in ${describe(range)}`, { field: 'range' });
    }
    return range;
  }

  /**
   * Removes mappings wholly inside a range, at most so many.
   *
   * @returns how many; fewer than `max` means that none is left
   */
  remove(domain: Domain, range: PageRange, max: number): number {
    const { removedMappings } = domain.space.removeWithin(range.firstPage, range.lastPage, max);
    this.mappingCount -= removedMappings;
    return removedMappings;
  }

  private remap(domain: Domain, item: MapItem, range: PageRange, existing: Mapping): MapEffect {
    const same =
      existing.firstPage === range.firstPage &&
      existing.lastPage === range.lastPage &&
      existing.outputFirstPage === pageOf(item.outputAddress);
    if (item.ifMapped === 'SET_PERMISSIONS' && same) {
      const lowered = takesAway(existing.permissions, item.permissions);
      domain.space.setPermissions(range.firstPage, item.permissions);
      if (this.settings.invalidates()) {
        this.iotlb.invalidateRange(domain.tag, range.firstPage, range.lastPage);
      }
      return { kind: 'CHANGED', previous: existing, lowered };
    }
    if (item.ifMapped === 'ACCEPT_IDENTICAL' && same && existing.permissions === item.permissions) {
      return NO_EFFECT;
    }
    throw new IommuError(
      'ALREADY_MAPPED',
      `${describe(range)} overlaps the mapping ${describe(existing)} to ${hex(addressOf(existing.outputFirstPage))} ` +
        `(${describePermissions(existing.permissions)}); unmap that one first`,
      { field: 'range', metadata: bounds(existing) },
    );
  }

  private requireRange(item: AddressRange): PageRange {
    const range = pagesOf(item);
    if (range.lastPage > this.settings.maxPage) {
      throw new IommuError(
        'ADDRESS_TOO_WIDE',
        `range.last ${hex(item.last)} is above ${hex(lastAddressOf(this.settings.maxPage))}, the highest IOVA of this vIOMMU`,
        { field: 'range.last' },
      );
    }
    return range;
  }

  private requireOutput(item: MapItem, { firstPage, lastPage }: PageRange): void {
    if (offsetOf(item.outputAddress) !== 0) {
      throw new IommuError(
        'ADDRESS_MISALIGNED',
        `output_address ${hex(item.outputAddress)} is not a multiple of ${String(PAGE_SIZE)}`,
        {
          field: 'output_address',
        },
      );
    }
    if (pageOf(item.outputAddress) + (lastPage - firstPage) > this.settings.maxOutputPage) {
      throw new IommuError(
        'ADDRESS_TOO_WIDE',
        `the output range beginning at ${hex(item.outputAddress)} passes ` +
          `${hex(lastAddressOf(this.settings.maxOutputPage))}, the highest output address of this vIOMMU`,
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
        `${describe(range)} was unmapped and endpoint ${list} may still use it; ` +
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

/** The pages of a range of addresses that must be made of whole pages. */
export function pagesOf({ first, last }: AddressRange): PageRange {
  if (last < first) {
    throw new IommuError(
      'RANGE_INVALID',
      `range.last ${hex(last)} is below range.first ${hex(first)}; ranges are inclusive`,
      {
        field: 'range.last',
      },
    );
  }
  if (offsetOf(first) !== 0) {
    throw new IommuError('ADDRESS_MISALIGNED', `range.first ${hex(first)} is not a multiple of ${String(PAGE_SIZE)}`, {
      field: 'range.first',
    });
  }
  if (offsetOf(last) !== PAGE_SIZE - 1) {
    throw new IommuError(
      'ADDRESS_MISALIGNED',
      `range.last ${hex(last)} is not one less than a multiple of ${String(PAGE_SIZE)}; ranges are inclusive`,
      { field: 'range.last' },
    );
  }
  return { firstPage: pageOf(first), lastPage: pageOf(last) };
}

function describe({ firstPage, lastPage }: PageRange): string {
  return `${hex(addressOf(firstPage))}..${hex(lastAddressOf(lastPage))}`;
}

function bounds({ firstPage, lastPage }: PageRange): Record<string, string> {
  return { first: hex(addressOf(firstPage)), last: hex(lastAddressOf(lastPage)) };
}

/** The highest page number below a width in bits. */
export function highestPage(widthBits: number): number {
  return widthBits === 64 ? MAX_PAGE : 2 ** widthBits / PAGE_SIZE - 1;
}
