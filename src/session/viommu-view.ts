import type { Iommu } from '../core/iommu';
import type { ViommuConfig } from '../model/viommu';

/** A vIOMMU as readers see it. */
export interface ViommuView {
  readonly viommuId: string;
  readonly config: ViommuConfig;
  /** Milliseconds; 0n: never. */
  readonly deleteAfterIdleMs: bigint;
  readonly incarnation: number;
  /** Its clock. */
  readonly timeNs: bigint;
  readonly endpointCount: number;
  readonly domainCount: number;
  readonly mappingCount: number;
  readonly pendingGroupCount: number;
  /** The sequence the next report will get. */
  readonly nextSequence: bigint;
}

/**
 * What readers see of a vIOMMU.
 *
 * @param host what the session knows of it
 * @param iommu its core
 */
export function viewOf(
  { viommuId, deleteAfterIdleMs }: Pick<ViommuView, 'viommuId' | 'deleteAfterIdleMs'>,
  iommu: Iommu,
): ViommuView {
  return {
    viommuId,
    config: iommu.config,
    deleteAfterIdleMs,
    incarnation: iommu.incarnation,
    timeNs: iommu.now,
    endpointCount: iommu.endpointCount,
    domainCount: iommu.domainCount,
    mappingCount: iommu.mappingCount,
    pendingGroupCount: iommu.pendingGroupCount,
    nextSequence: iommu.nextSequence,
  };
}
