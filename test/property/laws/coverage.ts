/** What commands begin, and what their invalidations cover. */
import { MAX_PAGE, pageOf, U64_MAX } from '../../../src/base/u64';
import type { MapItem, PageRange } from '../../../src/model/domain';
import type { InvalidationEntry, InvalidationScope } from '../../../src/model/invalidation';
import type { AccessModel, Reached, Seen, Unmapped } from './access-model';
import type { DomainModel } from './domain-model';
import type { Call } from './machine';

/** The operation that a command began, if it began one. */
export function operationOf({ method }: Call, value: unknown): bigint | undefined {
  switch (method) {
    case 'setAts':
      return value as bigint | undefined;
    case 'map':
    case 'unmap':
    case 'invalidate':
    case 'replace':
    case 'detach':
    case 'deleteDomain':
    case 'stopPasid':
      return (value as { operationId: bigint | undefined }).operationId;
    default:
      return undefined;
  }
}

/** What the invalidations of the operation cover that a command began. */
export function coverageOf({ method, args }: Call, model: AccessModel): (seen: Seen) => boolean {
  const [id, second] = args as readonly [number, unknown];
  switch (method) {
    case 'map':
    case 'unmap': {
      const [range] = second as readonly [PageRange];
      return within(model.domains.get(id), range);
    }
    case 'deleteDomain':
      return within(model.domains.get(id), EVERYWHERE);
    case 'detach':
    case 'replace':
    case 'stopPasid':
      return (seen) => seen.endpointId === id && seen.pasid === second;
    case 'setAts':
      return (seen) => seen.endpointId === id;
    default: {
      const [entry] = args[0] as readonly [InvalidationEntry];
      if (entry.kind !== 'DEVICE_TLB') {
        return invalidated(entry, model);
      }
      const { endpointId, pasid } = entry;
      const range = pagesOf(entry);
      return (seen) =>
        seen.endpointId === endpointId && (pasid === undefined || pasid === seen.pasid) && isIn(seen.page, range);
    }
  }
}

/** What the IOTLB does not hold any more once a command was accepted. */
export function forgottenBy({ method, args }: Call, model: AccessModel): (reached: Reached) => boolean {
  switch (method) {
    case 'invalidate': {
      const [entry] = args[0] as readonly [InvalidationEntry];
      return invalidated(entry, model);
    }
    case 'unmap':
    case 'map': {
      const [item] = args[1] as readonly [PageRange & Partial<MapItem>];
      const changes = method === 'unmap' || item.ifMapped === 'SET_PERMISSIONS';
      return changes ? within(model.domains.get(args[0] as number), item) : nothing;
    }
    default:
      return nothing;
  }
}

/** Nested domains of which the IOTLB holds nothing at all any more. */
export function forgottenWhole({ method, args }: Call, model: AccessModel): readonly DomainModel[] {
  const [entry] = method === 'invalidate' ? (args[0] as readonly [InvalidationEntry]) : [];
  if (entry?.kind === 'EVERYTHING') {
    return [...model.domains.values()];
  }
  const domain = entry?.kind === 'DOMAIN' && entry.first === undefined ? model.domains.get(entry.domainId) : undefined;
  return domain === undefined ? [] : [domain];
}

/** What an unmap, if it is one, is to remove. */
export function unmappedBy({ method, args }: Call, model: AccessModel): Unmapped | undefined {
  const [range] = method === 'unmap' ? (args[1] as readonly PageRange[]) : [];
  return range && { domain: model.domains.get(args[0] as number)!.number, ...range };
}

const EVERYWHERE: PageRange = { firstPage: 0, lastPage: MAX_PAGE };

const nothing = () => false;

function invalidated(entry: InvalidationEntry, model: AccessModel): (reached: Reached) => boolean {
  switch (entry.kind) {
    case 'EVERYTHING':
      return () => true;
    case 'DOMAIN':
      return within(model.domains.get(entry.domainId), pagesOf(entry));
    default:
      return nothing;
  }
}

/** Whether a page is in a range of a domain, or what stage 2 is asked for it in a range of the domain below. */
function within(of: DomainModel | undefined, range: PageRange): (reached: Reached) => boolean {
  return ({ domain, page, guestPage }) =>
    domain === of ? isIn(page, range) : of !== undefined && domain.parent === of && isIn(guestPage, range);
}

function pagesOf({ first, last }: InvalidationScope): PageRange {
  return { firstPage: pageOf(first ?? 0n), lastPage: pageOf(last ?? U64_MAX) };
}

function isIn(page: number, { firstPage, lastPage }: PageRange): boolean {
  return firstPage <= page && page <= lastPage;
}
