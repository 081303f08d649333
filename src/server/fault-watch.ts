/** `FaultService.WatchFaults`: a stream of reports. */
import type { WatchFaultsRequest__Output } from '../gen/viommu/v1/WatchFaultsRequest';
import type { WatchFaultsResponse } from '../gen/viommu/v1/WatchFaultsResponse';
import type { Registry } from '../session';
import { fromSelection } from './convert-report';
import { serverStream, type ServerStreamHandler } from './handler';
import { hostOf } from './host-call';
import { REPORT_FORMAT } from './report-messages';
import { heartbeatMs, StreamFeed } from './stream-feed';

/**
 * Makes the handler.
 *
 * @param registry the vIOMMUs of the server
 */
export function watchFaults(registry: Registry): ServerStreamHandler<WatchFaultsRequest__Output, WatchFaultsResponse> {
  return serverStream(async (request, _ctx, out) => {
    const host = hostOf(registry, request.viommuId);
    const interval = heartbeatMs(request.heartbeatIntervalMs, 'heartbeat_interval_ms');
    const selection = fromSelection(request.selection, 'selection');
    const stream = await host.openReportStream(
      { ...selection, credits: request.credits, creditsFixed: true, defaultRole: 'OBSERVER' },
      () => {
        out.wake();
      },
    );
    new StreamFeed(out, stream, REPORT_FORMAT, interval);
  });
}
