/**
 * The batches that both a unary call and a message of `VmmChannel` can carry. All return at once whenever nothing stands
 * in the way: a channel writes the result in the same turn.
 */
import type { BatchItems } from '../core/batch';
import type { Iommu, RespondBatch } from '../core/iommu';
import type { MapResponse } from '../gen/viommu/v1/MapResponse';
import type { InvalidateResponse } from '../gen/viommu/v1/InvalidateResponse';
import type { ResolvePageRequestsResponse } from '../gen/viommu/v1/ResolvePageRequestsResponse';
import type { RespondToPageRequestsResponse } from '../gen/viommu/v1/RespondToPageRequestsResponse';
import type { UnmapResponse } from '../gen/viommu/v1/UnmapResponse';
import type { VmmInvalidate__Output } from '../gen/viommu/v1/VmmInvalidate';
import type { VmmMap__Output } from '../gen/viommu/v1/VmmMap';
import type { VmmResolve__Output } from '../gen/viommu/v1/VmmResolve';
import type { VmmRespond__Output } from '../gen/viommu/v1/VmmRespond';
import type { VmmUnmap__Output } from '../gen/viommu/v1/VmmUnmap';
import type { Eventually, ViommuHost } from '../session';
import * as check from './check';
import { checkedItems, fromOnError, refusal } from './convert';
import { fromMapItem, toMapResponse, toUnmapResponse } from './convert-domain';
import { fromInvalidationEntry, toInvalidateResponse } from './convert-operation';
import { fromPageResponse, fromResolveItem, toRespondResponse } from './convert-page-request';
import { fromRange } from './convert-range';
import { mapRecords, unmapRecords } from './mapping-records';

const TIMEOUT_FIELD = 'invalidation_timeout_ns';

/** Runs a command of whoever answers. */
export type Answerer = (command: (iommu: Iommu) => RespondBatch) => Eventually<RespondBatch>;

/** Converts a value that may be there already. */
function then<T, R>(value: Eventually<T>, convert: (value: T) => R): Eventually<R> {
  return value instanceof Promise ? value.then(convert) : convert(value);
}

/**
 * The items of a batch in either of their forms.
 *
 * @param request has a repeated field and one of records
 * @param name of the repeated field
 * @param read reads the records
 * @param convert converts an item of the repeated field
 * @throws IommuError FIELD_NOT_APPLICABLE when both are given, ITEMS_REQUIRED, TOO_MANY_ITEMS, RECORDS_INVALID
 */
function itemsOf<Name extends string, Item, T>(
  request: { readonly records: Uint8Array } & Readonly<Record<Name, readonly Item[]>>,
  name: Name,
  read: (records: Uint8Array) => BatchItems<T>,
  convert: (item: Item) => T,
): BatchItems<T> {
  if (request.records.length === 0) return checkedItems(check.nonEmptyList(request[name], name), convert);
  if (request[name].length === 0) return read(request.records);
  throw refusal('FIELD_NOT_APPLICABLE', 'records', `${name} is set as well; give the batch in one form`);
}

/**
 * Makes mappings.
 *
 * @param signal ends the wait for lowered permissions, never the operation
 */
export function mapItems(
  host: ViommuHost,
  request: VmmMap__Output,
  signal: AbortSignal | undefined,
): Eventually<MapResponse> {
  const { domainId } = request;
  const onError = fromOnError(request.onError);
  const timeoutNs = check.timeoutNs(request.invalidationTimeoutNs, TIMEOUT_FIELD);
  const items = itemsOf(request, 'items', mapRecords, (item) => fromMapItem(item, 'REFUSE'));
  const done = host.complete((iommu) => {
    const batch = iommu.map(domainId, items, onError, timeoutNs);
    return { value: batch, operationId: batch.operationId };
  }, signal);
  return then(done, ({ value, end }) => toMapResponse(value, end));
}

/**
 * Removes mappings.
 *
 * @param signal ends the wait, never the operation
 */
export function unmapRanges(
  host: ViommuHost,
  request: VmmUnmap__Output,
  signal: AbortSignal | undefined,
): Eventually<UnmapResponse> {
  const { domainId } = request;
  const onError = fromOnError(request.onError);
  const timeoutNs = check.timeoutNs(request.invalidationTimeoutNs, TIMEOUT_FIELD);
  const ranges = itemsOf(request, 'ranges', unmapRecords, (range) => fromRange(range));
  const done = host.completeSliced(function* (iommu) {
    const batch = yield* iommu.unmap(domainId, ranges, onError, timeoutNs);
    return { value: batch, operationId: batch.operationId };
  }, signal);
  return then(done, ({ value, end }) => toUnmapResponse(value, end));
}

/**
 * Invalidates.
 *
 * @param signal ends the wait, never the operation
 */
export function invalidateEntries(
  host: ViommuHost,
  request: VmmInvalidate__Output,
  signal: AbortSignal | undefined,
): Eventually<InvalidateResponse> {
  const onError = fromOnError(request.onError);
  const timeoutNs = check.timeoutNs(request.invalidationTimeoutNs, TIMEOUT_FIELD);
  const entries = checkedItems(check.nonEmptyList(request.entries, 'entries'), fromInvalidationEntry);
  const done = host.complete((iommu) => {
    const batch = iommu.invalidate(entries, onError, timeoutNs);
    return { value: batch, operationId: batch.operationId };
  }, signal);
  return then(done, ({ value, end }) => toInvalidateResponse(value, end));
}

/**
 * Answers groups.
 *
 * @param answerer the vIOMMU, or the stream the answers came from, which then is not told of them
 */
export function respondToGroups(
  answerer: Answerer,
  request: VmmRespond__Output,
): Eventually<RespondToPageRequestsResponse> {
  const onError = fromOnError(request.onError);
  const responses = checkedItems(check.nonEmptyList(request.responses, 'responses'), fromPageResponse);
  return then(
    answerer((iommu) => iommu.respond(responses, onError)),
    toRespondResponse,
  );
}

/**
 * Maps pages and answers groups.
 *
 * @param answerer as for {@link respondToGroups}
 */
export function resolveGroups(
  answerer: Answerer,
  request: VmmResolve__Output,
): Eventually<ResolvePageRequestsResponse> {
  const onError = fromOnError(request.onError);
  const listed = check.nonEmptyList(request.items, 'items');
  check.listAtMost(
    listed.flatMap(({ mappings }) => mappings),
    'items.mappings',
  );
  const items = checkedItems(listed, fromResolveItem);
  return then(
    answerer((iommu) => iommu.resolve(items, onError)),
    toRespondResponse,
  );
}
