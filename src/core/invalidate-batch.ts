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
  let run: Run | undefined;
  const batch = runBatch(entries, onError, (entry, index) => {
    run?.requireRoom();
    const accepted = prepare(parts, entry);
    run ??= new Run(parts, parts.operations.begin('INVALIDATE', timeoutNs));
    run.accept(index, accepted);
  });
  return { ...batch, operationId: run?.seal() };
}

/** Executes accepted entries: at once, or when the fences before them have ended. */
class Run {
  /** Those that wait, the next one first; the first fence that was reached and has not ended is before them. */
  private readonly behind: { readonly index: number; readonly execute: Accepted }[] = [];
  private next = 0;
  private stopped = false;
  private sealed = false;

  constructor(
    private readonly parts: Parts,
    private readonly operation: Operation,
  ) {
    operation.held = true;
    operation.whenAbandoned = () => {
      // What is behind a fence that was not reached is not executed.
      for (const { index } of this.behind.slice(this.next)) {
        parts.operations.giveUpEntry(operation, index);
      }
      this.forget();
      this.stopped = false;
      this.releaseIfDone();
    };
  }

  /**
   * Refuses if as many entries wait behind fences as may.
   *
   * @throws IommuError LIMIT_EXCEEDED (max_waiting_invalidations)
   */
  requireRoom(): void {
    if (this.stopped) {
      this.parts.fences.requireRoom();
    }
  }

  accept(index: number, execute: Accepted): void {
    this.parts.operations.addEntry(this.operation, index);
    if (this.stopped) {
      this.behind.push({ index, execute });
      this.parts.fences.entriesBehind += 1;
    } else {
      this.run(index, execute);
    }
  }

  /** There are no more entries. */
  seal(): bigint {
    this.sealed = true;
    this.releaseIfDone();
    return this.parts.operations.seal(this.operation);
  }

  private run(index: number, execute: Accepted): void {
    if (execute !== 'FENCE') {
      execute(this.operation, index);
      return;
    }
    const { fences, invalidator, endpoints } = this.parts;
    this.stopped = !fences.reach(this.operation, index, invalidator.unended(endpoints.all()), () => {
      this.goOn();
    });
  }

  /** The fence has ended. */
  private goOn(): void {
    this.stopped = false;
    while (!this.stopped && this.next < this.behind.length) {
      const { index, execute } = this.behind[this.next]!;
      this.next += 1;
      this.parts.fences.entriesBehind -= 1;
      this.run(index, execute);
    }
    this.releaseIfDone();
  }

  private forget(): void {
    this.parts.fences.entriesBehind -= this.behind.length - this.next;
    this.next = this.behind.length;
  }

  private releaseIfDone(): void {
    if (this.sealed && !this.stopped && this.next === this.behind.length) {
      this.parts.operations.release(this.operation);
    }
  }
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
      parts.fences.requireRoom();
      return 'FENCE';
  }
}

function prepareDomain(parts: Parts, entry: Extract<InvalidationEntry, { kind: 'DOMAIN' }>): Accepted {
  const domain = requireDomain(parts.domains, entry.domainId);
  const range = touchedPages(entry);
  const only = pasidScope(entry);
  parts.invalidator.requireRoomFor(domain, [range]);
  return (operation, index) => {
    parts.invalidator.invalidateDomain(operation, index, domain, [range], only);
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
      forgetCached(parts.iotlb, domain, [range]);
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
  const global = entry.global === true;
  parts.invalidator.requireRoom(endpoint);
  return (operation, index) => {
    invalidateDevice(parts, operation, index, endpoint, { pasid, range, global });
  };
}

function prepareEverything(parts: Parts): Accepted {
  // Who holds anything is asked again when it is executed: that may be later.
  const holders = (): Endpoint[] => parts.endpoints.all().filter((endpoint) => endpoint.cache.size > 0);
  for (const endpoint of holders()) {
    parts.invalidator.requireRoom(endpoint);
  }
  return (operation, index) => {
    parts.iotlb.invalidateAll();
    for (const endpoint of holders()) {
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
