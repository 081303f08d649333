/** `GuestQueueService`: what a guest wrote to the queues of its IOMMU, and what hardware would write to them. */
import type { ControlQueueResponse } from '../gen/viommu/v1/ControlQueueResponse';
import type { GuestQueueServiceHandlers } from '../gen/viommu/v1/GuestQueueService';
import type { ReadRecordsResponse } from '../gen/viommu/v1/ReadRecordsResponse';
import type { SubmitCommandsResponse } from '../gen/viommu/v1/SubmitCommandsResponse';
import { MAX_ITEMS } from '../model/viommu';
import type { Registry } from '../session';
import * as check from './check';
import { message } from './convert';
import {
  fromBuffer,
  fromCommandQueueKind,
  fromControl,
  fromDomainTags,
  fromQueueKind,
  toCommandResult,
  toEffects,
  toQueue,
  toRecord,
} from './convert-guest-queue';
import { watchRecords } from './guest-queue-watch';
import { service, type Service } from './handler';
import { mutation, query } from './host-call';

/** Records that a call returns unless it says otherwise. */
const DEFAULT_RECORDS = 256;

/**
 * Makes the service.
 *
 * @param registry the vIOMMUs of the server
 */
export function guestQueueService(registry: Registry): Service {
  return service<GuestQueueServiceHandlers>('GuestQueueService', {
    submitCommands: mutation(registry, async (host, request, signal) => {
      const kind = fromCommandQueueKind(request.queue);
      const buffers = check.listAtMost(request.buffers, 'buffers').map(fromBuffer);
      const done = await host.guestQueues.submit(kind, request.entries, buffers, signal);
      return message<SubmitCommandsResponse>({
        consumedCount: done.consumed,
        results: done.results.map(toCommandResult),
        effects: toEffects(done.effects),
        head: done.head,
        stopped: done.stopped,
      });
    }),
    controlQueue: mutation(registry, async (host, request, signal) => {
      const kind = fromQueueKind(request.queue);
      const done = await host.guestQueues.control(kind, fromControl(request), request.takeOver, signal);
      return message<ControlQueueResponse>({
        queue: toQueue(done.view),
        effects: toEffects(done.result.effects),
        consumedCount: done.result.consumed,
        results: done.result.results.map(toCommandResult),
      });
    }),
    listGuestQueues: query(registry, async (host) => ({ queues: (await host.guestQueues.views()).map(toQueue) })),
    readRecords: query(registry, async (host, request) => {
      const max = request.maxCount ?? DEFAULT_RECORDS;
      check.inRange(max, 1, MAX_ITEMS, 'max_count', 'COUNT_OUT_OF_RANGE');
      const taken = await host.guestQueues.read(fromQueueKind(request.queue), max);
      return message<ReadRecordsResponse>({
        records: taken.records.map(toRecord),
        effects: toEffects(taken.effects),
        queue: toQueue(taken.view),
      });
    }),
    watchRecords: watchRecords(registry),
    setDomainTags: mutation(registry, async (host, request) => {
      await host.guestQueues.setDomainTags(request.domainId, fromDomainTags(request));
      return {};
    }),
  });
}
