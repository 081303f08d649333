import { MAX_PAGE } from '../../../src/base/u64';
import type { DomainKind, DomainView, MapItem, NestedRequest, PageRange } from '../../../src/model/domain';
import type { Permissions } from '../../../src/model/permissions';

/** Pages that scripts can reach. */
export const PAGES: readonly number[] = [...Array.from({ length: 16 }, (_, page) => page), MAX_PAGE - 1, MAX_PAGE];

/** A mapping, as it was made or as an unmap left it. */
export interface Mapped {
  readonly first: number;
  readonly last: number;
  readonly output: number;
  permissions: Permissions;
}

/** An address space without any cache: what it was made as, and a list of mappings. */
export class DomainModel {
  readonly kind: DomainKind;
  readonly nested: NestedRequest | undefined;
  mappings: Mapped[] = [];
  /** Grows with every change of the mappings. */
  version = 0;

  /**
   * @param number names no other domain later, unlike the id
   * @param view as it was made
   * @param parent what translates the addresses in its tables
   */
  constructor(
    readonly number: number,
    view: DomainView,
    readonly parent: DomainModel | undefined,
  ) {
    this.kind = view.kind;
    this.nested = view.nested;
  }

  /** The mapping of a page. */
  find(page: number): Mapped | undefined {
    return this.mappings.find(({ first, last }) => first <= page && page <= last);
  }

  /** Where a mapping leads a page. */
  lookup(page: number): { readonly output: number; readonly permissions: Permissions } | undefined {
    const found = this.find(page);
    return found && { output: found.output + (page - found.first), permissions: found.permissions };
  }

  /** An item was accepted. */
  map({ firstPage: first, lastPage: last, outputFirstPage: output, permissions }: Omit<MapItem, 'ifMapped'>): void {
    const existing = this.mappings.find((each) => each.first === first);
    if (existing === undefined) {
      this.mappings.push({ first, last, output, permissions });
    } else {
      existing.permissions = permissions;
    }
    this.version += 1;
  }

  /** A range was accepted: of a mapping that is partly inside the rest stays. */
  unmap({ firstPage, lastPage }: PageRange): void {
    this.mappings = this.mappings.flatMap((each) => {
      const { first, last, output } = each;
      if (last < firstPage || first > lastPage) {
        return [each];
      }
      const below = { ...each, last: firstPage - 1 };
      const above = { ...each, first: lastPage + 1, output: output + (lastPage + 1 - first) };
      return [...(first < firstPage ? [below] : []), ...(last > lastPage ? [above] : [])];
    });
    this.version += 1;
  }
}
