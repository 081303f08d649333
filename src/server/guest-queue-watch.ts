/** `GuestQueueService.WatchRecords`: a stream of guest-native records. */
import type { GuestRecordBatch } from '../gen/viommu/v1/GuestRecordBatch';
import type { WatchRecordsRequest__Output } from '../gen/viommu/v1/WatchRecordsRequest';
import type { WatchRecordsResponse } from '../gen/viommu/v1/WatchRecordsResponse';
import type { ClosingItem, GuestQueueItem, HeartbeatItem, Registry } from '../session';
import * as check from './check';
import { message } from './convert';
import { fromQueueKind, toEffects, toQueue, toRecord } from './convert-guest-queue';
import { toClosing, toHeartbeat } from './convert-report';
import { serverStream, type ServerStreamHandler } from './handler';
import { hostOf } from './host-call';
import { heartbeatMs, StreamFeed, type FeedFormat } from './stream-feed';

/**
 * Makes the handler.
 *
 * @param registry the vIOMMUs of the server
 */
export function watchRecords(
  registry: Registry,
): ServerStreamHandler<WatchRecordsRequest__Output, WatchRecordsResponse> {
  return serverStream(async (request, _ctx, out) => {
    const host = hostOf(registry, request.viommuId);
    const interval = heartbeatMs(request.heartbeatIntervalMs, 'heartbeat_interval_ms');
    const kinds = check
      .listAtMost(request.queues, 'queues')
      .map((kind, index) => fromQueueKind(kind, `queues[${String(index)}]`));
    const watch = await host.watchRecords(kinds, () => {
      out.wake();
    });
    new StreamFeed(out, watch, FORMAT, interval);
  });
}

const FORMAT: FeedFormat<GuestQueueItem | HeartbeatItem | ClosingItem, WatchRecordsResponse> = {
  toMessages: (items) => items.map(toMessage),
  toClosing: (closing) => ({ closing: toClosing(closing) }),
};

function toMessage(item: GuestQueueItem | HeartbeatItem): WatchRecordsResponse {
  switch (item.kind) {
    case 'OPENED':
      return { opened: { queues: item.queues.map(toQueue) } };
    case 'RECORDS':
      return {
        batch: message<GuestRecordBatch>({
          queue: `GUEST_QUEUE_KIND_${item.queue}`,
          records: item.records.map(toRecord),
          tail: item.tail,
          effects: toEffects(item.effects),
        }),
      };
    case 'HEARTBEAT':
      return { heartbeat: toHeartbeat(item) };
  }
}
