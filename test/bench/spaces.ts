/** Address spaces of the server to compare: what they are to do is the same for all of them. */
import type { BatchItems } from '../../src/core/batch';
import { contextOf, Iotlb } from '../../src/core/iotlb';
import { RangeAddressSpace } from '../../src/core/range-address-space';
import { NO_PASID } from '../../src/model/page-request';
import { NONE } from '../../src/model/permissions';
import { VIOMMU_LIMITS } from '../../src/model/viommu';
import { COLUMNS, type DataSet } from './data-set';
import { OpenIommu } from './open-iommu';

/** An empty address space. */
export interface Space {
  /**
   * Maps everything, in order.
   * @returns how many mappings were made
   */
  mapAll(set: DataSet): number;
  /**
   * Looks pages up.
   * @returns the sum of their output pages and permissions
   */
  translateAll(pages: Float64Array): number;
  /**
   * Removes everything, one mapping at a time.
   * @returns how many mappings were removed
   */
  removeAll(set: DataSet): number;
}

/** The mappings of a domain. */
export class RangesSpace implements Space {
  private readonly space = new RangeAddressSpace();
  private readonly found = { firstPage: 0, lastPage: 0, outputPage: 0, permissions: 0 };

  mapAll({ mappings }: DataSet): number {
    const { space } = this;
    for (let i = 0; i < mappings.length; i += COLUMNS) {
      const [first, last] = [mappings[i]!, mappings[i + 1]!];
      if (space.firstOverlap(first, last) === undefined) space.map(first, last, mappings[i + 2]!, mappings[i + 3]!);
    }
    return space.mappingCount;
  }

  translateAll(pages: Float64Array): number {
    const { space, found } = this;
    let sum = 0;
    for (let i = 0; i < pages.length; i += 1) {
      if (space.lookup(pages[i]!, found)) sum += found.outputPage + found.permissions;
    }
    return sum;
  }

  removeAll({ mappings, removals }: DataSet): number {
    let removed = 0;
    for (let i = 0; i < removals.length; i += 1) {
      const at = removals[i]! * COLUMNS;
      removed += this.space.removeWithin(mappings[at]!, mappings[at + 1]!, 1).removedMappings;
    }
    return removed;
  }
}

/** The domain, and the most items of a batch. */
const DOMAIN_ID = 1;
const BATCH = 4096;

/** A part of a data set as a batch of the core; the items are one object, as those of records are. */
class Items<T> implements BatchItems<T> {
  begin = 0;
  length = 0;

  /**
   * @param item what is returned for every place
   * @param fill writes a place, counted from 0, into it
   */
  constructor(
    private readonly item: T,
    private readonly fill: (place: number, item: T) => void,
  ) {}

  at(index: number): T | undefined {
    if (index >= this.length) return undefined;
    this.fill(this.begin + index, this.item);
    return this.item;
  }
}

/** A domain of a vIOMMU, with everything that checks, counts and invalidates around it. */
export class IommuSpace implements Space {
  private readonly iommu = new OpenIommu();

  constructor() {
    this.iommu.createDomain(DOMAIN_ID, { kind: 'PAGING', pageRequests: false });
    this.iommu.attachTo(DOMAIN_ID);
  }

  mapAll({ mappings, removals }: DataSet): number {
    const item = { firstPage: 0, lastPage: 0, outputFirstPage: 0, permissions: NONE, ifMapped: 'REFUSE' as const };
    const items = new Items(item, (place, into) => {
      const at = place * COLUMNS;
      into.firstPage = mappings[at]!;
      into.lastPage = mappings[at + 1]!;
      into.outputFirstPage = mappings[at + 2]!;
      into.permissions = mappings[at + 3]!;
    });
    return inBatches(items, removals.length, () => this.iommu.map(DOMAIN_ID, items, 'CONTINUE').executed);
  }

  translateAll(pages: Float64Array): number {
    return this.iommu.translateAll(pages);
  }

  removeAll({ mappings, removals }: DataSet): number {
    const ranges = new Items({ firstPage: 0, lastPage: 0 }, (place, into) => {
      const at = removals[place]! * COLUMNS;
      into.firstPage = mappings[at]!;
      into.lastPage = mappings[at + 1]!;
    });
    return inBatches(ranges, removals.length, () => {
      const work = this.iommu.unmap(DOMAIN_ID, ranges, 'CONTINUE');
      let step = work.next();
      while (step.done !== true) step = work.next();
      this.iommu.takeOutputs();
      return step.value.removedMappings;
    });
  }
}

/** Executes a batch again and again until all items were in it. Returns how many it did something with. */
function inBatches<T>(items: Items<T>, count: number, execute: () => number): number {
  let done = 0;
  for (items.begin = 0; items.begin < count; items.begin += BATCH) {
    items.length = Math.min(BATCH, count - items.begin);
    done += execute();
  }
  return done;
}

/** Whose translations the IOTLB holds. */
const TAG = 1;
const CONTEXT = contextOf(NO_PASID, false);

type Columns = readonly [number, number, number, number];

/** The IOTLB alone, for so few pages that it can hold all of them. */
export class IotlbSpace implements Space {
  private readonly iotlb = new Iotlb(VIOMMU_LIMITS.iotlb_entries.defaultValue);

  mapAll({ mappings, removals }: DataSet): number {
    for (let i = 0; i < mappings.length; i += COLUMNS) {
      const [page, lastPage, outputPage, permissions] = mappings.subarray(i, i + COLUMNS) as unknown as Columns;
      const alone = { page, firstPage: page, lastPage, outputPage, permissions };
      this.iotlb.insert(TAG, CONTEXT, { ...alone, stage2Page: page, clean: false, global: false });
    }
    return removals.length - this.iotlb.evictions;
  }

  translateAll(pages: Float64Array): number {
    const { iotlb } = this;
    let sum = 0;
    for (let i = 0; i < pages.length; i += 1) {
      const slot = iotlb.lookup(TAG, CONTEXT, pages[i]!);
      if (slot !== -1) sum += iotlb.outputPageAt(slot, pages[i]!) + iotlb.permissionsAt(slot);
    }
    return sum;
  }

  removeAll({ removals }: DataSet): number {
    this.iotlb.invalidateAll();
    return removals.length;
  }
}
