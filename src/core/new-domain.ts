import { IommuError } from '../model/errors';
import type { DomainRequest, NestedRequest } from '../model/domain';
import type { Profile } from '../profiles';
import { Domain } from './domain';
import { GuestTables, tableFormat } from './guest-tables';
import { IovaRanges } from './iova-ranges';
import type { MemoryPort } from './memory-port';
import type { PageRange } from './page-range';
import { RangeAddressSpace } from './range-address-space';
import { PagingStage2 } from './stage2';
import { requireDomain, type Table } from './tables';

/** What a domain is made in. */
export interface DomainSurroundings {
  /** Those that exist. */
  readonly domains: Table<Domain>;
  readonly profile: Profile;
  /** Pages that the vIOMMU reserves, ascending and apart. */
  readonly reservedRanges: readonly PageRange[];
  /** The highest page that a PAGING domain translates. */
  readonly maxPage: number;
  readonly memory: MemoryPort;
}

/**
 * Checks what a domain is to be.
 *
 * @returns makes it, which cannot fail: given its id, its tag and the handle of its queue
 * @throws IommuError as `CreateDomain` in the contract lists
 */
export function prepareDomain(
  request: DomainRequest,
  surroundings: DomainSurroundings,
): (id: number, tag: number, groups: number) => Domain {
  const { kind, pageRequests, overflowPolicy, nested, dirtyTracking } = request;
  const { reservedRanges, maxPage, memory } = surroundings;
  requirePageRequests(request, surroundings.profile);
  if ((nested !== undefined) !== (kind === 'NESTED')) {
    throw kind === 'NESTED'
      ? new IommuError('FIELD_REQUIRED', 'nested is missing; a NESTED domain needs its tables', { field: 'nested' })
      : notApplicable('nested', `nested is for NESTED domains, not ${kind}`);
  }
  if (dirtyTracking === true && kind !== 'PAGING') {
    throw notApplicable('dirty_tracking', `dirty_tracking is for PAGING domains, not ${kind}`);
  }
  const format = nested && tableFormat(nested);
  const parent = nested && parentOf(nested, format?.isSecondStage === true, surroundings.domains);
  return (id, tag, groups) => {
    const domain = new Domain({
      id,
      tag,
      kind,
      pageRequests,
      space: new RangeAddressSpace(),
      iovas: new IovaRanges(reservedRanges),
      groups,
      overflowPolicy: overflowPolicy ?? 'NATIVE',
      dirtyTracking: dirtyTracking === true,
      nested,
      parent,
    });
    if (nested !== undefined && format !== undefined) {
      const stage2 = parent && (parent.tables ?? new PagingStage2(parent, maxPage));
      domain.tables = new GuestTables(domain, nested, format, stage2, memory);
    }
    return domain;
  };
}

function requirePageRequests({ kind, pageRequests, overflowPolicy }: DomainRequest, profile: Profile): void {
  if (pageRequests && kind !== 'PAGING' && kind !== 'NESTED') {
    const text = `page_requests is for PAGING and NESTED domains, not ${kind}`;
    throw new IommuError('PAGE_REQUESTS_NOT_APPLICABLE', text, { field: 'page_requests' });
  }
  if (pageRequests && !profile.pageRequests) {
    throw new IommuError('PAGE_REQUESTS_NOT_APPLICABLE', `profile ${profile.name} has no page requests`, {
      field: 'page_requests',
    });
  }
  if (overflowPolicy !== undefined && !pageRequests) {
    throw notApplicable('overflow_policy', 'overflow_policy is for domains with page_requests');
  }
}

/** The domain that is to translate the addresses in the tables; undefined: none. */
function parentOf(
  { stage2DomainId }: NestedRequest,
  isSecondStage: boolean,
  domains: Table<Domain>,
): Domain | undefined {
  if (stage2DomainId === undefined) {
    return undefined;
  }
  const field = 'nested.stage2_domain_id';
  if (isSecondStage) {
    throw notApplicable(
      field,
      `${field} is for tables of a first stage; those of a second one hold no address to translate`,
    );
  }
  const parent = requireDomain(domains, stage2DomainId, field);
  if (parent.kind !== 'PAGING' && parent.tables?.isSecondStage !== true) {
    throw new IommuError(
      'NESTED_PARENT_INVALID',
      `${field}: domain ${String(parent.id)} is ${parent.kind}${parent.kind === 'NESTED' ? ' with tables of a first stage' : ''}; ` +
        'give a PAGING domain, or a NESTED one with tables of a second stage',
      { field },
    );
  }
  return parent;
}

function notApplicable(field: string, message: string): IommuError {
  return new IommuError('FIELD_NOT_APPLICABLE', message, { field });
}
