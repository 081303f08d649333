/** What commands begin, and what their invalidations cover. */
import { MAX_PAGE, pageOf, U64_MAX } from '../../../src/base/u64';
import type { OperationBatch } from '../../../src/core/iommu';
import type { MapItem, PageRange } from '../../../src/model/domain';
import type { InvalidationEntry, InvalidationScope } from '../../../src/model/invalidation';
import type { AccessModel, Reached, Seen, Unmapped } from './access-model';
import type { DomainModel } from './domain-model';
import type { Call, Ended } from './machine';

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

/** What the invalidations of the operation cover that a command began, without those that a fence precedes. */
export function coverageOf(call: Call, ended: Ended, model: AccessModel): (seen: Seen) => boolean {
  const { method, args } = call;
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
      const covers = reached(call, ended).map((entry) => told(entry, model));
      return (seen) => covers.some((each) => each(seen));
    }
  }
}

/** As {@link coverageOf}, if every entry is executed: also those that a fence precedes. */
export function wholeCoverageOf(call: Call, ended: Ended, model: AccessModel): (seen: Seen) => boolean {
  if (call.method !== 'invalidate') {
    return coverageOf(call, ended, model);
  }
  const covers = acceptedEntries(call, ended).map((entry) => told(entry, model));
  return (seen) => covers.some((each) => each(seen));
}

/** The entries of a batch of invalidations that were accepted. */
export function acceptedEntries({ method, args }: Call, ended: Ended): readonly InvalidationEntry[] {
  if (method !== 'invalidate' || 'refused' in ended) {
    return [];
  }
  const { failures, executed } = ended.value as OperationBatch;
  const refused = new Set(failures.map(({ index }) => index));
  const entries = args[0] as readonly InvalidationEntry[];
  return entries.filter((_, index) => !refused.has(index)).slice(0, executed);
}

/** Those of them that surely were executed by the command itself. */
function reached(call: Call, ended: Ended): readonly InvalidationEntry[] {
  const entries = acceptedEntries(call, ended);
  const fence = entries.findIndex(({ kind }) => kind === 'FENCE');
  return fence === -1 ? entries : entries.slice(0, fence);
}

/** What the IOTLB surely does not hold any more once a command was accepted. */
export function forgottenBy(call: Call, ended: Ended, model: AccessModel): (reached: Reached) => boolean {
  const { method, args } = call;
  switch (method) {
    case 'invalidate': {
      const forgets = reached(call, ended).map((entry) => forgotten(entry, model));
      return (each) => forgets.some((one) => one(each));
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

/** Nested domains of which the IOTLB surely holds nothing at all any more. */
export function forgottenWhole(call: Call, ended: Ended, model: AccessModel): readonly DomainModel[] {
  return reached(call, ended).flatMap((entry) => {
    const isWhole = !('first' in entry) && !('pasid' in entry);
    if (entry.kind === 'EVERYTHING' || (entry.kind === 'IOTLB' && isWhole && entry.domainId === undefined)) {
      return [...model.domains.values()];
    }
    const about = entry.kind === 'DOMAIN' || entry.kind === 'IOTLB' ? entry.domainId : undefined;
    const domain = about === undefined || !isWhole ? undefined : model.domains.get(about);
    return domain === undefined ? [] : [domain];
  });
}

/** What an unmap, if it is one, is to remove. */
export function unmappedBy({ method, args }: Call, model: AccessModel): Unmapped | undefined {
  const [range] = method === 'unmap' ? (args[1] as readonly PageRange[]) : [];
  return range && { domain: model.domains.get(args[0] as number)!.number, ...range };
}

const EVERYWHERE: PageRange = { firstPage: 0, lastPage: MAX_PAGE };

const nothing = () => false;

/** What endpoints are told to forget by an entry. */
function told(entry: InvalidationEntry, model: AccessModel): (seen: Seen) => boolean {
  switch (entry.kind) {
    case 'EVERYTHING':
      return () => true;
    case 'DOMAIN': {
      const domain = model.domains.get(entry.domainId);
      const inRange = within(domain, pagesOf(entry));
      // Of the domains nested on it everything is forgotten.
      return (seen) => inRange(seen) && (seen.domain !== domain || isOf(entry, seen.pasid));
    }
    case 'DEVICE_TLB': {
      const range = pagesOf(entry);
      const global = entry.global === true && model.globals.has(entry.endpointId);
      const scope = { pasid: entry.pasid, global };
      return ({ endpointId, pasid, page }) =>
        endpointId === entry.endpointId && isOf(scope, pasid) && isIn(page, range);
    }
    default:
      return nothing;
  }
}

/** What the IOTLB surely forgets by an entry. */
function forgotten(entry: InvalidationEntry, model: AccessModel): (reached: Reached) => boolean {
  switch (entry.kind) {
    case 'EVERYTHING':
      return () => true;
    case 'IOTLB':
    case 'DOMAIN': {
      const range = pagesOf(entry);
      if (entry.pasid !== undefined) {
        return nothing;
      }
      return entry.domainId === undefined
        ? ({ page }) => isIn(page, range)
        : within(model.domains.get(entry.domainId), range);
    }
    default:
      return nothing;
  }
}

function isOf({ pasid, global }: InvalidationScope, seen: number): boolean {
  return pasid === undefined || global === true || pasid === seen;
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
