import { addressOf, MAX_PAGE } from '../../../src/base/u64';
import type { Iommu } from '../../../src/core/iommu';
import { READ } from '../../../src/model/permissions';

/** Anything as text: equal values give equal text. */
export function serialise(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === 'bigint') {
      return `${String(each)}n`;
    }
    return each instanceof Uint8Array ? Buffer.from(each).toString('hex') : each;
  });
}

/** Pages that an endpoint's way to is looked at. */
const ASKED = [0, 1, 2, MAX_PAGE];

const ALL = { firstPage: 0, lastPage: MAX_PAGE, pagesPerBit: 1, keep: true };

/** Everything that can be read of a vIOMMU. */
export function snapshot(iommu: Iommu): Record<string, unknown> {
  const endpoints = iommu.endpoints(0, 1000);
  const domains = iommu.domains(0, 1000);
  const attachments = iommu.attachments(undefined, undefined, 1000);
  const paging = domains.flatMap(({ kind, domainId }) => (kind === 'PAGING' ? [domainId] : []));
  const reports = [];
  for (let sequence = iommu.oldestSequence; sequence < iommu.nextSequence; sequence += 1n) {
    reports.push(iommu.report(sequence));
  }
  return {
    config: iommu.config,
    incarnation: iommu.incarnation,
    now: iommu.now,
    nextSequence: iommu.nextSequence,
    nextDeadline: iommu.nextDeadline,
    counts: [iommu.endpointCount, iommu.domainCount, iommu.mappingCount, iommu.pendingGroupCount, iommu.reportCount],
    reports,
    endpoints,
    domains,
    attachments,
    mappings: paging.map((domainId) => iommu.mappings(domainId, 0, 1000)),
    usable: paging.map((domainId) => iommu.usablePages(domainId)),
    dirty: domains.flatMap(({ dirtyTracking, domainId }) => (dirtyTracking ? [iommu.readDirty(domainId, ALL)] : [])),
    // What caches hold is told by explanations.
    translations: attachments.map(({ endpointId, pasid }) =>
      ASKED.map((page) => iommu.explain(endpointId, pasid, addressOf(page), READ)),
    ),
    pending: iommu.pendingGroups(undefined, 0n, 10_000),
    statistics: [
      iommu.statistics({}),
      ...endpoints.map(({ endpointId }) => iommu.statistics({ endpointId })),
      ...domains.map(({ domainId }) => iommu.statistics({ domainId })),
    ],
    invalidations: iommu.outstandingInvalidations(undefined, 0, 1000),
    rules: iommu.rules(0, 1000),
    violations: [iommu.violationCount, iommu.violations(undefined, 0n, 1000)],
    untold: iommu.takeOutputs(),
  };
}
