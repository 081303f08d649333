/** What the unary handlers about one vIOMMU have in common: finding it, being safe to repeat, paging. */
import type { Eventually, Registry, RequestCache, ViommuHost } from '../session';
import * as check from './check';
import { unary, type CallContext, type UnaryHandler } from './handler';
import { cutPage, pageRequest, type Page, type PagedRequest } from './paging';

/** A request about one vIOMMU. */
interface HostRequest {
  readonly viommuId: string;
}

/** A request that may be repeated. */
interface RepeatableRequest {
  readonly requestId: string;
}

/**
 * The vIOMMU a request names.
 *
 * @param registry the vIOMMUs of the server
 * @param viommuId the decoded field
 * @param field its path, `viommu_id` unless given
 * @throws IommuError VIOMMU_ID_INVALID, VIOMMU_NOT_FOUND
 */
export function hostOf(registry: Registry, viommuId: string, field?: string): ViommuHost {
  return registry.host(check.viommuId(viommuId, field));
}

/**
 * Makes a handler of a call that only reads.
 *
 * @param registry the vIOMMUs of the server
 * @param read gets the vIOMMU and the request
 */
export function query<Request extends HostRequest, Response>(
  registry: Registry,
  read: (host: ViommuHost, request: Request) => Eventually<Response>,
): UnaryHandler<Request, Response> {
  return unary((request) => read(hostOf(registry, request.viommuId), request));
}

/**
 * Makes a handler of a call that changes something, safe to repeat with a `request_id`.
 *
 * @param registry the vIOMMUs of the server
 * @param change gets the vIOMMU, the request, and the signal that may end its wait for an operation
 */
export function mutation<Request extends HostRequest & RepeatableRequest, Response>(
  registry: Registry,
  change: (host: ViommuHost, request: Request, signal: AbortSignal | undefined) => Eventually<Response>,
): UnaryHandler<Request, Response> {
  return unary((request, ctx) => {
    const host = hostOf(registry, request.viommuId);
    return repeatable(host.requests, request, ctx, (signal) => change(host, request, signal));
  });
}

/**
 * Does the work of a request, unless it was done before under the same `request_id`.
 *
 * @param cache where results are remembered
 * @param request the decoded request
 * @param ctx of the call
 * @param work the work; gets the signal that may end its wait
 */
export function repeatable<Request extends RepeatableRequest, Response>(
  cache: RequestCache,
  request: Request,
  ctx: CallContext,
  work: (signal: AbortSignal | undefined) => Eventually<Response>,
): Eventually<Response> {
  const requestId = check.requestId(request.requestId) ?? '';
  return cache.run({ requestId, method: ctx.method, request }, ctx.signal, work);
}

/**
 * One page of a list.
 *
 * @param request the paging fields
 * @param scope what is listed, with everything that filters it
 * @param fetch gives at most `limit` entries behind the one with the key `after`; undefined: from the first
 * @param keyOf the key of an entry
 * @param key what keys look like
 * @throws IommuError PAGE_TOKEN_INVALID
 */
export async function listPage<T>(
  request: PagedRequest,
  scope: string,
  fetch: (after: string | undefined, limit: number) => Eventually<readonly T[]>,
  keyOf: (entry: T) => string,
  key: RegExp = /^\d{1,10}$/,
): Promise<Page<T>> {
  const page = pageRequest(request, scope, key);
  return cutPage(await fetch(page.after, page.size + 1), page, scope, keyOf);
}
