import { hex, pageOf, U64_MAX } from '../base/u64';
import { IommuError } from '../model/errors';
import type { InvalidationEntry } from '../model/invalidation';
import { NO_PASID } from '../model/page-request';
import type { Parts } from './assembly';
import { runBatch, type Checked, type OnError } from './batch';
import type { Endpoint } from './endpoint';
import { ALL_PAGES, type PageRange } from './page-range';
import type { OperationBatch } from './mapping-control';
import type { Operation } from './operations';
import { requireDomain, requireEndpoint } from './tables';

/** Executes a batch of invalidations in order: one operation, if any entry is accepted. */
export function invalidateBatch(
  parts: Parts,
  entries: readonly Checked<InvalidationEntry>[],
  onError: OnError,
  timeoutNs: bigint | undefined,
): OperationBatch {
  let operation: Operation | undefined;
  const batch = runBatch(entries, onError, (entry, index) => {
    const execute = prepare(parts, entry);
    operation ??= parts.operations.begin('INVALIDATE', timeoutNs);
    parts.operations.addEntry(operation, index);
    execute(operation, index);
  });
  return { ...batch, operationId: operation && parts.operations.seal(operation) };
}

/** Checks an entry; what is returned executes it and cannot fail. */
function prepare(parts: Parts, entry: InvalidationEntry): (operation: Operation, index: number) => void {
  switch (entry.kind) {
    case 'DOMAIN':
      return prepareDomain(parts, entry);
    case 'DEVICE_TLB':
      return prepareDevice(parts, entry);
    case 'EVERYTHING':
      return prepareEverything(parts);
  }
}

function prepareDomain(parts: Parts, entry: Extract<InvalidationEntry, { kind: 'DOMAIN' }>) {
  const domain = requireDomain(parts.domains, entry.domainId);
  const range = touchedPages(entry.first, entry.last);
  parts.invalidator.requireRoomFor(domain, [range]);
  return (operation: Operation, index: number) => {
    parts.invalidator.invalidateDomain(operation, index, domain, [range]);
  };
}

function prepareDevice(parts: Parts, entry: Extract<InvalidationEntry, { kind: 'DEVICE_TLB' }>) {
  const endpoint = requireEndpoint(parts.endpoints, entry.endpointId);
  endpoint.requireAts();
  const pasid = entry.pasid ?? NO_PASID;
  endpoint.requirePasid(pasid);
  const range = touchedPages(entry.first, entry.last);
  parts.invalidator.requireRoom(endpoint);
  return (operation: Operation, index: number) => {
    invalidateDevice(parts, operation, index, endpoint, pasid, range);
  };
}

function prepareEverything(parts: Parts) {
  const holders = parts.endpoints.all().filter((endpoint) => endpoint.cache.size > 0);
  for (const endpoint of holders) {
    parts.invalidator.requireRoom(endpoint);
  }
  return (operation: Operation, index: number) => {
    parts.invalidator.invalidateIotlb();
    for (const endpoint of holders) {
      invalidateDevice(parts, operation, index, endpoint, NO_PASID, ALL_PAGES);
    }
  };
}

function invalidateDevice(
  parts: Parts,
  operation: Operation,
  index: number,
  endpoint: Endpoint,
  pasid: number,
  range: PageRange,
): void {
  // With ATS disabled there is nothing to forget, and nobody to be waited for.
  if (endpoint.atsEnabled || endpoint.cache.size > 0 || endpoint.state !== 'ACTIVE') {
    parts.invalidator.invalidateDevice(operation, index, endpoint, pasid, range);
  }
}

/** Pages touched by a range of addresses; over-invalidation is always right (R-INV-12). */
function touchedPages(first = 0n, last = U64_MAX): PageRange {
  if (last < first) {
    throw new IommuError(
      'RANGE_INVALID',
      `range.last ${hex(last)} is below range.first ${hex(first)}; ranges are inclusive`,
      { field: 'range.last' },
    );
  }
  return { firstPage: pageOf(first), lastPage: pageOf(last) };
}
