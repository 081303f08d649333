/** `EndpointService.WatchEndpoint`: a stream of what an endpoint receives. */
import type { WatchEndpointRequest__Output } from '../gen/viommu/v1/WatchEndpointRequest';
import type { WatchEndpointResponse } from '../gen/viommu/v1/WatchEndpointResponse';
import type { ClosingItem, EndpointWatchItem, Registry } from '../session';
import { toEndpoint, toEndpointPayload } from './convert-endpoint';
import { toClosing, toHeartbeat } from './convert-report';
import { serverStream, type ServerStreamHandler } from './handler';
import { hostOf } from './host-call';
import { heartbeatMs, StreamFeed, type FeedFormat } from './stream-feed';

/**
 * Makes the handler.
 *
 * @param registry the vIOMMUs of the server
 */
export function watchEndpoint(
  registry: Registry,
): ServerStreamHandler<WatchEndpointRequest__Output, WatchEndpointResponse> {
  return serverStream(async (request, _ctx, out) => {
    const host = hostOf(registry, request.viommuId);
    const interval = heartbeatMs(request.heartbeatIntervalMs, 'heartbeat_interval_ms');
    const watch = await host.watchEndpoint(request.endpointId, () => {
      out.wake();
    });
    new StreamFeed(out, watch, formatFor(host.viommuId), interval);
  });
}

function formatFor(viommuId: string): FeedFormat<EndpointWatchItem, WatchEndpointResponse> {
  const toMessage = (item: Exclude<EndpointWatchItem, ClosingItem>): WatchEndpointResponse => {
    switch (item.kind) {
      case 'OPENED':
        return { opened: toEndpoint(viommuId, item.endpoint) };
      case 'MESSAGE': {
        const { sequence, timeNs, message } = item.output;
        return { sequence, timeNs, ...toEndpointPayload(message) };
      }
      case 'SKIPPED':
        return { skipped: { count: item.count } };
      case 'HEARTBEAT':
        return { heartbeat: toHeartbeat(item) };
    }
  };
  return {
    toMessages: (items) => items.map(toMessage),
    toClosing: (closing) => ({ closing: toClosing(closing) }),
  };
}
