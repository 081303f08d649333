import { MAX_PAGE } from '../base/u64';
import { IommuError } from '../model/errors';
import type { MapAnywhereRequest, MapItem, UsablePages } from '../model/domain';
import { RAW_CODES, type PageResponseResult } from '../model/page-request';
import type { Mapping } from './address-space';
import { runBatch, runItem, type BatchFailure, type BatchItems, type BatchOutcome, type OnError } from './batch';
import type { Domain } from './domain';
import type { GroupAnswers } from './group-answers';
import type { GroupQueue } from './group-queue';
import type { Invalidator } from './invalidator';
import { ALL_PAGES, type PageRange } from './page-range';
import { complement, disjoint } from './iova-ranges';
import type { MapEffect, Mapper } from './mapper';
import type { Operation, Operations } from './operations';
import type { Table } from './tables';

/** Mappings removed in one slice of a long removal. */
const SLICE = 4096;

/** Whom mapping and unmapping concerns. */
export interface MappingParts {
  readonly operations: Operations;
  readonly invalidator: Invalidator;
  readonly mapper: Mapper;
  readonly queue: GroupQueue;
  readonly answers: GroupAnswers;
  readonly domains: Table<Domain>;
  /** The highest page that can be mapped. */
  readonly maxPage: number;
  /** Pages of the granule. */
  readonly granulePages: number;
  /** Whether changes of mappings invalidate by themselves. */
  readonly invalidates: () => boolean;
}

/** What became of a batch that may have begun an operation. */
export type OperationBatch = BatchOutcome & { readonly operationId: bigint | undefined };

/** A group to answer Success once these pages are mapped. */
export interface ResolveItem {
  readonly cookie: bigint;
  readonly mappings: readonly MapItem[];
}

/** Batches of mappings, their removal, and what device TLBs must forget with them. */
export class MappingControl {
  constructor(private readonly parts: MappingParts) {}

  /** Makes mappings; lowering permissions is an operation. */
  map(domain: Domain, items: BatchItems<MapItem>, onError: OnError, timeoutNs: bigint | undefined): OperationBatch {
    requirePaging(domain);
    this.requireRoom(domain, items, ({ ifMapped }) => ifMapped === 'SET_PERMISSIONS');
    const lowered: PageRange[] = [];
    const batch = runBatch(items, onError, (item) => {
      const effect = this.parts.mapper.map(domain, item);
      if (effect.kind === 'CHANGED' && effect.lowered) {
        lowered.push(effect.previous);
      }
    });
    if (lowered.length === 0) {
      return { ...batch, operationId: undefined };
    }
    const operation = this.parts.operations.begin('REDUCE_PERMISSIONS', timeoutNs);
    this.invalidate(operation, domain, lowered);
    return { ...batch, operationId: this.parts.operations.seal(operation) };
  }

  /** Makes one mapping where there is room. */
  mapAnywhere(domain: Domain, request: MapAnywhereRequest): Mapping {
    requirePaging(domain);
    return this.parts.mapper.mapAnywhere(domain, request);
  }

  /** Which pages of a domain can be mapped. */
  usablePages(domain: Domain): UsablePages {
    requirePaging(domain);
    const { iovas } = domain;
    const all = { firstPage: 0, lastPage: this.parts.maxPage };
    return { usable: complement(all, iovas.reserved), reserved: iovas.reservations(), allowed: iovas.allowed };
  }

  /**
   * Replaces what {@link mapAnywhere} may choose from.
   *
   * @throws IommuError DOMAIN_NOT_PAGING, ADDRESS_MISALIGNED, RANGES_OVERLAP, RESERVED_RANGE_IN_USE
   */
  setAllowedRanges(domain: Domain, ranges: readonly PageRange[]): void {
    requirePaging(domain);
    const sorted = disjoint(ranges, this.parts.granulePages, 'ranges');
    domain.iovas.requireAllowable(sorted);
    domain.iovas.allowed = sorted;
    domain.places.freed(0);
  }

  /** Removes mappings, yielding between slices; nothing else may be asked of this vIOMMU before the end. */
  *unmap(
    domain: Domain,
    ranges: BatchItems<PageRange>,
    onError: OnError,
    timeoutNs: bigint | undefined,
  ): Generator<void, OperationBatch & { readonly removedMappings: number }> {
    requirePaging(domain);
    this.requireRoom(domain, ranges, () => true);
    const { mapper } = this.parts;
    const removed: PageRange[] = [];
    const failures: BatchFailure[] = [];
    let removedMappings = 0;
    let rest: PageRange | undefined;
    const begin = (item: PageRange): void => {
      if (mapper.removeOne(domain, item)) {
        removed.push({ firstPage: item.firstPage, lastPage: item.lastPage });
        removedMappings += 1;
        rest = undefined;
      } else {
        rest = mapper.prepareUnmap(domain, item);
      }
    };
    let index = 0;
    // One range after the other, because a long one is interrupted by slices.
    while (index < ranges.length) {
      const failed = runItem(ranges.at(index)!, index, begin, failures);
      index += 1;
      if (failed && onError === 'STOP') {
        break;
      }
      if (!failed && rest !== undefined) {
        removed.push(rest);
        removedMappings += yield* this.removeAll(domain, rest);
      }
    }
    const batch: BatchOutcome = { executed: index - failures.length, failures, notExecuted: ranges.length - index };
    if (removed.length === 0) {
      return { ...batch, removedMappings, operationId: undefined };
    }
    const operation = this.parts.operations.begin('UNMAP', timeoutNs);
    this.holdBack(operation, domain, this.invalidate(operation, domain, removed));
    return { ...batch, removedMappings, operationId: this.parts.operations.seal(operation) };
  }

  /** Removes every mapping, of any domain, that leads into a range of output pages; yields as {@link unmap} does. */
  *unmapOutput(
    firstPage: number,
    lastPage: number,
    timeoutNs: bigint | undefined,
  ): Generator<void, bigint | undefined> {
    const removed = new Map<Domain, PageRange[]>();
    for (const domain of this.parts.domains.all()) {
      // What reaches memory without mappings stays attached, but must not be remembered.
      const ranges = domain.isUnmapped ? [ALL_PAGES] : yield* this.removeOutput(domain, firstPage, lastPage);
      if (ranges.length > 0) {
        removed.set(domain, ranges);
      }
    }
    if (removed.size === 0) {
      return undefined;
    }
    const operation = this.parts.operations.begin('UNREGISTER_MEMORY', timeoutNs);
    for (const [domain, ranges] of removed) {
      this.holdBack(operation, domain, this.invalidate(operation, domain, ranges));
    }
    return this.parts.operations.seal(operation);
  }

  /** Maps and answers Success, all or nothing; a group that has ended gets no mappings. */
  resolve(item: ResolveItem): PageResponseResult {
    const response = { cookie: item.cookie, rawCode: RAW_CODES.SUCCESS };
    const met = this.parts.queue.examine(response);
    if ('result' in met) {
      return met.result;
    }
    if (item.mappings.length > 0) {
      requirePaging(met.domain, 'mappings');
    }
    this.mapAll(met.domain, item.mappings);
    return this.parts.answers.respond(response);
  }

  private mapAll(domain: Domain, mappings: readonly MapItem[]): void {
    const done: { readonly mapping: MapItem; readonly effect: MapEffect }[] = [];
    try {
      for (const mapping of mappings) {
        const effect = this.parts.mapper.map(domain, mapping);
        done.push({ mapping, effect });
        if (effect.kind === 'CHANGED' && effect.lowered) {
          throw new IommuError(
            'PERMISSIONS_LOWERED',
            'permissions of an existing mapping would be lowered; resolve can only raise them, use Map',
            { field: 'mappings' },
          );
        }
      }
    } catch (error) {
      for (const { mapping, effect } of done.reverse()) {
        this.parts.mapper.undo(domain, mapping, effect);
      }
      throw error;
    }
  }

  /** Refuses if an endpoint that would have to forget pages of these items cannot be told. */
  private requireRoom<T extends PageRange>(domain: Domain, items: BatchItems<T>, concerns: (item: T) => boolean): void {
    if (!this.parts.invalidator.mayLackRoom(domain)) {
      return;
    }
    const ranges: PageRange[] = [];
    for (let index = 0; index < items.length; index += 1) {
      const item = items.at(index)!;
      if (!(item instanceof IommuError) && concerns(item)) {
        ranges.push({ firstPage: item.firstPage, lastPage: item.lastPage });
      }
    }
    this.parts.invalidator.requireRoomFor(domain, ranges);
  }

  private *removeOutput(domain: Domain, firstPage: number, lastPage: number): Generator<void, PageRange[]> {
    const removed: PageRange[] = [];
    let slice = domain.space.list(0, SLICE);
    while (slice.length > 0) {
      for (const mapping of slice) {
        const { firstPage: first, lastPage: last, outputFirstPage } = mapping;
        if (outputFirstPage <= lastPage && outputFirstPage + (last - first) >= firstPage) {
          this.parts.mapper.remove(domain, mapping, 1);
          removed.push({ firstPage: first, lastPage: last });
        }
      }
      const end = slice.at(-1)!.lastPage;
      slice = end === MAX_PAGE ? [] : domain.space.list(end + 1, SLICE);
      if (slice.length > 0) {
        yield;
      }
    }
    return removed;
  }

  private *removeAll(domain: Domain, range: PageRange): Generator<void, number> {
    let removed = 0;
    for (;;) {
      const count = this.parts.mapper.remove(domain, range, SLICE);
      removed += count;
      if (count < SLICE) {
        return removed;
      }
      yield;
    }
  }

  /** Returns the ranges that an endpoint holds pages of. */
  private invalidate(operation: Operation, domain: Domain, ranges: readonly PageRange[]): readonly PageRange[] {
    return this.parts.invalidates() ? this.parts.invalidator.invalidateDomain(operation, 0, domain, ranges) : [];
  }

  /** Until the operation ends these ranges cannot be mapped again: an endpoint may still use the old mappings. */
  private holdBack(operation: Operation, domain: Domain, ranges: readonly PageRange[]): void {
    if (operation.invalidations.size === 0) {
      return;
    }
    domain.pendingRanges.add(operation, ranges);
    const before = operation.whenEnded;
    operation.whenEnded = () => {
      before?.();
      domain.pendingRanges.remove(operation);
      domain.places.freed(Math.min(...ranges.map(({ firstPage }) => firstPage)));
    };
  }
}

/** Refuses a domain without mappings of its own; `field` is what the caller named it with. */
export function requirePaging(domain: Domain, field = 'domain_id'): void {
  if (domain.kind !== 'PAGING') {
    throw new IommuError(
      'DOMAIN_NOT_PAGING',
      `domain ${String(domain.id)} is ${domain.kind}; only PAGING domains have mappings`,
      { field },
    );
  }
}
