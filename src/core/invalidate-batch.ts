import { hex, pageOf, U64_MAX } from '../base/u64';
import { IommuError } from '../model/errors';
import type { InvalidationEntry, InvalidationScope } from '../model/invalidation';
import { NO_PASID } from '../model/page-request';
import type { Parts } from './assembly';
import { runBatch, type BatchItems, type OnError } from './batch';
import type { Endpoint } from './endpoint';
import { forgetCached, type PasidScope } from './invalidator';
import type { OperationBatch } from './mapping-control';
import type { Operation } from './operations';
import { ALL_PAGES, type PageRange } from './page-range';
import { requireDomain, requireEndpoint } from './tables';

/** An accepted entry: it cannot fail. FENCE: what is behind it waits for what is before it. */
type Accepted = ((operation: Operation, index: number) => void) | 'FENCE';

/** Executes a batch of invalidations in order: one operation, if any entry is accepted. */
export function invalidateBatch(
  parts: Parts,
  entries: BatchItems<InvalidationEntry>,
  onError: OnError,
  timeoutNs: bigint | undefined,
): OperationBatch {
  const accepted: { readonly index: number; readonly execute: Accepted }[] = [];
  const batch = runBatch(entries, onError, (entry, index) => {
    accepted.push({ index, execute: prepare(parts, entry) });
  });
  if (accepted.length === 0) {
    return { ...batch, operationId: undefined };
  }
  const operation = parts.operations.begin('INVALIDATE', timeoutNs);
  for (const { index } of accepted) {
    parts.operations.addEntry(operation, index);
  }
  operation.held = true;
  let next = 0;
  const goOn = (): void => {
    while (next < accepted.length) {
      const { index, execute } = accepted[next]!;
      next += 1;
      if (execute !== 'FENCE') {
        execute(operation, index);
      } else if (!parts.fences.reach(operation, index, parts.invalidator.unended(parts.endpoints.all()), goOn)) {
        return;
      }
    }
    parts.operations.release(operation);
  };
  operation.whenAbandoned = () => {
    // What is behind a fence that was not reached is not executed.
    for (const { index } of accepted.slice(next)) {
      parts.operations.giveUpEntry(operation, index);
    }
    next = accepted.length;
    parts.operations.release(operation);
  };
  goOn();
  return { ...batch, operationId: parts.operations.seal(operation) };
}

/** Checks an entry. */
function prepare(parts: Parts, entry: InvalidationEntry): Accepted {
  switch (entry.kind) {
    case 'DOMAIN':
      return prepareDomain(parts, entry);
    case 'DEVICE_TLB':
      return prepareDevice(parts, entry);
    case 'EVERYTHING':
      return prepareEverything(parts);
    case 'IOTLB':
      return prepareIotlb(parts, entry);
    case 'CONTEXT': {
      const endpoint = requireEndpoint(parts.endpoints, entry.endpointId);
      return () => {
        for (const { domain, pasid } of endpoint.attachments.values()) {
          parts.iotlb.invalidatePasid(domain.tag, ALL_PAGES, pasid, true);
        }
      };
    }
    case 'PASID_ENTRY':
      return preparePasidEntry(parts, entry);
    case 'FENCE':
      return 'FENCE';
  }
}

function prepareDomain(parts: Parts, entry: Extract<InvalidationEntry, { kind: 'DOMAIN' }>): Accepted {
  const domain = requireDomain(parts.domains, entry.domainId);
  const range = touchedPages(entry);
  parts.invalidator.requireRoomFor(domain, [range]);
  return (operation, index) => {
    parts.invalidator.invalidateDomain(operation, index, domain, [range], pasidScope(entry));
  };
}

function prepareIotlb(parts: Parts, entry: Extract<InvalidationEntry, { kind: 'IOTLB' }>): Accepted {
  const domain = entry.domainId === undefined ? undefined : requireDomain(parts.domains, entry.domainId);
  const range = touchedPages(entry);
  const only = pasidScope(entry);
  return () => {
    if (only !== undefined) {
      parts.iotlb.invalidatePasid(domain?.tag, range, only.pasid, only.global);
    } else if (domain === undefined) {
      parts.iotlb.invalidatePages(range);
    } else {
      forgetCached(parts.iotlb, domain, range);
    }
  };
}

function preparePasidEntry(
  parts: Parts,
  { endpointId, pasid }: Extract<InvalidationEntry, { kind: 'PASID_ENTRY' }>,
): Accepted {
  const endpoint = requireEndpoint(parts.endpoints, endpointId);
  endpoint.requirePasid(pasid);
  return () => {
    const domain = endpoint.attachments.get(pasid)?.domain;
    if (domain !== undefined) {
      parts.iotlb.invalidatePasid(domain.tag, ALL_PAGES, pasid, true);
    }
  };
}

function prepareDevice(parts: Parts, entry: Extract<InvalidationEntry, { kind: 'DEVICE_TLB' }>): Accepted {
  const endpoint = requireEndpoint(parts.endpoints, entry.endpointId);
  endpoint.requireAts();
  const pasid = entry.pasid ?? NO_PASID;
  endpoint.requirePasid(pasid);
  const range = touchedPages(entry);
  parts.invalidator.requireRoom(endpoint);
  return (operation, index) => {
    invalidateDevice(parts, operation, index, endpoint, { pasid, range, global: entry.global === true });
  };
}

function prepareEverything(parts: Parts): Accepted {
  const holders = parts.endpoints.all().filter((endpoint) => endpoint.cache.size > 0);
  for (const endpoint of holders) {
    parts.invalidator.requireRoom(endpoint);
  }
  return (operation, index) => {
    parts.iotlb.invalidateAll();
    for (const endpoint of holders) {
      invalidateDevice(parts, operation, index, endpoint, { pasid: NO_PASID, range: ALL_PAGES, global: false });
    }
  };
}

function invalidateDevice(
  parts: Parts,
  operation: Operation,
  index: number,
  endpoint: Endpoint,
  { pasid, range, global }: { readonly pasid: number; readonly range: PageRange; readonly global: boolean },
): void {
  // With ATS disabled there is nothing to forget, and nobody to be waited for.
  if (endpoint.atsEnabled || endpoint.cache.size > 0 || endpoint.state !== 'ACTIVE') {
    parts.invalidator.invalidateDevice(operation, index, endpoint, pasid, range, global);
  }
}

function pasidScope({ pasid, global = false }: InvalidationScope): PasidScope | undefined {
  return pasid === undefined ? undefined : { pasid, global };
}

/** Pages touched by a range of addresses; over-invalidation is always right (R-INV-12). */
function touchedPages({ first = 0n, last = U64_MAX }: InvalidationScope): PageRange {
  if (last < first) {
    throw new IommuError(
      'RANGE_INVALID',
      `range.last ${hex(last)} is below range.first ${hex(first)}; ranges are inclusive`,
      { field: 'range.last' },
    );
  }
  return { firstPage: pageOf(first), lastPage: pageOf(last) };
}
