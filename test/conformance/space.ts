import { Iommu } from '../../src/core/iommu';
import type { DomainRequest, MapItem, PageRange } from '../../src/model/domain';
import type { EndpointRequest } from '../../src/model/endpoint';
import type { IommuError } from '../../src/model/errors';
import { NO_PASID } from '../../src/model/page-request';
import { READ, WRITE } from '../../src/model/permissions';
import type { ViommuConfig } from '../../src/model/viommu';
import { Bench, config, finish } from '../unit/core/fixture';
import { told } from '../unit/core/refusal';

/** The highest page number there is. */
export const LAST_PAGE = 2 ** 52 - 1;

/** Pages from `firstPage` to `lastPage`, inclusive. */
export function range(firstPage: number, lastPage = firstPage): PageRange {
  return { firstPage, lastPage };
}

/** A mapping to make, for reading and writing unless said otherwise. */
export function item(
  firstPage: number,
  lastPage = firstPage,
  outputFirstPage = firstPage,
  permissions = READ | WRITE,
): MapItem {
  return { firstPage, lastPage, outputFirstPage, permissions, ifMapped: 'REFUSE' };
}

/** A vIOMMU of a configuration of its own. */
export class Space extends Bench {
  override readonly iommu: Iommu;

  constructor(changes: Partial<ViommuConfig>) {
    super();
    this.iommu = new Iommu({ config: { ...config(), ...changes }, incarnation: 7, memory: this.ram });
  }

  /** Maps in domain 1 and expects nothing to be refused. */
  map(...items: MapItem[]): void {
    expect(this.iommu.map(1, items, 'CONTINUE').failures).toEqual([]);
  }

  /** Why a mapping in domain 1 is refused, as `REASON field`. */
  mapRefusal(wanted: MapItem): string {
    return this.unchanged(() => onlyFailure(this.iommu.map(1, [wanted], 'CONTINUE').failures));
  }

  /** Unmaps ranges of domain 1. */
  unmapPages(...ranges: PageRange[]) {
    return finish(this.iommu.unmap(1, ranges, 'CONTINUE'));
  }

  /** Why a range of domain 1 cannot be unmapped, as `REASON field`. */
  unmapRefusal(wanted: PageRange): string {
    return this.unchanged(() => onlyFailure(this.unmapPages(wanted).failures));
  }

  /** The mappings of domain 1, as [first page, last page, output page]. */
  mapped(domainId = 1): [number, number, number][] {
    return this.iommu
      .mappings(domainId, 0, 1000)
      .map(({ firstPage, lastPage, outputFirstPage }) => [firstPage, lastPage, outputFirstPage]);
  }

  /** Does what must be refused, and expects it to change nothing. */
  unchanged<T>(command: () => T): T {
    this.said();
    const before = this.seen();
    const result = command();
    expect(this.seen()).toEqual(before);
    expect(this.said()).toEqual([]);
    return result;
  }

  /** Everything that can be seen of domains, attachments and endpoints. */
  private seen(): unknown {
    const domains = this.iommu.domains(0, 100);
    return {
      domains,
      mappings: domains.filter(({ kind }) => kind === 'PAGING').map(({ domainId }) => this.mapped(domainId)),
      attachments: this.iommu.attachments(undefined, undefined, 100),
      endpoints: this.iommu.endpoints(0, 100),
      pending: this.iommu.pendingGroups(undefined, 0n, 100),
    };
  }
}

/** Domain 1, for mappings, with endpoint 1 attached to it without PASID. */
export function space(
  changes: Partial<ViommuConfig> = {},
  request: Partial<DomainRequest> = {},
  endpoint: EndpointRequest = {},
): Space {
  const made = new Space({ iovaWidthBits: 64, outputWidthBits: 64, ...changes });
  made.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false, ...request });
  made.iommu.createEndpoint(1, endpoint);
  made.iommu.attach(1, NO_PASID, 1, 0n);
  made.said();
  return made;
}

function onlyFailure(failures: readonly { readonly error: IommuError }[]): string {
  expect(failures).toHaveLength(1);
  return told(failures[0]!.error);
}
