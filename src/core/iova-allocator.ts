import { alignDown } from '../base/align';
import { IommuError } from '../model/errors';
import type { Domain } from './domain';
import { complement, intersect } from './iova-ranges';
import { union, type PageRange } from './page-range';

/** The largest superpage that is made possible: 2 MiB. */
const MAX_ALIGNMENT = 512;

/** What a search for free pages leaves to the next one: below which page it need not look. */
export class SearchMemory {
  private pageCount = 0;
  private alignment = 0;
  /** Below it nothing fits a request that is as long and as aligned. */
  private end = 0;
  /** The lowest page that became free since. */
  private lowestFreed = Infinity;

  /** Pages from this one on can be mapped that could not, or not any more. */
  freed(firstPage: number): void {
    this.lowestFreed = Math.min(this.lowestFreed, firstPage);
  }

  /** A search has ended. */
  ended(pageCount: number, alignment: number, end: number): void {
    this.pageCount = pageCount;
    this.alignment = alignment;
    this.end = end;
    this.lowestFreed = Infinity;
  }

  /** Where a search has to begin: what lies below and became free since is too little. */
  start(pageCount: number, alignment: number): number {
    return pageCount < this.pageCount || alignment < this.alignment
      ? 0
      : Math.max(Math.min(this.end, this.lowestFreed - pageCount + 1), 0);
  }
}

/**
 * The lowest free pages of a domain: within what is allowed, outside of what is reserved, never the first or the last
 * granule.
 *
 * @param domain whose mappings are looked at
 * @param pageCount pages needed, a multiple of the granule
 * @param outputFirstPage where they will lead
 * @param granulePages pages of the granule
 * @param maxPage the highest page there is
 * @throws IommuError NO_IOVA_LEFT
 */
export function findFree(
  domain: Domain,
  pageCount: number,
  outputFirstPage: number,
  granulePages: number,
  maxPage: number,
): PageRange {
  const alignment = alignmentFor(pageCount, outputFirstPage, granulePages);
  const from = domain.places.start(pageCount, alignment);
  for (const window of windows(domain, granulePages, maxPage)) {
    const firstPage = searchWindow(domain, window, Math.max(from, window.firstPage), pageCount, alignment);
    if (firstPage !== undefined) {
      domain.places.ended(pageCount, alignment, firstPage);
      return { firstPage, lastPage: firstPage + pageCount - 1 };
    }
  }
  domain.places.ended(pageCount, alignment, maxPage + 1);
  throw new IommuError(
    'NO_IOVA_LEFT',
    `domain ${String(domain.id)} has no ${String(pageCount)} free pages in a row that may be mapped; unmap something, ` +
      'or allow more with SetAllowedIovaRanges',
    { field: 'length_bytes' },
  );
}

/** Superpages need both sides aligned alike: as far as the length makes sense of it, and the output address allows it. */
function alignmentFor(pageCount: number, outputFirstPage: number, granulePages: number): number {
  let alignment = granulePages;
  while (alignment < MAX_ALIGNMENT && alignment * 2 <= pageCount && outputFirstPage % (alignment * 2) === 0) {
    alignment *= 2;
  }
  return alignment;
}

function windows(domain: Domain, granulePages: number, maxPage: number): PageRange[] {
  const all = { firstPage: granulePages, lastPage: maxPage - granulePages };
  const { reserved, allowed } = domain.iovas;
  const usable = complement(all, reserved);
  return allowed.length === 0 ? usable : intersect(usable, union(allowed));
}

function searchWindow(
  domain: Domain,
  { lastPage }: PageRange,
  from: number,
  pageCount: number,
  alignment: number,
): number | undefined {
  let firstPage = alignUp(from, alignment);
  while (firstPage + pageCount - 1 <= lastPage) {
    const met = domain.space.firstOverlap(firstPage, firstPage + pageCount - 1);
    const pending = domain.pendingRanges.overlapping({ firstPage, lastPage: firstPage + pageCount - 1 });
    if (met === undefined && pending === undefined) {
      return firstPage;
    }
    firstPage = alignUp(Math.max(met?.lastPage ?? 0, pending?.lastPage ?? 0) + 1, alignment);
  }
  return undefined;
}

function alignUp(value: number, size: number): number {
  return alignDown(value + size - 1, size);
}
