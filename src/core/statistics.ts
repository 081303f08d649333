import type { QueueStatistics } from '../model/viommu';
import type { Parts } from './assembly';
import type { GroupCounters } from './counters';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import { requireDomain, requireEndpoint } from './tables';

/** The counters of a domain, of an endpoint, or of the whole vIOMMU. */
export function statisticsOf(parts: Parts, scope: { domainId?: number; endpointId?: number }): QueueStatistics {
  if (scope.domainId !== undefined) {
    const domain = requireDomain(parts.domains, scope.domainId);
    return view(parts, domain.counters, domain);
  }
  if (scope.endpointId !== undefined) {
    const endpoint = requireEndpoint(parts.endpoints, scope.endpointId);
    return view(parts, endpoint.counters, endpoint);
  }
  return { ...view(parts, parts.queue.counters, undefined), violations: parts.violations.count };
}

function view({ queue, log }: Parts, counters: GroupCounters, of: Domain | Endpoint | undefined): QueueStatistics {
  const oldest = queue.oldestTime(of);
  return {
    accepted: counters.accepted,
    answered: counters.answered,
    autoAnswered: counters.autoAnswered,
    discarded: counters.discarded,
    pending: counters.pending,
    undelivered: counters.undelivered,
    pendingHighWater: counters.pendingHighWater,
    partialPages: counters.partialPages,
    droppedPages: counters.droppedPages,
    oldestPendingAgeNs: oldest === undefined ? undefined : log.now - oldest,
    partialPageHighWater: counters.partialPageHighWater,
    openPages: counters.openPages,
    openPageHighWater: counters.openPageHighWater,
    undeliveredHighWater: counters.undeliveredHighWater,
    overflows: counters.overflows,
    stopMarkers: counters.stopMarkers,
    violations: counters.violations,
    suppressedFaults: counters.suppressedFaults,
  };
}
