import type { Iommu } from '../core/iommu';
import { IommuError } from '../model/errors';
import type { TimeFired } from '../model/viommu';
import { targetTime, type TimeTarget } from './config';
import type { EndpointStreams } from './endpoint-streams';
import type { IommuRunner } from './iommu-runner';

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

/**
 * As {@link moveTime}, after the models of external endpoints have caught up.
 *
 * @param signal ends the wait for them; time then has not moved
 * @throws IommuError TIME_NOT_FORWARD, VIOMMU_DELETED, and those of barriers
 */
export async function moveTimeAfter(
  { runner, endpoints }: { readonly runner: IommuRunner; readonly endpoints: EndpointStreams },
  target: TimeTarget,
  endpointIds: readonly number[],
  signal?: AbortSignal,
): Promise<Moved> {
  const { sent, incarnation } = await runner.execute((iommu) => {
    // What would be refused afterwards is refused before anybody is asked.
    targetTime(iommu.now, target);
    return { sent: endpoints.sendBarriers(endpointIds), incarnation: iommu.incarnation };
  });
  await sent.wait(signal);
  return runner.execute((iommu) => {
    // Other commands may have been before this one in line.
    signal?.throwIfAborted();
    if (iommu.incarnation !== incarnation) {
      throw new IommuError('VIOMMU_DELETED', 'the vIOMMU was reset meanwhile; time has not moved');
    }
    return moveTime(iommu, target);
  });
}
