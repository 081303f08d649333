import { alignDown } from '../base/align';
import { IommuError } from '../model/errors';
import type { Domain } from './domain';
import { complement, intersect } from './iova-ranges';
import type { PageRange } from './page-range';

/** The largest superpage that is made possible: 2 MiB. */
const MAX_ALIGNMENT = 512;

/** Where the last search for free pages ended: nothing below fits a request that is as long and as aligned. */
export interface Hole {
  readonly pageCount: number;
  readonly alignment: number;
  readonly from: number;
}

/**
 * The lowest free pages of a domain: within what is allowed, outside of what is reserved, never the first or the last
 * granule.
 *
 * @param domain whose mappings are looked at; remembers where the search ended
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
  const { hole } = domain;
  const from = hole !== undefined && hole.pageCount <= pageCount && hole.alignment <= alignment ? hole.from : 0;
  for (const window of windows(domain, granulePages, maxPage)) {
    const firstPage = searchWindow(domain, window, Math.max(from, window.firstPage), pageCount, alignment);
    if (firstPage !== undefined) {
      domain.hole = { pageCount, alignment, from: firstPage };
      return { firstPage, lastPage: firstPage + pageCount - 1 };
    }
  }
  domain.hole = { pageCount, alignment, from: maxPage + 1 };
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
  return allowed.length === 0 ? usable : intersect(usable, allowed);
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
