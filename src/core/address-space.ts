import type { Permissions } from '../model/permissions';

/**
 * One mapping: an inclusive range of 4 KiB pages and where its first page leads. The pages between follow one by one,
 * so the last page leads to `outputFirstPage + (lastPage - firstPage)`. All page numbers are integers in 0..2^52-1.
 */
export interface Mapping {
  /** The first page of the input range. */
  readonly firstPage: number;
  /** The last page of the input range, inclusive. */
  readonly lastPage: number;
  /** The output page that the first page leads to. */
  readonly outputFirstPage: number;
  /** What the mapping allows. */
  readonly permissions: Permissions;
}

/**
 * The answer to {@link AddressSpace.lookup}. The caller owns it and uses one for many look-ups, so that a look-up
 * allocates nothing; its fields mean something only after a look-up that returned true.
 */
export interface LookupResult {
  /** The first page of the mapping that was found. */
  firstPage: number;
  /** The last page of that mapping, inclusive. */
  lastPage: number;
  /** The output page of the page that was asked for (not of the mapping's first page). */
  outputPage: number;
  /** What the mapping allows. */
  permissions: Permissions;
}

/** What one call of {@link AddressSpace.removeWithin} took away. */
export interface Removal {
  /** How many mappings were removed. */
  readonly removedMappings: number;
  /** How many pages they covered: at most 2^52, exact. */
  readonly removedPages: number;
}

/**
 * The mappings of one domain, as the rest of the core sees them.
 *
 * Everything is counted in 4 KiB pages with integers in 0..2^52-1; ranges are inclusive, so the whole space is
 * `0..2^52-1`. A mapping is kept as it was made, unless {@link splitAt} cuts it, and neighbours are never joined,
 * because a range is unmapped by whole mappings. The methods assume checked arguments (`firstPage <= lastPage`, in range): a
 * violation is a programming error. Nothing here throws, and nothing knows of caches: whoever changes a mapping
 * invalidates them.
 */
export interface AddressSpace {
  /** How many mappings there are. */
  readonly mappingCount: number;

  /**
   * Adds a mapping. The caller has made sure, with {@link firstOverlap}, that the range is free, and that the output
   * range ends at 2^52-1 at the latest.
   *
   * @param firstPage first page of the range
   * @param lastPage last page of the range, inclusive
   * @param outputFirstPage where the first page leads
   * @param permissions what the mapping allows
   */
  map(firstPage: number, lastPage: number, outputFirstPage: number, permissions: Permissions): void;

  /**
   * The lowest mapping that has a page in common with a range.
   *
   * @param firstPage first page of the range
   * @param lastPage last page of the range, inclusive
   */
  firstOverlap(firstPage: number, lastPage: number): Mapping | undefined;

  /**
   * Looks one page up without allocating.
   *
   * @param page the page to translate
   * @param out filled in when the page is mapped, left alone otherwise
   * @returns whether the page is mapped
   */
  lookup(page: number, out: LookupResult): boolean;

  /**
   * The mapping that an end of a range cuts in two: it has pages inside and outside. When both ends cut a mapping, the lower one is returned.
   *
   * @param firstPage first page of the range
   * @param lastPage last page of the range, inclusive
   * @returns undefined when every mapping lies wholly inside or wholly outside
   */
  partialOverlap(firstPage: number, lastPage: number): Mapping | undefined;

  /**
   * Removes mappings that lie wholly inside a range, lowest first, and no more than a given number: one slice of a
   * long removal. Mappings cut by an end of the range stay.
   *
   * @param firstPage first page of the range
   * @param lastPage last page of the range, inclusive
   * @param max the largest number of mappings to remove, at least 1
   * @returns what was removed; fewer than `max` mappings means that none is left to remove
   */
  removeWithin(firstPage: number, lastPage: number, max: number): Removal;

  /**
   * Removes the mapping that is just a range.
   *
   * @param firstPage first page of the range
   * @param lastPage last page of the range, inclusive
   * @returns false, and nothing changed, when there is no such mapping
   */
  remove(firstPage: number, lastPage: number): boolean;

  /**
   * Cuts a mapping in two before a page; nothing when none has this page and the one before.
   *
   * @param page the first page of the upper part, 0..2^52
   */
  splitAt(page: number): void;

  /**
   * Changes what a mapping allows.
   *
   * @param firstPage the page the mapping starts with
   * @param permissions what it allows from now on
   * @returns false, and nothing changed, when no mapping starts there
   */
  setPermissions(firstPage: number, permissions: Permissions): boolean;

  /**
   * Mappings in order of their pages.
   *
   * @param fromPage only mappings that end at this page or later
   * @param limit the largest number of mappings to return
   */
  list(fromPage: number, limit: number): Mapping[];

  /**
   * The lowest mapping whose output range has a page in common with a range of output pages. Looks at every mapping:
   * meant for rare questions such as "is this memory region in use".
   *
   * @param firstOutputPage first page of the output range
   * @param lastOutputPage last page of the output range, inclusive
   */
  outputOverlap(firstOutputPage: number, lastOutputPage: number): Mapping | undefined;

  /** How many bytes of memory the mappings take. */
  bytes(): number;
}
