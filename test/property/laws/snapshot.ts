import type { Iommu } from '../../../src/core/iommu';

/** Anything as text: equal values give equal text. */
export function serialise(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === 'bigint') {
      return `${String(each)}n`;
    }
    return each instanceof Uint8Array ? Buffer.from(each).toString('hex') : each;
  });
}

/** Everything that can be read of a vIOMMU. */
export function snapshot(iommu: Iommu): Record<string, unknown> {
  const endpoints = iommu.endpoints(0, 1000);
  const domains = iommu.domains(0, 1000);
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
    attachments: iommu.attachments(undefined, undefined, 1000),
    mappings: domains.filter(({ kind }) => kind === 'PAGING').map(({ domainId }) => iommu.mappings(domainId, 0, 1000)),
    pending: iommu.pendingGroups(undefined, 0n, 10_000),
    statistics: [
      iommu.statistics({}),
      ...endpoints.map(({ endpointId }) => iommu.statistics({ endpointId })),
      ...domains.map(({ domainId }) => iommu.statistics({ domainId })),
    ],
    invalidations: iommu.outstandingInvalidations(undefined, 0, 1000),
    violations: [iommu.violationCount, iommu.violations(undefined, 0n, 1000)],
    untold: iommu.takeOutputs(),
  };
}
