import { addressOf, hex, lastAddressOf, MAX_PAGE } from '../base/u64';
import type { PageRange } from '../model/domain';

export type { PageRange } from '../model/domain';

/** The whole address space. */
export const ALL_PAGES: PageRange = { firstPage: 0, lastPage: MAX_PAGE };

/**
 * The same pages in ranges that neither overlap nor touch, ascending. Work on many ranges is done once per page range
 * this way, however they were given.
 */
export function union(ranges: readonly PageRange[]): PageRange[] {
  const sorted = [...ranges].sort((a, b) => a.firstPage - b.firstPage);
  const joined: PageRange[] = [];
  for (const range of sorted) {
    const previous = joined.at(-1);
    if (previous !== undefined && range.firstPage <= previous.lastPage + 1) {
      joined[joined.length - 1] = {
        firstPage: previous.firstPage,
        lastPage: Math.max(previous.lastPage, range.lastPage),
      };
    } else {
      joined.push(range);
    }
  }
  return joined;
}

/** The range that holds a page, of ranges that are ascending and apart. */
export function rangeOf(page: number, ranges: readonly PageRange[]): PageRange | undefined {
  return overlapIn({ firstPage: page, lastPage: page }, ranges);
}

/** A range that has a page in common with another, of ranges that are ascending and apart. */
export function overlapIn({ firstPage, lastPage }: PageRange, ranges: readonly PageRange[]): PageRange | undefined {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.lastPage < firstPage) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const found = ranges[low];
  return found !== undefined && found.firstPage <= lastPage ? found : undefined;
}

/** A range as messages print it. */
export function describeRange({ firstPage, lastPage }: PageRange): string {
  return `${hex(addressOf(firstPage))}..${hex(lastAddressOf(lastPage))}`;
}

/** A range as the metadata of a refusal has it. */
export function boundsOf({ firstPage, lastPage }: PageRange): Record<string, string> {
  return { first: hex(addressOf(firstPage)), last: hex(lastAddressOf(lastPage)) };
}
