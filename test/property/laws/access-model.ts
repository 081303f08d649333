import { MAX_PAGE, pageOf } from '../../../src/base/u64';
import type { AddressRange, AttachmentView, DomainKind, MapItem } from '../../../src/model/domain';
import type { FaultReason } from '../../../src/model/fault';
import { allows, lacking, type Permissions } from '../../../src/model/permissions';
import type { TranslationState } from '../../../src/model/viommu';

interface Mapped {
  readonly first: number;
  readonly last: number;
  readonly output: number;
  permissions: Permissions;
}

/** A page as an endpoint sees it. */
export interface Seen {
  readonly endpointId: number;
  readonly pasid: number;
  readonly domainId: number;
  readonly page: number;
  readonly output: number;
  readonly permissions: Permissions;
}

const IDENTITY: Permissions = 7;
const PAGES = [...Array.from({ length: 16 }, (_, page) => page), MAX_PAGE - 1, MAX_PAGE];

/** Mappings and attachments without any cache, and what endpoints may still hold of the past. */
export class AccessModel {
  readonly domains = new Map<number, { kind: DomainKind; mappings: Mapped[] }>();
  attachments: readonly AttachmentView[] = [];
  translation: TranslationState = 'ON';
  /** What endpoints may hold although it is not so any more. */
  stale: Seen[] = [];
  /** Per operation that has not ended: what is not held any more once it has completed. */
  readonly ending = new Map<bigint, Seen[]>();

  constructor(private readonly bypassUnattached: boolean) {}

  map(domainId: number, items: readonly MapItem[]): void {
    const { mappings } = this.domains.get(domainId)!;
    for (const item of items) {
      const [first, last] = [pageOf(item.first), pageOf(item.last)];
      const existing = mappings.find((each) => each.first === first);
      if (existing === undefined) {
        mappings.push({ first, last, output: pageOf(item.outputAddress), permissions: item.permissions });
        // Mapped anew, so nobody can hold what was there before.
        this.stale = this.stale.filter(
          (seen) => seen.domainId !== domainId || seen.page < first || seen.page > last || !this.isEnding(seen),
        );
      } else {
        existing.permissions = item.permissions;
      }
    }
  }

  unmap(domainId: number, range: AddressRange): void {
    const domain = this.domains.get(domainId)!;
    const [first, last] = [pageOf(range.first), pageOf(range.last)];
    domain.mappings = domain.mappings.filter((each) => each.last < first || each.first > last);
  }

  /** Where an access goes, or why it faults. */
  translate(endpointId: number, pasid: number, page: number, access: Permissions): number | FaultReason {
    if (this.translation !== 'ON') {
      return this.translation === 'BYPASS' ? page : 'BLOCKED';
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
      const { kind, mappings } = this.domains.get(domainId)!;
      const one = { endpointId, pasid, domainId };
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

  /** What could be granted before and cannot now may be held until an operation has completed, and only then. */
  lose(before: readonly Seen[], operationId: bigint | undefined): void {
    if (operationId !== undefined) {
      const now = new Map(this.seen().map((seen) => [keyOf(seen), seen.permissions]));
      const lost = before.filter((seen) => lacking(now.get(keyOf(seen)) ?? 0, seen.permissions) !== 0);
      this.stale.push(...lost);
      this.end(operationId, lost);
    }
  }

  /** When an operation completes, this is not held any more, whenever it was lost. */
  end(operationId: bigint, seen: readonly Seen[]): void {
    const keys = new Set(seen.map(keyOf));
    const all = this.stale.filter((each) => keys.has(keyOf(each)));
    this.ending.set(operationId, [...(this.ending.get(operationId) ?? []), ...all]);
  }

  /** An operation has ended; these endpoints did not complete their part. */
  ended(operationId: bigint, incomplete: readonly number[]): void {
    const done = new Set((this.ending.get(operationId) ?? []).filter((s) => !incomplete.includes(s.endpointId)));
    this.ending.delete(operationId);
    this.stale = this.stale.filter((seen) => !done.has(seen));
  }

  /** An endpoint holds nothing any more. */
  forget(endpointId: number): void {
    this.stale = this.stale.filter((seen) => seen.endpointId !== endpointId);
  }

  /** Whether an endpoint may touch an output page, by what is so or was so. */
  mayTouch(endpointId: number, output: number, access: Permissions): boolean {
    if (this.translation !== 'ON') {
      return this.translation === 'BYPASS';
    }
    const bypass = this.bypassUnattached && PAGES.includes(output);
    return (
      bypass ||
      [...this.seen(), ...this.stale].some(
        (seen) => seen.endpointId === endpointId && seen.output === output && (seen.permissions & access) !== 0,
      )
    );
  }

  private isEnding(seen: Seen): boolean {
    return [...this.ending.values()].some((list) => list.includes(seen));
  }
}

function keyOf({ endpointId, pasid, domainId, page, output }: Seen): string {
  return [endpointId, pasid, domainId, page, output].join('/');
}
