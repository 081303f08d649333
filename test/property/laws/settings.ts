import type fc from 'fast-check';
import type { Limits, ViommuConfig } from '../../../src/model/viommu';
import { config } from '../../unit/core/fixture';
import { PAST_FAILURES } from './past-failures';
import type { Script } from './script';

/** Limits so small that everything overflows. */
const TINY: Partial<Limits> = {
  max_endpoints: 5,
  max_domains: 8,
  max_mappings: 12,
  page_request_queue_depth: 3,
  max_pending_groups: 5,
  max_partial_pages: 4,
  max_pages_per_group: 3,
  report_log_depth: 16,
  max_outstanding_dma: 3,
  max_grants_per_endpoint: 6,
  max_waiting_invalidations: 2,
  max_rules: 3,
  max_delayed_messages: 2,
};

/** The vIOMMU a script is for. */
export function configOf(script: Script): ViommuConfig {
  const { profile, tiny, bypassUnattached, granuleBits, iotlbEntries, reserved, splits, seed } = script;
  const limits = { ...(tiny ? TINY : {}), iotlb_entries: iotlbEntries };
  const reservedRanges = reserved ? [{ firstPage: 8, lastPage: 11 }] : [];
  return {
    ...config(limits, { partialUnmap: splits ? 'SPLIT' : 'REFUSE' }, profile),
    bypassUnattached,
    granuleBits,
    reservedRanges,
    seed: BigInt(seed),
  };
}

/** One seed for every run, so that a failure is one; VIOMMU_SEED=0 takes a new one, VIOMMU_RUNS explores more. */
export function parameters(law: string, runs: number): fc.Parameters<[Script]> {
  const seed = Number(process.env['VIOMMU_SEED'] ?? 20_261_120);
  return {
    numRuns: Number(process.env['VIOMMU_RUNS'] ?? runs),
    ...(seed === 0 ? {} : { seed }),
    examples: (PAST_FAILURES[law] ?? []).map((script) => [script]),
  };
}

/** How many steps a script has at most; what only piles up slowly is found with more, VIOMMU_STEPS. */
export function longest(): number {
  return Number(process.env['VIOMMU_STEPS'] ?? 60);
}
