import type { Iommu } from '../core/iommu';
import type { TimeFired } from '../model/viommu';
import { targetTime, type TimeTarget } from './config';

/** Where a clock is, and what fell due on the way. */
export interface Moved {
  /** Nanoseconds. */
  readonly timeNs: bigint;
  readonly fired: TimeFired;
}

/**
 * Moves a VIRTUAL clock.
 *
 * @throws IommuError TIME_NOT_FORWARD
 */
export function moveTime(iommu: Iommu, target: TimeTarget): Moved {
  const fired = iommu.tick(targetTime(iommu.now, target));
  return { timeNs: iommu.now, fired };
}
