import { RangeTree } from '../base/range-tree';
import { MAX_PAGE } from '../base/u64';
import type { Permissions } from '../model/permissions';
import type { AddressSpace, LookupResult, Mapping, Removal } from './address-space';

/** An {@link AddressSpace} over a tree of ranges: look-ups and changes take logarithmic time. */
export class RangeAddressSpace implements AddressSpace {
  /** The value of a range is its output first page, the attributes are its permissions. */
  private readonly tree = new RangeTree();
  private readonly found = { first: 0, last: 0, value: 0, attributes: 0 };

  get mappingCount(): number {
    return this.tree.size;
  }

  map(firstPage: number, lastPage: number, outputFirstPage: number, permissions: Permissions): void {
    this.tree.insert(firstPage, lastPage, outputFirstPage, permissions);
  }

  firstOverlap(firstPage: number, lastPage: number): Mapping | undefined {
    return this.mappingAt(this.tree.firstOverlap(firstPage, lastPage));
  }

  lookup(page: number, out: LookupResult): boolean {
    const { found } = this;
    if (!this.tree.read(page, found)) {
      return false;
    }
    out.firstPage = found.first;
    out.lastPage = found.last;
    out.outputPage = found.value + (page - found.first);
    out.permissions = found.attributes;
    return true;
  }

  partialOverlap(firstPage: number, lastPage: number): Mapping | undefined {
    const { tree } = this;
    for (const end of [firstPage, lastPage]) {
      const handle = tree.find(end);
      if (handle !== -1 && (tree.firstAt(handle) < firstPage || tree.lastAt(handle) > lastPage)) {
        return this.mappingAt(handle);
      }
    }
    return undefined;
  }

  removeWithin(firstPage: number, lastPage: number, max: number): Removal {
    const { count, pages } = this.tree.removeWithin(firstPage, lastPage, max);
    return { removedMappings: count, removedPages: pages };
  }

  remove(firstPage: number, lastPage: number): boolean {
    const { tree } = this;
    const handle = tree.find(firstPage);
    if (handle === -1 || tree.firstAt(handle) !== firstPage || tree.lastAt(handle) !== lastPage) {
      return false;
    }
    tree.removeAt(handle);
    return true;
  }

  splitAt(page: number): void {
    const { tree } = this;
    const handle = tree.find(page - 1);
    if (handle === -1 || tree.lastAt(handle) < page) {
      return;
    }
    const first = tree.firstAt(handle);
    const last = tree.lastAt(handle);
    const value = tree.valueAt(handle);
    const attributes = tree.attributesAt(handle);
    tree.remove(first);
    tree.insert(first, page - 1, value, attributes);
    tree.insert(page, last, value + (page - first), attributes);
  }

  setPermissions(firstPage: number, permissions: Permissions): boolean {
    const handle = this.tree.find(firstPage);
    if (handle === -1 || this.tree.firstAt(handle) !== firstPage) {
      return false;
    }
    this.tree.setAttributes(handle, permissions);
    return true;
  }

  list(fromPage: number, limit: number): Mapping[] {
    const mappings: Mapping[] = [];
    let handle = this.tree.firstOverlap(fromPage, MAX_PAGE);
    while (handle !== -1 && mappings.length < limit) {
      mappings.push(this.read(handle));
      handle = this.tree.next(handle);
    }
    return mappings;
  }

  outputOverlap(firstOutputPage: number, lastOutputPage: number): Mapping | undefined {
    const { tree } = this;
    for (let handle = tree.lowerBound(0); handle !== -1; handle = tree.next(handle)) {
      const first = tree.valueAt(handle);
      const last = first + (tree.lastAt(handle) - tree.firstAt(handle));
      if (first <= lastOutputPage && last >= firstOutputPage) {
        return this.read(handle);
      }
    }
    return undefined;
  }

  bytes(): number {
    return this.tree.bytes();
  }

  private mappingAt(handle: number): Mapping | undefined {
    return handle === -1 ? undefined : this.read(handle);
  }

  private read(handle: number): Mapping {
    return {
      firstPage: this.tree.firstAt(handle),
      lastPage: this.tree.lastAt(handle),
      outputFirstPage: this.tree.valueAt(handle),
      permissions: this.tree.attributesAt(handle),
    };
  }
}
