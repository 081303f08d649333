/**
 * Pages of list calls. A token says where the page before ended, by the key of its last entry, so that entries which
 * come and go between two calls shift nothing. It is opaque to clients: only its issuer may look inside.
 */
import { IommuError } from '../model/errors';

/** Entries of a page when `page_size` is 0. */
export const DEFAULT_PAGE_SIZE = 100;

/** The most entries of a page; larger sizes are taken as this. */
export const MAX_PAGE_SIZE = 1000;

/** The paging fields of a decoded list request. */
export interface PagedRequest {
  readonly pageSize: number;
  readonly pageToken: string;
}

/** One page to fetch. */
export interface PageRequest {
  /** Most entries to return, 1 to {@link MAX_PAGE_SIZE}. */
  readonly size: number;
  /** Key of the last entry of the page before; undefined: from the start. */
  readonly after: string | undefined;
}

/** Between the scope and the key inside a token; no scope contains it. */
const SEPARATOR = '\n';

/**
 * What a list request asks for.
 *
 * @param request the decoded request
 * @param scope what is listed, with everything that filters it, for instance `attachments/3`: a token is only good for
 *   the list that issued it
 * @param key what keys look like; decimal numbers unless given
 * @throws IommuError PAGE_TOKEN_INVALID
 */
export function pageRequest(request: PagedRequest, scope: string, key = /^\d+$/): PageRequest {
  const size = request.pageSize === 0 ? DEFAULT_PAGE_SIZE : Math.min(request.pageSize, MAX_PAGE_SIZE);
  return { size, after: request.pageToken === '' ? undefined : decodePageToken(request.pageToken, scope, key) };
}

/**
 * The token that continues a list.
 *
 * @param scope as given to {@link pageRequest}
 * @param key key of the last entry of this page
 */
export function encodePageToken(scope: string, key: string): string {
  return Buffer.from(`${scope}${SEPARATOR}${key}`, 'utf8').toString('base64url');
}

function decodePageToken(token: string, scope: string, pattern: RegExp): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const start = `${scope}${SEPARATOR}`;
  const key = text.slice(start.length);
  // Re-encoding refuses what base64 decoding would silently skip.
  if (text.startsWith(start) && pattern.test(key) && encodePageToken(scope, key) === token) return key;
  const field = 'page_token';
  const wayOut = 'is not from this list; repeat the call that issued it, or leave it empty to start over';
  throw new IommuError('PAGE_TOKEN_INVALID', `${field}: ${wayOut}`, { field });
}

/** A page of a list, and the token for the next one. */
export interface Page<T> {
  readonly entries: readonly T[];
  /** Empty: there is no next page. */
  readonly nextPageToken: string;
}

/**
 * Cuts a page out of entries that begin behind `page.after`.
 *
 * @param entries at least one more than the page holds, if there are more
 * @param page what was asked for
 * @param scope as given to {@link pageRequest}
 * @param keyOf the key of an entry
 */
export function cutPage<T>(
  entries: readonly T[],
  page: PageRequest,
  scope: string,
  keyOf: (entry: T) => string,
): Page<T> {
  const last = entries[page.size - 1];
  if (entries.length <= page.size || last === undefined) return { entries, nextPageToken: '' };
  return { entries: entries.slice(0, page.size), nextPageToken: encodePageToken(scope, keyOf(last)) };
}
