import { MAX_PAGE } from '../../../src/base/u64';
import type { AttachmentView, DomainKind, MapItem, PageRange } from '../../../src/model/domain';
import type { FaultReason } from '../../../src/model/fault';
import { allows, lacking, type Permissions } from '../../../src/model/permissions';
import type { TranslationState } from '../../../src/model/viommu';

interface Mapped {
  readonly first: number;
  readonly last: number;
  readonly output: number;
  permissions: Permissions;
}

interface ModelDomain {
  /** Unlike the id, it never names another domain later. */
  readonly number: number;
  readonly kind: DomainKind;
  mappings: Mapped[];
}

/** An operation that has not ended. */
interface Ending {
  /** Of an unmap: what cannot be mapped again before it has ended. */
  readonly unmapped: Unmapped | undefined;
  /** What is not held any more once it has completed. */
  readonly seen: readonly Seen[];
}

/** A range of a domain. */
export interface Unmapped extends PageRange {
  /** The number of the domain. */
  readonly domain: number;
}

/** A page as an endpoint sees it. */
export interface Seen {
  readonly endpointId: number;
  readonly pasid: number;
  /** The number of its domain. */
  readonly domain: number;
  readonly page: number;
  readonly output: number;
  readonly permissions: Permissions;
}

const IDENTITY: Permissions = 7;
const PAGES = [...Array.from({ length: 16 }, (_, page) => page), MAX_PAGE - 1, MAX_PAGE];

/** Mappings and attachments without any cache, and what endpoints may still hold of the past. */
export class AccessModel {
  readonly domains = new Map<number, ModelDomain>();
  attachments: readonly AttachmentView[] = [];
  translation: TranslationState = 'ON';
  /** Why everything of an endpoint is refused, attached or not. */
  refused = new Map<number, FaultReason>();
  /** Endpoints that translated addresses are believed. */
  believed: readonly number[] = [];
  /** What endpoints may hold although it is not so any more. */
  stale: Seen[] = [];
  /** What they may have held and cannot hold any more. */
  over: Seen[] = [];
  /** By operation. */
  readonly ending = new Map<bigint, Ending>();
  private domainCount = 0;

  constructor(private readonly bypassUnattached: boolean) {}

  createDomain(domainId: number, kind: DomainKind): void {
    this.domainCount += 1;
    this.domains.set(domainId, { number: this.domainCount, kind, mappings: [] });
  }

  map(domainId: number, items: readonly MapItem[]): void {
    const { number, mappings } = this.domains.get(domainId)!;
    for (const item of items) {
      expect(this.heldBack(number, item)).toEqual([]);
      const { firstPage: first, lastPage: last, outputFirstPage: output, permissions } = item;
      const existing = mappings.find((each) => each.first === first);
      if (existing === undefined) {
        mappings.push({ first, last, output, permissions });
      } else {
        existing.permissions = permissions;
      }
    }
  }

  unmap(domainId: number, { firstPage, lastPage }: PageRange): void {
    const domain = this.domains.get(domainId)!;
    domain.mappings = domain.mappings.filter((each) => each.last < firstPage || each.first > lastPage);
  }

  /** Where an access goes, or why it faults. */
  translate(endpointId: number, pasid: number, page: number, access: Permissions): number | FaultReason {
    if (this.translation !== 'ON') {
      return this.translation === 'BYPASS' ? page : 'BLOCKED';
    }
    const refusal = this.refused.get(endpointId);
    if (refusal !== undefined) {
      return refusal;
    }
    const attachment = this.attachments.find((each) => each.endpointId === endpointId && each.pasid === pasid);
    if (attachment === undefined) {
      return this.bypassUnattached ? page : 'NOT_ATTACHED';
    }
    const { kind, mappings } = this.domains.get(attachment.domainId)!;
    if (kind !== 'PAGING') {
      return kind === 'IDENTITY' ? page : 'BLOCKED';
    }
    const mapping = mappings.find(({ first, last }) => first <= page && page <= last);
    if (mapping === undefined) {
      return 'NOT_MAPPED';
    }
    return allows(mapping.permissions, access) ? mapping.output + (page - mapping.first) : 'PERMISSION';
  }

  /** Everything that can be granted now. */
  seen(): Seen[] {
    return this.attachments.flatMap(({ endpointId, pasid, domainId }) => {
      const { number, kind, mappings } = this.domains.get(domainId)!;
      const one = { endpointId, pasid, domain: number };
      if (kind === 'IDENTITY') {
        return PAGES.map((page) => ({ ...one, page, output: page, permissions: IDENTITY }));
      }
      return mappings.flatMap(({ first, last, output, permissions }) =>
        PAGES.filter((page) => first <= page && page <= last).map((page) => ({
          ...one,
          page,
          output: output + (page - first),
          permissions,
        })),
      );
    });
  }

  /**
   * An operation began: what could be granted before and cannot now may be held until one that covers it has completed.
   *
   * @param before everything that could be granted before
   * @param covers whether its invalidations cover a page
   * @param unmapped what cannot be mapped again meanwhile
   */
  begin(
    operationId: bigint,
    before: readonly Seen[],
    covers: (seen: Seen) => boolean,
    unmapped: Unmapped | undefined,
  ): void {
    const now = new Map(this.seen().map((seen) => [keyOf(seen), seen.permissions]));
    this.stale.push(...before.filter((seen) => lacking(now.get(keyOf(seen)) ?? 0, seen.permissions) !== 0));
    this.ending.set(operationId, { unmapped, seen: this.stale.filter(covers) });
  }

  /** An operation has ended; these endpoints did not complete their part. */
  ended(operationId: bigint, incomplete: readonly number[]): void {
    const covered = this.ending.get(operationId)?.seen ?? [];
    const done = new Set(covered.filter(({ endpointId }) => !incomplete.includes(endpointId)));
    this.ending.delete(operationId);
    this.drop((seen) => done.has(seen));
  }

  /** An endpoint, or every one, holds nothing any more. */
  forget(endpointId?: number): void {
    this.drop((seen) => endpointId === undefined || seen.endpointId === endpointId);
  }

  /** The operations on which mapping a range of a domain again must wait. */
  heldBack(domain: number, { firstPage, lastPage }: PageRange): bigint[] {
    return [...this.ending].flatMap(([operationId, { unmapped }]) =>
      unmapped?.domain === domain && unmapped.firstPage <= lastPage && firstPage <= unmapped.lastPage ? [operationId] : [],
    );
  }

  /** Whether an endpoint may touch an output page, by what is so or was so. */
  mayTouch(endpointId: number, output: number, access: Permissions): boolean {
    if (this.translation !== 'ON') {
      return this.translation === 'BYPASS';
    }
    const bypass = this.bypassUnattached && PAGES.includes(output);
    return (
      bypass ||
      this.believed.includes(endpointId) ||
      [...this.seen(), ...this.stale].some(
        (seen) => seen.endpointId === endpointId && seen.output === output && (seen.permissions & access) !== 0,
      )
    );
  }

  private drop(gone: (seen: Seen) => boolean): void {
    this.over.push(...this.stale.filter(gone));
    this.stale = this.stale.filter((seen) => !gone(seen));
  }
}

function keyOf({ endpointId, pasid, domain, page, output }: Seen): string {
  return [endpointId, pasid, domain, page, output].join('/');
}
