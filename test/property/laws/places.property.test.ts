import fc from 'fast-check';
import { MAX_PAGE } from '../../../src/base/u64';
import type { OperationBatch } from '../../../src/core/iommu';
import type { MapAnywhereRequest, MapItem, PageRange } from '../../../src/model/domain';
import { NO_PASID } from '../../../src/model/page-request';
import { check } from './check';
import { DomainModel } from './domain-model';
import { recordsOf, type Call, type Ended, type Machine, type Returned, type Watcher } from './machine';
import { play, scripts, type Weights } from './script';
import { parameters } from './settings';

/** No script maps so much that the lowest free place is behind this page. */
const FAR = 4096;

const WEIGHTS: Weights = {
  prepare: 3,
  prepareReserved: 6,
  prepareNested: 3,
  map: 6,
  mapBlock: 2,
  mapAnywhere: 16,
  mapAgain: 3,
  unmap: 8,
  unmapBelow: 4,
  setPermissions: 1,
  allow: 6,
  usable: 1,
  attach: 4,
  detach: 4,
  replace: 4,
  createDomain: 1,
  deleteDomain: 1,
  deleteNested: 1,
  deleteEndpoint: 1,
  resetFunction: 1,
  surpriseRemove: 1,
  translate: 8,
  useNested: 4,
  submit: 3,
  resolve: 3,
  complete: 4,
  tick: 2,
  update: 2,
  reset: 1,
};

const overlaps = (a: PageRange, b: PageRange) => a.firstPage <= b.lastPage && b.firstPage <= a.lastPage;

/** An unmap that has not ended. */
interface Pending {
  readonly domain: DomainModel;
  readonly range: PageRange;
}

/** Where mappings may be: found out page by page. */
class Places implements Watcher {
  private readonly domains = new Map<number, DomainModel>();
  private readonly allowed = new Map<DomainModel, readonly PageRange[]>();
  private readonly pending = new Map<bigint, Pending>();
  private groups = new Map<bigint, number>();
  private reservedBefore = new Map<DomainModel, readonly PageRange[]>();
  private count = 0;

  constructor(private readonly machine: Machine) {}

  before(): void {
    const { iommu } = this.machine;
    this.groups = new Map(iommu.pendingGroups(undefined, 0n, 1000).map((group) => [group.cookie, group.domainId]));
    this.reservedBefore = new Map([...this.domains.values()].map((domain) => [domain, this.reserved(domain)]));
  }

  after(call: Call, ended: Ended, outputs: Parameters<NonNullable<Watcher['after']>>[2]): void {
    const { iommu } = this.machine;
    if (call.method === 'mapAnywhere') {
      this.checkPlace(call, ended);
    }
    if ('refused' in ended) {
      this.checkRefusal(call, ended.refused.reason);
    } else {
      this.follow(call, ended.value);
    }
    for (const record of recordsOf(outputs)) {
      if (record.kind === 'OPERATION_ENDED') {
        this.pending.delete(record.operationId);
      }
    }
    for (const domainId of [...this.domains.keys()].filter((each) => !iommu.domainIds().includes(each))) {
      this.domains.delete(domainId);
    }
    this.checkUsable();
  }

  private follow({ method, args }: Call, value: unknown): void {
    const domain = this.domains.get(args[0] as number);
    switch (method) {
      case 'createDomain': {
        const view = value as Returned<'createDomain'>;
        const parent = view.nested?.stage2DomainId;
        this.count += 1;
        const below = parent === undefined ? undefined : this.domains.get(parent);
        this.domains.set(view.domainId, new DomainModel(this.count, view, below));
        break;
      }
      case 'map':
        this.followMap(domain!, args[1] as readonly MapItem[], value as OperationBatch);
        break;
      case 'resolve': {
        const [item] = args[0] as readonly [{ cookie: bigint; mappings: readonly MapItem[] }];
        const domainId = this.groups.get(item.cookie);
        if (domainId !== undefined) {
          this.followMap(this.domains.get(domainId)!, item.mappings, value as OperationBatch);
        }
        break;
      }
      case 'mapAnywhere':
        domain!.map(value as Returned<'mapAnywhere'>);
        break;
      case 'unmap': {
        const { failures, operationId } = value as OperationBatch;
        const [range] = args[1] as readonly [PageRange];
        if (failures.length === 0) {
          domain!.unmap(range);
          this.pending.set(operationId!, { domain: domain!, range });
        }
        break;
      }
      case 'setAllowedRanges': {
        const ranges = args[1] as readonly PageRange[];
        check(this.meets(ranges, this.reserved(domain!)), false);
        this.allowed.set(domain!, ranges);
        break;
      }
      case 'attach':
      case 'replace':
        this.followAttach(args as readonly number[]);
        break;
      default:
    }
  }

  private followMap(domain: DomainModel, items: readonly MapItem[], { failures }: OperationBatch): void {
    const reserved = this.reservedBefore.get(domain) ?? [];
    check(failures.length === 0 && this.meets(items, reserved), false);
    const [failure] = failures;
    if (failure === undefined) {
      items.forEach((item) => {
        domain.map(item);
      });
    } else if (failure.error.reason === 'IOVA_RESERVED') {
      check(this.meets(items, reserved), true);
    }
  }

  /** What an endpoint reserves was neither mapped nor allowed when it came. */
  private followAttach([endpointId, pasid, domainId]: readonly number[]): void {
    const paging = this.pagingOf(domainId!);
    if (pasid === NO_PASID && paging !== undefined && !this.reservedBy(paging, endpointId!)) {
      check(this.hinders(endpointId!, paging), false);
    }
  }

  private checkRefusal({ method, args }: Call, reason: string): void {
    if (reason === 'RESERVED_RANGE_IN_USE') {
      const [first, , third] = args as readonly number[];
      const domain = this.domains.get(first!)!;
      const inUse =
        method === 'setAllowedRanges'
          ? this.meets(args[1] as readonly PageRange[], this.reserved(domain))
          : this.hinders(first!, this.pagingOf(third!)!);
      check([method, inUse], [method, true]);
    }
  }

  /** The lowest place that is free, as if nothing had been searched before. */
  private checkPlace({ args }: Call, ended: Ended): void {
    const domain = this.domains.get(args[0] as number);
    if (domain?.kind !== 'PAGING') {
      return;
    }
    const { pageCount, outputFirstPage } = args[1] as MapAnywhereRequest;
    const { granule } = this.machine;
    let alignment = granule;
    while (alignment < 512 && alignment * 2 <= pageCount && outputFirstPage % (alignment * 2) === 0) {
      alignment *= 2;
    }
    let place = Math.max(alignment, granule);
    while (place < FAR && !this.isFree(domain, place, pageCount)) {
      place += alignment;
    }
    if ('value' in ended) {
      const { firstPage, lastPage } = ended.value as Returned<'mapAnywhere'>;
      check([firstPage, lastPage], [place, place + pageCount - 1]);
    } else if (ended.refused.reason === 'NO_IOVA_LEFT') {
      check(place >= FAR, true);
    }
  }

  private isFree(domain: DomainModel, firstPage: number, pageCount: number): boolean {
    const reserved = this.reserved(domain);
    const allowed = this.allowed.get(domain) ?? [];
    const held = [...this.pending.values()].flatMap((each) => (each.domain === domain ? [each.range] : []));
    for (let page = firstPage; page < firstPage + pageCount; page += 1) {
      const here = [{ firstPage: page, lastPage: page }];
      const taken = domain.find(page) !== undefined || this.meets(here, reserved) || this.meets(here, held);
      if (taken || (allowed.length > 0 && !this.meets(here, allowed))) {
        return false;
      }
    }
    return firstPage + pageCount - 1 <= MAX_PAGE - this.machine.granule;
  }

  /** Everything is usable that nobody reserves. */
  private checkUsable(): void {
    for (const [domainId, domain] of this.domains) {
      if (domain.kind === 'PAGING') {
        const { usable, reserved, allowed } = this.machine.iommu.usablePages(domainId);
        const own = this.reserved(domain);
        const bare = ({ firstPage, lastPage }: PageRange) => ({ firstPage, lastPage });
        const byPage = (a: PageRange, b: PageRange) => a.firstPage - b.firstPage;
        check(reserved.map(bare), own.map(bare).sort(byPage));
        check(allowed, (this.allowed.get(domain) ?? []).map(bare).sort(byPage));
        for (const page of [0, 3, 4, 7, 8, 11, 12, MAX_PAGE]) {
          const here = [{ firstPage: page, lastPage: page }];
          check([page, this.meets(here, usable)], [page, !this.meets(here, own)]);
        }
      }
    }
  }

  /** What the vIOMMU and the endpoints that use a domain reserve. */
  private reserved(domain: DomainModel): readonly PageRange[] {
    const { iommu } = this.machine;
    const users = iommu.attachments(undefined, undefined, 100).filter(({ pasid, domainId }) => {
      return pasid === NO_PASID && this.pagingOf(domainId) === domain;
    });
    const own = users.flatMap(({ endpointId }) => iommu.endpoint(endpointId).config.reservedRanges);
    return [...iommu.config.reservedRanges, ...own];
  }

  /** Whether an endpoint's ranges were reserved in a domain before the command. */
  private reservedBy(domain: DomainModel, endpointId: number): boolean {
    const { reservedRanges } = this.machine.iommu.endpoint(endpointId).config;
    const before = this.reservedBefore.get(domain) ?? [];
    return reservedRanges.every((range) => before.includes(range));
  }

  /** Whether an endpoint cannot come because of what it reserves. */
  private hinders(endpointId: number, paging: DomainModel): boolean {
    const { reservedRanges } = this.machine.iommu.endpoint(endpointId).config;
    const mapped = paging.mappings.map(({ first, last }) => ({ firstPage: first, lastPage: last }));
    return this.meets(reservedRanges, [...mapped, ...(this.allowed.get(paging) ?? [])]);
  }

  private pagingOf(domainId: number): DomainModel | undefined {
    const domain = this.domains.get(domainId);
    return [domain, domain?.parent].find((each) => each?.kind === 'PAGING');
  }

  private meets(some: readonly PageRange[], others: readonly PageRange[]): boolean {
    return some.some((one) => others.some((other) => overlaps(one, other)));
  }
}

test('mappings are only where they may be, and MapAnywhere finds the lowest place, whatever happened before', () => {
  fc.assert(
    fc.property(scripts(WEIGHTS), (script) => {
      play(script, (machine) => new Places(machine));
    }),
    parameters('places', 150),
  );
});
