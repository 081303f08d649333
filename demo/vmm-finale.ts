/** What the VMM does at the end, or when the device is about to die: unmap, count, read guest RAM. */
import { errorOfRefusal, type ViommuClient, type VmmChannel } from '../clients/typescript';
import { hex } from './figures';
import { hashGuestFile } from './guest-file';
import { type GuestMemory, ramPath } from './guest';
import type { PageTables } from './guest-pages';
import { ENDPOINT_ID, PAGE, pageNumber, RING, VIOMMU_ID } from './layout';
import type { FromVmm, ToVmm } from './messages';
import type { PageRequestHandler } from './page-request-handler';
import type { Part } from './part';

const EVERYTHING = { first: 0n, last: 0xffff_ffff_ffff_ffffn };
const POLL_MS = 20;
/** Less than the device's supervisor would wait. */
const PATIENCE_NS = 8_000_000_000n;

/** Takes the ring away from the device; returns how the operation ended. */
export async function unmapRing(channel: VmmChannel, { allocator, tables }: GuestMemory): Promise<string> {
  const { domainId } = RING.space;
  const range = { first: RING.iova, last: RING.iova + BigInt(RING.pages * PAGE) - 1n };
  const { operation, failures } = await channel.unmap(domainId, [range]);
  const [refused] = failures;
  if (refused !== undefined) throw errorOfRefusal(refused);
  for (let i = 0; i < RING.pages; i++) {
    const first = tables.unmap(domainId, pageNumber(RING.iova) + i);
    if (first !== undefined) allocator.give({ first, count: 1 });
  }
  return operation?.outcome ?? 'OPERATION_OUTCOME_UNSPECIFIED';
}

/** Unmaps the first space under a device that does not move; tells when the device is waited for. */
export async function unmapEverything(
  { say, tell }: Part<ToVmm, FromVmm>,
  client: ViommuClient,
  channel: VmmChannel,
): Promise<string> {
  const unmapped = channel.unmap(RING.space.domainId, [EVERYTHING], { invalidationTimeoutNs: PATIENCE_NS });
  let ended = false;
  const end = unmapped.finally(() => (ended = true));
  void end.catch(() => {});
  const outstanding = async (): Promise<number> => {
    const request = { viommuId: VIOMMU_ID, endpointId: ENDPOINT_ID };
    const { invalidations } = await client.invalidations.listOutstandingPage(request);
    for (const { operationId, itag } of invalidations.slice(0, 1)) {
      say(`unmap ${hex(operationId)} waits for the device: invalidation tag ${itag ?? 'not yet given'} is open`);
    }
    return invalidations.length;
  };
  while (!ended && (await outstanding()) === 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  tell({ kind: 'waiting' });
  const { operation, removedMappingCount } = await end;
  const outcome = operation?.outcome ?? 'OPERATION_OUTCOME_UNSPECIFIED';
  say(`unmap ${hex(operation?.operationId ?? 0n)} removed ${removedMappingCount} mappings and ended: ${outcome}`);
  return outcome;
}

/** Answers once too often, reads the file out of guest RAM and collects the counters. */
export async function finishUp(
  { plan, tell }: Part<ToVmm, FromVmm>,
  client: ViommuClient,
  handler: PageRequestHandler,
  tables: PageTables,
): Promise<FromVmm> {
  const late = await handler.answerOnceTooOften();
  const ram = ramPath(plan.memoryDirectory);
  const sha256 = await hashGuestFile(ram, tables, plan.fileBytes, () => tell({ kind: 'reading' }));
  const { statistics } = await client.faults.getStatistics({ viommuId: VIOMMU_ID });
  return {
    kind: 'verified',
    sha256,
    counts: handler.counts,
    late,
    invalidations: handler.invalidations,
    accepted: Number(statistics.acceptedGroupCount),
    answered: Number(statistics.answeredGroupCount),
  };
}
