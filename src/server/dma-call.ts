/** A DMA as both a unary call and a message of `EndpointChannel` make it: the result may be there at once, or later. */
import type { Iommu } from '../core/iommu';
import type { DmaResult as DmaResultMessage } from '../gen/viommu/v1/DmaResult';
import type { DmaResult } from '../model/transfer';
import type { Begun, Completed, Eventually, ViommuHost } from '../session';
import { toDmaResult } from './convert-transfer';

/**
 * Transfers data, and waits for the end.
 *
 * @param host the vIOMMU
 * @param issue issues the DMA
 * @param signal ends the wait, never the DMA
 */
export function transferData(
  host: ViommuHost,
  issue: (iommu: Iommu) => ReturnType<Iommu['issueDma']>,
  signal: AbortSignal | undefined,
): Eventually<DmaResultMessage> {
  const done = host.complete((iommu): Begun<DmaResult | undefined> => {
    const issued = issue(iommu);
    return 'result' in issued
      ? { value: issued.result, operationId: undefined }
      : { value: undefined, operationId: issued.operationId };
  }, signal);
  return done instanceof Promise ? done.then(resultOf) : resultOf(done);
}

function resultOf({ value, end }: Completed<DmaResult | undefined>): DmaResultMessage {
  const result = value ?? end?.dma;
  if (result === undefined) throw new Error('a DMA ended without a result');
  return toDmaResult(result);
}
